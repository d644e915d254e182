"""没有数的行: which rows of a table of figures have nothing but zeros and blanks, so that a reader may hide them.

Never a total, a row that a note is about, a row with words of its own, a name over rows that have figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gongkai.model.grid import Placed
from gongkai.model.grid_cells import CellKind, GridCell
from gongkai.model.publication import Table
from gongkai.model.spans import Figure, Span, Text
from gongkai.model.table_sides import Side
from gongkai.rendering.anchors import rows_of

NO_FIGURE = frozenset("0.,%-—–－ 　")
"""what a cell prints for no figure"""


def sides_without_figures(table: Table, sides: Sequence[Side]) -> tuple[tuple[int, ...], ...]:
    """For every row of the body, the sides (1, 2, …) that have no figure; none in a form."""
    if table.form:
        return tuple(() for _ in table.body)
    empty = [_empty_rows(table, side) for side in sides]
    return tuple(
        tuple(side for side, rows in enumerate(empty, start=1) if number in rows) for number in range(len(table.body))
    )


def _empty_rows(table: Table, side: Side) -> set[int]:
    """The rows of one side without a figure, but for names over rows that have some."""
    own = frozenset(side.columns)
    rows = [[one for one in cells if one.column in own] for _, cells in rows_of(table)]
    spanned = {row for cells in rows for one in cells if one.cell.rowspan > 1 for row in range(one.row, one.below)}
    zeros_printed = any(_prints_zero(one.cell) for cells in rows for one in cells)
    told = [
        number in spanned
        or (own.strong or own.blank or not cells)
        or _says_something(cells)
        or (zeros_printed and _is_title(cells))
        for number, (own, cells) in enumerate(zip(table.body, rows, strict=True))
    ]
    levels = [max((one.cell.level for one in cells), default=0) for cells in rows]
    return {number for number, says in enumerate(told) if not says and not _stands_over(number, levels, told)}


def _stands_over(number: int, levels: Sequence[int], told: Sequence[bool]) -> bool:
    """Whether a deeper row below it says something."""
    for below in range(number + 1, len(levels)):
        if levels[below] <= levels[number]:
            return False
        if told[below]:
            return True
    return False


def _prints_zero(cell: GridCell) -> bool:
    return cell.kind is CellKind.AMOUNT and bool(cell.text.strip()) and not _has_figure(cell)


def _has_figure(cell: GridCell) -> bool:
    return any(not _is_zero(span) for span in cell.spans)


def _is_zero(span: Span) -> bool:
    """A figure is what it is worth, not what is left of it in print."""
    if isinstance(span, Figure):
        return Decimal(span.value) == 0
    return isinstance(span, Text) and set(span.text) <= NO_FIGURE


def _is_title(cells: Sequence[Placed]) -> bool:
    """A name without amounts, where a row of zeros would have them."""
    amounts = [one.cell.text.strip() for one in cells if one.cell.kind is CellKind.AMOUNT]
    return not any(amounts) and any(one.cell.header for one in cells)


def _says_something(cells: Sequence[Placed]) -> bool:
    """A figure, a total, a note, or words beside the names."""
    amounts = [one.cell for one in cells if one.cell.kind is CellKind.AMOUNT]
    words = [one.cell for one in cells if one.cell.kind is CellKind.TEXT and not one.cell.header]
    names = [one.cell for one in cells if one.cell.header]
    return (
        any(map(_has_figure, amounts))
        or any(cell.strong for cell in (*amounts, *names))
        or any(cell.text.strip() for cell in words)
        or any(not isinstance(span, Text | Figure) for one in cells for span in one.cell.spans)
    )
