"""一个部门的一张表，各年: its rows by years, a table for each of its columns, as far as they fit on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from gongkai.model.series import TableGiven, TableRow
from gongkai.rendering.figures.spots import NUMBERING
from gongkai.rendering.series.changes import Given
from gongkai.rendering.series.dividing import MOST_CELLS
from gongkai.rendering.series.documents import Documents
from gongkai.rendering.series.form_tables import Cell, merged
from gongkai.rendering.series.tables import (
    NO_CELL,
    NO_TABLE,
    Around,
    Notes,
    Row,
    Rows,
    Table,
    cells_of,
    year_columns,
    years_of,
)
from gongkai.rendering.tables.lines import BETWEEN

FEWEST = 2
"""years that can be set side by side"""


class Year(Struct, frozen=True):
    """一年的这张表."""

    id: str
    table: TableGiven
    rows: Mapping[str, TableRow]


class TableYears:
    """一张表 of a department's documents of one kind."""

    def __init__(self, given: Mapping[str, TableGiven], documents: Documents) -> None:
        """`given`: by document."""
        heads = documents.heads
        self.heads = heads
        self.given = {
            heads[id].year: Year(id, table, {row.key: row for row in table.rows})
            for id, table in sorted(given.items(), key=lambda one: -heads[one[0]].year)
        }
        self.newest = heads[next(iter(self.given.values())).id]
        self.around = documents.around(self.newest.department_id, self.newest.kind)
        self.years = years_of(self.given, [self.around])

    def pages(self) -> Iterator[tuple[Table, ...]]:
        """The tables, parted where they are too much for a page."""
        page: list[Table] = []
        room = MOST_CELLS
        for table in self._tables():
            size = sum(len(group.rows) for group in table.groups) * len(self.years)
            if page and size > room:
                yield tuple(page)
                page, room = [], MOST_CELLS
            page.append(table)
            room -= size
        yield tuple(page)

    def _tables(self) -> Iterator[Table]:
        rows = merged([row.key for row in year.table.rows] for year in self.given.values())
        columns = merged(_columns(year.table) for year in self.given.values())
        if len(rows) == 1:  # “三公”经费: what stands over its figures says what they are
            cells = [(rows[0], column) for column in columns]
            yield from self._parted("c1", "各年的数", cells, {cell: self._over(cell) for cell in cells})
            return
        for number, column in enumerate(columns, start=1):
            cells = [(row, column) for row in rows if self._having((row, column))]
            names = self._names(cells)
            yield from self._parted(f"c{number}", self._head(cells) or column, cells, names)

    def _parted(self, id: str, title: str, cells: list[Cell], names: Mapping[Cell, str]) -> Iterator[Table]:
        """A table of these cells over the years, or several; those that say nothing in any year are left out."""
        told = [cell for cell in cells if any(_yuan(year, cell) != "0" for year in self._having(cell))]
        most = max(1, MOST_CELLS // len(self.years))
        for start in range(0, len(told), most):
            notes = Notes()
            part = told[start : start + most]
            yield Table(
                id=f"{id}-{start}" if start else id,
                title=title,
                kind=self.newest.kind_title,
                columns=year_columns(self.years),
                groups=(Rows(name="", rows=tuple(self._row(cell, names[cell], notes) for cell in part)),),
                zeros=0 if start else len(cells) - len(told),
                notes=tuple(notes.numbers),
            )

    def _row(self, cell: Cell, name: str, notes: Notes) -> Row:
        key, column = cell
        newest = self._having(cell)[0]
        row = newest.rows[key]
        given = {
            self.heads[one.id].year: Given(self.heads[one.id], one.table.line(one.rows[key], column))
            for one in self._having(cell)
        }
        cells = tuple(cells_of(self.years, given, self._around(row), notes))
        return Row(name=name, path=f"{newest.id}/{newest.table.page}#{row.anchor}", code=row.code, cells=cells)

    def _around(self, row: TableRow) -> Around:
        """A form without a fixed row has no place for it; a code that is lacking may be there and have no figure."""
        without = {year: NO_TABLE for year in self.around.there if year not in self.given}
        if not row.code:
            forms = {year for year, one in self.given.items() if not any(other.code for other in one.table.rows)}
            without |= dict.fromkeys(forms, NO_CELL)
        return replace(self.around, without=without)

    def _having(self, cell: Cell) -> list[Year]:
        """The years that have it, newest first."""
        row, column = cell
        return [year for year in self.given.values() if row in year.rows and column in year.rows[row].cells]

    def _names(self, cells: list[Cell]) -> dict[Cell, str]:
        """What their rows are called, with the side where both have a row of that name (总计)."""
        names = {cell: NUMBERING.sub("", self._having(cell)[0].rows[cell[0]].title) for cell in cells}
        times = Counter(names.values())
        codes = {cell: self._having(cell)[0].rows[cell[0]].code for cell in cells}
        told = {cell for cell, name in names.items() if times[name] > 1 and not codes[cell]}
        sides = {cell: self._over(cell).partition("·")[0] for cell in told}
        return {cell: f"{name}（{sides[cell]}）" if cell in told else name for cell, name in names.items()}

    def _over(self, cell: Cell) -> str:
        """What stands over a cell, the widest first."""
        newest = self._having(cell)[0]
        return newest.table.head(newest.rows[cell[0]], cell[1]).replace(BETWEEN, "·")

    def _head(self, cells: list[Cell]) -> str:
        """What stands over a column, as far as it is the same for all rows."""
        heads = [self._over(cell).split("·") for cell in cells]
        return "·".join(part for part in heads[0] if all(part in one for one in heads))


def _columns(table: TableGiven) -> list[str]:
    """As printed, from the left."""
    return [column for _, column in sorted({(int(row.cells[one][-1]), one) for row in table.rows for one in row.cells})]


def _yuan(year: Year, cell: Cell) -> str:
    return year.rows[cell[0]].cells[cell[1]][0]
