"""段落 while it is read: its text as it would be with all changes accepted, and where marks begin and end in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from gongkai.model.word_files import Mark, Tracked, WordParagraph

GONE = frozenset({"del", "moveFrom"})
"""changes that leave words out"""


class Change(Struct, frozen=True, kw_only=True):
    """一处修订 as an element says it."""

    kind: str
    author: str

    @property
    def gone(self) -> bool:
        return self.kind in GONE


class OpenParagraph(Struct, kw_only=True):
    """A paragraph that may still grow: one whose end was crossed out goes on in the next."""

    number: str = ""
    level: int = 0
    contents: bool = False
    ended: Change | None = None
    """the change of its own end: two paragraphs made of one, or one of two"""
    marks: list[Mark] = field(default_factory=list)
    tracked: list[Tracked] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, words: str, change: Change | None) -> None:
        """Words at its end; of what was crossed out only that it was."""
        if change is not None:
            self._track(words, change)
        if change is None or not change.gone:
            self.pieces.append(words)
            self.length += len(words)

    def _track(self, words: str, change: Change) -> None:
        last = self.tracked[-1] if self.tracked else None
        if last is not None and (last.added, last.author) == (not change.gone, change.author):
            self.tracked[-1] = Tracked(added=last.added, author=last.author, text=last.text + words)
        else:
            self.tracked.append(Tracked(added=not change.gone, author=change.author, text=words))

    def mark(self, name: str, start: int, *, blank: bool = False) -> None:
        """A stretch that ends here."""
        self.marks.append(Mark(name=name, start=start, end=self.length, blank=blank))

    def joined(self, following: OpenParagraph) -> OpenParagraph:
        """With the paragraph that follows behind it."""
        moved = [
            Mark(name=one.name, start=one.start + self.length, end=one.end + self.length, blank=one.blank)
            for one in following.marks
        ]
        return OpenParagraph(
            number=self.number if self.length else following.number,
            level=self.level if self.length else following.level,
            contents=self.contents and following.contents,
            ended=following.ended,
            marks=[*self.marks, *moved],
            tracked=[*self.tracked, *following.tracked],
            objects=[*self.objects, *following.objects],
            pieces=[*self.pieces, *following.pieces],
            length=self.length + following.length,
        )

    def closed(self) -> WordParagraph:
        return WordParagraph(
            text="".join(self.pieces),
            number=self.number,
            level=self.level,
            marks=tuple(self.marks),
            tracked=tuple(self.tracked),
            objects=tuple(self.objects),
            contents=self.contents,
        )


def accepted(paragraphs: Iterable[OpenParagraph]) -> Iterator[WordParagraph]:
    """Paragraphs as they are with all changes accepted; one that was crossed out whole stays as an empty one."""
    before: OpenParagraph | None = None
    for one in paragraphs:
        whole = before.joined(one) if before is not None else one
        if one.ended is not None and one.ended.gone:
            before = whole
            continue
        before = None
        yield whole.closed()
    if before is not None:
        yield before.closed()
