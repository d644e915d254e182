"""迁移的结果: what came of each document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.migration.plan import Plan
from gongkai.migration.renames import Renames
from gongkai.model.findings import Finding


@dataclass(slots=True, kw_only=True)
class Migrated:
    """一份文件: what is to be done, or why nothing can be; `written`: whether it has been."""

    id: str
    edition: str
    """that it has, or had"""
    plan: Plan
    refused: tuple[str, ...] = ()
    written: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """迁移的结果: by document, what its editions call otherwise, and editions that could not be read."""

    documents: tuple[Migrated, ...]
    renames: Mapping[str, Renames]
    faults: tuple[Finding, ...]

    @property
    def complete(self) -> bool:
        """Whether everything could be read, and written where that was wanted."""
        return not self.faults and not any(one.refused for one in self.documents)
