"""手写处 in a paragraph: the stretches that its marks name, and what stands between them.

Word and WPS keep a content control with its tag. LibreOffice 7.4 keeps the bookmark around it and loses the tag; one
whose whole text was typed anew keeps an empty bookmark inside a control without a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from gongkai.model.slots import SlotMark, digest, mark_of
from gongkai.model.word_files import Mark, WordBlock, WordParagraph, paragraphs_of


class Stretch(Struct, frozen=True, kw_only=True):
    """一处: where it stands in the paragraph, of which slot it is, what was printed there when the file was made."""

    start: int
    end: int
    key: str
    printed: str
    """digest"""
    blank: bool = False


class Pieced(Struct, frozen=True, kw_only=True):
    """A paragraph in pieces: `fixed` has one more than there are stretches."""

    paragraph: WordParagraph
    stretches: tuple[Stretch, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in each stretch."""
        return tuple("" if one.blank else self.paragraph.text[one.start : one.end] for one in self.stretches)

    @property
    def fixed(self) -> tuple[str, ...]:
        ends = (0, *(one.end for one in self.stretches))
        starts = (*(one.start for one in self.stretches), len(self.paragraph.text))
        return tuple(self.paragraph.text[end:start] for end, start in zip(ends, starts, strict=True))

    @property
    def skeleton(self) -> str:
        """Equal for paragraphs that differ in nothing but what was typed."""
        keys = (*(f"\x01{one.key}\x02" for one in self.stretches), "")
        return "".join(piece for pair in zip(self.fixed, keys, strict=True) for piece in pair).strip()


class Marks:
    """记号 of one document. `labels`: by the labels of tags, the keys of slots.

    A tag that names another document came with words that were copied from there; it marks nothing here.
    """

    def __init__(self, document: str, labels: Mapping[str, str]) -> None:
        self.document = digest(document)
        self.labels = labels

    def pieced(self, paragraph: WordParagraph) -> Pieced:
        """The paragraph by its marks; of marks that overlap the first counts."""
        found = sorted(self._stretches(paragraph.marks), key=lambda one: (one.start, one.end))
        kept: list[Stretch] = []
        for one in found:
            if not kept or one.start >= kept[-1].end:
                kept.append(one)
        return Pieced(paragraph=paragraph, stretches=tuple(kept))

    def _stretches(self, marks: tuple[Mark, ...]) -> Iterator[Stretch]:
        read = [(mark, said) for mark in marks if (said := mark_of(mark.name))]
        own = [(mark, said) for mark, said in read if said.label and said.document == self.document]
        tags = [(mark, said, self.labels.get(said.label, "")) for mark, said in own]
        tagged = {key for _, _, key in tags if key}
        frames = [mark for mark in marks if not mark.name]
        yield from (_stretch(mark, said, key) for mark, said, key in tags if key)
        for mark, said in read:
            if said.key and said.key not in tagged:
                yield _stretch(_framed(mark, frames), said, said.key)


def _stretch(mark: Mark, said: SlotMark, key: str) -> Stretch:
    return Stretch(start=mark.start, end=mark.end, key=key, printed=said.printed, blank=mark.blank)


def _framed(mark: Mark, frames: Iterable[Mark]) -> Mark:
    """A bookmark that fell together, as wide as the control in which it stands."""
    if mark.start < mark.end:
        return mark
    around = [frame for frame in frames if frame.start <= mark.start <= frame.end and frame.start < frame.end]
    return min(around, key=lambda frame: frame.end - frame.start) if around else mark


def labels_of(blocks: tuple[WordBlock, ...]) -> dict[str, str]:
    """By the labels of tags the keys of slots, as a file pairs them: each has both marks when it is made."""
    labels: dict[str, str] = {}
    for paragraph in paragraphs_of(blocks):
        at = {(mark.start, mark.end): said.key for mark in paragraph.marks if (said := mark_of(mark.name)) and said.key}
        for mark in paragraph.marks:
            said = mark_of(mark.name)
            if said is not None and said.label and (key := at.get((mark.start, mark.end))):
                labels[said.label] = key
    return labels
