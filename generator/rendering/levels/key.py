"""哪一级: of which place, year and sort of documents all departments are put together."""

from __future__ import annotations

from msgspec import Struct

from gongkai.rendering.pages import Link

LEVELS = "levels"
"""the folder of their pages"""
FEWEST = 2
"""departments that make a level worth a page"""


class LevelKey(Struct, frozen=True, kw_only=True):
    """哪一级: a place, a year and a sort of documents."""

    region: str
    """path: henan/nanyang"""
    names: tuple[str, ...]
    """河南省, 南阳市"""
    year: int
    nature: str
    """决算"""
    folder: str
    """of the kind of the departments' documents: final-accounts"""

    @property
    def id(self) -> str:
        return f"{LEVELS}/{self.region}/{self.year}/{self.folder}"

    @property
    def path(self) -> str:
        return f"{self.id}/"

    @property
    def place(self) -> str:
        """Without the province, where there is more."""
        return "".join(self.names[1:] or self.names)

    @property
    def short(self) -> str:
        """2023年度各部门决算一览"""
        return f"{self.year}年度各部门{self.nature}一览"

    @property
    def title(self) -> str:
        return f"{self.place}{self.short}"

    @property
    def link(self) -> Link:
        return Link(text=self.short, path=self.path)
