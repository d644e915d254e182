"""检索文本: what the search knows of a page, line by line, each with the anchor it leads to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gongkai.model.publication import (
    CORRECTION,
    FINDING,
    Block,
    GlossaryEntry,
    Heading,
    Note,
    Publication,
    Section,
    SectionKind,
    Table,
)
from gongkai.model.spans import plain
from gongkai.rendering.anchors import addressed
from gongkai.rendering.outline import Leaf, is_form, part_title
from gongkai.rendering.pages import PageKind, SearchLine
from gongkai.rendering.tables.lines import table_lines

UNSEARCHED = (CORRECTION, FINDING, "quoted")
"""notes that are about the text"""
UNIT = re.compile(r"单位[:：]\s*(?:人民币)?([十百千万亿]*元)(?!\w)")


def search_lines(publication: Publication, leaf: Leaf, files: Iterable[str] = ()) -> tuple[SearchLine, ...]:
    """The lines of a page in reading order; `files` says what can be downloaded from the overview."""
    if leaf.kind is PageKind.OVERVIEW:
        return tuple(_overview(publication, files))
    return tuple(line for line in _lines(leaf) if line != SearchLine(id=line.id))


def unit_of(leaf: Leaf) -> str:
    """单位 of the amounts on a page, if all its tables have the same; a form's are of many units."""
    tables = [leaf.table] if leaf.table else [block for block in _blocks(leaf) if isinstance(block, Table)]
    units = {table_unit(table) for table in tables if not table.form}
    return units.pop() if len(units) == 1 else ""


def table_unit(table: Table) -> str:
    """单位 of the amounts of a table, as the line above it has it."""
    found = (UNIT.search(part.strip()) for part in table.caption)
    return next((match[1] for match in found if match), "")


def _overview(publication: Publication, files: Iterable[str]) -> Iterator[SearchLine]:
    yield from (SearchLine(text=line) for line in publication.cover)
    for part in publication.parts:
        yield SearchLine(id=part.id, name=part_title(part))
    yield from (SearchLine(id="downloads", text=f"下载{label}") for label in files)


def _blocks(leaf: Leaf) -> Iterator[Block]:
    yield from leaf.blocks
    for section in leaf.sections:
        yield from section.blocks


def _lines(leaf: Leaf) -> Iterator[SearchLine]:
    if leaf.form and leaf.table is not None:
        yield from _table(leaf.table, leaf.title)
        return
    yield from _block_lines(addressed(leaf.blocks, leaf.part.id), leaf)
    for section in leaf.sections:
        yield from _section(section, leaf)


def _section(section: Section, leaf: Leaf) -> Iterator[SearchLine]:
    if section.kind is SectionKind.PERFORMANCE and leaf.kind is not PageKind.PERFORMANCE:
        return
    if leaf.kind is not PageKind.TABLE:
        yield SearchLine(id=section.id, name=section.number + plain(section.title))
    yield from _block_lines(addressed(section.blocks, section.id), leaf, section.id)


def _block_lines(blocks: Iterable[Block], leaf: Leaf, id: str = "") -> Iterator[SearchLine]:
    """The lines of blocks; what has no anchor of its own takes that of what stands before it."""
    for block in blocks:
        if is_form(block) and leaf.kind is PageKind.PERFORMANCE:
            yield SearchLine(id=id, name=block.name or block.title)
            continue
        id = block.id or id
        if isinstance(block, Table):
            yield from _table(block, leaf.title)
        elif isinstance(block, GlossaryEntry):
            yield SearchLine(id=id, name=plain(block.term), text=plain(block.text).lstrip("：:"))
        elif isinstance(block, Heading):
            yield SearchLine(id=id, name=plain(block.spans))
        elif not isinstance(block, Note) or block.kind not in UNSEARCHED:
            yield SearchLine(id=id, text=plain(block.spans))


def _table(table: Table, page: str) -> Iterator[SearchLine]:
    """A table's lines; a title that is the page's own is not repeated."""
    if not table.in_text and table.title != page:
        yield SearchLine(id=table.id, name=table.title, text=table.number)
    yield from table_lines(table)
    for note in table.notes:
        if note.kind not in UNSEARCHED:
            yield SearchLine(id=table.id, text=plain(note.spans))
