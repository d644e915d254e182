"""断口: where the original leaves what derives, unit by unit, and what it has that belongs to none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from gongkai.comparison.matching import FREE, Matching, runs
from gongkai.comparison.original import Line
from gongkai.comparison.runs import groups
from gongkai.comparison.units import Unit

CELLS = re.compile(r"\t|  |\n")
"""between two cells of a line"""
NEAR = 2
"""how many times as long as what is left out, words on other lines may be that stand in its place"""


class Cut(Struct, frozen=True):
    """一处断口: tokens that derive and are not printed, and those printed in their place; from and to."""

    first: int
    last: int
    begin: int
    end: int


class Cuts(Struct, frozen=True, kw_only=True):
    """断口 of a whole document."""

    of_units: dict[int, list[Cut]]
    """by unit"""
    of_rows: list[Cut]
    """over several cells of a row, and not to be told apart"""
    missing: list[tuple[int, int]]
    """tokens of units or rows of which nothing is printed"""
    unplaced: list[tuple[int, int]]
    """tokens of the original that stand nowhere"""


def cuts_of(found: Matching, units: Sequence[Unit], lines: Sequence[Line]) -> Cuts:
    """All of them, in the order of the document."""
    made = Cuts(of_units={}, of_rows=[], missing=[], unplaced=[])
    told = [place != FREE for place in found.source]
    for first, last in groups(found, units):
        anchors = found.paired(range(first, last))
        if not anchors and found.open_left(range(first, last)):
            made.missing.append((first, last))
        for one in _in_group(found, first, last, anchors):
            cut = _trimmed(found, one)
            if cut and (cut.first < cut.last or not _whole_lines(found, cut)):
                told[cut.begin : cut.end] = [True] * (cut.end - cut.begin)
                _keep(made, _by_unit(found, units, lines, cut))
    made.unplaced.extend(runs(not flag for flag in told))
    return made


def _keep(made: Cuts, cuts: Iterable[tuple[Cut, int]]) -> None:
    for cut, owner in cuts:
        if owner == FREE:
            made.of_rows.append(cut)
        else:
            made.of_units.setdefault(owner, []).append(cut)


def _in_group(found: Matching, first: int, last: int, anchors: Sequence[int]) -> Iterator[Cut]:
    """Before the first pair, between pairs and behind the last."""
    if not anchors:
        return
    start, end = anchors[0], anchors[-1] + 1
    at, behind = found.partner[start], found.partner[end - 1] + 1
    yield Cut(first, start, _back(found, at, start - first), at)
    for one, other in pairwise(anchors):
        begin = found.partner[one] + 1
        yield Cut(one + 1, other, begin, _forth(found, begin, found.partner[other]))
    yield Cut(end, last, behind, _line_end(found, behind, last - end))


def _trimmed(found: Matching, cut: Cut) -> Cut | None:
    """Without what is known at its ends; None if nothing is left."""
    first, last = _free_within(found.partner, cut.first, cut.last)
    begin, end = _free_within(found.source, cut.begin, cut.end)
    if (last - first, end) == (1, begin) and first in found.instead:
        begin, end = found.instead[first], found.instead[first] + 1
    return Cut(first, last, begin, end) if last > first or end > begin else None


def _free_within(places: Sequence[int], first: int, last: int) -> tuple[int, int]:
    free = [at for at in range(first, last) if places[at] == FREE]
    return (free[0], free[-1] + 1) if free else (last, last)


def _whole_lines(found: Matching, cut: Cut) -> bool:
    """Whether words put in are lines by themselves."""
    owners = [found.right[at].owner if 0 <= at < len(found.right) else FREE for at in (cut.begin - 1, cut.end)]
    return owners[0] != found.right[cut.begin].owner and owners[1] != found.right[cut.end - 1].owner


def _back(found: Matching, at: int, size: int) -> int:
    """The first of the free tokens before a place: those on its line, and some before where words are missing."""
    begin = at
    while begin and found.source[begin - 1] == FREE and _reaches(found, begin - 1, at, at - begin, size):
        begin -= 1
    return begin


def _line_end(found: Matching, at: int, size: int) -> int:
    end = at
    while end < len(found.source) and found.source[end] == FREE and _reaches(found, end, at - 1, end - at, size):
        end += 1
    return end


def _reaches(found: Matching, there: int, anchor: int, taken: int, size: int) -> bool:
    same_line = 0 <= anchor < len(found.right) and found.right[there].owner == found.right[anchor].owner
    return same_line or taken < NEAR * size


def _forth(found: Matching, begin: int, end: int) -> int:
    """Up to where the tokens between two pairs are free; what stands between may have been moved there."""
    at = begin
    while at < end and found.source[at] < 0:
        at += 1
    return at if end >= begin else begin


def _by_unit(found: Matching, units: Sequence[Unit], lines: Sequence[Line], cut: Cut) -> Iterator[tuple[Cut, int]]:
    """A cut, or one for each cell, with its unit; FREE where the cells cannot be told apart."""
    owners = found.owners(cut.first, cut.last)
    same = cut.end - cut.begin == cut.last - cut.first
    if len(owners) <= 1:
        yield cut, owners[0] if owners else _beside(found, lines, cut)
    elif units[owners[0]].form or (not same and cut.end > cut.begin):
        yield cut, FREE
    else:
        yield from _cells(found, cut, same=same)


def _cells(found: Matching, cut: Cut, *, same: bool) -> Iterator[tuple[Cut, int]]:
    """A cut for each cell; `same`: as many tokens are printed as are not."""
    first, begin = cut.first, cut.begin
    for owner, run in groupby(found.left[cut.first : cut.last], key=lambda token: token.owner):
        size = len(list(run))
        end = begin + (size if same else 0)
        yield Cut(first, first + size, begin, end), owner
        first, begin = first + size, end


def _beside(found: Matching, lines: Sequence[Line], cut: Cut) -> int:
    """The unit that words put in belong to: what they follow, unless that is another cell; else what follows."""
    before, behind = found.owner_at(cut.begin - 1), found.owner_at(cut.end)
    if before == behind or not _apart(found, lines, cut.begin - 1):
        return before
    return behind if behind >= 0 and not _apart(found, lines, cut.end - 1) else FREE


def _apart(found: Matching, lines: Sequence[Line], at: int) -> bool:
    """Whether a token of the original and the next stand in different cells or lines."""
    if not 0 <= at < len(found.right) - 1:
        return True
    one, other = found.right[at], found.right[at + 1]
    return one.owner != other.owner or bool(CELLS.search(lines[one.owner].text[one.end : other.start]))
