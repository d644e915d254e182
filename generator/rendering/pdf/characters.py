"""用到的字: every character that the PDF of a publication prints of content and edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.model.publication import Block, GlossaryEntry, Publication, Table
from gongkai.model.spans import AsPrinted, Span


def characters(publication: Publication) -> frozenset[str]:
    """The characters, each once."""
    found: set[str] = set()
    for text in _texts(publication):
        found.update(text)
    return frozenset(found)


def _texts(publication: Publication) -> Iterator[str]:
    yield from (publication.title, publication.department, publication.contents_title, publication.source)
    yield from publication.cover
    yield from publication.notices
    for part, section, blocks in publication.walk():
        if section is None:
            yield from (part.number, part.separator, part.title)
        else:
            yield from (section.number, section.contents_title)
            yield from _of_spans(section.title)
        yield from _of_blocks(blocks)


def _of_blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (block.name, block.title, block.number, block.subtitle, *block.caption)
            yield from _of_spans(block.all_spans)
        elif isinstance(block, GlossaryEntry):
            yield block.number
            yield from _of_spans((*block.term, *block.text))
        else:
            yield from _of_spans(block.spans)


def _of_spans(spans: Iterable[Span]) -> Iterator[str]:
    for span in spans:
        yield span.text
        if isinstance(span, AsPrinted):
            yield span.note
            yield span.remark
