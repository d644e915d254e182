"""列宽字号: how wide the columns of a table print and in which size, so that no figure is cut.

The edition gives relative widths. A figure must stand in one line, so a column takes what its longest figure needs;
the columns beside it give way, down to a few characters of text; where that is not enough, the type gets smaller.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.publication import CellKind, GridCell, GridRow, Table

WHOLE = re.compile(r"[\d.,%+\-−—/()（）]+$")
"""a figure, a code or a dash: must not be broken"""
FIGURE_KINDS = frozenset({CellKind.AMOUNT, CellKind.CODE, CellKind.NUMBER})
DIGIT = 0.56
"""width in em of the widest digit of the table fonts"""
PADDING = 5.0
"""left and right padding of a cell and its border, in points (templates/styles/pdf.css)"""
NARROWEST = 2.2
"""the fewest characters of text in one line of a cell"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPlan:
    """列宽 as relative widths, and 字号 in points."""

    widths: tuple[float, ...]
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A cell with the row and column at which it starts."""

    row: int
    column: int
    cell: GridCell


def plan(table: Table, width: float, sizes: Sequence[float]) -> ColumnPlan:
    """Fit `table` into `width` points, with the first of `sizes` (largest first) that can be made to fit."""
    count = columns(table)
    given = table.widths if len(table.widths) == count else (1.0,) * count
    wished = tuple(share * width / sum(given) for share in given)
    for size in sizes:
        needs = _needs(table, count, size)
        fitted = _give_way(wished, needs)
        if fitted is not None:
            return ColumnPlan(widths=fitted, size=size)
    return ColumnPlan(widths=_needs(table, count, sizes[-1]), size=sizes[-1])


def columns(table: Table) -> int:
    """How many columns the grid has."""
    return max((one.column + one.cell.colspan for one in (*placed(table.head), *placed(table.body))), default=1)


def placed(rows: Sequence[GridRow]) -> Iterator[Placed]:
    """Every cell with its place, cells that span rows taken into account."""
    taken: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while taken.get(column, 0) > number:
                column += 1
            yield Placed(row=number, column=column, cell=cell)
            for covered in range(column, column + cell.colspan):
                taken[covered] = number + cell.rowspan
            column += cell.colspan


def _needs(table: Table, count: int, size: float) -> tuple[float, ...]:
    """The least width of each column in points."""
    least = [NARROWEST * size + PADDING] * count
    for one in (*placed(table.head), *placed(table.body)):
        text = one.cell.text
        if one.cell.kind in FIGURE_KINDS and WHOLE.match(text):
            need = (len(text) * DIGIT * size + PADDING) / one.cell.colspan
            for column in range(one.column, one.column + one.cell.colspan):
                least[column] = max(least[column], need)
    return tuple(least)


def _give_way(wished: tuple[float, ...], needs: tuple[float, ...]) -> tuple[float, ...] | None:
    """Raise columns to their need, taken from the others in proportion to what they have to spare."""
    missing = sum(max(0.0, need - wish) for wish, need in zip(wished, needs, strict=True))
    spare = sum(max(0.0, wish - need) for wish, need in zip(wished, needs, strict=True))
    if missing > spare:
        return None
    part = missing / spare if spare else 0.0
    return tuple(
        need if wish < need else wish - (wish - need) * part for wish, need in zip(wished, needs, strict=True)
    )
