"""分页断行: cells that span rows, cut where a page ends.

A label beside several rows of a performance form would lose its lower border at the foot of a page and leave the next
page without a label. Cut there, it stands on both pages, closed on each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from gongkai.model.grid import Placed, placed
from gongkai.model.publication import Table
from gongkai.model.spans import NoteMark, Span


def spanned(table: Table) -> frozenset[int]:
    """Numbers of the rows of the body that must not start a page: a cell from above reaches into them."""
    return frozenset(row for one in placed(table.body) for row in range(one.row + 1, one.row + one.cell.rowspan))


def cut(table: Table, starts: frozenset[int]) -> Table:
    """The table with every cell that reaches into a row of `starts`, the first of its page, cut and repeated there."""
    pieces = sorted(
        (piece for one in placed(table.body) for piece in _pieces(one, starts)),
        key=lambda piece: (piece.row, piece.column),
    )
    body = tuple(
        replace(row, cells=tuple(piece.cell for piece in pieces if piece.row == number))
        for number, row in enumerate(table.body)
    )
    return replace(table, body=body)


def _pieces(one: Placed, starts: frozenset[int]) -> Iterator[Placed]:
    end = one.row + one.cell.rowspan
    edges = [one.row, *sorted(start for start in starts if one.row < start < end), end]
    for first, last in pairwise(edges):
        cell = one.cell if first == one.row else replace(one.cell, spans=tuple(map(_again, one.cell.spans)))
        yield replace(one, row=first, cell=replace(cell, rowspan=last - first))


def _again(span: Span) -> Span:
    """A span that is repeated: the note leads back to the first."""
    return replace(span, id="") if isinstance(span, NoteMark) else span
