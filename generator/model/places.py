"""Where in the source a value stands."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class Place(Struct, frozen=True, order=True, kw_only=True):
    """位置: a file below the project root, with line and column counted from 1 (0: the whole file).

    With `sheet`, a cell of a workbook: line and column are its row and column (0: the whole sheet).
    """

    path: str
    sheet: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if self.sheet:
            return f"{self.path}·{self.in_sheet}"
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"

    @property
    def in_sheet(self) -> str:
        """The sheet and the cell (Z03 收入决算表·F12); "" outside of a workbook."""
        return "·".join(filter(None, (self.sheet, self.cell)))

    @property
    def cell(self) -> str:
        """A cell as spreadsheets call it (F12), a row (12) or a column (F) of a sheet; "" outside of one."""
        return f"{column_letters(self.column)}{self.line or ''}" if self.sheet else ""


def column_letters(column: int) -> str:
    """1 → A, 26 → Z, 27 → AA; "" for 0."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def lines_of(places: Iterable[Place]) -> str:
    """第7至12、14行: the lines of places in one file."""
    runs: list[list[int]] = []
    for line in sorted({place.line for place in places}):
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    told = (f"{run[0]}至{run[-1]}" if run[2:] else "、".join(map(str, run)) for run in runs)
    return f"第{'、'.join(told)}行"


NOWHERE = Place(path="")
