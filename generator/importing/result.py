"""导入的结果: what an import took, changes and found."""

from __future__ import annotations

from msgspec import Struct

from gongkai.importing.merging import Change
from gongkai.model.findings import Finding, errors
from gongkai.model.intake import Intake


class Imported(Struct, frozen=True, kw_only=True):
    """导入的结果: what was taken, what it changes, and what was written ((): nothing, or only tried)."""

    intake: Intake
    changes: tuple[Change, ...] = ()
    files: tuple[str, ...] = ()
    """those that change, below the document's folder"""
    written: bool = False
    missing: tuple[str, ...] = ()
    """control totals that are asked for and stand nowhere"""
    weak: tuple[str, ...] = ()
    """control totals from the very cell that the figure is from: they prove that it was copied, no more"""
    findings: tuple[Finding, ...] = ()

    @property
    def sound(self) -> bool:
        return not errors(self.findings)
