"""配对: each token of what derives with the one of the original that prints it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate, count, takewhile

from msgspec import Struct, field

from gongkai.comparison.alignment import aligned
from gongkai.comparison.tokens import Token

FREE, ASIDE = -1, -2
LONG = 12
"""tokens from which on a text of which nothing is paired is not looked for between two others"""
CLOSE = "，。；：、,.;:)）"
"""signs behind which something new begins"""


class Gap(Struct, frozen=True):
    """没有配上的: what stands between two pairs, on the left and on the right; from and to."""

    first: int
    last: int
    begin: int
    end: int


class Matching(Struct):
    """配对 of the tokens that derive (left) with those of the original (right)."""

    left: tuple[Token, ...]
    right: tuple[Token, ...]
    partner: list[int] = field(default_factory=list)
    """of each on the left: the place on the right, or FREE"""
    source: list[int] = field(default_factory=list)
    """of each on the right: the place on the left, FREE, or ASIDE for what is known to be no difference"""

    instead: dict[int, int] = field(default_factory=dict)
    """where on the right something stands instead of one on the left, though not in the order of the rows"""

    def pair(self, left: int, right: int) -> None:
        self.partner[left] = right
        self.source[right] = left

    def free(self, left: int) -> None:
        self.source[self.partner[left]] = FREE
        self.partner[left] = FREE

    def aside(self, first: int, last: int) -> None:
        """Of the original, from where to where: no difference."""
        self.source[first:last] = [ASIDE] * (last - first)

    def line_of(self, left: int) -> int:
        """The line of the original that prints a paired token."""
        return self.right[self.partner[left]].owner

    def owner_at(self, right: int) -> int:
        """The unit that prints what stands there; FREE if none does."""
        left = self.source[right] if 0 <= right < len(self.source) else FREE
        return self.left[left].owner if left >= 0 else FREE

    def gaps(self) -> Iterator[Gap]:
        """Gaps between pairs that follow each other on both sides."""
        first = begin = 0
        for left, right in (*enumerate(self.partner), (len(self.left), len(self.right))):
            if right == FREE:
                continue
            if right >= begin:
                if left > first or right > begin:
                    yield Gap(first, left, begin, right)
                begin = right + 1
            first = left + 1

    def paired(self, places: Iterable[int]) -> list[int]:
        """Those of these places on the left that are paired."""
        return [at for at in places if self.partner[at] >= 0]

    def open_left(self, places: Iterable[int]) -> list[int]:
        """Those of these places on the left that are not, and may be."""
        return [at for at in places if self.partner[at] == FREE]

    def open_right(self, places: Iterable[int]) -> list[int]:
        return [at for at in places if self.source[at] == FREE]

    def figures_of(self, places: Iterable[int]) -> list[int]:
        """Those of these places on the left that are figures."""
        return [at for at in places if self.left[at].is_figure]

    def keys_of(self, tokens: Sequence[Token], places: Iterable[int]) -> list[str]:
        return [tokens[at].key for at in places]

    def free_in(self, gap: Gap) -> tuple[list[int], list[int]]:
        """What is not paired in a gap, on either side."""
        return self.open_left(range(gap.first, gap.last)), self.open_right(range(gap.begin, gap.end))

    def owners(self, first: int, last: int) -> tuple[int, ...]:
        """The units whose tokens go from here to there."""
        return tuple(dict.fromkeys(token.owner for token in self.left[max(first, 0) : last]))

    def free_left(self) -> Iterator[tuple[int, int]]:
        """Runs on the left that are not paired."""
        return runs(place == FREE for place in self.partner)

    def free_right(self) -> Iterator[tuple[int, int]]:
        return runs(place == FREE for place in self.source)


def runs(flags: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """From where to where flags are set."""
    start = None
    number = -1
    for number, flag in enumerate(flags):
        if flag and start is None:
            start = number
        elif not flag and start is not None:
            yield (start, number)
            start = None
    if start is not None:
        yield (start, number + 1)


def realign(found: Matching) -> None:
    """What is the same between two pairs that follow each other, where pairs made since have brought them nearer."""
    for first, last in tuple(found.free_left()):
        begin = found.partner[first - 1] + 1 if first else 0
        end = found.partner[last] if last < len(found.partner) else len(found.right)
        if 0 < begin < end and (last - first <= LONG or not _stands_alone(found, first, last)):
            _align(found, Gap(first, last, begin, end))


def _stands_alone(found: Matching, first: int, last: int) -> bool:
    """Whether nothing beside these tokens belongs to their units."""
    beside = {*found.owners(first - 1, first), *found.owners(last, last + 1)}
    return beside.isdisjoint(found.owners(first, last))


def _align(found: Matching, gap: Gap) -> None:
    mine, free = found.free_in(gap)
    for one in aligned(found.keys_of(found.left, mine), found.keys_of(found.right, free)):
        for step in range(one.size):
            found.pair(mine[one.left + step], free[one.right + step])
    _same_letters(found, gap)
    for left in found.open_left(mine):
        _broken(found, left, found.open_right(free))


def matched(left: tuple[Token, ...], right: tuple[Token, ...]) -> Matching:
    """Pairs in one order, where they slide the way people would cut."""
    found = Matching(left, right, [FREE] * len(left), [FREE] * len(right))
    for stretch in aligned([token.key for token in left], [token.key for token in right]):
        for step in range(stretch.size):
            found.pair(stretch.left + step, stretch.right + step)
    for gap in tuple(found.gaps()):
        _slide(found, gap)
    for gap in tuple(found.gaps()):
        _same_letters(found, gap)
    return found


def _slide(found: Matching, gap: Gap) -> None:
    """Words put in or left out, cut where a line or a clause begins, of the places where they could be cut."""
    if gap.first == gap.last:
        tokens, start, end = found.right, gap.begin, gap.end
    elif gap.begin == gap.end:
        tokens, start, end = found.left, gap.first, gap.last
    else:
        return
    shifts = (*takewhile(partial(_may_shift, found, gap, tokens, end - start), count(-1, -1)), 0)
    shifts += (*takewhile(partial(_may_shift, found, gap, tokens, end - start), count(1)),)
    best = max(shifts, key=lambda shift: (_rank(tokens, start + shift, end + shift), -abs(shift)))
    for step in range(abs(best)):
        old, new = _pairs(gap, step, forth=best > 0)
        found.free(old[0])
        found.pair(*new)


def _may_shift(found: Matching, gap: Gap, tokens: tuple[Token, ...], size: int, shift: int) -> bool:
    """Whether a cut that may be moved by one token less may be moved by this many, and leave the same words."""
    (left, right), _ = _pairs(gap, abs(shift) - 1, forth=shift > 0)
    if not (0 <= left < len(found.left) and right >= 0 and found.partner[left] == right):
        return False
    at = right if tokens is found.right else left
    return tokens[at].key == tokens[at + (size if shift < 0 else -size)].key


def _pairs(gap: Gap, step: int, *, forth: bool) -> tuple[tuple[int, int], tuple[int, int]]:
    """The pair beside a cut that gives way when it is moved, and the one that takes its place."""
    if forth:
        return (gap.last + step, gap.end + step), (gap.first + step, gap.begin + step)
    return (gap.first - 1 - step, gap.begin - 1 - step), (gap.last - 1 - step, gap.end - 1 - step)


def _rank(tokens: tuple[Token, ...], start: int, end: int) -> int:
    """How well a cut stands: before a whole line or cell, or behind a sign that closes."""
    begins = not start or tokens[start - 1].owner != tokens[start].owner
    ends = end == len(tokens) or tokens[end - 1].owner != tokens[min(end, len(tokens) - 1)].owner
    return 2 * begins + 2 * ends + (bool(start) and tokens[start - 1].key in CLOSE)


def _same_letters(found: Matching, gap: Gap) -> None:
    """The same signs, only cut otherwise into figures: 100. 0 % for 100.0%."""
    mine, free = found.free_in(gap)
    left, right = found.keys_of(found.left, mine), found.keys_of(found.right, free)
    cuts, others = _cuts(left), _cuts(right)
    nested = set(cuts) <= set(others) or set(others) <= set(cuts)
    if not left or not nested or "".join(left) != "".join(right):
        return
    for at in free:
        found.source[at] = ASIDE
    for at, cut in zip(mine, cuts, strict=True):
        found.pair(at, free[bisect_right(others, cut) - 1])


def _cuts(keys: Sequence[str]) -> list[int]:
    """Where each begins in all their signs."""
    return [0, *accumulate(map(len, keys))][:-1]


def _broken(found: Matching, left: int, free: Sequence[int]) -> None:
    """One token that the original breaks into several that follow each other."""
    key = found.left[left].key
    for number, at in enumerate(free):
        joined, step = found.right[at].key, 1
        while len(joined) < len(key) and number + step < len(free) and free[number + step] == at + step:
            joined += found.right[at + step].key
            step += 1
        if joined == key:
            found.aside(at, at + step)
            found.pair(left, at)
            return
