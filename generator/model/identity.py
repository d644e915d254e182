"""身份: whose a document is, of which year and kind; the same for the author, the site and its data."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class Identity(Struct, frozen=True, kw_only=True):
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
        return {name: getattr(self, name) for name in Identity.__struct_fields__}

    def __str__(self) -> str:
        return f"{self.department} {self.year}年度{self.kind}"
