"""身份: whose a document is, of which year and kind; the same for the author, the site and its data."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import fields as fields_of
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """文件的身份."""

    id: str
    """path below content/departments: henan/nanyang/…/2021/final-accounts"""
    department: str
    department_id: str
    region: tuple[str, ...]
    """names from province down: (河南省, 南阳市)"""
    year: int
    kind: str
    """名称 of the kind of document: 决算"""
    date: str
    """成文日期, ISO, as far as known: 2022-09"""
    archived: bool
    edition: str

    def fields(self) -> dict[str, Any]:
        """These fields alone, of whatever has more."""
        return {field.name: getattr(self, field.name) for field in fields_of(Identity)}

    def __str__(self) -> str:
        return f"{self.department} {self.year}年度{self.kind}"
