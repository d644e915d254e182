"""折行: words of cells that the original prints in another order than that of the cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from gongkai.comparison.matching import FREE, Matching
from gongkai.comparison.runs import stretches
from gongkai.comparison.units import Unit

PIECE = 3
"""tokens from which on a part of a piece may stand elsewhere by itself"""
SHORT = 15
"""signs up to which a cell is a name, of which single signs may"""
WRAPPED = 6
"""tokens from which on a piece of a cell is a text, whatever figures it has"""
ROUNDS = 12


def wrapped(found: Matching, units: Sequence[Unit], own: range, there: range) -> None:
    """Words of the cells of a form, or of a head, that the original prints in another order. Figures keep theirs."""
    for _ in range(ROUNDS):
        pairs = list(_elsewhere(found, units, own, there))
        for one, other in pairs:
            found.pair(one, other)
        if not pairs:
            return


def _elsewhere(found: Matching, units: Sequence[Unit], own: range, there: range) -> Iterator[tuple[int, int]]:
    """Words that may be paired, in the order of the cells."""
    left = _words_left(found, units, own)
    for stretch in stretches(found, left, found.open_right(there)):
        if len(stretch) >= PIECE or _is_piece(left, stretch) or _is_short(found, units, stretch):
            yield from (pair for pair in stretch if not _within(found, *pair))


def _is_short(found: Matching, units: Sequence[Unit], stretch: Sequence[tuple[int, int]]) -> bool:
    return all(len(units[found.left[at].owner].text) <= SHORT for at, _ in stretch)


def _is_piece(left: Sequence[int], stretch: Sequence[tuple[int, int]]) -> bool:
    """Whether it is all that is free between two tokens that are not."""
    first, last = stretch[0][0], stretch[-1][0]
    return last - first == len(stretch) - 1 and first - 1 not in left and last + 1 not in left


def _words_left(found: Matching, units: Sequence[Unit], own: range) -> list[int]:
    """What is free of the words of cells; figures only as part of a long text, or of a printed head."""
    chosen: list[int] = []
    for (owner, free), run in groupby(own, key=lambda at: (found.left[at].owner, found.partner[at] == FREE)):
        places = list(run)
        if not free or _replaced(found, places[0], places[-1] + 1):
            continue
        if units[owner].head:
            chosen.extend(places if _is_whole(found, places) else ())
        elif units[owner].form:
            words = [at for at in places if not found.left[at].measures]
            chosen.extend(places if 2 * len(words) >= max(len(places), WRAPPED) else words)
    return chosen


def _is_whole(found: Matching, places: Sequence[int]) -> bool:
    """Whether these are all the tokens of their unit."""
    beside = [at for at in (places[0] - 1, places[-1] + 1) if 0 <= at < len(found.left)]
    return all(found.left[at].owner != found.left[places[0]].owner for at in beside)


def _replaced(found: Matching, first: int, last: int) -> bool:
    """Whether the original has other words in the very place."""
    if not first or last >= len(found.partner):
        return False
    begin, end = found.partner[first - 1], found.partner[last]
    inside = found.left[first - 1].owner == found.left[first].owner == found.left[last].owner
    return inside and 0 <= begin < end and FREE in found.source[begin + 1 : end]


def _within(found: Matching, left: int, right: int) -> bool:
    """Whether a free place of the original is inside the very cell: there another order is a difference."""
    before, behind = right - 1, right + 1
    while before >= 0 and found.source[before] == FREE:
        before -= 1
    while behind < len(found.source) and found.source[behind] == FREE:
        behind += 1
    return found.owner_at(before) == found.owner_at(behind) == found.left[left].owner
