"""片语: the words around a cut, as they derive and as the original prints them, as long as they have to be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from gongkai.comparison.cuts import Cut
from gongkai.comparison.matching import CLOSE, FREE, Matching
from gongkai.comparison.original import Line
from gongkai.comparison.tokens import Token
from gongkai.comparison.units import Unit
from gongkai.model.amounts import UNIT_PATTERN

FIGURE = re.compile(rf"\d[\d,.]*\s*(?:{UNIT_PATTERN}|[%％]|年)?")
TOGETHER = 5
"""tokens between two cuts of a clause that are not worth telling them apart"""
CONTEXT = 40
"""signs around a difference that tell its kind"""
LONG = 25
"""tokens up to which a phrase may be as long as its clause"""
READABLE = 14
"""tokens up to which words are read with the beginning of their clause"""
SHORTEST = 5
"""tokens of words that can be read by themselves"""
WIDE = str.maketrans(",;:()?!", "，；：（）？！")
NARROW = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[;()?!]")
CHINESE = re.compile(r"[\u3007\u4e00-\u9fff]")


class Phrase(Struct, frozen=True, kw_only=True):
    """片语 of a unit: its tokens from `first` to `last`, and how the original has them."""

    first: int
    last: int
    cuts: tuple[Cut, ...]
    """that are in it"""
    expected: str
    printed: str


class Reader(Struct, frozen=True, kw_only=True):
    """Reads phrases of one unit, whose tokens go from `start` to `end`."""

    found: Matching
    unit: Unit
    lines: Sequence[Line]
    start: int
    end: int
    cuts: tuple[Cut, ...]
    floor: int
    """where what has been told already ends"""

    @property
    def first(self) -> int:
        """The first token behind the number of a title."""
        inside = (at for at in range(self.start, self.end) if self.found.left[at].start >= len(self.unit.lead))
        return next(inside, self.start)

    def number_and_words(self) -> list[tuple[int, int]]:
        """From where to where: the number of a title, with the words that cannot be told from it, and the others."""
        behind = max([self.first, *(cut.last for cut in self.cuts if cut.first < self.first)])
        return [(self.start, behind), (behind, self.end)] if behind > self.start else [(self.start, self.end)]

    def together(self) -> list[tuple[int, int]]:
        """From where to where: cuts that are close to each other in one, but each figure by itself."""
        spans: list[tuple[int, int]] = []
        before: Cut | None = None
        for cut in self.cuts:
            if before and self._near(before, cut):
                spans[-1] = (spans[-1][0], cut.last)
            else:
                spans.append((cut.first, cut.last))
            before = cut
        return spans

    def _near(self, one: Cut, other: Cut) -> bool:
        between = self.found.left[one.last : other.first]
        whole = any(token.key in CLOSE for token in between) or self._is_figure(one) or self._is_figure(other)
        return not whole and len(between) <= TOGETHER

    def _is_figure(self, cut: Cut) -> bool:
        tokens = (*self.found.left[cut.first : cut.last], *self.found.right[cut.begin : cut.end])
        return all(token.is_figure for token in tokens)

    def readable(self, first: int, last: int) -> Phrase:
        """With the whole of a figure and its unit, and with a few words around where it could not be read alone."""
        figures = self._figures(*self.extent(first, last))
        left = self.found.left
        while figures and first > self.floor and left[first - 1].start >= figures[0].start():
            first -= 1
        while figures and last < self.end and left[last].end <= figures[-1].end():
            last += 1
        return self.phrase(first, last) if figures else self.phrase(*self._widened(first, last))

    def _figures(self, begin: int, end: int) -> list[re.Match[str]]:
        """Those that reach into a part of the unit's text."""
        return [
            one for one in FIGURE.finditer(self.unit.text) if one.start() < max(end, begin + 1) and one.end() > begin
        ]

    def _widened(self, first: int, last: int) -> tuple[int, int]:
        """Back to where the clause begins, if that is near; else a few words."""
        left = self.found.left
        begin = self._clause(first)
        first = begin if last - begin <= READABLE else max(begin, min(first, last - SHORTEST))
        while last - first < SHORTEST and last < self.end and left[last].key not in CLOSE:
            last += 1
        return (first, last) if last > first else (max(first - 1, self.floor), last)

    def wider(self, phrase: Phrase) -> Phrase | None:
        """From the beginning of its clause, else with one token more: before it, then behind."""
        first, last = phrase.first, phrase.last
        begin = self._clause(first)
        if begin < first:
            return self.phrase(begin if last - begin <= LONG else first - 1, last)
        if last < self.end:
            return self.phrase(first, last + 1)
        return self.phrase(first - 1, last) if first > self.floor else None

    def _clause(self, first: int) -> int:
        """Where the clause of a token begins, of what has not been told."""
        while first > self.floor and self.found.left[first - 1].key not in CLOSE:
            first -= 1
        return first

    def around(self, phrase: Phrase) -> tuple[str, str]:
        """Words before and behind it, as they derive."""
        begin, end = self.extent(phrase.first, phrase.last)
        return self.unit.text[max(begin - CONTEXT, 0) : begin], self.unit.text[end : end + CONTEXT]

    def phrase(self, first: int, last: int) -> Phrase:
        """The words between two tokens, and what is printed in their place; a cut is in it whole or not at all."""
        inside = [cut for cut in self.cuts if cut.first < last and cut.last > first]
        first, last = min([first, *(cut.first for cut in inside)]), max([last, *(cut.last for cut in inside)])
        within = tuple(cut for cut in self.cuts if first <= cut.first and cut.last <= last)
        text, (begin, end) = self.unit.text, self.extent(first, last)
        printed, at = "", begin
        for cut in within:
            until, behind = self.extent(cut.first, cut.last)
            printed += text[at:until] + self._raw(cut)
            at = behind
        return Phrase(
            first=first, last=last, cuts=within, expected=text[begin:end], printed=printed + text[at : max(at, end)]
        )

    def extent(self, first: int, last: int) -> tuple[int, int]:
        """From where to where tokens stand in the unit's text; between two of them if there are none."""
        left = self.found.left
        if first < last:
            return left[first].start, left[last - 1].end
        at = left[first - 1].end if first > self.start else len(self.unit.lead)
        return at, at

    def _raw(self, cut: Cut) -> str:
        """The words of the original, its signs as wide as Chinese has them."""
        tokens = [self.found.right[at] for at in range(cut.begin, cut.end) if self.found.source[at] == FREE]
        return wide(raw_of(tokens, self.lines))


def raw_of(tokens: Sequence[Token], lines: Sequence[Line]) -> str:
    """Words of the original; what would run together keeps its space."""
    text = ""
    for before, token in zip((None, *tokens), tokens, strict=False):
        words = lines[token.owner].text[token.start : token.end]
        touches = before is not None and before.owner == token.owner and before.end == token.start
        runs_on = text[-1:].isascii() and text[-1:].isalnum() and words[0].isascii() and words[0].isalnum()
        text += f" {words}" if runs_on and not touches else words
    return text


def wide(text: str) -> str:
    """Chinese text with signs of full width."""
    return NARROW.sub(lambda match: match[0].translate(WIDE), text) if CHINESE.search(text) else text
