"""表的行上纸: the rows of a table that stands on pages of its own, and its notes.

Notes become the last rows, so that they are never left alone on a page: the table's last row and the first note make
a group of their own, which is kept together under a repeated head.

A row's id tells its page once the table is laid out. An id costs (WeasyPrint shares no styles between a row that has
one and its like), so only rows that are asked about have one.
"""

from __future__ import annotations

from dataclasses import replace

from gongkai.model.grid import columns
from gongkai.model.grid_cells import GridCell, GridRow
from gongkai.model.publication import Table
from gongkai.rendering.pdf.page_cuts import spanned

NOTE = "-note-"
"""in the id of a row that is a note; of a finding, its address has it too"""
TOGETHER = 1
"""group of the rows that are kept on one page; all others may be parted"""


def page_rows(table: Table, *, every: bool) -> Table:
    """The table with its notes as rows (t01-note-empty-1 tells their kind); ids on every row, or on first and last."""
    notes = _note_rows(table)
    last = len(table.body) - 1
    body = [
        replace(row, group=0, id=row_id(table, number) if every or number in {0, last} else "")
        for number, row in enumerate(table.body)
    ]
    if notes and body and last not in spanned(table):
        body[-1] = replace(body[-1], group=TOGETHER)
        notes[0] = replace(notes[0], group=TOGETHER)
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


def row_id(table: Table, number: int) -> str:
    """The id on paper of a row of the body, counted from 0."""
    return f"{table.id}-row-{number + 1}"


def is_note(id: str) -> bool:
    """Whether the row with this id is a note below its table."""
    return NOTE in id
