"""检查自检: what an edition says of kinds of findings (检查) must be about a kind that it may change."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.editions.faults import Fault
from gongkai.checks.rules import RULES
from gongkai.model.edition import Edition
from gongkai.model.finding_catalogue import Severity, catalogue
from gongkai.model.findings import found
from gongkai.model.places import NOWHERE


def treatment_faults(edition: Edition) -> Iterator[Fault]:
    """Codes that no rule of documents has, or that are certain: an error blocks, sums must tie."""
    known = {rule.code for rule in RULES}
    for code in edition.checks:
        kind = catalogue().get(code)
        if kind is None or code not in known:
            yield Fault(("检查", code), found("L622", NOWHERE, "检查代码", 名=code))
        elif kind.firm or Severity.ERROR in kind.severities.values():
            yield Fault(("检查", code), found("L622", NOWHERE, "必查", 名=code, 类=kind.title))
