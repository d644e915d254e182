"""文字里的链接: every figure of a sentence to its cell, every term to its explanation, every 核对 to the 检查记录.

The words stay as they are. Terms are linked where a paragraph first uses them, and not in bold words, which are titles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise

from msgspec import Struct
from msgspec.structs import replace

from gongkai.model.publication import Block, GlossaryEntry, Note, Paragraph, Publication, Table
from gongkai.model.spans import AsPrinted, Figure, Linked, Span, Text, plain
from gongkai.model.statements import Address
from gongkai.rendering.figures.places import places_of
from gongkai.rendering.outline import Leaf
from gongkai.rendering.pages import relative
from gongkai.rendering.text.term_places import Spot, TermPlaces, entry_pages

RECORD = "检查记录"


class TextLinks(Struct, frozen=True, kw_only=True):
    """链接 of the texts of one document."""

    root: str
    """where the document stands, ending in /"""
    cells: Mapping[Address, str]
    misprints: Mapping[Address, str]
    """what an original prints in a cell, where it is not what derives"""
    entries: Mapping[str, str]
    terms: TermPlaces
    codes: frozenset[str]
    """of the rules that the 检查记录 tells of"""

    @classmethod
    def of(cls, publication: Publication, leaves: tuple[Leaf, ...], codes: Iterable[str]) -> TextLinks:
        return cls(
            root=f"{publication.id}/",
            cells=places_of(publication),
            misprints=dict(_misprints(publication)),
            entries=entry_pages(leaves),
            terms=TermPlaces(publication),
            codes=frozenset(codes),
        )

    def blocks(self, blocks: Iterable[Block], here: str) -> Iterator[Block]:
        """Blocks as the page `here` shows them."""
        for block in blocks:
            match block:
                case Paragraph():
                    yield replace(block, spans=tuple(self._line(block.spans, here)))
                case GlossaryEntry():
                    yield replace(block, text=tuple(self._line(block.text, here, block.id)))
                case Note():
                    yield self._note(block, here)
                case Table():
                    yield self.table(block, here)
                case _:
                    yield block

    def table(self, table: Table, here: str) -> Table:
        """A table, of which the notes lead on."""
        notes = tuple(self._note(note, here) for note in table.notes)
        return replace(table, notes=notes) if notes != table.notes else table

    def _note(self, note: Note, here: str) -> Note:
        code = next((code for code in note.codes if code in self.codes), "")
        if not code:
            return note
        link = Linked(words=(Text(text=RECORD),), href=relative(f"{self.root}checks/#{code}", here), kind="record")
        return replace(note, spans=(*note.spans, link))

    def _line(self, spans: tuple[Span, ...], here: str, own: str = "") -> Iterator[Span]:
        found = self.terms.find(plain(spans), own)
        spots = [spot for spot in found if spot.entry in self.entries and _is_plain(spans, spot)]
        for spot, pieces in groupby(_pieces(spans, spots), key=lambda piece: piece.spot):
            if spot is None:
                yield from (self._figure(piece.span, here) for piece in pieces)
            else:
                words = tuple(piece.span for piece in pieces if isinstance(piece.span, Text))
                yield Linked(words=words, href=relative(self.root + self.entries[spot.entry], here), kind="term")

    def _figure(self, span: Span, here: str) -> Span:
        """A figure that is one cell, with the way to it; any other span as it is."""
        if isinstance(span, Figure) and len(span.cells) == 1 and span.cells[0] in self.cells:
            href = relative(self.root + self.cells[span.cells[0]], here)
            return Linked(words=(span,), href=href, kind="figure", bold=span.bold)
        return span


def linked(blocks: Iterable[Block], links: TextLinks, here: str) -> Iterator[Block]:
    """For templates: blocks as the page `here` shows them."""
    return links.blocks(blocks, here)


def linked_table(table: Table, links: TextLinks, here: str) -> Table:
    """For templates: a table, the same."""
    return links.table(table, here)


def _misprints(publication: Publication) -> Iterator[tuple[Address, str]]:
    for row in (row for table in publication.tables() for row in table.body):
        for cell in row.cells:
            if cell.address is not None and any(isinstance(span, AsPrinted) for span in cell.spans):
                yield cell.address, cell.text


class _Piece(Struct, frozen=True, kw_only=True):
    """A span, or a part of one, and the term that it is part of."""

    span: Span
    spot: Spot | None


def _pieces(spans: tuple[Span, ...], spots: list[Spot]) -> Iterator[_Piece]:
    """A line, cut where terms begin and end."""
    at = 0
    for span in spans:
        end = at + len(span.text)
        if isinstance(span, Text):
            edges = sorted({at, end} | {edge for spot in spots for edge in (spot.start, spot.end) if at < edge < end})
            for start, stop in pairwise(edges):
                part = Text(text=span.text[start - at : stop - at], bold=span.bold, places=span.places)
                yield _Piece(span=part, spot=next((one for one in spots if one.start <= start < one.end), None))
        else:
            yield _Piece(span=span, spot=None)
        at = end


def _is_plain(spans: tuple[Span, ...], spot: Spot) -> bool:
    """Whether a place in a line is words of ordinary weight, with no mark between them."""
    at = 0
    for span in spans:
        end = at + len(span.text)
        inside = spot.start < at < spot.end or (at < spot.end and spot.start < end)
        if inside and (span.bold or not isinstance(span, Text)):
            return False
        at = end
    return True
