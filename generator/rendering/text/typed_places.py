"""所填之处的去处: where on the site a reader meets what was typed at a place of the content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from gongkai.model.places import NOWHERE, Place
from gongkai.model.publication import Block, GlossaryEntry, Heading, Note, Paragraph, SectionKind, Table
from gongkai.model.spans import AsPrinted, Span
from gongkai.rendering.anchors import addressed, anchored
from gongkai.rendering.outline import Leaf, is_form, walk
from gongkai.rendering.pages import PageKind


class Met(Struct, frozen=True):
    """一处: a page, and the anchor on it, # and all; empty for the page itself."""

    leaf: Leaf
    anchor: str


def typed_places(leaves: tuple[Leaf, ...]) -> Mapping[Place, Met]:
    """Each place with the first that it is met at: a paragraph, a cell, a row."""
    found: dict[Place, Met] = {}
    for leaf in walk(leaves):
        for place, anchor in _on(leaf):
            found.setdefault(place, Met(leaf, f"#{anchor}" if anchor else ""))
    found.pop(NOWHERE, None)
    return found


def _on(leaf: Leaf) -> Iterator[tuple[Place, str]]:
    if leaf.form and leaf.table is not None:
        yield from _of_table(leaf.table)
        return
    yield from _of_blocks(addressed(leaf.blocks, leaf.part.id), leaf, "")
    for section in leaf.sections:
        if leaf.kind is PageKind.PERFORMANCE or section.kind is not SectionKind.PERFORMANCE:
            yield from ((place, section.id) for place in _typed(section.title))
            yield from _of_blocks(addressed(section.blocks, section.id), leaf, section.id)


def _of_blocks(blocks: Iterable[Block], leaf: Leaf, above: str) -> Iterator[tuple[Place, str]]:
    """What has no anchor of its own is met at what stands above it."""
    for block in blocks:
        if isinstance(block, Table):
            if not (is_form(block) and leaf.kind is PageKind.PERFORMANCE):
                yield from _of_table(block)
            continue
        above = block.id or above
        spans = block.term + block.text if isinstance(block, GlossaryEntry) else block.spans
        if isinstance(block, Heading | Paragraph | Note | GlossaryEntry):
            yield from ((place, above) for place in _typed(spans))


def _of_table(table: Table) -> Iterator[tuple[Place, str]]:
    for row in anchored(table).body:
        for cell in row.cells:
            anchor = cell.id or row.id
            yield from ((place, anchor) for place in (*cell.places, *_typed(cell.spans)))
    for note in table.notes:
        yield from ((place, table.id) for place in _typed(note.spans))
    for row in table.head:
        for cell in row.cells:
            yield from ((place, table.id) for place in (*cell.places, *_typed(cell.spans)))


def _typed(spans: tuple[Span, ...]) -> Iterator[Place]:
    """Where words were typed, and where a 原文 is recorded."""
    for span in spans:
        yield from span.places
        if isinstance(span, AsPrinted):
            yield span.place
