"""列宽: how wide the columns of a table print in a size of type, so that no figure is cut.

The edition gives relative widths. A figure must stand in one line, so a column takes what its longest figure needs;
the columns beside it give way, down to a few characters of text; where that is not enough, the type gets smaller.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from gongkai.model.grid import columns, placed
from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.publication import Table
from gongkai.model.spans import NoteMark

WHOLE = re.compile(r"[\d.,%+\-−—/()（）]+$")
"""a figure, a code or a dash: must not be broken"""
FIGURE_KINDS = frozenset({CellKind.AMOUNT, CellKind.CODE, CellKind.NUMBER})
DIGIT = 0.56
"""width in em of the widest digit of the table fonts"""
WIDE = re.compile(r"[—‘-‟…\u2190-\U0010ffff]")
"""characters that are as wide as they are high"""
OTHERS = ((re.compile(r"[.,:;/()'\-|il ]"), 0.34), (re.compile(r"[%@mwMW]"), 0.93), (re.compile(r"[A-LN-VX-Z]"), 0.68))
"""other characters that are not wide, and how wide they are"""
NARROWEST = 2.2
"""the fewest characters of text in one line of a cell"""
LINES = 4
"""lines that a name should take at most beside figures"""
ROOMY = 1.4
"""a column of figures keeps this much of what it needs"""
ROUNDED = 0.5
"""points that a column may lose, as widths are printed in hundredths of the whole"""
INDENT = 0.8
"""in em, for each level of a name below the first"""
MARK = 0.7
"""size of the mark of a note beside that of the cell (templates/styles/pdf.css)"""


class Columns:
    """各列 of a table: what each needs, and how wide it becomes; `across`: padding and border of a cell, in points."""

    def __init__(self, table: Table, across: float) -> None:
        self.across = across
        self.head, self.body = _measured(table.head), _measured(table.body)
        self.count = columns(table)
        self.given = table.widths if len(table.widths) == self.count else (1.0,) * self.count
        self.texts = (0.0,) * self.count if table.form else _texts(self.body, self.count)

    def fitted(self, width: float, size: float, *, crowded: bool = False) -> tuple[float, ...] | None:
        """Widths in points that come to `width` in all; None where the figures do not fit in this size of type.

        crowded: where names may take more lines than anybody likes to read.
        """
        wished = tuple(share * width / sum(self.given) for share in self.given)
        needs = self.needs(size)
        if not crowded:
            needs = tuple(
                max(need, em / LINES * size + self.across) for need, em in zip(needs, self.texts, strict=True)
            )
        return _give_way(self._lent(wished, needs, size), needs)

    def needs(self, size: float) -> tuple[float, ...]:
        """The least width of each column in points."""
        least = [NARROWEST * size + self.across] * self.count
        for cell in (*self.head, *self.body):
            if cell.whole:
                need = (cell.lines[0] * size + self.across) / cell.columns
                for column in range(cell.column, cell.column + cell.columns):
                    least[column] = max(least[column], need)
        return tuple(least)

    def _lent(self, wished: tuple[float, ...], needs: tuple[float, ...], size: float) -> tuple[float, ...]:
        """Let columns of text that would wrap have what columns of figures do not use."""
        each = list(zip(wished, needs, self.texts, strict=True))
        lack = [max(0.0, em * size + self.across + ROUNDED - wish) if em else 0.0 for wish, _, em in each]
        spare = [0.0 if em else max(0.0, wish - need * ROOMY) for wish, need, em in each]
        lent = min(sum(lack), sum(spare))
        if not lent:
            return wished
        return tuple(
            wish + lent * wants / sum(lack) - lent * has / sum(spare)
            for wish, wants, has in zip(wished, lack, spare, strict=True)
        )


def length(text: str) -> float:
    """Width in em that a line takes at most."""
    wide = len(WIDE.findall(text))
    return wide + (len(text) - wide) * DIGIT


def run(text: str) -> float:
    """Width of a line in em, about as printed."""
    return length(text) + sum(len(these.findall(text)) * (width - DIGIT) for these, width in OTHERS)


class Measured(Struct, frozen=True, kw_only=True):
    """A cell with its place, its lines and their lengths in em; `whole`: it must not be broken."""

    row: int
    column: int
    rows: int
    columns: int
    texts: tuple[str, ...]
    lines: tuple[float, ...]
    whole: bool
    words: bool
    """text of one column, which wraps where it is longer than that"""


def _measured(rows: Sequence[GridRow]) -> tuple[Measured, ...]:
    return tuple(
        Measured(
            row=one.row,
            column=one.column,
            rows=min(one.cell.rowspan, len(rows) - one.row),
            columns=one.cell.colspan,
            texts=tuple(text.split("\n")),
            lines=_lines(one.cell, length if whole else run),
            whole=whole,
            words=one.cell.kind not in FIGURE_KINDS and one.cell.colspan == 1 and bool(text),
        )
        for one in placed(rows)
        for text in (one.cell.text,)
        for whole in (one.cell.kind in FIGURE_KINDS and WHOLE.match(text) is not None,)
    )


def _lines(cell: GridCell, measured: Callable[[str], float]) -> tuple[float, ...]:
    """The lengths of a cell's lines; the marks of notes stand behind the last."""
    *lines, last = (measured(line) + max(0, cell.level - 1) * INDENT for line in cell.text.split("\n"))
    marks = sum((length(span.label) + span.leads) * MARK for span in _marks(cell))
    return (*lines, last + marks)


def _marks(cell: GridCell) -> list[NoteMark]:
    return [span for span in cell.spans if isinstance(span, NoteMark) and span.label]


def _texts(cells: tuple[Measured, ...], count: int) -> tuple[float, ...]:
    """The length in em of the longest line of each column of text; 0 for columns of figures."""
    longest = [0.0] * count
    for cell in cells:
        if cell.words:
            longest[cell.column] = max(longest[cell.column], *cell.lines)
    return tuple(longest)


def _give_way(wished: tuple[float, ...], needs: tuple[float, ...]) -> tuple[float, ...] | None:
    """Raise columns to their need, at the cost of those with something to spare; None if there is too little."""
    missing = sum(max(0.0, need - wish) for wish, need in zip(wished, needs, strict=True))
    spare = sum(max(0.0, wish - need) for wish, need in zip(wished, needs, strict=True))
    if missing > spare:
        return None
    part = missing / spare if spare else 0.0
    return tuple(need if wish < need else wish - (wish - need) * part for wish, need in zip(wished, needs, strict=True))
