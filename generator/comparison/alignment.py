"""对齐: which tokens of two texts are the same, in one order; the longest agreement first between rare sequences."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

LENGTHS = (16, 8, 4, 2, 1)
"""how many tokens in a row have to be unique in both texts to hold them together"""
SMALL = 250_000
"""up to this product of lengths, what is left between is compared token by token"""


class Stretch(Struct, frozen=True):
    """相同的一段: `size` tokens from `left` on are those from `right` on."""

    left: int
    right: int
    size: int


def aligned(left: Sequence[str], right: Sequence[str]) -> tuple[Stretch, ...]:
    """Stretches in which both agree, in the order of both."""
    return tuple(_joined(_between(left, right, (0, len(left), 0, len(right)), 0)))


Range = tuple[int, int, int, int]
"""from and to on the left, from and to on the right"""


def _between(left: Sequence[str], right: Sequence[str], within: Range, level: int) -> Iterator[Stretch]:
    """Common head and tail, unique sequences, and the same again between them."""
    first, last, begin, end = within
    while first < last and begin < end and left[first] == right[begin]:
        yield Stretch(first, begin, 1)
        first, begin = first + 1, begin + 1
    tail = []
    while first < last and begin < end and left[last - 1] == right[end - 1]:
        last, end = last - 1, end - 1
        tail.append(Stretch(last, end, 1))
    if first < last and begin < end:
        yield from _middle(left, right, (first, last, begin, end), level)
    yield from reversed(tail)


def _middle(left: Sequence[str], right: Sequence[str], within: Range, level: int) -> Iterator[Stretch]:
    first, last, begin, end = within
    for step in range(level, len(LENGTHS)):
        size = LENGTHS[step]
        anchors = _anchors(left, right, within, size)
        if not anchors:
            continue
        for at, there in anchors:
            if at < first or there < begin:
                continue
            yield from _between(left, right, (first, at, begin, there), step + 1)
            yield Stretch(at, there, size)
            first, begin = at + size, there + size
        yield from _between(left, right, (first, last, begin, end), step + 1)
        return
    if (last - first) * (end - begin) <= SMALL:
        matcher = SequenceMatcher(None, left[first:last], right[begin:end], autojunk=False)
        for block in matcher.get_matching_blocks():
            if block.size:
                yield Stretch(first + block.a, begin + block.b, block.size)


def _anchors(left: Sequence[str], right: Sequence[str], within: Range, size: int) -> list[tuple[int, int]]:
    """Sequences of this size that stand once on either side, as many as keep their order."""
    first, last, begin, end = within
    mine, theirs = _unique(left, first, last, size), _unique(right, begin, end, size)
    return _increasing([(at, theirs[gram]) for gram, at in mine.items() if gram in theirs])


def _unique(tokens: Sequence[str], first: int, last: int, size: int) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for at in range(first, last - size + 1):
        gram = tuple(tokens[at : at + size])
        found[gram] = -1 if gram in found else at
    return {gram: at for gram, at in found.items() if at >= 0}


def _increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rises on both sides."""
    pairs.sort()
    ends: list[int] = []
    chosen: list[int] = []
    before: list[int] = []
    for index, (_, there) in enumerate(pairs):
        at = bisect_left(ends, there)
        before.append(chosen[at - 1] if at else -1)
        ends[at : at + 1] = [there]
        chosen[at : at + 1] = [index]
    run = []
    index = chosen[-1] if chosen else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """Neighbours as one."""
    open_: Stretch | None = None
    for one in stretches:
        if open_ and open_.left + open_.size == one.left and open_.right + open_.size == one.right:
            open_ = Stretch(open_.left, open_.right, open_.size + one.size)
        else:
            if open_:
                yield open_
            open_ = one
    if open_:
        yield open_
