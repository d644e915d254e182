"""长行: a row that is taller than what is left of a page, parted so that the page need not stay empty.

Its long texts are cut at the end of an item or sentence near the foot of the page; what stands beside them and fits
stays where it is, labels over both parts. Where both stand on one page after all, nobody sees that they are two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from msgspec.structs import replace

from gongkai.model.grid import Placed, placed
from gongkai.model.grid_cells import GridCell, GridRow
from gongkai.model.publication import Table
from gongkai.model.spans import Span, Text
from gongkai.rendering.pdf.columns import run

MORE = "-more-"
"""in the id of a cell that holds the rest of the text of the one above"""
TOP = "-top-"
"""in the id of one with which a page begins"""
FEWEST = 3
"""lines of a text on either page"""
ENDS = (re.compile(r"\n"), re.compile("[。；！？]"), re.compile("[，、]"))
"""where a text is cut, the best first"""
WORTH = 0.6
"""share of the lines before the foot of the page that a text keeps at least"""


def is_more(id: str) -> bool:
    """Whether the cell with this id holds the rest of another."""
    return MORE in id


def parted(table: Table, number: int, widths: Sequence[float], lines: int) -> Table | None:
    """The table with a row of its body parted, so that at most so many lines of it come first.

    widths: of its columns in em, without padding. None where no text of the row is so long that it can be.
    """
    cells = list(placed(table.body))
    cuts = {one: _cut(one, widths, lines) for one in cells if one.row == number and one.cell.rowspan == 1}
    if not any(cuts.values()):
        return None
    wider = {one: replace(one.cell, rowspan=one.cell.rowspan + 1) for one in cells if _reaches(one, number, cuts)}
    rows: list[list[GridCell]] = [[] for _ in table.body]
    rest: list[GridCell] = []
    for one in cells:
        at = cuts.get(one, 0)
        cell = replace(one.cell, spans=tuple(_before(one.cell.spans, at))) if at else wider.get(one, one.cell)
        rows[one.row].append(cell)
        if one in cuts and one not in wider:
            rest.append(_rest(table, one, at))
    body = [replace(row, cells=tuple(made)) for row, made in zip(table.body, rows, strict=True)]
    body.insert(number + 1, replace(table.body[number], cells=tuple(rest), id=""))
    return replace(table, body=tuple(body))


def at_top(row: GridRow) -> GridRow:
    """A row with which a page begins."""
    cells = (replace(cell, id=cell.id.replace(MORE, MORE + TOP)) if is_more(cell.id) else cell for cell in row.cells)
    return replace(row, cells=tuple(cells))


def _reaches(one: Placed, number: int, cuts: dict[Placed, int]) -> bool:
    """Whether a cell stands beside both parts: a label, or one that spans rows anyway."""
    return one.row <= number < one.below and (one not in cuts or bool(one.cell.header))


def _rest(table: Table, one: Placed, at: int) -> GridCell:
    id = f"{table.id}{MORE}{one.row}-{one.column}"
    return replace(one.cell, spans=tuple(_after(one.cell.spans, at)) if at else (), id=id, address=None)


def _cut(one: Placed, widths: Sequence[float], lines: int) -> int:
    """Before which character a text is cut; 0 where it is not."""
    text = one.cell.text
    if one.cell.header or not all(isinstance(span, Text) for span in one.cell.spans):
        return 0
    ends = _line_ends(text, sum(widths[one.column : one.end]))
    if len(ends) < lines + FEWEST or lines < FEWEST:
        return 0
    last, least = ends[lines - 1], ends[int(lines * WORTH)]
    for end in ENDS:
        found = [match.end() for match in end.finditer(text, least, last)]
        if found:
            return found[-1]
    return last


def _line_ends(text: str, width: float) -> list[int]:
    """Where the lines of a text end in a width in em, about."""
    ends, start = list[int](), 0
    for paragraph in text.splitlines(keepends=True):
        used = 0.0
        for offset, character in enumerate(paragraph):
            used += run(character)
            if used > width:
                ends.append(start + offset)
                used = run(character)
        start += len(paragraph)
        ends.append(start)
    return ends


def _before(spans: Sequence[Span], at: int) -> Iterator[Span]:
    for span, start in _started(spans):
        if start < at:
            text = span.text[: at - start]
            yield replace(span, text=text.rstrip("\n") if start + len(span.text) >= at else text)


def _after(spans: Sequence[Span], at: int) -> Iterator[Span]:
    for span, start in _started(spans):
        if start + len(span.text) > at:
            yield replace(span, text=span.text[max(0, at - start) :])


def _started(spans: Sequence[Span]) -> Iterator[tuple[Text, int]]:
    texts = [span for span in spans if isinstance(span, Text)]
    starts = accumulate((len(span.text) for span in texts), initial=0)
    yield from zip(texts, starts, strict=False)
