"""列宽字号: how wide the columns of a table print and in which size, so that no figure is cut.

The edition gives relative widths. A figure must stand in one line, so a column takes what its longest figure needs;
the columns beside it give way, down to a few characters of text; where that is not enough, the type gets smaller.
It also gets a little smaller where that saves a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from gongkai.model.grid import columns, placed
from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.publication import Table
from gongkai.model.spans import NoteMark

WHOLE = re.compile(r"[\d.,%+\-−—/()（）]+$")
"""a figure, a code or a dash: must not be broken"""
FIGURE_KINDS = frozenset({CellKind.AMOUNT, CellKind.CODE, CellKind.NUMBER})
DIGIT = 0.56
"""width in em of the widest digit of the table fonts"""
LATIN = 0x2E80
"""from here on characters are as wide as they are high"""
PADDING = 5.0
"""padding and border of a cell, in points, across and down (templates/styles/pdf.css)"""
NARROWEST = 2.2
"""the fewest characters of text in one line of a cell"""
ROOMY = 1.4
"""a column of figures keeps this much of what it needs"""
INDENT = 0.8
"""in em, for each level of a name"""
LINE = 1.3
"""line height in em"""
MARK = 0.7
"""size of the mark of a note beside that of the cell (templates/styles/pdf.css)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """版心 for a table: what it has on a page below its title, in points, and the sizes of type, largest first."""

    width: float
    height: float
    sizes: tuple[float, ...]
    readable: float
    """no smaller size is taken to save a page"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPlan:
    """列宽 in points, 字号 in points, and about how many pages the table takes."""

    widths: tuple[float, ...]
    size: float
    pages: float


def plan(table: Table, paper: Paper) -> ColumnPlan:
    """The largest type in which the columns fit; a smaller one, while readable, where that saves pages."""
    head, body = _measured(table.head), _measured(table.body)
    count = columns(table)
    given = table.widths if len(table.widths) == count else (1.0,) * count
    wished = tuple(share * paper.width / sum(given) for share in given)
    texts = (0.0,) * count if table.form else _texts(body, count)

    def fitted(size: float) -> ColumnPlan | None:
        needs = _needs((*head, *body), count, size)
        widths = _give_way(_lend(wished, needs, texts, size), needs)
        if widths is None:
            return None
        room = max(paper.height - _height(head, widths, size), paper.height / 4)
        return ColumnPlan(widths=widths, size=size, pages=_height(body, widths, size) / room)

    smallest = paper.sizes[-1]
    crowded = ColumnPlan(widths=_needs((*head, *body), count, smallest), size=smallest, pages=2.0)
    return _best(filter(None, map(fitted, paper.sizes)), paper.readable) or crowded


def _best(plans: Iterable[ColumnPlan], readable: float) -> ColumnPlan | None:
    """The first, unless a smaller one saves pages."""
    best: ColumnPlan | None = None
    for found in plans:
        if best is not None and (best.pages <= 1 or found.size < readable):
            break
        if best is None or ceil(found.pages) < ceil(best.pages):
            best = found
    return best


def length(text: str) -> float:
    """Width of a line in em."""
    return sum(1.0 if ord(character) >= LATIN else DIGIT for character in text)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    """A cell with its place and the lengths of its lines in em; `whole`: it must not be broken."""

    row: int
    column: int
    rows: int
    columns: int
    lines: tuple[float, ...]
    whole: bool
    words: bool
    """text of one column, which wraps where it is longer than that"""


def _measured(rows: Sequence[GridRow]) -> tuple[_Measured, ...]:
    return tuple(
        _Measured(
            row=one.row,
            column=one.column,
            rows=min(one.cell.rowspan, len(rows) - one.row),
            columns=one.cell.colspan,
            lines=_lines(one.cell),
            whole=one.cell.kind in FIGURE_KINDS and WHOLE.match(text) is not None,
            words=one.cell.kind not in FIGURE_KINDS and one.cell.colspan == 1 and bool(text),
        )
        for one in placed(rows)
        for text in (one.cell.text,)
    )


def _lines(cell: GridCell) -> tuple[float, ...]:
    """The lengths of a cell's lines; the marks of notes stand behind the last."""
    *lines, last = (length(line) + cell.level * INDENT for line in cell.text.split("\n"))
    marks = sum((length(span.label) + span.leads) * MARK for span in _marks(cell))
    return (*lines, last + marks)


def _marks(cell: GridCell) -> list[NoteMark]:
    return [span for span in cell.spans if isinstance(span, NoteMark) and span.label]


def _height(cells: tuple[_Measured, ...], widths: tuple[float, ...], size: float) -> float:
    """About how tall rows print: each as tall as its longest text, which loses part of a character at a line's end."""
    heights: dict[int, float] = {}
    for cell in cells:
        width = sum(widths[cell.column : cell.column + cell.columns]) - PADDING
        lines = sum(1 if em * size <= width else ceil(em * size / max(width - size / 2, size)) for em in cell.lines)
        share = (lines * LINE * size + PADDING) / cell.rows
        for row in range(cell.row, cell.row + cell.rows):
            heights[row] = max(heights.get(row, 0.0), share)
    return sum(heights.values())


def _needs(cells: tuple[_Measured, ...], count: int, size: float) -> tuple[float, ...]:
    """The least width of each column in points."""
    least = [NARROWEST * size + PADDING] * count
    for cell in cells:
        if cell.whole:
            need = (cell.lines[0] * size + PADDING) / cell.columns
            for column in range(cell.column, cell.column + cell.columns):
                least[column] = max(least[column], need)
    return tuple(least)


def _texts(cells: tuple[_Measured, ...], count: int) -> tuple[float, ...]:
    """The length in em of the longest line of each column of text; 0 for columns of figures."""
    longest = [0.0] * count
    for cell in cells:
        if cell.words:
            longest[cell.column] = max(longest[cell.column], *cell.lines)
    return tuple(longest)


def _lend(
    wished: tuple[float, ...], needs: tuple[float, ...], texts: tuple[float, ...], size: float
) -> tuple[float, ...]:
    """Let columns of text that would wrap have what columns of figures do not use."""
    lack = [max(0.0, em * size + PADDING - wish) if em else 0.0 for wish, em in zip(wished, texts, strict=True)]
    spare = [0.0 if em else max(0.0, wish - need * ROOMY) for wish, need, em in zip(wished, needs, texts, strict=True)]
    lent = min(sum(lack), sum(spare))
    if not lent:
        return wished
    return tuple(
        wish + lent * wants / sum(lack) - lent * has / sum(spare)
        for wish, wants, has in zip(wished, lack, spare, strict=True)
    )


def _give_way(wished: tuple[float, ...], needs: tuple[float, ...]) -> tuple[float, ...] | None:
    """Raise columns to their need, at the cost of those with something to spare; None if there is too little."""
    missing = sum(max(0.0, need - wish) for wish, need in zip(wished, needs, strict=True))
    spare = sum(max(0.0, wish - need) for wish, need in zip(wished, needs, strict=True))
    if missing > spare:
        return None
    part = missing / spare if spare else 0.0
    return tuple(need if wish < need else wish - (wish - need) * part for wish, need in zip(wished, needs, strict=True))
