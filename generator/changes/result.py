"""变动: what changed in documents, the money first; whatever form it is told in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from gongkai.model.amounts import ZERO
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import NOWHERE, Place


class Moved(Struct, frozen=True, kw_only=True):
    """一个变了的数, as it prints before and after; "" where there is none."""

    table: str
    label: str
    """row and column"""
    old: str
    new: str
    unit: str
    difference: Decimal
    """in the unit"""
    ratio: Decimal | None
    """in percent of the old figure; None where that is nothing"""
    yuan: Decimal = ZERO
    """the difference in 元; zero of what is no money"""
    place: Place = NOWHERE
    """where it is typed"""


class Turn(Struct, frozen=True, kw_only=True):
    """一处改动 that somebody typed, or another document brought, and the figures that follow from it."""

    figures: tuple[Moved, ...]
    source: str = ""
    """of money that was moved: from where"""
    target: str = ""
    whole: bool = False
    """whether all of the row was moved: another code or name for the same money"""
    lent: str = ""
    """the figure of another document that it is, if nobody typed it here"""
    follows: tuple[Moved, ...] = ()

    @property
    def yuan(self) -> Decimal:
        return max(abs(one.yuan) for one in self.figures)


AMOUNTS = re.compile(r"\d[\d,.]*\s*[十百千万亿]*(?:元|[%％])|[〇零一二三四五六七八九十百千万亿]+元")
"""in a text, whoever typed it"""
NUMBERS = re.compile(r"\d[\d,.]*")
FORMS = ("performance/", "绩效表单")
RENAMED = "文件改名"
COUNTING = frozenset({"数", "百分比", "零基数", "单位", "方向"})
"""in what respects texts differ where figures do"""


class Cause(StrEnum):
    """为什么变了 of words."""

    TYPED = "填的文字"
    FIGURES = "随数变动"
    ELSEWHERE = "随别处的内容变动"
    EDITION = "版式的文字"


class Piece(Struct, frozen=True, kw_only=True):
    """一段字; change: "" in both, "-" before only, "+" after only."""

    text: str
    change: str = ""


class Reworded(Struct, frozen=True, kw_only=True):
    """变了的文字: a sentence, a title, a name in a table."""

    label: str
    old: str
    new: str
    pieces: tuple[Piece, ...]
    cause: Cause
    aspects: tuple[str, ...] = ()
    place: Place = NOWHERE
    places: frozenset[Place] = frozenset()
    """where all of it was typed"""
    also: tuple[str, ...] = ()
    """where else the same change is made"""

    @property
    def counts(self) -> bool:
        """Whether a figure in it is another, or an amount is in it that was not, or no longer is."""
        amounts = (Counter(AMOUNTS.findall(text)) for text in (self.old, self.new))
        return not COUNTING.isdisjoint(self.aspects) or next(amounts) != next(amounts)


class Retyped(Struct, frozen=True, kw_only=True):
    """填的内容变了 that shows neither in a figure of a table nor in a sentence."""

    file: str
    label: str
    old: str
    new: str
    place: Place = NOWHERE
    difference: Decimal | None = None
    """of numbers"""
    yuan: Decimal = ZERO
    writing: bool = False
    """the same number written otherwise"""


class Fate(StrEnum):
    """一份文件怎样了."""

    CHANGED = "改"
    ADDED = "新增"
    REMOVED = "删去"
    UNREAD = "没有读成功"


class DocumentChange(Struct, frozen=True, kw_only=True):
    """一份文件的变动."""

    id: str
    title: str
    fate: Fate
    files: tuple[str, ...] = ()
    """those of its own that differ, below its folder"""
    through: tuple[str, ...] = ()
    """what else of it is another: 上年决算的数, an edition"""
    moved_from: str = ""
    """the folder that it was in"""
    turns: tuple[Turn, ...] = ()
    together: tuple[Moved, ...] = ()
    """figures that follow from several turns"""
    apart: tuple[Moved, ...] = ()
    """figures that are others though nothing in them was typed otherwise"""
    reprinted: int = 0
    """cells that print the same figure in another unit or another way"""
    words: tuple[Reworded, ...] = ()
    retyped: tuple[Retyped, ...] = ()
    found: tuple[Finding, ...] = ()
    """findings that are new"""
    gone: tuple[Finding, ...] = ()
    record: tuple[str, ...] = ()
    """what was done to the record of its disclosure that is not to be done"""
    disclosed: bool = False
    """whether it had been disclosed before"""
    blocked: tuple[bool, bool] = (False, False)
    """whether it could not be published before, and now"""
    unread: tuple[bool, bool] = (False, False)
    """whether it could not be read and composed before, and now"""
    summary: tuple[str, ...] = ()
    """of one that is new or removed: its main figures"""

    @property
    def figures(self) -> Iterator[Moved]:
        """All that moved, typed or not."""
        for turn in self.turns:
            yield from (*turn.figures, *turn.follows)
        yield from (*self.together, *self.apart)

    @property
    def yuan(self) -> Decimal:
        """The largest of what moved."""
        sizes = (*(abs(one.yuan) for one in self.figures), *(abs(one.yuan) for one in self.retyped))
        return max(sizes, default=ZERO)

    @property
    def money(self) -> bool:
        """Whether figures moved, in tables, in sentences or elsewhere."""
        return any(self.figures) or any(word.counts for word in self.words) or any(map(_counts, self.retyped))

    @property
    def silent(self) -> bool:
        """Whether nothing of what it says is another."""
        typed = any(not one.writing for one in self.retyped)
        said = (self.money, self.reprinted, self.words, typed, self.found, self.gone, self.moved_from, self.record)
        return not any(said) and self.fate is Fate.CHANGED and self.blocked[0] == self.blocked[1]

    @property
    def worst(self) -> tuple[bool, bool, bool, bool, Decimal, str]:
        """First a record that is tampered with, then what can no longer be published or be read, errors, money."""
        bad = any(one.severity is Severity.ERROR for one in self.found)
        lost = self.blocked[1] and not self.blocked[0]
        return (not self.record, not lost, self.fate is not Fate.UNREAD, not bad, -self.yuan, self.id)


def _counts(one: Retyped) -> bool:
    """Of numbers, and of a form whatever has numbers in it: a target of ≥126公里, a form that is new."""
    if one.writing or one.label == RENAMED:
        return False
    numbers = (Counter(NUMBERS.findall(text)) for text in (one.old, one.new))
    return bool(one.difference) or (one.file.startswith(FORMS) and next(numbers) != next(numbers))


class Changes(Struct, frozen=True, kw_only=True):
    """全部变动 between two states of a project."""

    base: str
    head: str
    """"" is the work tree"""
    documents: tuple[DocumentChange, ...] = ()
    """the worst first"""
    found: tuple[Finding, ...] = ()
    """findings of what documents share, that are new"""
    gone: tuple[Finding, ...] = ()
    shared: tuple[str, ...] = ()
    """changed files that documents share: editions, codes, glossary, departments, waivers"""
    retyped: tuple[Retyped, ...] = ()
    """what was typed otherwise in these"""
    elsewhere: tuple[str, ...] = ()
    """changed files that no document rests on: program, settings, CI, appearance"""
    refused: tuple[str, ...] = ()
    """what is no plain file and was not looked at, with the reason"""
    behind: bool = False
    """whether the base has gone on since the two parted, so that what it has become counts as taken back"""
    kept_templates: bool = False
    """whether both sides are read with the templates of the base, whatever the other has"""

    @property
    def told(self) -> tuple[DocumentChange, ...]:
        return tuple(one for one in self.documents if not one.silent)

    @property
    def same(self) -> bool:
        """Whether nothing is said otherwise: at most files are written in another way."""
        return not (self.told or self.retyped or self.found or self.gone or self.refused or self.elsewhere)
