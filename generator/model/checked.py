"""检查结果: what `gongkai check` found, whatever form it is told in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.model.findings import Finding, blocks, every
from gongkai.model.identity import Identity
from gongkai.model.ledger import LedgerLine
from gongkai.model.waivers import Waiver

SHARED = "公共内容、版式和文件夹"
"""where findings stand that belong to no single document"""
Offers = Mapping[Waiver, list[Finding]]
"""waivers that may be written, each with what it explains"""


class Verdict(Struct, frozen=True, kw_only=True):
    """结论 on one document."""

    id: str
    findings: tuple[Finding, ...]
    blocked: bool
    """whether it must not be published"""
    identity: Identity | None = None
    """None if it could not be read"""
    ledger: tuple[LedgerLine, ...] = ()
    """every rule and how it ended, with the findings that are explained; none where that is not kept"""
    exhausted: bool = False
    """whether the wording of its edition went beyond its bounds"""
    units: Mapping[str, str] = field(default_factory=dict)
    """of a sum of units: the ids of their documents, by the units' names"""

    def alone(self) -> Verdict:
        """Without what somebody has to say besides."""
        return Verdict(**{name: getattr(self, name) for name in Verdict.__struct_fields__})


class CheckResult(Struct, frozen=True, kw_only=True, dict=True):
    """检查结果 of some documents."""

    verdicts: Mapping[str, Verdict]
    """by id, of the documents that were checked"""
    findings: tuple[Finding, ...]
    """in order of place, those of what documents share among them"""
    sound: bool
    """whether nothing keeps anything from being published"""
    offers: Mapping[str, Offers] = field(default_factory=dict)
    """by document; only where they were asked for"""
    omitted: int = 0
    """findings that were left out, because only some codes were asked for"""

    @property
    def every(self) -> tuple[Finding, ...]:
        """Those told under others too."""
        return every(self.findings)

    @cached_property
    def blocked(self) -> tuple[str, ...]:
        """The documents that would not be published."""
        return tuple(id for id, verdict in self.verdicts.items() if verdict.blocked)

    @property
    def ledgers(self) -> dict[str, tuple[LedgerLine, ...]]:
        """By document, where there are any."""
        return {id: verdict.ledger for id, verdict in self.verdicts.items() if verdict.ledger}

    def identity(self, id: str) -> Identity | None:
        return self.verdicts[id].identity if id in self.verdicts else None

    def title(self, id: str) -> str:
        """What to call a document; "" is what belongs to none."""
        return str(self.identity(id) or id or SHARED)

    def blocks(self, finding: Finding) -> bool:
        """Whether a finding keeps its document from being published."""
        identity = self.identity(finding.document)
        return blocks(finding, archived=identity is None or identity.archived)

    def only(self, codes: tuple[str, ...]) -> CheckResult:
        """The same with the findings and rules of codes that begin so; all of them if none is given."""
        if not codes:
            return self
        kept = tuple(filter(None, (_only(finding, codes) for finding in self.findings)))
        ledgers = {
            id: tuple(line for line in lines if line.code.startswith(codes)) for id, lines in self.ledgers.items()
        }
        verdicts = {id: replace(one, ledger=ledgers.get(id, ())) for id, one in self.verdicts.items()}
        offers = {
            id: {waiver: found for waiver, found in one.items() if waiver.code.startswith(codes)}
            for id, one in self.offers.items()
        }
        return replace(
            self, verdicts=verdicts, findings=kept, offers=offers, omitted=len(self.every) - len(every(kept))
        )


def _only(finding: Finding, codes: tuple[str, ...]) -> Finding | None:
    """What is left of a finding and of those under it, with only some codes."""
    left = [one for one in finding.each if one.code.startswith(codes)]
    return left[0].leading(left[1:]) if left else None
