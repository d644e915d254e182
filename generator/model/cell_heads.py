"""单元格的表头: which cells of a table say what a cell is, those over it and those beside it.

The one answer for readers by ear, in site and PDF; hits of the search have fewer (rendering/tables/lines.py). A name
heads what stands on its side of the table (收入 | 支出); labels inside a form head what stands below them until the
next heads or the next 纵题.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from gongkai.model.grid import Placed, places
from gongkai.model.grid_cells import CellKind
from gongkai.model.once import once
from gongkai.model.publication import Table
from gongkai.model.table_sides import ROW, column_sides

COLUMN, BAND = frozenset({"col", "colgroup"}), "rowgroup"


class Headed(Struct, frozen=True, kw_only=True):
    """A cell with its heads, outermost first; rows count on from the head to the body."""

    at: Placed
    columns: tuple[Placed, ...] = ()
    rows: tuple[Placed, ...] = ()

    @property
    def heads(self) -> tuple[Placed, ...]:
        return (*self.columns, *self.rows)


@once
def cell_heads(table: Table) -> tuple[Headed, ...]:
    """Every cell of the head and the body, row by row."""
    depth = len(table.head)
    cells = places(table)
    head = [cell for cell in cells if cell.row < depth]
    own = [cell for cell in head if _is(cell, COLUMN)]
    return (
        *(Headed(at=cell, columns=_within(cell, own), rows=_left(cell, head)) for cell in head),
        *_of_body([cell for cell in cells if cell.row >= depth], own, form=table.form),
    )


def _of_body(body: list[Placed], heads: list[Placed], *, form: bool) -> Iterator[Headed]:
    over = _form_columns(body, heads) if form else _figure_columns(body, heads)
    beside = _form_rows(body) if form else _figure_rows(body)
    for cell, columns, rows in zip(body, over, beside, strict=True):
        yield Headed(at=cell, columns=columns, rows=rows)


def _is(cell: Placed, kinds: frozenset[str]) -> bool:
    return cell.cell.header in kinds and bool(cell.cell.text.strip())


def _within(cell: Placed, heads: list[Placed]) -> tuple[Placed, ...]:
    """Those that stand over all columns of a cell."""
    return tuple(one for one in heads if one.below <= cell.row and one.column <= cell.column and cell.end <= one.end)


def _above(cell: Placed, heads: list[Placed]) -> tuple[Placed, ...]:
    """The same; over a cell that is wider than any (合计), the outermost over its first column."""
    first = (one for one in heads if one.below <= cell.row and one.column <= cell.column < one.end)
    return _within(cell, heads) or tuple(first)[:1]


def _left(cell: Placed, cells: list[Placed]) -> tuple[Placed, ...]:
    """栏次: the label of the row, for the numbers right of it."""
    if cell.cell.header:
        return ()
    beside = [one for one in cells if one.row == cell.row and one.end <= cell.column and _is(one, ROW)]
    return tuple(beside[-1:])


def _figure_columns(body: list[Placed], heads: list[Placed]) -> Iterator[tuple[Placed, ...]]:
    """The same for every row: what stands over a cell's columns."""
    over: dict[tuple[int, int], tuple[Placed, ...]] = {}
    for cell in body:
        extent = cell.column, cell.end
        if extent not in over:
            over[extent] = _above(cell, heads)
        yield over[extent]


def _figure_rows(body: list[Placed]) -> Iterator[tuple[Placed, ...]]:
    """The names in the cell's rows that reach into its side of the table."""
    sides = column_sides(body)
    by_row = _in_rows(cell for cell in body if _is(cell, ROW))
    known: dict[tuple[int, int, int], tuple[Placed, ...]] = {}
    for cell in body:
        if _is(cell, ROW):
            yield ()
            continue
        where = cell.row, cell.below, sides[cell.column]
        if where not in known:
            known[where] = tuple(_reaching(where[2], _names_of(cell, by_row), sides))
        yield known[where]


def _names_of(cell: Placed, by_row: Mapping[int, Sequence[Placed]]) -> Iterable[Placed]:
    """Those that reach into the rows of a cell, each once."""
    rows = range(cell.row, cell.below)
    return {(name.row, name.column): name for row in rows for name in by_row.get(row, ())}.values()


def _reaching(side: int, names: Iterable[Placed], sides: Mapping[int, int]) -> Iterator[Placed]:
    """Those that reach into a side."""
    return (one for one in names if any(sides[at] == side for at in range(one.column, one.end)))


def _form_columns(body: list[Placed], head: list[Placed]) -> Iterator[tuple[Placed, ...]]:
    """The labels of the rows of heads above; they end at other heads, a 纵题, or a row that does not fit below them."""
    over: list[Placed] = []
    last = -1
    for cells in _by_row(body):
        row = cells[0].row
        heads = [cell for cell in cells if _is(cell, COLUMN)]
        if (heads and last != row - 1) or _end_here(over, cells):
            over = []
        yield from ((*_above(cell, head), *_within(cell, over)) for cell in cells)
        if heads:
            over, last = [*over, *heads], row


def _end_here(heads: list[Placed], cells: list[Placed]) -> bool:
    """Whether heads do not stand over this row of cells: it has a 纵题, or a value that does not fit below them."""
    band = any(cell.cell.header == BAND and cell.cell.kind is CellKind.LABEL for cell in cells)
    values = (cell for cell in cells if not cell.cell.header and cell.cell.text.strip())
    return band or not all(_within(cell, heads) for cell in values)


def _in_rows(cells: Iterable[Placed]) -> dict[int, list[Placed]]:
    """Those that reach into each row."""
    rows: dict[int, list[Placed]] = {}
    for cell in cells:
        for row in range(cell.row, cell.below):
            rows.setdefault(row, []).append(cell)
    return rows


def _form_rows(body: list[Placed]) -> Iterator[tuple[Placed, ...]]:
    """The nearest labels and names left of the cell, and any 纵题; of a first cell (序号), the name right of it."""
    rows = _in_rows(body)
    for cell in body:
        line = sorted(rows[cell.row], key=lambda one: one.column)
        left = [one for one in line if one.column < cell.column]
        right = [one for one in line if one.column > cell.column]
        yield tuple(_nearest(cell, left) or _names(cell, right))


def _nearest(cell: Placed, left: list[Placed]) -> list[Placed]:
    """Going left: past values, then labels as far as they adjoin; past the next values only what holds whole bands."""
    near: list[Placed] = []
    open_ = True
    for one in reversed(left):
        head = _is(one, ROW)
        if head and (open_ or one.cell.header == BAND):
            near.append(one)
        elif near or cell.cell.header:
            open_ = False
    return near[::-1]


def _names(cell: Placed, right: list[Placed]) -> list[Placed]:
    """The name of a row that begins with something else (序号)."""
    if cell.cell.header or cell.cell.kind is CellKind.LABEL:
        return []
    return [one for one in right if _is(one, ROW) and one.cell.kind is not CellKind.LABEL][:1]


def _by_row(cells: list[Placed]) -> Iterator[list[Placed]]:
    row: list[Placed] = []
    for cell in cells:
        if row and row[0].row != cell.row:
            yield row
            row = []
        row.append(cell)
    if row:
        yield row
