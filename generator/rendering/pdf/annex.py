"""附：收录说明与核对记录: what is ours, taken out of the department's text and told together at the end of the PDF.

In the text stays a small number in brackets, which leads to the record of the same number and back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate, groupby

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.publication import (
    OURS,
    Block,
    GlossaryEntry,
    Heading,
    Note,
    Part,
    Publication,
    Section,
    Table,
)
from gongkai.model.spans import AsPrinted, NoteMark, NoteNumber, Span, Text, plain
from gongkai.rendering.pdf.annex_places import cell_place
from gongkai.rendering.pdf.print_model import only_tables

QUOTED = "quoted"
NOTED = (AsPrinted, NoteMark)
"""kinds of spans that have a record"""


class Record(Struct, frozen=True, kw_only=True):
    """记录: one thing that is noted."""

    id: str
    label: str
    """[12]"""
    mark: str
    """the id at which it is noted"""
    under: str
    """the table or section where that is: 支出决算表"""
    place: str
    """the place in there: 合计·基本支出; empty for the whole of it"""
    told: tuple[str, ...]
    damaged: bool = False
    """whether lines of the source are damaged, which the site shows as they are"""


class Annex(Struct, frozen=True, kw_only=True):
    """附."""

    source: str = ""
    notices: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()
    titles: Mapping[str, NoteMark] = field(default_factory=dict)
    """the marks of what is noted about a whole table, by its id"""

    def __bool__(self) -> bool:
        return bool(self.source or self.notices or self.records)

    @property
    def groups(self) -> Iterator[tuple[str, tuple[Record, ...]]]:
        """The records by table or section, in the order of the text."""
        return ((under, tuple(run)) for under, run in groupby(self.records, key=lambda record: record.under))


def annexed(publication: Publication) -> tuple[Publication, Annex]:
    """The department's document, and what is ours. A 更正 is not ours and stays."""
    annexer = _Annexer(told=_marked(publication))
    parts = tuple(map(annexer.part, publication.parts))
    annex = Annex(
        source=publication.source,
        notices=publication.notices,
        records=tuple(annexer.records),
        titles=annexer.titles,
    )
    return replace(publication, parts=parts, source="", notices=()), annex


def _marked(publication: Publication) -> dict[str, Note]:
    """The notes to which a mark leads, by id."""
    blocks = tuple(publication.blocks())
    notes = (note for block in blocks for note in (block.notes if isinstance(block, Table) else (block,)))
    marks = {span.note for block in blocks for span in _spans(block) if isinstance(span, NoteMark)}
    return {note.id: note for note in notes if isinstance(note, Note) and note.id in marks}


def _spans(block: Block) -> tuple[Span, ...]:
    return block.all_spans if isinstance(block, Table) else getattr(block, "spans", ())


