"""行: spans as runs, what people typed in content controls and bookmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from gongkai.model.slots import Slot, bookmark_of, tag_of
from gongkai.model.spans import NoteMark, Span
from gongkai.rendering.word.slots import Piece, Slots
from gongkai.rendering.word.xml import attribute, run

BOLD = "<w:b/>"
TYPED = '<w:rStyle w:val="Typed"/>'
LONGEST_TITLE = 64
"""characters that Word takes for the title of a control"""


class Lines:
    """Draws lines of one document; numbers its bookmarks and controls."""

    def __init__(self, slots: Slots) -> None:
        self.slots = slots
        self.noted: list[str] = []
        """ids of the notes whose marks were drawn, in order"""
        self._bookmarks = count(1)
        self._printed = count(1)

    def line(self, spans: Iterable[Span], properties: str = "") -> str:
        """Runs of a line of text."""
        return "".join(self._span(span, properties) for span in spans)

    def piece(self, piece: Piece, properties: str = "") -> str:
        words, slot = piece
        return run(words, properties) if slot is None else self._slot(words, slot, properties)

    def bookmark(self, name: str, content: str) -> str:
        """Content that can be led to."""
        id = next(self._bookmarks)
        return f'<w:bookmarkStart w:id="{id}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{id}"/>'

    def mark(self, span: NoteMark) -> str:
        """注号: a reference to an endnote, whose number Word counts; it is no word of the text."""
        if not span.label:
            return ""
        self.noted.append(span.note)
        return f'<w:r><w:rPr><w:rStyle w:val="NoteMark"/></w:rPr><w:endnoteReference w:id="{len(self.noted)}"/></w:r>'

    def _span(self, span: Span, properties: str) -> str:
        if isinstance(span, NoteMark):
            return self.mark(span)
        bold = BOLD if span.bold and BOLD not in properties else ""
        return "".join(self._pieces(span, bold + properties))

    def _pieces(self, span: Span, properties: str) -> Iterator[str]:
        return (self.piece(piece, properties) for piece in self.slots.pieces(span))

    def _slot(self, words: str, slot: Slot, properties: str) -> str:
        """A control of rich text in a bookmark: of other forms LibreOffice 7.4 loses words, or repeats them."""
        number = next(self._printed)
        title = f"手写：{slot.name}"[:LONGEST_TITLE]
        tag = attribute(tag_of(slot))
        told = f'<w:sdtPr><w:alias w:val={attribute(title)}/><w:tag w:val={tag}/><w:id w:val="{number}"/></w:sdtPr>'
        control = f"<w:sdt>{told}<w:sdtContent>{run(words, TYPED + properties)}</w:sdtContent></w:sdt>"
        return self.bookmark(bookmark_of(slot, number), control)
