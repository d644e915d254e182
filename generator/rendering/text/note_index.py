"""核对的注 as data: what was found in an archived document, each with the cell or the block where its mark stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.model.grid import body_places
from gongkai.model.publication import CORRECTION, FINDING, Block, Note, Publication, Table
from gongkai.model.spans import NoteMark, NoteNumber, Span, plain
from gongkai.rendering.tables.data import table_data

Json = dict[str, object]


def finding_notes(publication: Publication) -> Iterator[Json]:
    """Every note in reading order. Rows and blocks are counted from 0, as they stand in the data file."""
    for part, section, blocks in publication.walk():
        where: Json = {"part": part.id}
        yield from _of_blocks(blocks, where | {"section": section.id} if section else where)


def without_findings(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks that are part of the document."""
    return tuple(block for block in blocks if not _is_beside(block))


def _of_blocks(blocks: tuple[Block, ...], where: Json) -> Iterator[Json]:
    marked: dict[str, int] = {}
    count = 0
    for block in blocks:
        if isinstance(block, Note) and block.kind == FINDING:
            yield where | {"block": marked[block.id]} | _told(block)
            continue
        if _is_beside(block):
            continue
        if isinstance(block, Table):
            yield from _of_table(block)
        elif hasattr(block, "spans"):
            marked |= dict.fromkeys(_marks(block.spans), count)
        count += 1


def _of_table(table: Table) -> Iterator[Json]:
    notes = [note for note in table.notes if note.kind == FINDING]
    if not notes:
        return
    columns = table_data(table).columns
    cells = {
        note: {"row": one.row, "column": columns[one.column].key}
        for one in body_places(table)
        for note in _marks(one.cell.spans)
    }
    for note in notes:
        yield {"table": table.id} | cells.get(note.id, {}) | _told(note)


def _marks(spans: tuple[Span, ...]) -> list[str]:
    return [span.note for span in spans if isinstance(span, NoteMark)]


def _told(note: Note) -> Json:
    number = "".join(span.text for span in note.spans if isinstance(span, NoteNumber))
    return {"label": number, "codes": list(note.codes), "text": plain(note.spans).removeprefix(number).strip()}


def _is_beside(block: Block) -> bool:
    return isinstance(block, Note) and block.kind in (CORRECTION, FINDING)