class _Annexer(Struct, kw_only=True):
    """Goes through the text in reading order and numbers what is noted."""

    told: dict[str, Note]
    records: list[Record] = field(default_factory=list)
    titles: dict[str, NoteMark] = field(default_factory=dict)
    under: str = ""
    place: str = ""
    anchor: str = ""
    """id of the part or section"""

    def part(self, part: Part) -> Part:
        self._enter(part.number + part.separator + part.listed, part.id)
        blocks = self.blocks(part.blocks)
        return replace(part, blocks=blocks, sections=tuple(self.section(part, one) for one in part.sections))

    def section(self, part: Part, section: Section) -> Section:
        name = section.number + (section.contents_title or plain(section.title))
        self._enter(f"{part.number} {name}".strip(), f"{part.id}-{section.id}")
        unsaid = only_tables(replace(section, blocks=tuple(block for block in section.blocks if not _is_ours(block))))
        title = self.line(section.title, drawn=not unsaid)
        return replace(section, title=title, blocks=self.blocks(section.blocks))

    def _enter(self, under: str, anchor: str) -> None:
        self.under, self.place, self.anchor = under, "", anchor

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(changed for block in blocks for changed in self.block(block))

    def block(self, block: Block) -> Iterator[Block]:
        match block:
            case Table():
                yield self.table(block)
            case GlossaryEntry():
                self.place = plain(block.term)
                yield replace(block, term=self.line(block.term), text=self.line(block.text))
            case Note() if _is_ours(block):
                if block.id not in self.told:
                    self.record(self.anchor, (block,))
            case Heading():
                self.place = plain(block.spans).rstrip("。")
                yield replace(block, spans=self.line(block.spans))
            case _:
                yield replace(block, spans=self.line(block.spans))

    def table(self, table: Table) -> Table:
        under, place = self.under, self.place
        self.under, self.place = _called(table), ""
        whole = tuple(note for note in table.notes if _is_ours(note) and note.id not in self.told)
        if whole:
            self.whole(table, whole)
        firsts = accumulate((len(row.cells) for row in (*table.head, *table.body)), initial=0)
        head, body = (tuple(self.row(row, table, next(firsts)) for row in rows) for rows in (table.head, table.body))
        self.place = ""
        notes = tuple(replace(note, spans=self.line(note.spans)) for note in table.notes if not _is_ours(note))
        self.under, self.place = under, place
        return replace(table, head=head, body=body, notes=notes)

    def whole(self, table: Table, notes: tuple[Note, ...]) -> None:
        """What is noted about a whole table is one record; a table in the text has no title for its mark."""
        if table.in_text:
            self.record(table.id, notes)
        else:
            self.titles[table.id] = self.mark(notes)

    def row(self, row: GridRow, table: Table, first: int) -> GridRow:
        """`first`: the number of its first cell."""
        if not any(isinstance(span, NOTED) for cell in row.cells for span in cell.spans):
            return row
        cells = []
        for number, cell in enumerate(row.cells, start=first):
            self.place = cell_place(table, number)
            cells.append(replace(cell, spans=self.line(cell.spans, leads=_lined_up(cell, table))))
        return replace(row, cells=tuple(cells))

    def line(self, spans: tuple[Span, ...], *, leads: bool = False, drawn: bool = True) -> tuple[Span, ...]:
        """Words with their marks; `leads`: a mark stands before them, as a figure is in line with those above it.

        What is not `drawn` (a title that stands in the contents alone) is recorded and has no mark.
        """
        made = tuple(made for span in spans for made in self.span(span, leads=leads, drawn=drawn))
        return made if drawn else tuple(span for span in made if not isinstance(span, NoteMark))

    def span(self, span: Span, *, leads: bool, drawn: bool) -> Iterator[Span]:
        place = "" if drawn else self.anchor
        match span:
            case AsPrinted():
                words = (Text(text=span.text, bold=span.bold),) if span.text else ()
                note = Note(kind="original", spans=(Text(text=span.note),))
                mark = replace(self.mark((note,), place), leads=leads)
                yield from (mark, *words) if leads else (*words, mark)
            case NoteMark():
                yield replace(self.mark((self.told[span.note],), place), leads=leads)
            case _:
                yield span

    def mark(self, notes: tuple[Note, ...], place: str = "") -> NoteMark:
        """The mark of a new record; `place`: the id at which it is noted, if not at the mark."""
        id = place or f"noted-{len(self.records) + 1}"
        record = self.record(id, notes)
        return NoteMark(note=record.id, label=record.label, id=id)

    def record(self, mark: str, notes: tuple[Note, ...]) -> Record:
        number = len(self.records) + 1
        record = Record(
            id=f"annex-{number}",
            label=f"[{number}]",
            mark=mark,
            under=self.under,
            place=self.place,
            told=tuple(_words(note) for note in notes if note.kind != QUOTED),
            damaged=any(note.kind == QUOTED for note in notes),
        )
        self.records.append(record)
        return record


def _called(table: Table) -> str:
    """What the annex calls a table: its title and number; forms of one title are told apart by their names."""
    if table.form and table.name != table.title:
        return f"{table.name}（{table.title}）"
    title = table.title or table.name
    return f"{title}（{table.number}）" if table.number else title


def _is_ours(block: Block) -> bool:
    return isinstance(block, Note) and block.kind in OURS


def _lined_up(cell: GridCell, table: Table) -> bool:
    return not table.form and cell.kind is CellKind.AMOUNT


def _words(note: Note) -> str:
    return "".join(span.text for span in note.spans if not isinstance(span, NoteNumber)).strip()
