"""检查结果: what `gongkai check` found, whatever form it is told in."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """检查结果 of some documents."""

    ids: tuple[str, ...]
    """the documents that were checked"""
    blocked: tuple[str, ...]
    """those that would not be published"""
    findings: tuple[Finding, ...]
    """in order of place"""
    sound: bool
    """whether nothing keeps anything from being published"""

    @property
    def documents(self) -> int:
        return len(self.ids)
