"""栏头: the columns of a table found again on a sheet, by the words above them."""

from __future__ import annotations

from msgspec import Struct

from gongkai.importing.texts import folded
from gongkai.model.sheets import Sheet
from gongkai.workbooks.columns import Role, SheetColumn

MOST = 40
"""rows in which heads are looked for"""
Path = tuple[str, ...]


class Found(Struct, frozen=True, kw_only=True):
    """找到的栏头: the row above the first line, and the place of each column that is there."""

    last: int
    at: dict[int, int]
    """the number of a column of the layout → its column on the sheet"""
    strange: tuple[int, ...]
    """columns whose heads nobody knows"""

    def missing(self, columns: tuple[SheetColumn, ...]) -> tuple[str, ...]:
        """What cannot be done without."""
        wanted = (Role.KEY, Role.NAME, Role.FIELD, Role.AMOUNT)
        return tuple(
            "·".join(column.heads)
            for number, column in enumerate(columns)
            if number not in self.at and column.role in wanted
        )


def find_heads(sheet: Sheet, columns: tuple[SheetColumn, ...]) -> Found | None:
    """The heads of a table, where most of its columns are; None where there is none of them."""
    depth = max(len(column.heads) for column in columns)
    best: Found | None = None
    for first in range(1, min(sheet.rows, MOST) + 1):
        found = _matched(sheet, first, first + depth - 1, columns)
        if found.at and (best is None or len(found.at) > len(best.at)):
            best = found
    return best


def _matched(sheet: Sheet, first: int, last: int, columns: tuple[SheetColumn, ...]) -> Found:
    there: dict[Path, list[int]] = {}
    for place in range(1, sheet.columns + 1):
        path = _path(sheet, first, last, place)
        if path:
            there.setdefault(path, []).append(place)
    at: dict[int, int] = {}
    for number, column in enumerate(columns):
        places = there.get(tuple(filter(None, map(folded, column.heads))))
        if places:
            at[number] = places.pop(0)
    strange = tuple(sorted(place for places in there.values() for place in places))
    return Found(last=last, at=at, strange=strange)


def _path(sheet: Sheet, first: int, last: int, column: int) -> Path:
    """The words above a column; a merged cell counts once."""
    seen: dict[tuple[int, int], str] = {}
    for row in range(first, last + 1):
        cell = sheet.at(row, column)
        if cell is not None and cell.text.strip():
            seen[cell.row, cell.column] = folded(cell.text)
    return tuple(seen.values())
