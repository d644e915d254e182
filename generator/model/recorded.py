"""记下的: what came of recording that a document is disclosed, corrected or withdrawn."""

from __future__ import annotations

from msgspec import Struct

from gongkai.model.disclosure import Change
from gongkai.model.findings import Finding


class Recorded(Struct, frozen=True, kw_only=True):
    """What came of one document. `refused`: why nothing was written."""

    id: str
    file: str = ""
    told: str = ""
    refused: str = ""
    findings: tuple[Finding, ...] = ()
    """that stand against it"""
    corrections: tuple[Change, ...] = ()
    """to be written"""
    named: tuple[str, ...] = ()
    """places that changed, where nobody knows any longer what stood there"""
    dependents: tuple[str, ...] = ()
    """ids of documents that draw figures from it"""

    @property
    def done(self) -> bool:
        """Whether nothing is left to be written."""
        return not (self.refused or self.corrections or self.named)
