"""上年文字的对照: the text of a document beside that of the year before, paragraph by paragraph.

Figures and years are others every year, so they count for nothing, nor does punctuation: what is told is which words
are others, which paragraphs came, and which went. Both sides are as they are printed; a publication is given, no file
is read.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from gongkai.changes.words import joined
from gongkai.comparison.tokens import tokens_of
from gongkai.model.publication import Heading, Paragraph, Part, Publication, Section, SectionKind
from gongkai.model.spans import plain

GLOSSARY = "glossary"
FIGURE = "0"
"""what every figure and every year counts as"""
YEAR = re.compile(r"[〇○零一二三四五六七八九]{4}(?=年)")
WORD = re.compile(r"[\u3400-\u9fffA-Za-z]")
"""in what differs by more than figures, numbering and punctuation"""
LONG = 1200
"""tokens from which on a paragraph is compared sentence by sentence"""
SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]?")
ALIKE = 0.45
"""share of pairs of signs that two paragraphs have to have in common for one to be the other, changed"""


class Change(StrEnum):
    """变动 of a paragraph."""

    SAME = "与上年一样"
    FIGURES = "只是数字、标点不同"
    WORDS = "文字不同"
    NEW = "上年没有"
    GONE = "今年没有"


class Run(Struct, frozen=True, kw_only=True):
    """一段字: `changed` where the other side has no such words."""

    text: str
    changed: bool = False


class ChangedParagraph(Struct, frozen=True, kw_only=True):
    """一段 of both years; of one that came or went, one side is empty."""

    change: Change
    before: tuple[Run, ...] = ()
    after: tuple[Run, ...] = ()
    heading: bool = False


class ChangedSection(Struct, frozen=True, kw_only=True):
    """一节 of both years."""

    part: str
    """id of its part; the newer one's"""
    anchor: str
    """its id"""
    title: str
    """this year; empty where there is no such section any more"""
    was: str
    """last year; empty where it is new"""
    paragraphs: tuple[ChangedParagraph, ...]

    @property
    def reworded(self) -> tuple[ChangedParagraph, ...]:
        """The paragraphs that say something else, in other words."""
        return tuple(one for one in self.paragraphs if one.change not in (Change.SAME, Change.FIGURES))


def year_texts(before: Publication, after: Publication) -> Iterator[ChangedSection]:
    """Every section with text, in this year's order; those that are no more come last."""
    old, new = list(_sections(before)), list(_sections(after))
    for one in new:
        was = _counterpart(one, old)
        if was is not None:
            old.remove(was)
        yield _compared(was, one)
    for one in old:
        yield _compared(one, None)


class _Text(Struct, frozen=True, kw_only=True):
    """A paragraph or heading as it is printed, and as it counts."""

    id: str
    text: str
    key: str
    heading: bool


class _Section(Struct, frozen=True, kw_only=True):
    part: str
    id: str
    title: str
    texts: tuple[_Text, ...]


def _sections(publication: Publication) -> Iterator[_Section]:
    for part, section, blocks in publication.walk():
        if part.id == GLOSSARY or (section is not None and section.kind in (SectionKind.TABLE, SectionKind.GLOSSARY)):
            continue
        texts = tuple(
            _text(block) for block in blocks if isinstance(block, Heading | Paragraph) and plain(block.spans).strip()
        )
        if texts:
            yield _Section(part=part.id, id=_id(part, section), title=_title(part, section), texts=texts)


def _text(block: Heading | Paragraph) -> _Text:
    text = plain(block.spans).strip()
    key = "".join(key for key, _ in _counted(text))
    return _Text(id=block.id, text=text, key=key, heading=isinstance(block, Heading))


def _id(part: Part, section: Section | None) -> str:
    return section.id if section else part.id


def _title(part: Part, section: Section | None) -> str:
    return plain(section.title) if section else part.title


def _counterpart(one: _Section, others: Sequence[_Section]) -> _Section | None:
    by_id = next((other for other in others if (other.part, other.id) == (one.part, one.id)), None)
    return by_id or next((other for other in others if other.title == one.title), None)


def _compared(before: _Section | None, after: _Section | None) -> ChangedSection:
    there = after or before
    assert there is not None  # noqa: S101 - a pair has at least one side
    old, new = (side.texts if side else () for side in (before, after))
    return ChangedSection(
        part=there.part,
        anchor=there.id,
        title=after.title if after else "",
        was=before.title if before else "",
        paragraphs=tuple(_paragraph(*pair) for pair in _paired(old, new)),
    )


_Pair = tuple[_Text | None, _Text | None]


