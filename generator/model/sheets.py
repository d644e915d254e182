"""工作簿: what a spreadsheet file says, cell by cell, before anyone knows what it means."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from msgspec import Struct, field

from gongkai.model.places import Place


class SheetCell(Struct, frozen=True, kw_only=True):
    """单元格. `text`: what it holds, as text; `number`: the exact stored number, if it is one (a date is none)."""

    row: int
    column: int
    """both counted from 1"""
    text: str
    number: Decimal | None = None
    shown: str = ""
    """a number as its format shows it (1,234.50), where that is known"""
    formula: str = ""
    """without =; `text` and `number` are then the cached result"""
    uncached: bool = False
    """a formula without a cached result: what it comes to is not known"""
    is_date: bool = False
    is_error: bool = False
    """#REF!, #DIV/0! …"""


class MergedRange(Struct, frozen=True, kw_only=True):
    """合并的单元格: from row and column to row and column, all inclusive; the text stands in the first cell."""

    row: int
    column: int
    last_row: int
    last_column: int


class Sheet(Struct, frozen=True, kw_only=True, dict=True):
    """工作表: its cells that hold something, by row and column."""

    name: str
    """as it stands, trailing spaces and all"""
    cells: dict[tuple[int, int], SheetCell]
    merged: tuple[MergedRange, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    rows: int = 0
    columns: int = 0
    """the last row and column that hold something"""

    def at(self, row: int, column: int) -> SheetCell | None:
        """The cell, or the one that is merged over it."""
        where = (row, column)
        return self.cells.get(where) or self.cells.get(self._first_of.get(where, where))

    @cached_property
    def _first_of(self) -> dict[tuple[int, int], tuple[int, int]]:
        """The first cell of the range that a cell is merged into."""
        return {
            (row, column): (merged.row, merged.column)
            for merged in self.merged
            for row in range(merged.row, merged.last_row + 1)
            for column in range(merged.column, merged.last_column + 1)
        }

    def row(self, row: int) -> Iterator[SheetCell]:
        """The cells of a row that hold something, from the left."""
        for column in range(1, self.columns + 1):
            if (row, column) in self.cells:
                yield self.cells[row, column]


class Workbook(Struct, frozen=True, kw_only=True):
    """工作簿 as read from a file; `digest`: sha256 of its bytes, hexadecimal."""

    name: str
    """the file's name, without folders"""
    digest: str
    sheets: tuple[Sheet, ...] = field(default=())

    def place(self, sheet: Sheet, row: int = 0, column: int = 0) -> Place:
        """Where a cell stands, for findings and 来处."""
        return Place(path=self.name, sheet=sheet.name.strip(), line=row, column=column)
