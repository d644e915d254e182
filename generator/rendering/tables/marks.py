"""表的标记: what the HTML of a table says of its cells beside their words: their heads, and what a phone needs to know.

`scope` alone is not enough for heads: it reaches from 收入 to 支出, and from one block of a form into the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from zlib import crc32

from msgspec import Struct

from gongkai.model.cell_heads import Headed, cell_heads
from gongkai.model.grid import Placed, columns
from gongkai.model.grid_cells import CellKind, GridRow
from gongkai.model.once import once
from gongkai.model.publication import Table
from gongkai.model.table_sides import Side, table_sides
from gongkai.rendering.tables.rows_without_figures import sides_without_figures

FEW_ROWS = 2
"""of a wide table that a phone shows cell below cell"""
FEW_COLUMNS = 10
"""of a form; one with more is a list of items (汇总表) and stays a table"""


class CellMark(Struct, frozen=True, kw_only=True):
    """The attributes of one cell; empty where it has none."""

    id: str = ""
    headers: str = ""
    classes: str = ""
    label: str = ""
    """in a table of cards: what stands over the cell, as its own heads are not shown there"""


class RowMark(Struct, frozen=True, kw_only=True):
    """A row's: its cells, the sides (1, 2, …) that have no figure in it and may be hidden, whether all are heads."""

    cells: tuple[CellMark, ...]
    empty: str = ""
    heads: bool = False


def table_marks(table: Table) -> tuple[RowMark, ...]:
    """For every row of the head and the body."""
    cells = cell_heads(table)
    marks = _Marks(table, cells)
    rows: list[list[CellMark]] = [[] for _ in (*table.head, *table.body)]
    for one in cells:
        rows[one.at.row].append(marks.of(one))
    empty = sides_without_figures(table, marks.sides)
    head = tuple(RowMark(cells=tuple(row)) for row in rows[: len(table.head)])
    body = zip(rows[len(table.head) :], empty, table.body, strict=True)
    return (
        *head,
        *(RowMark(cells=tuple(row), empty=" ".join(map(str, sides)), heads=_heads(own)) for row, sides, own in body),
    )


@once
def is_cards(table: Table) -> bool:
    """Whether a phone shows it as cards, each cell with its heads: a form, or a wide table of few rows (三公)."""
    if table.form:
        return columns(table) <= FEW_COLUMNS
    return table.wide and len(table.body) <= FEW_ROWS


class _Marks:
    """What the marks of one table's cells are made from."""

    def __init__(self, table: Table, cells: tuple[Headed, ...]) -> None:
        self.sides = table_sides(table)
        self.cards = is_cards(table)
        self.depth = len(table.head)
        self.width = columns(table)
        self.names = set() if self.cards else set(name_columns(cells, self.sides))
        self.labelled = {one.at.row for one in cells if self._label(one)}
        self.side_of = [number for number, side in enumerate(self.sides, 1) for _ in side.columns]
        heads = [one.at for one in cells if one.at.cell.header]
        own = f"h{crc32(table.id.encode()):x}"  # a form's id is long, and these stand in every cell
        self.ids = {(at.row, at.column): at.cell.id or f"{own}-{number}" for number, at in enumerate(heads, start=1)}

    def of(self, one: Headed) -> CellMark:
        headers = " ".join([self.ids[head.row, head.column] for head in one.heads]) if one.at.cell.text else ""
        return CellMark(
            id=self.ids.get((one.at.row, one.at.column), ""),
            headers=headers,
            classes=" ".join(self._classes(one.at)),
            label=self._label(one),
        )

    def _classes(self, at: Placed) -> list[str]:
        side = self.side_of[at.column]
        classes = [f"side-{side}"] if side > 1 else []
        if at.end - 1 in self.names:
            classes.append("pin")
        if self.cards and self._is_banner(at):
            classes.append("banner")
        if at.cell.kind is CellKind.LABEL and at.cell.scope == "row" and at.row in self.labelled:
            classes.append("lead")
        return classes

    def _is_banner(self, at: Placed) -> bool:
        """A head over the whole table (绩效指标) stands as a line of its own."""
        return at.cell.scope == "col" and at.cell.colspan == self.width

    def _label(self, one: Headed) -> str:
        if not self.cards or one.at.cell.scope == "col" or one.at.row < self.depth:
            return ""
        return " · ".join(head.cell.text.strip() for head in one.columns if not self._is_banner(head))


def _heads(row: GridRow) -> bool:
    said = [cell for cell in row.cells if cell.text.strip()]
    return bool(said) and all(cell.scope == "col" for cell in said) and len(row.cells) > 1


def name_columns(cells: tuple[Headed, ...], sides: Sequence[Side]) -> Iterator[int]:
    """Of each side the column that tells its rows apart: that of names with the most different words; -1 without."""
    words = {
        (one.at.column, one.at.cell.text) for one in cells if one.at.cell.scope == "row" and one.at.cell.colspan == 1
    }
    counts = Counter(column for column, _ in words)
    for side in sides:
        named = [column for column in side.columns if column in counts]
        yield max(named, key=lambda column: (counts[column], -column), default=-1)
