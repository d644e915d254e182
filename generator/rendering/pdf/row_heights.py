"""行高: about how tall the rows of a table print, in points, and where its pages then end."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from msgspec import Struct

from gongkai.model.grid_cells import GridRow
from gongkai.model.publication import Table
from gongkai.model.spans import plain
from gongkai.rendering.pdf.columns import Columns, Measured, length, run
from gongkai.rendering.pdf.page_rows import is_blank
from gongkai.rendering.pdf.paper import Cells, Styles
from gongkai.rendering.pdf.unbroken import STRENGTHS, unbroken

TAIL = 3
"""rows at a table's end that are not parted, if they are not too tall"""
OPENING, CLOSING = "（《〈「『【〔“‘", "，。、；：！？）》〉」』】〕”’…％"
PIECE = re.compile(
    rf"[{OPENING}]*(?:[^\W\u2e80-\U0010ffff]?[!-.0-~]+(?:/(?!\d))?|[^\W\u2e80-\U0010ffff]|.)"
    rf"(?:[{CLOSING}]|(?<=[^!-~])[!%),.:;?\]}}])*|\s"
)


class Label(NamedTuple):
    """A cell of the body that spans rows, from `first` to before `below`, and what it needs of them in points."""

    first: int
    below: int
    height: float


class Heights(Struct, frozen=True, kw_only=True):
    """行高 in points: what stands above the body on every page, rows of the body without what labels need, notes."""

    above: float
    body: tuple[float, ...]
    labels: tuple[Label, ...]
    notes: tuple[float, ...]

    def of(self, first: int, below: int) -> float:
        """The height of rows that begin a page, if the page ends below them."""
        tall = list(self.body[first:below])
        for label in self.labels:
            if label.below > first and label.first < below:
                start, end = max(label.first, first) - first, min(label.below, below) - first
                tall[end - 1] += max(0.0, label.height - sum(tall[start:end]))
        return sum(tall)

    @property
    def whole(self) -> float:
        return self.above + self.of(0, len(self.body)) + sum(self.notes)


def heights(
    table: Table, columns: Columns, widths: tuple[float, ...], size: float, styles: Styles, *, close: bool
) -> Heights:
    cells = styles.cells(form=table.form)
    width = sum(widths)
    head, labels = _rows(columns.head, table.head, widths, size, cells, close=close)
    top = Heights(above=0.0, body=head, labels=labels, notes=())
    body, labels = _rows(columns.body, table.body, widths, size, cells, close=close)
    return Heights(
        above=_lead(table, width, styles) + top.whole,
        body=body,
        labels=labels,
        notes=tuple(_note(plain(note.spans), width, size, styles) for note in table.notes),
    )


def page_starts(
    heights: Heights, room: float, again: Sequence[float], tail: int, open_rows: Container[int] = ()
) -> tuple[int, ...]:
    """Rows of the body that are the first of their page, the table's first left out; `room` for body and notes.

    again: how much is repeated above each row where a page begins with it; tail: how many of the last rows are kept
    together, with the first note; open_rows: those that no page ends with. A start at the number of all rows: a page of
    nothing but notes. A row that is taller than a page counts as if more pages began with it.
    """
    count = len(heights.body)
    starts, first, left = list[int](), 0, room
    while (below := _fitting(heights, first, left)) < count or heights.of(first, count) + sum(heights.notes[:1]) > left:
        below = min(below, max(first + 1, count - tail))
        while below > first + 1 and below - 1 in open_rows:
            below -= 1
        spilt = max(0.0, heights.of(first, below) - left) if below == first + 1 else 0.0
        starts += [below] * (1 + int(spilt // room))
        first, left = below, room - spilt % room - (again[below] if below < count else 0.0)
        if first >= count:
            break
    left -= heights.of(first, count)
    for note in heights.notes:
        if note > left:
            starts.append(count)
            left = room
        left -= note
    return tuple(starts)


def _fitting(heights: Heights, first: int, room: float) -> int:
    """The row before which a page ends that begins with `first`; at least that one is on it."""
    below, used = first, 0.0
    while below < len(heights.body) and used + heights.body[below] <= room:
        used += heights.body[below]
        below += 1
    while below > first + 1 and heights.of(first, below) > room:
        below -= 1
    return max(below, first + 1)


def _lead(table: Table, width: float, styles: Styles) -> float:
    title = styles.lead("title")
    total = title.line * ceil(length(table.title) * title.size / width) + title.below
    shown = {"subtitle": bool(table.subtitle), "number": bool(table.number), "caption": any(table.caption)}
    return total + sum(lead.line + lead.below for lead in map(styles.lead, filter(shown.get, shown)))


def _note(text: str, width: float, size: float, styles: Styles) -> float:
    note = styles.note()
    lines = sum(_lines(line, run(line), width / size / note.size) for line in text.split("\n"))
    return lines * note.line * size + note.below


def _rows(
    cells: Sequence[Measured],
    rows: Sequence[GridRow],
    widths: tuple[float, ...],
    size: float,
    styles: Cells,
    *,
    close: bool,
) -> tuple[tuple[float, ...], tuple[Label, ...]]:
    """Each row as tall as its longest text, and what spans rows."""
    around = styles.close if close else styles.down
    line = styles.line * size
    tall = [around + line * is_blank(row) for row in rows]
    labels = []
    for cell in cells:
        width = sum(widths[cell.column : cell.column + cell.columns]) - styles.across
        lines = sum(
            1 if em * size <= width else _lines(text, em, width / size)
            for text, em in zip(cell.texts, cell.lines, strict=True)
        )
        height = lines * line + around if cell.lines != (0.0,) else 0.0
        if cell.rows == 1:
            tall[cell.row] = max(tall[cell.row], height)
        else:
            labels.append(Label(cell.row, cell.row + cell.rows, height))
    return tuple(tall), tuple(sorted(labels, key=lambda label: label.below))


def _lines(text: str, em: float, width: float) -> int:
    """How many lines a text takes that is `em` long, in a width in em; what is no text of it stands at its end."""
    kept = (_pieces(text, strength) for strength in range(len(STRENGTHS) + 1))
    pieces = next((pieces for pieces in kept if max(pieces, default=0.0) <= width), _pieces(text, len(STRENGTHS)))
    lines, used = 1, 0.0
    for piece in (*pieces, em - sum(pieces)):
        used += piece
        if used > width + 0.01 and used > piece:
            lines += 1
            used = piece
        if used > width:
            more = ceil(used / width - 0.01) - 1
            lines += more
            used -= more * width
    return lines


@lru_cache(maxsize=8192)
def _pieces(text: str, strength: int) -> tuple[float, ...]:
    """The lengths in em of what no line ends in: words, a character with its punctuation, what is kept together."""
    whole = [inside for start, end in unbroken(text, strength) for inside in range(start + 1, end)]
    ends = {found.end() for found in PIECE.finditer(text)}.difference(whole) | {len(text)}
    return tuple(run(text[start:end]) for start, end in pairwise([0, *sorted(ends - {0})]))
