"""检查结果: what `gongkai check` found, whatever form it is told in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.model.findings import Finding
from generator.model.ledger import LedgerLine


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

    @property
    def documents(self) -> int:
        return len(self.ids)

    def only(self, codes: tuple[str, ...]) -> Checked:
        """The same with the findings of some codes; all of them if none is given."""
        if not codes:
            return self
        kept = tuple(finding for finding in self.findings if finding.code in codes)
        return replace(self, findings=kept)
