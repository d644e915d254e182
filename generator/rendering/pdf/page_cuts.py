"""分页断行: the rows of a table that goes on over pages, with what stands again at the top of each.

A label beside several rows of a performance form would lose its lower border at the foot of a page and leave the next
page without a label. Cut there, it stands on both pages, closed on each. The heads in force inside a form (一级指标,
年度指标值, …) stand above the first row of the page once more, as those of the table's own head do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from msgspec.structs import replace

from gongkai.model.cell_heads import cell_heads
from gongkai.model.grid import Placed, placed
from gongkai.model.grid_cells import GridCell, GridRow
from gongkai.model.publication import Table
from gongkai.model.spans import NoteMark, Span
from gongkai.rendering.pdf.row_parts import at_top

AGAIN, NEW_PAGE = "-again-", "-page-"
"""in the id of a row that repeats heads, and of one with which a page begins (templates/styles/pdf.css)"""


class _Piece(NamedTuple):
    """A cell with the row of the body before which it is printed, in the how manieth line of those (-1: that row)."""

    row: int
    line: int
    column: int
    cell: GridCell


def spanned(table: Table) -> frozenset[int]:
    """Numbers of the rows of the body that must not start a page: a cell from above reaches into them."""
    return frozenset(row for one in placed(table.body) for row in range(one.row + 1, one.below))


def heads_over(table: Table) -> tuple[range, ...]:
    """For each row of the body, the rows of the body above it whose labels head its cells."""
    depth = len(table.head)
    over: list[range] = [range(0)] * len(table.body)
    if not table.form:
        return tuple(over)
    for row, cells in groupby(cell_heads(table), key=lambda one: one.at.row - depth):
        heads = [head.row - depth for one in cells for head in one.columns if head.row >= depth]
        if row >= 0 and heads:
            over[row] = range(min(heads), max(heads) + 1)
    return tuple(over)


def is_again(id: str) -> bool:
    """Whether the row with this id repeats heads."""
    return AGAIN in id


def cut(table: Table, starts: Iterable[int]) -> Table:
    """The table with its cells cut at `starts`, the rows that are the first of their page, and heads repeated there."""
    starts = sorted(start for start in set(starts) if 0 < start < len(table.body))
    if not starts:
        return replace(table, body=tuple(replace(row, id="") for row in table.body))
    over = heads_over(table)
    cells = list(placed(table.body))
    pieces = [piece for one in cells for piece in _pieces(one, starts, over)]
    pieces += [piece for start in starts for one in cells for piece in _repeated(one, start, over[start])]
    lines: dict[tuple[int, int], list[GridCell]] = {}
    for piece in sorted(pieces, key=lambda piece: piece.column):
        lines.setdefault((piece.row, piece.line), []).append(piece.cell)
    body = []
    for number, row in enumerate(table.body):
        new = f"{NEW_PAGE}{number + 1}" if number in starts else ""
        for line in range(len(over[number]) if new else 0):
            id = f"{table.id}{AGAIN}{number + 1}-{line + 1}{new}"
            body.append(GridRow(cells=tuple(lines.get((number, line), ())), id=id))
            new = ""
        whole = replace(row, cells=tuple(lines.get((number, -1), ())), id=new and table.id + new)
        body.append(at_top(whole) if number in starts else whole)
    return replace(table, body=tuple(body))


def _pieces(one: Placed, starts: list[int], over: tuple[range, ...]) -> Iterator[_Piece]:
    """A cell as it stands on each page; where it stands beside repeated heads as well, from these on."""
    edges = [one.row, *(start for start in starts if one.row < start < one.below), one.below]
    for first, last in pairwise(edges):
        if first == one.row:
            yield _Piece(first, -1, one.column, replace(one.cell, rowspan=last - first))
            continue
        beside = max(0, over[first].stop - max(over[first].start, one.row))
        cell = _again(one.cell, last - first + beside)
        yield _Piece(first, len(over[first]) - beside if beside else -1, one.column, cell)


def _repeated(one: Placed, start: int, heads: range) -> Iterator[_Piece]:
    """A cell of the heads that stand again above a row; what goes on into the row is cut, not repeated."""
    first, last = max(one.row, heads.start), min(one.below, heads.stop)
    if first < last and one.below <= start:
        yield _Piece(start, first - heads.start, one.column, _again(one.cell, last - first))


def _again(cell: GridCell, rows: int) -> GridCell:
    """A cell that is repeated: its notes lead back to the first."""
    return replace(cell, rowspan=rows, spans=tuple(map(_unnamed, cell.spans)))


def _unnamed(span: Span) -> Span:
    return replace(span, id="") if isinstance(span, NoteMark) else span
