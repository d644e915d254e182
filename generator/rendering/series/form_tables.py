"""一张表的比较: a table of the forms over all departments of a year, a row for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from gongkai.model.series import Head, TableGiven, TableRow
from gongkai.rendering.figures.spots import NUMBERING
from gongkai.rendering.series.changes import Given
from gongkai.rendering.series.dividing import Below, Divided
from gongkai.rendering.series.documents import Documents
from gongkai.rendering.series.tables import (
    NO_CELL,
    NO_ROW,
    Column,
    Notes,
    Row,
    Rows,
    Shown,
    Table,
    plain_name,
    shown,
)
from gongkai.rendering.tables.lines import BETWEEN

Cell = tuple[str, str]
"""row and column, as the edition calls them"""
CLASS = 3
"""digits of a code of 类"""
CELLS_EACH = 2
"""so many of these take the room of one that is compared with others"""
NAME = 3
"""cells whose room the name of a department takes"""


def fixed(table: TableGiven) -> TableGiven:
    """With the rows alone that the form has whoever fills it in, and those of 类, which other places may have so.

    Rows of codes have pages of their own.
    """
    return table._replace(rows=tuple(row for row in table.rows if len(row.code) in (0, CLASS)))


class FormTable(Divided):
    """一张表 of a year."""

    def __init__(self, given: Mapping[str, TableGiven], documents: Documents) -> None:
        """`given`: by document."""
        self.given = {documents.heads[id].department_id: (documents.heads[id], table) for id, table in given.items()}
        self.regions = {department: head.region for department, (head, _) in self.given.items()}
        self.shown = tuple(sorted(self.given))

    def cells(self, departments: Iterable[str]) -> int:
        widths = [sum(len(row.cells) for row in _own(self.given[one][1])) for one in departments]
        return len(widths) * (max(widths, default=0) + NAME) // CELLS_EACH

    def tables(self, path: str, departments: tuple[str, ...], region: tuple[str, ...]) -> Iterator[Table]:  # noqa: ARG002
        if departments:
            yield _table([self.given[one] for one in departments])

    def below(self, region: str, departments: tuple[str, ...]) -> Below:
        name = self.name(departments[0], region.count("/") + 1)
        step = departments[0].split("/")[region.count("/")]
        return Below(name=name, path=f"{region}{step}/", departments=len(departments))


def _table(listed: list[tuple[Head, TableGiven]]) -> Table:
    rows = [_by_name(table) for _, table in listed]
    order = merged([(row.key, column) for row in _own(table) for column in _in_order(row)] for _, table in listed)
    told = [cell for cell in order if any(_says(by_key, cell) for by_key in rows)] or order[:1]
    notes = Notes()
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for (head, table), by_key in zip(listed, rows, strict=True):
        cells = tuple(_cell(head, table, by_key, cell, notes) for cell in told)
        name = plain_name(head)
        groups[head.region].append(
            Row(name=name, path=f"{head.id}/{table.page}", besides=(_scope(head), *_events(head)), cells=cells)
        )
    return Table(
        id="departments",
        title="各部门",
        kind=listed[0][0].kind_title,
        columns=tuple(_columns(told, listed)),
        groups=tuple(Rows(name=" ".join(region), rows=tuple(one)) for region, one in groups.items()),
        zeros=len(order) - len(told),
        notes=tuple(notes.numbers),
    )


Key = TypeVar("Key", bound=Hashable)


def has_own_rows(table: TableGiven) -> bool:
    """Whether it can stand beside those of other departments."""
    return bool(_own(table))


def _own(table: TableGiven) -> list[TableRow]:
    """The rows of the form."""
    return [row for row in table.rows if not row.code]


def _by_name(table: TableGiven) -> dict[str, TableRow]:
    """The rows of the form, and of 类 those that other forms have for good (一般公共服务支出)."""
    return {NUMBERING.sub("", row.title) if row.code else row.key: row for row in reversed(table.rows)}


def merged(orders: Iterable[Iterable[Key]]) -> list[Key]:
    """One order of all: what only one has stands behind what it follows there."""
    found: list[Key] = []
    known: set[Key] = set()
    for order in orders:
        place = 0
        for key in order:
            if key not in known:
                known.add(key)
                found.insert(place, key)
            place = found.index(key) + 1
    return found


def _in_order(row: TableRow) -> list[str]:
    return sorted(row.cells, key=lambda column: int(row.cells[column][-1]))


def _says(rows: Mapping[str, TableRow], cell: Cell) -> bool:
    """Whether there is something but nothing."""
    row, column = cell
    return row in rows and column in rows[row].cells and rows[row].cells[column][0] != "0"


def _cell(head: Head, table: TableGiven, rows: Mapping[str, TableRow], cell: Cell, notes: Notes) -> Shown:
    row, column = cell
    if row not in rows or column not in rows[row].cells:
        return Shown(text=NO_ROW if any(row.code for row in table.rows) else NO_CELL)
    return shown(Given(head, table.line(rows[row], column)), None, "", notes)


def _columns(told: list[Cell], listed: list[tuple[Head, TableGiven]]) -> Iterator[Column]:
    """What stands over each: its row, below its heads as far as they differ; of a table of one row, its heads."""
    heads: dict[Cell, tuple[str, tuple[str, ...]]] = {}
    for _, table in listed:
        for row in _own(table):
            for column in row.cells:
                parts = tuple(table.head(row, column).split(BETWEEN))
                heads.setdefault((row.key, column), (NUMBERING.sub("", row.title), parts))
    alone = len({row for row, _ in told}) == 1
    last = {heads[cell][1][-1] for cell in told}
    for cell in told:
        title, parts = heads[cell]
        if alone:
            yield Column(parts[-1], BETWEEN.join(parts[:-1]))
        else:
            yield Column(title, BETWEEN.join(parts[:-1] if len(last) == 1 else parts))


def _scope(head: Head) -> str:
    """纳入范围 of its figures."""
    if head.alone:
        return "只含本级"
    return f"含{len(head.units)}个单位" if head.units else "没有写明纳入哪些单位"


def _events(head: Head) -> Iterator[str]:
    """What happened to the department in the year."""
    for day, what, _ in head.changes:
        when = date.fromisoformat(day)
        if when.year == head.year:
            yield f"{when.year}年{when.month}月{what}"