def _paired(old: Sequence[_Text], new: Sequence[_Text]) -> Iterator[_Pair]:
    """In order: what is the same but for figures, and between that what is most alike."""
    keys = [[text.key for text in side] for side in (old, new)]
    for tag, a, b, c, d in difflib.SequenceMatcher(a=keys[0], b=keys[1], autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(old[a:b], new[c:d], strict=True)
        else:
            yield from _aligned(old[a:b], new[c:d])


def _aligned(old: Sequence[_Text], new: Sequence[_Text]) -> Iterator[_Pair]:
    """The pairs that are most alike altogether and keep their order; what is gone stands before what is new."""
    pairs = [[_pairs_of_signs(text.key) for text in side] for side in (old, new)]
    worth = [
        [_likeness(one, other, mine, theirs) for other, theirs in zip(new, pairs[1], strict=True)]
        for one, mine in zip(old, pairs[0], strict=True)
    ]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for a in reversed(range(len(old))):
        for b in reversed(range(len(new))):
            best[a][b] = max(worth[a][b] + best[a + 1][b + 1], best[a + 1][b], best[a][b + 1])
    a = b = 0
    while a < len(old) and b < len(new):
        if best[a][b] == best[a + 1][b]:
            yield old[a], None
            a += 1
        elif best[a][b] == best[a][b + 1]:
            yield None, new[b]
            b += 1
        else:
            yield old[a], new[b]
            a, b = a + 1, b + 1
    yield from ((one, None) for one in old[a:])
    yield from ((None, one) for one in new[b:])


def _likeness(one: _Text, other: _Text, mine: set[str], theirs: set[str]) -> float:
    """How much of two paragraphs, and of their pairs of signs, is the same; 0 where they are two."""
    if one.heading != other.heading:
        return 0
    share = 2 * len(mine & theirs) / max(1, len(mine) + len(theirs))
    return share if share >= ALIKE or (one.id and one.id == other.id) else 0


def _pairs_of_signs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)} or {text}


def _paragraph(old: _Text | None, new: _Text | None) -> ChangedParagraph:
    if old is not None and new is not None:
        before, after = _runs(old.text, new.text)
        changed = any(run.changed and WORD.search(run.text) for run in (*before, *after))
        change = Change.WORDS if changed else Change.SAME if old.text == new.text else Change.FIGURES
        return ChangedParagraph(change=change, before=before, after=after, heading=new.heading)
    if old is not None:
        return ChangedParagraph(change=Change.GONE, before=_whole(old), heading=old.heading)
    assert new is not None  # noqa: S101 - a pair has at least one side
    return ChangedParagraph(change=Change.NEW, after=_whole(new), heading=new.heading)


def _whole(text: _Text) -> tuple[Run, ...]:
    return (Run(text=text.text, changed=True),)


def _runs(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both texts, in stretches that are the same and such as are not."""
    counted = [_counted(text) for text in (old, new)]
    if max(map(len, counted)) > LONG:
        counted = [_sentences(text) for text in (old, new)]
    keys = [[key for key, _ in side] for side in counted]
    if keys[0] and keys[0] == keys[1]:  # as most are, from year to year
        return (Run(text=old),), (Run(text=new),)
    runs = joined(difflib.SequenceMatcher(a=keys[0], b=keys[1], autojunk=False).get_opcodes(), keys[0])
    cuts = [(same, "".join(text for _, text in counted[0][a:b]), "".join(text for _, text in counted[1][c:d]))
            for same, a, b, c, d in runs]  # fmt: skip
    before = tuple(Run(text=text, changed=not same) for same, text, _ in cuts if text)
    return before, tuple(Run(text=text, changed=not same) for same, _, text in cuts if text)


@lru_cache(maxsize=1024)
def _counted(text: str) -> tuple[tuple[str, str], ...]:
    """The tokens of a text: as they count, and as they are printed with what stands before the next."""
    told = YEAR.sub(lambda year: FIGURE.ljust(len(year[0])), text)
    tokens = tokens_of((told,))
    ends = [*(token.start for token in tokens[1:]), len(text)]
    starts = [0, *ends[:-1]]
    return tuple(
        (FIGURE if token.is_figure else token.key, text[start:end])
        for token, start, end in zip(tokens, starts, ends, strict=False)
    )


def _sentences(text: str) -> tuple[tuple[str, str], ...]:
    found = [sentence for sentence in SENTENCE.findall(text) if sentence]
    return tuple(("".join(key for key, _ in _counted(sentence)), sentence) for sentence in found)
