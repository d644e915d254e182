"""行: the rows of a table on a sheet, each with its code or label, and where the table ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from gongkai.importing.cells import Cells
from gongkai.importing.heads import Head, HeadBlock, another_head
from gongkai.importing.intaking import nothing
from gongkai.importing.texts import TOTALS, bare, folded
from gongkai.importing.wanted import Wanted
from gongkai.model.classification import Classification

_NOTE = ("注:", "注1", "说明:", "备注:", "填表说明", "制表", "单位负责人", "填表人")
TOTAL = "合计"


class SheetRow(Struct, frozen=True, kw_only=True):
    """一行 of one block of columns."""

    row: int
    block: int
    code: str = ""
    label: str = ""
    filled: bool = True
    """whether a figure stands in it"""

    @property
    def total(self) -> bool:
        return not self.code and folded(self.label) in TOTALS

    @property
    def keyed(self) -> bool:
        return bool(self.code) or self.total


def rows_of(cells: Cells, head: Head, wanted: Wanted, codes: Classification | None) -> Iterator[SheetRow]:
    """The rows below a head; what stands behind the end of the table is told."""
    sheet = cells.sheet
    another = another_head(sheet, wanted.words, wanted.titles, head.last)
    if another:
        cells.basket.tell("I306", cells.place(another, 0), "两张表", 行=another)
        return
    parts: dict[int, list[str]] = defaultdict(list)
    ended, begun = 0, False
    for row in range(head.last + 1, sheet.rows + 1):
        if _is_note(cells, row):
            ended = ended or row
            continue
        for index, block in enumerate(head.blocks):
            one = _row(cells, row, index, block, parts[index], codes)
            if one is None:
                continue
            if one.filled and ended and one.keyed:
                cells.basket.tell("I306", cells.place(row, 0), "以下", 行=row, 末=ended)
                continue
            if one.filled:
                ended = row if begun and codes is not None and _is_last(one, block) else ended
                begun = begun or bool(one.code)
            yield one


def _is_last(row: SheetRow, block: HeadBlock) -> bool:
    """Whether a table by codes ends with a row: its total, below codes."""
    return bool(block.codes) and row.total


def _is_note(cells: Cells, row: int) -> bool:
    first = next((folded(cell.text) for cell in cells.sheet.row(row)), "")
    return first.startswith(_NOTE)


def has_figures(cells: Cells, row: int, block: HeadBlock) -> bool:
    """Whether a figure stands in a row of a block."""
    found = (cells.sheet.cells.get((row, one.column)) for one in block.amounts)
    return any(cell is not None and (cell.formula or not nothing(cell.text)) for cell in found)


def _row(
    cells: Cells, row: int, index: int, block: HeadBlock, parts: list[str], codes: Classification | None
) -> SheetRow | None:
    texts = {cells.text(row, column) for column in block.codes}
    filled = has_figures(cells, row, block)
    if TOTALS & set(map(folded, texts)):
        return SheetRow(row=row, block=index, label=TOTAL, filled=filled)
    code = _code(cells, row, block, parts, codes)
    label = next((text for column in block.labels if (text := cells.words(row, column))), "")
    if not code and not label:
        label = next((text for text in sorted(texts) if not nothing(text)), "")
    unnamed = not block.codes and not block.labels
    return SheetRow(row=row, block=index, code=code, label=label, filled=filled) if code or label or unnamed else None


def _code(cells: Cells, row: int, block: HeadBlock, parts: list[str], codes: Classification | None) -> str:
    """The code of a row; of one in several columns (类, 款, 项), whole or in pieces, put together."""
    found = (cells.sheet.at(row, column) for column in block.codes)
    positions = dict.fromkeys((cell.row, cell.column) for cell in found if cell is not None)
    pieces = [piece for position in positions if (piece := cells.code(*position))]
    if not pieces:
        return ""
    if len(block.codes) == 1 or codes is None:
        return pieces[-1]
    whole = "".join(pieces)
    if len(pieces[-1]) in codes.lengths and pieces[-1].startswith(pieces[0]):
        whole = pieces[-1]
    elif len(pieces[0]) != codes.lengths[0] and parts:
        whole = parts[0][: _length_above(codes, pieces[0], parts[0])] + whole
    parts[:] = [whole]
    return whole


def _length_above(codes: Classification, piece: str, last: str) -> int:
    """How much of the code before still holds, where the columns of higher levels are left blank."""
    steps = [0, *codes.lengths]
    fitting = [low for low, high in pairwise(steps) if high - low == len(piece) and low <= len(last)]
    return fitting[-1] if fitting else 0


def label_of(row: SheetRow) -> tuple[str, str]:
    """A label with and without what stands before it."""
    return folded(row.label), bare(row.label)
