"""更正的注: at each place that was changed after disclosure, what stood there, since when it is otherwise, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from gongkai.model.dates import readable_date
from gongkai.model.disclosure import PublicChange, PublicCorrection
from gongkai.model.publication import CORRECTION, Block, Note, Passage, Publication, Table
from gongkai.model.said import said
from gongkai.model.said_changes import ADDED, GONE, SEP
from gongkai.model.spans import Text

MOST = 6
"""changes told in one note; all of them stand on the overview"""


def with_corrections(publication: Publication) -> Publication:
    """The publication with a note wherever it was corrected."""
    if publication.standing is None or not publication.standing.corrections:
        return publication
    keys = {one.name: one.key for one in said(publication)}
    notes: dict[str, tuple[Note, ...]] = {}
    for number, correction in enumerate(publication.standing.corrections, start=1):
        for key, changes in _by_place(correction, keys).items():
            note = Note(
                kind=CORRECTION,
                id=f"{key.replace('/', '-')}-note-correction-{number}",
                spans=(Text(text=_text(correction, changes)),),
            )
            notes[key] = (*notes.get(key, ()), note)
    return publication.with_blocks(lambda passage: tuple(_noted(passage, notes)))


def _by_place(correction: PublicCorrection, keys: Mapping[str, str]) -> dict[str, list[PublicChange]]:
    found: dict[str, list[PublicChange]] = {}
    for change in correction.changes:
        key = keys.get(change.where.partition(SEP)[0])
        if key:
            found.setdefault(key, []).append(change)
    return found


def _noted(passage: Passage, notes: Mapping[str, tuple[Note, ...]]) -> Iterator[Block]:
    key = f"{passage.part.id}/{passage.section.id}" if passage.section else passage.part.id
    yield from notes.get(key, ())
    for block in passage.blocks:
        if isinstance(block, Table) and block.id in notes:
            yield replace(block, notes=(*notes[block.id], *block.notes))
        else:
            yield block


def _text(correction: PublicCorrection, changes: list[PublicChange]) -> str:
    told = "；".join(map(told_change, changes[:MOST]))
    more = f"；其余{len(changes) - MOST}处见更正公告" if len(changes) > MOST else ""
    return f"{readable_date(correction.day)}更正：{told}{more}。原因：{correction.reason.rstrip('。')}。"


def told_change(change: PublicChange) -> str:
    """第5行第3格（行政运行，基本支出）原为“1.00”，现为“2.00”."""
    _, *where = change.where.split(SEP)
    place = where[0] + (f"（{where[1]}）" if len(where) > 1 else "") if where else ""
    if not change.old and (not place or place.startswith(ADDED)):
        return f"{place.removeprefix(ADDED)}是新加的：“{change.new}”"
    if not change.new and place.startswith(GONE):
        return f"{place}“{change.old}”删去了"
    return f"{place}原为“{change.old}”，现为“{change.new}”"
