"""检查自检: what an edition says of kinds of findings (检查) must be about a kind that it may change."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.editions.faults import Fault
from gongkai.checks.rules import RULES
from gongkai.model.edition import Edition
from gongkai.model.finding_catalogue import Severity, catalogue


def treatment_faults(edition: Edition) -> Iterator[Fault]:
    """Codes that no rule of documents has, or that are certain: an error blocks, sums must tie."""
    known = {rule.code for rule in RULES}
    for code in edition.checks:
        kind = catalogue().get(code)
        if kind is None or code not in known:
            message, hint = (
                f"“检查”里的“{code}”不是文件的检查代码",
                "代码见 docs/findings；读取文件、排印时的代码不能改",
            )
        elif kind.firm or Severity.ERROR in kind.severities.values():
            message, hint = (
                f"“检查”不能改 {code}（{kind.title}）",
                "删去这一行；个别文件确有理由的，写在它的 waivers.yml 里",
            )
        else:
            continue
        yield Fault(path=("检查", code), message=message, hint=hint)
