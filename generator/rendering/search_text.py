"""检索文本: what the search knows of a page, line by line, each with the anchor it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.model.grid_cells import CellKind, GridRow
from gongkai.model.publication import (
    CORRECTION,
    FINDING,
    Block,
    GlossaryEntry,
    Heading,
    Paragraph,
    Publication,
    Section,
    SectionKind,
    Table,
)
from gongkai.model.spans import plain
from gongkai.rendering.outline import Leaf, is_form, part_title
from gongkai.rendering.pages import PageKind, SearchLine

UNSEARCHED = (CORRECTION, FINDING, "quoted")
"""notes that are about the text"""
ZEROS = frozenset({"", "0", "0.00", "0.0", "—", "-", "–"})


def search_lines(publication: Publication, leaf: Leaf) -> tuple[SearchLine, ...]:
    """The lines of a page in reading order; zeros, the heads of tables and damaged lines are left out."""
    return tuple(line for line in _lines(publication, leaf) if line.cells)


def _lines(publication: Publication, leaf: Leaf) -> Iterator[SearchLine]:
    if leaf.kind is PageKind.OVERVIEW:
        yield from (_line(line) for line in publication.cover)
        yield from (_line(part_title(part), id=part.id) for part in publication.parts)
        return
    if leaf.form and leaf.table is not None:
        yield from _table(leaf.table)
        return
    yield from _blocks(leaf.blocks)
    for section in leaf.sections:
        yield from _section(section, leaf.kind)


def _section(section: Section, page: PageKind) -> Iterator[SearchLine]:
    if section.kind is SectionKind.PERFORMANCE and page is not PageKind.PERFORMANCE:
        return
    if page is not PageKind.TABLE:
        yield _line(section.number + plain(section.title), id=section.id)
    yield from _blocks(section.blocks)


def _blocks(blocks: Iterable[Block]) -> Iterator[SearchLine]:
    for block in blocks:
        if is_form(block):
            yield _line(block.name or block.title)
        elif isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, GlossaryEntry):
            yield _line(plain(block.term) + "：" + plain(block.text).lstrip("：:"), id=block.id)
        elif isinstance(block, Heading | Paragraph):
            yield _line(plain(block.spans), id=block.id)
        elif block.kind not in (CORRECTION, FINDING):
            yield _line(plain(block.spans))


def _table(table: Table) -> Iterator[SearchLine]:
    yield _line("" if table.in_text else table.title, table.number, id=table.id)
    yield from (_row(row) for row in table.body)
    yield from (_line(plain(note.spans)) for note in table.notes if note.kind not in UNSEARCHED)


def _row(row: GridRow) -> SearchLine:
    """A row; 行次 and 栏次 are left out, everybody has them."""
    return _line(*(cell.text for cell in row.cells if cell.kind is not CellKind.NUMBER or "." in cell.text), id=row.id)


def _line(*cells: str, id: str = "") -> SearchLine:
    return SearchLine(cells=tuple(cell for cell in cells if cell.strip() not in ZEROS), id=id)
