"""核对的注: what the checks found in an archived document, as numbered notes where the reader meets the figure.

A finding belongs where what was typed at its place is printed: to a cell, or to a clause of a paragraph. The notes of
a table stand below the table and are numbered within it, those of paragraphs below the paragraph and are numbered
through the part. A hint (提示), of which there are many, has a note but no number: it names what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.model.entries import OriginalWording
from gongkai.model.findings import Finding, Severity
from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.places import Place
from gongkai.model.publication import FINDING, Block, Note, Paragraph, Passage, Publication, Table
from gongkai.model.spans import Figure, NoteMark, NoteNumber, Span, Text

FORMS = "performance"
CLAUSE = re.compile("[，。；：、（）]")
"""where a mark stands: before the end of the clause"""
LABEL = "核"
"""核1, 核2: a form has a 注 of its own, with 1., 2. and 3. in it"""
MOST_TOLD = 3
"""sentences of a note on what has one cause; the others are counted"""
TO_READERS = (("填的是", "印作"), ("没有填", "空着"), ("填报·", ""))
"""what a message says to those who fill in, and what a reader sees"""


def annotated(
    publication: Publication, findings: Iterable[Finding], originals: Iterable[OriginalWording]
) -> Publication:
    """An archived publication with a note at every figure and sentence that something was found about.

    What an original prints differently (原文) has its note already.
    """
    if not publication.archived:
        return publication
    noted = {original.place for original in originals}
    shown = set(_shown(publication))
    annotator = _Annotator()
    for finding in findings:
        told = [one for one in finding.each if one.severity is not Severity.ERROR and one.place not in noted]
        if told:
            place = next((one.place for one in told if one.place in shown), told[0].place)
            annotator.open.setdefault(place, []).extend(told)
    return publication.with_blocks(annotator.passage)


def _shown(publication: Publication) -> Iterator[Place]:
    """Where everything was typed that a reader meets: of what has one cause, the note stands at the first of these."""
    for block in publication.blocks():
        match block:
            case Table():
                yield from (place for row in block.body for cell in row.cells for place in cell.places)
            case Paragraph():
                yield from (place for span in block.spans for place in span.places)


class _Numbering(Struct, kw_only=True):
    """编号 of the notes of one table or of the paragraphs of one part."""

    scope: str
    count: int = 0
    marks: int = 0

    def note(self, findings: Iterable[Finding], *, marked: bool = True) -> tuple[Note, NoteMark]:
        """The next note and its mark; a note that is a hint, or is about a whole form, has no number."""
        self.count += 1
        found = tuple(findings)
        mark = NoteMark(note=f"{self.scope}-note-finding-{self.count}")
        number: tuple[Span, ...] = ()
        if marked and _certain(found):
            self.marks += 1
            mark = replace(mark, label=f"{LABEL}{self.marks}", id=f"{self.scope}-mark-{self.marks}")
            number = (NoteNumber(text=mark.label, mark=mark.id), Text(text="　"))
        note = Note(
            kind=FINDING,
            spans=(*number, Text(text=_text(found))),
            id=mark.note,
            codes=tuple(dict.fromkeys(str(finding.code) for finding in found)),
        )
        return note, mark


def _certain(findings: tuple[Finding, ...]) -> bool:
    return any(finding.severity is Severity.INCONSISTENCY for finding in findings)


def _text(findings: tuple[Finding, ...]) -> str:
    """Contradictions are told as such (核对), what is only unlikely as a hint (提示)."""
    sentences = list(dict.fromkeys(for_readers(finding) for finding in findings))
    if len(sentences) > MOST_TOLD + 1:
        sentences[MOST_TOLD:] = [f"另有{len(sentences) - MOST_TOLD}处由此而来，见核对情况"]
    return ("核对：" if _certain(findings) else "提示：") + "".join(f"{sentence}。" for sentence in sentences)


def for_readers(finding: Finding) -> str:
    """What is printed and what would be right, in words for those who read the page."""
    if finding.note:
        return finding.note
    message = finding.message
    for clerk, reader in TO_READERS:
        message = message.replace(clerk, reader)
    return message


class _Annotator(Struct, kw_only=True):
    """Gives each finding to the first block, in reading order, that shows what was typed at its place."""

    open: dict[Place, list[Finding]] = field(default_factory=dict)
    numberings: dict[str, _Numbering] = field(default_factory=dict)
    """by part"""

    def passage(self, passage: Passage) -> tuple[Block, ...]:
        scope = passage.part.id
        numbering = self.numberings.setdefault(scope, _Numbering(scope=scope))
        return tuple(self.blocks(passage.blocks, numbering))

    def blocks(self, blocks: tuple[Block, ...], numbering: _Numbering) -> Iterator[Block]:
        spots = _spots(blocks)
        for number, block in enumerate(blocks):
            match block:
                case Table():
                    yield self.table(block)
                case Paragraph():
                    own = {place: spot.span for place, spot in spots.items() if spot.block == number}
                    yield from self.paragraph(block, own, numbering)
                case _:
                    yield block

    def table(self, table: Table) -> Table:
        numbering = _Numbering(scope=table.id)
        notes: list[Note] = []
        body = tuple(self.row(row, numbering, notes, lined_up=not table.form) for row in table.body)
        rest = self.rest_of(table)
        if rest:
            notes.append(numbering.note(rest, marked=False)[0])
        notes.sort(key=lambda note: not isinstance(note.spans[0], NoteNumber))
        return replace(table, body=body, notes=(*table.notes, *notes)) if notes else table

    def row(self, row: GridRow, numbering: _Numbering, notes: list[Note], *, lined_up: bool) -> GridRow:
        """A row with its marks; `lined_up`: its amounts stand in line with those above and below."""
        cells: list[GridCell] = []
        before = len(notes)
        for cell in row.cells:
            found = self.take(cell.places)
            if found:
                note, mark = numbering.note(found)
                notes.append(note)
                if lined_up and cell.kind is CellKind.AMOUNT:
                    cells.append(replace(cell, spans=(replace(mark, leads=True), *cell.spans)))
                else:
                    cells.append(replace(cell, spans=(*cell.spans, mark)))
            else:
                cells.append(cell)
        return replace(row, cells=tuple(cells)) if len(notes) > before else row

    def paragraph(self, paragraph: Paragraph, spots: Mapping[Place, int], numbering: _Numbering) -> Iterator[Block]:
        spans: list[Span] = []
        notes: list[Note] = []
        waiting: NoteMark | None = None
        for number, span in enumerate(paragraph.spans):
            if waiting is not None:
                head, tail = _clause(span)
                spans.extend((*head, waiting, *tail))
                waiting = None
            else:
                spans.append(span)
            found = self.take(place for place in span.places if spots.get(place) == number)
            if found:
                note, waiting = numbering.note(found)
                notes.append(note)
        if waiting is not None:
            spans.append(waiting)
        yield replace(paragraph, spans=tuple(spans)) if notes else paragraph
        yield from notes

    def take(self, places: Iterable[Place]) -> list[Finding]:
        """What was found at some places, handed out once."""
        return [finding for place in places for finding in self.open.pop(place, ())]

    def rest_of(self, table: Table) -> list[Finding]:
        """Contradictions in the file of a form that are about no one cell of it."""
        rest = [place for place in self.open if _form_of(place) == table.id]
        return [finding for finding in self.take(rest) if finding.severity is Severity.INCONSISTENCY]


class _Spot(Struct, frozen=True, kw_only=True):
    """注号的位置 in a section: behind a span of a paragraph."""

    block: int
    span: int
    sure: bool
    """what stands there comes from the place alone"""


def _spots(blocks: tuple[Block, ...]) -> dict[Place, _Spot]:
    """Where each place is met: a figure where it is first printed, not only counted in; words where they end."""
    spots: dict[Place, _Spot] = {}
    for number, block in enumerate(blocks):
        for position, span in enumerate(block.spans if isinstance(block, Paragraph) else ()):
            for place in span.places:
                known = spots.get(place)
                sure = span.places == (place,)
                if known is None or not isinstance(span, Figure) or (sure and not known.sure):
                    spots[place] = _Spot(block=number, span=position, sure=sure)
    return spots


def _clause(span: Span) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """What follows a figure, parted where its clause ends: 万元 | ，…; nothing of it if no clause ends."""
    if not isinstance(span, Text) or span.places:
        return (), (span,)
    end = CLAUSE.search(span.text)
    if end is None:
        return (), (span,)
    head, tail = span.text[: end.start()], span.text[end.start() :]
    return (replace(span, text=head),) if head else (), (replace(span, text=tail),)


def _form_of(place: Place) -> str:
    """The id of the table that a file of a form is printed as."""
    path = PurePosixPath(place.path)
    return f"form-{path.stem}" if path.parent.name == FORMS else ""
