"""工作表 as it is read: what both kinds of files say of it, put together."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from gongkai.model.sheets import MergedRange, Sheet, SheetCell
from gongkai.ooxml.refusals import damaged
from gongkai.spreadsheets.limits import MOST_COLUMNS, Tally


class Collected:
    """The cells of a sheet that hold something, and what is hidden and merged."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._cells: dict[tuple[int, int], SheetCell] = {}
        self._merged: list[MergedRange] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: list[tuple[int, int]] = []

    def keep(self, cell: SheetCell) -> None:
        """Take a cell; an empty one is none."""
        if not cell.text and not cell.formula:
            return
        self._tally.cell(cell.row, cell.column)
        where = (cell.row, cell.column)
        if where in self._cells:
            raise damaged(f"工作表“{self._tally.sheet}”里一个单元格写了两次")
        self._cells[where] = cell

    def hide_row(self, row: int) -> None:
        self._hidden_rows.add(row)

    def hide_columns(self, first: int, last: int) -> None:
        if len(self._hidden_columns) < MOST_COLUMNS:
            self._hidden_columns.append((first, last))

    def merge(self, rows: tuple[int, int], columns: tuple[int, int]) -> None:
        self._tally.merge(1)
        (row, last_row), (column, last_column) = sorted(rows), sorted(columns)
        self._merged.append(MergedRange(row=row, column=column, last_row=last_row, last_column=last_column))

    def _merged_within(self, rows: int, columns: int) -> Iterator[MergedRange]:
        """Merged cells as far as the sheet holds something."""
        for one in self._merged:
            if one.row <= rows and one.column <= columns:
                within = replace(one, last_row=min(one.last_row, rows), last_column=min(one.last_column, columns))
                self._tally.merge((within.last_row - one.row + 1) * (within.last_column - one.column + 1))
                yield within

    def sheet(self, name: str, *, hidden: bool) -> Sheet:
        """What was read; of hidden rows and columns those that hold something."""
        rows, columns = ({where[axis] for where in self._cells} for axis in (0, 1))
        ranges, last_row, last_column = self._hidden_columns, max(rows, default=0), max(columns, default=0)
        return Sheet(
            name=name,
            cells=self._cells,
            merged=tuple(self._merged_within(last_row, last_column)),
            hidden_rows=frozenset(rows & self._hidden_rows),
            hidden_columns=frozenset(one for one in columns if any(first <= one <= last for first, last in ranges)),
            hidden=hidden,
            rows=last_row,
            columns=last_column,
        )
