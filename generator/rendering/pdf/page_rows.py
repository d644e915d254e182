"""表的行上纸: the rows of a table that stands on pages of its own, and its notes.

Notes become the last rows, so that they are never left alone on a page: the table's last rows and the first note make
a group of their own, which is kept together under a repeated head.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from gongkai.model.grid import columns
from gongkai.model.grid_cells import GridCell, GridRow
from gongkai.model.publication import Table
from gongkai.rendering.pdf.page_cuts import cut, is_again, spanned

NOTE = "-note-"
"""in the id of a row that is a note; of a finding, its address has it too"""
TOGETHER = 1
"""group of the rows that are kept on one page; all others may be parted"""


def page_rows(table: Table, starts: Collection[int] = (), tail: int = 1) -> Table:
    """The table as its pages begin with the rows `starts`, with its notes as rows (t01-note-empty-1 tells their kind).

    tail: how many of its last rows are kept together, as far as no cell reaches into them from above.
    """
    whole = spanned(table) - frozenset(starts)
    count = len(table.body)
    kept = next((kept for kept in range(min(tail, count), 0, -1) if count - kept not in whole), 0)
    body = [replace(row, group=0, blank=is_blank(row)) for row in cut(table, starts).body]
    notes = _note_rows(table)
    if kept and (notes or kept > 1):
        end = [at for at, row in enumerate(body) if not is_again(row.id)][-kept]
        while end and is_again(body[end - 1].id):
            end -= 1
        body[end:] = [replace(row, group=TOGETHER) for row in body[end:]]
        notes[:1] = [replace(note, group=TOGETHER) for note in notes[:1]]
    return replace(table, body=(*body, *notes), notes=())


def _note_rows(table: Table) -> list[GridRow]:
    count = columns(table)
    return [
        GridRow(
            id=note.id or f"{table.id}{NOTE}{note.kind}-{number}",
            cells=(GridCell(spans=note.spans, colspan=count),),
        )
        for number, note in enumerate(table.notes, start=1)
    ]


def is_blank(row: GridRow) -> bool:
    """Whether nothing is in it that makes it as high as one with words."""
    return row.blank or not any(cell.spans for cell in row.cells if cell.rowspan == 1)


def is_note(id: str) -> bool:
    """Whether the row with this id is a note below its table."""
    return NOTE in id
