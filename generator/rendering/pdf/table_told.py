"""表的内容: all that decides how a table is set and what is read out of it, to find what was kept of it."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model.publication import Table
from gongkai.model.spans import NoteMark, plain


def told(table: Table) -> bytes:
    return "\x00".join(_told(table)).encode()


def _told(table: Table) -> Iterator[str]:
    yield repr((table.form, table.landscape, table.widths, len(table.head), table.title, table.subtitle, table.number))
    yield repr(table.caption)
    for row in (*table.head, *table.body):
        yield f"row {row.group} {row.blank} {row.strong}"
        for cell in row.cells:
            marks = "".join(f"{one.label}{one.leads}" for one in cell.spans if one.__class__ is NoteMark)
            yield f"{cell.kind} {cell.header} {cell.rowspan} {cell.colspan} {cell.level} {cell.id} {marks} {cell.text}"
    for note in table.notes:
        yield f"note {note.kind} {plain(note.spans)}"
