"""单元: a publication as what stands in it one after the other, each with its address for 原文."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from msgspec import Struct

from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.places import Place
from gongkai.model.publication import (
    Block,
    GlossaryEntry,
    Heading,
    Note,
    Paragraph,
    Part,
    Publication,
    Section,
    SectionKind,
    Table,
)
from gongkai.model.spans import Span, Text, plain

PRINTED = ("note", "empty")
"""kinds of notes that the original has too"""
NAMING = (CellKind.NAME, CellKind.LABEL)
"""kinds of cells that say what stands behind them"""


class Unit(Struct, frozen=True, kw_only=True):
    """单元: a title, a paragraph, a cell, a line of the contents."""

    spans: tuple[Span, ...]
    label: str
    """where it stands, for people"""
    lead: str = ""
    """printed before it, and no part of what 原文 changes: its number"""
    where: str = ""
    """its address for 原文; empty where none can be recorded"""
    scope: str = ""
    """the address of the section around a text; empty for what has its address alone"""
    table: str = ""
    """id of the table it is part of"""
    row: str = ""
    """cells with the same one stand in one row"""
    column: int = 0
    """of a cell: the first that it stands in"""
    form: bool = False
    """in a performance form"""
    head: bool = False
    """over the rows of a table"""
    again: bool = False
    """may be printed again on each page of the table: its head, its total"""
    heading: bool = False
    """the title of the document, of a part, a section or a table, there or in the contents"""
    title: bool = False
    """names a row or a column of a form"""
    missing: bool = False
    """of a table of which the source has lost a part, as its content says"""
    quoted: str = ""
    """of a table: the lines of the source that its content quotes as broken"""
    typed: tuple[Place, ...] = ()
    """where a cell's content was typed"""

    @property
    def text(self) -> str:
        return self.lead + plain(self.spans)

    @property
    def row_label(self) -> str:
        return "·".join(self.label.split("·")[:2]) if self.row else self.label

    @property
    def places(self) -> tuple[Place, ...]:
        """Where its words were typed."""
        return tuple(dict.fromkeys((*self.typed, *(place for span in self.spans for place in span.places))))

    def extents(self) -> Iterator[tuple[Span, int, int]]:
        """Its spans, and from where to where they stand in its text."""
        at = len(self.lead)
        for span in self.spans:
            yield span, at, at + len(span.text)
            at += len(span.text)


def units_of(publication: Publication) -> tuple[Unit, ...]:
    """All units with words, as the document prints them."""
    return tuple(unit for unit in _units(publication) if unit.text.strip())


def _units(publication: Publication) -> Iterator[Unit]:
    for number, line in enumerate(publication.cover, start=1):
        yield Unit(spans=_text(line), label="封面", where=f"封面.{number}", heading=True)
    yield from _contents(publication)
    for part in publication.parts:
        title = part.number + part.separator
        label = title + part.title
        yield Unit(lead=title, spans=_text(part.title), label=label, where=f"{part.id}.题", heading=True)
        yield from _of_blocks(part.blocks, label, part.id)
        for section in part.sections:
            yield from _section(part, section)


def _contents(publication: Publication) -> Iterator[Unit]:
    yield Unit(spans=_text(publication.contents_title), label="目录")
    for part in publication.parts:
        where = f"{part.id}.目录题" if part.contents_title else f"{part.id}.题"
        yield Unit(lead=part.number + part.separator, spans=_text(part.listed), label="目录", where=where, heading=True)
        for section in part.sections:
            spans = _text(section.contents_title)
            yield Unit(lead=section.number, spans=spans, label="目录", where=_listed_as(part, section), heading=True)


def _listed_as(part: Part, section: Section) -> str:
    """The address of a line of the contents; that of a table is its title, where the edition gives no other."""
    if section.kind is not SectionKind.TABLE:
        return f"{part.id}.{section.id}.目录题"
    return f"{section.id}.题" if section.contents_title == plain(section.title) else f"{section.id}.目录题"


def _section(part: Part, section: Section) -> Iterator[Unit]:
    where = f"{part.id}.{section.id}"
    label = section.number + plain(section.title)
    if section.kind is not SectionKind.TABLE:
        yield Unit(lead=section.number, spans=section.title, label=label, where=f"{where}.题", heading=True)
    yield from _of_blocks(section.blocks, label, where)


def _of_blocks(blocks: tuple[Block, ...], label: str, where: str) -> Iterator[Unit]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield Unit(spans=block.spans, label=label, where=where + _anchor(block, where), scope=where)
            case GlossaryEntry():
                term = plain(block.term)
                lead, named = f"{block.number}{term}：", f"{label}·{term}"
                yield Unit(lead=lead, spans=block.text, label=named, where=f"{where}.{term}", scope=where)
            case Note() if block.kind in PRINTED:
                yield Unit(spans=block.spans, label=label, where=where, scope=where)
            case Table():
                yield from _table(block)


def _anchor(block: Heading | Paragraph, where: str) -> str:
    prefix = where.rpartition(".")[2] + "-"
    return "." + block.id.removeprefix(prefix) if block.id else ""


def _table(table: Table) -> Iterator[Unit]:
    of_table = partial(
        Unit,
        table=table.id,
        form=table.form,
        missing=any(_notes(table, "source")),
        quoted="".join(plain(note.spans) for note in _notes(table, "quoted")),
    )
    above = partial(of_table, label=table.name, head=True, again=True, row="题")
    if not table.in_text:
        yield above(spans=_text(table.title), where=f"{table.where}.题", heading=True)
        yield above(spans=_text(table.subtitle))
        yield above(spans=_text(table.number), where=f"{table.where}.编号")
    for side, words in zip("左中右", table.caption, strict=True):
        yield above(spans=_text(words), where=f"{table.where}.栏头.{side}")
    for number, row in enumerate((*table.head, *table.body)):
        head, total = number < len(table.head), number == len(table.head) and row.strong
        yield from _row(table, row, partial(of_table, row=str(number), head=head, again=head or total))
    where = f"{table.where}.注"
    for note in _notes(table, *PRINTED):
        yield of_table(spans=note.spans, label=f"{table.name}·注", where=where, scope=where)


def _notes(table: Table, *kinds: str) -> Iterator[Note]:
    """Of these kinds, in the order of the kinds."""
    yield from (note for kind in kinds for note in table.notes if note.kind == kind)


def _row(table: Table, row: GridRow, unit: Callable[..., Unit]) -> Iterator[Unit]:
    """The cells of a row, each with the column that it begins in and the name that stands before it."""
    name, column = _first_name(row.cells), 0
    for cell in row.cells:
        if cell.kind in NAMING and cell.text and not cell.text.isdigit():
            name = cell.text
        key = cell.where.rpartition(".")[2]
        yield unit(
            spans=cell.spans,
            label="·".join(filter(None, (table.name, name, key))),
            where=cell.where,
            typed=cell.places,
            column=column,
            title=table.form and (cell.header == "rowgroup" or cell.kind is CellKind.LABEL),
        )
        column += cell.colspan


def _first_name(cells: tuple[GridCell, ...]) -> str:
    """What a row is called: its first words that are no number."""
    names = [cell.text for cell in cells if cell.text]
    return next((name for name in names if not name[0].isdigit()), next(iter(names), ""))


def _text(text: str) -> tuple[Span, ...]:
    return (Text(text=text),) if text else ()
