"""检查结果: what `gongkai check` found, whatever form it is told in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gongkai.model.findings import Finding, blocks
from gongkai.model.ledger import LedgerLine
from gongkai.model.waivers import Waiver

SHARED = "公共内容、版式和文件夹"
"""where findings stand that belong to no single document"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """文件的名称, as people call it, and whether it is an archived one."""

    department: str
    year: int
    kind: str
    archived: bool

    def __str__(self) -> str:
        return f"{self.department} {self.year}年度{self.kind}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """检查结果 of some documents."""

    ids: tuple[str, ...]
    """the documents that were checked"""
    blocked: tuple[str, ...]
    """those that would not be published"""
    findings: tuple[Finding, ...]
    """in order of place"""
    ledgers: Mapping[str, tuple[LedgerLine, ...]]
    """every rule and how it ended, by document"""
    sound: bool
    """whether nothing keeps anything from being published"""
    named: Mapping[str, Named] = field(default_factory=dict)
    """what documents are called, by id; without those that could not be read"""
    offers: Mapping[str, Mapping[Waiver, list[Finding]]] = field(default_factory=dict)
    """waivers that may be written, by document, each with what it explains; only where they were asked for"""
    omitted: int = 0
    """findings that were left out, because only some codes were asked for"""

    @property
    def documents(self) -> int:
        return len(self.ids)

    def title(self, id: str) -> str:
        """What to call a document; "" is what belongs to none."""
        if not id:
            return SHARED
        return str(self.named[id]) if id in self.named else id

    def blocks(self, finding: Finding) -> bool:
        """Whether a finding keeps its document from being published."""
        named = self.named.get(finding.document)
        return blocks(finding, archived=named is None or named.archived)

    def only(self, codes: tuple[str, ...]) -> Checked:
        """The same with the findings and rules of codes that begin so; all of them if none is given."""
        if not codes:
            return self
        kept = tuple(finding for finding in self.findings if finding.code.startswith(codes))
        ledgers = {
            id: tuple(line for line in lines if line.code.startswith(codes)) for id, lines in self.ledgers.items()
        }
        offers = {
            id: {waiver: found for waiver, found in one.items() if waiver.code.startswith(codes)}
            for id, one in self.offers.items()
        }
        return replace(self, findings=kept, ledgers=ledgers, offers=offers, omitted=len(self.findings) - len(kept))
