"""代码表: codes with their names, to choose from and to look names up in."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from gongkai.workbooks.columns import UNITS
from gongkai.workbooks.ground import Ground
from gongkai.workbooks.names import cell, on_sheet, reach
from gongkai.workbooks.page import Page

SHEET = "代码表"
FIRST = 3
"""the row of the first code"""
SPARE = 2
"""columns from one list to the next, beside the codes and the names"""


class Listed(Struct, frozen=True, kw_only=True):
    """一套代码 on the sheet."""

    title: str
    names: dict[str, str]
    column: int

    @property
    def codes(self) -> str:
        return on_sheet(SHEET, reach(FIRST, max(FIRST, FIRST + len(self.names) - 1), self.column))

    @property
    def table(self) -> str:
        last = max(FIRST, FIRST + len(self.names) - 1)
        return on_sheet(SHEET, f"{cell(FIRST, self.column, fixed=True)}:{cell(last, self.column + 1, fixed=True)}")


class CodeLists(Struct, frozen=True, kw_only=True):
    """代码表, by what figures.yml calls the codes."""

    listed: dict[str, Listed]

    @classmethod
    def of(cls, ground: Ground, wanted: Iterable[str]) -> CodeLists:
        coded = ground.edition.lists.coded
        lists: dict[str, Listed] = {}
        for by in wanted:
            folder = ground.edition.lists.folder(by)
            if folder not in lists:
                title = coded[by].title if by in coded else by
                names = dict(sorted(ground.names(by).items())) if by != UNITS else dict(ground.names(by))
                lists[folder] = Listed(title=title, names=names, column=1 + len(lists) * (2 + SPARE - 1))
        return cls(listed={by: lists[ground.edition.lists.folder(by)] for by in wanted})

    def lookup(self, by: str, own: str, missing: str) -> str:
        """The name of the code in a cell."""
        listed = self.listed.get(by)
        if listed is None or not listed.names:
            return ""
        return f'=IF(TRIM({own})="","",IFERROR(VLOOKUP(TRIM({own}),{listed.table},2,FALSE),"{missing}"))'

    def draw(self, page: Page) -> None:
        page.text(1, 1, "代码表：编码和名称，各表从这里选，不用改", "栏头")
        for listed in {one.column: one for one in self.listed.values()}.values():
            page.text(FIRST - 1, listed.column, f"{listed.title}编码" if listed.title != UNITS else "单位代码", "表头")
            page.text(FIRST - 1, listed.column + 1, "名称", "表头")
            for row, (code, name) in enumerate(listed.names.items(), start=FIRST):
                page.text(row, listed.column, code, "印")
                page.text(row, listed.column + 1, name, "印")
            page.widths([14.0, 40.0, 3.0], listed.column)
        page.finished(landscape=False, heads=(1, FIRST - 1), freeze=(FIRST - 1, 0))
