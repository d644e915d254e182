"""归位: what stands elsewhere than it derives, and what an original prints again, is no difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from gongkai.comparison.matching import Matching, realign
from gongkai.comparison.original import Line
from gongkai.comparison.repeats import leaders, page_numbers, quoted_lines, repeated, running_heads
from gongkai.comparison.runs import common, extents, groups
from gongkai.comparison.tables import by_columns, extent_of, lost, on_its_line, tables_of
from gongkai.comparison.titles import titles_again
from gongkai.comparison.units import Unit
from gongkai.comparison.wrapping import wrapped

MOVED = 6
"""tokens of words from which on a unit may be found elsewhere"""
NAMED = 4
"""signs from which on the name of a row or column of a form may"""
CHANCE = 3
"""as many times more tokens has a text of which nothing is printed"""


class Settled(Struct, frozen=True, kw_only=True):
    """归位的结果."""

    moved: tuple[tuple[int, int], ...]
    """the first tokens, on both sides, of units found elsewhere"""
    lost: tuple[int, ...]
    """units of rows that the source has lost"""


def settle(found: Matching, units: Sequence[Unit], lines: Sequence[Line]) -> Settled:
    """Pair and set aside, in this order, what the order of the texts alone does not."""
    titles_again(found, units, lines)
    for _, (first, last) in tables_of(found, units):
        by_columns(found, units, range(first, last), range(*extent_of(found, first, last)))
    for owner, own in extents(found).items():
        if units[owner].title:
            _by_chance(found, own, least=NAMED)
    for first, last in groups(found, units):
        _by_chance(found, range(first, last))
        if units[found.left[first].owner].row:
            on_its_line(found, range(first, last))
    moved = tuple(_moved(found, units))
    for _, (first, last) in tables_of(found, units):
        begin, end = extent_of(found, first, last)
        if begin < end:
            wrapped(found, units, range(first, last), range(begin, end))
            repeated(found, units, range(first, last), range(begin, end))
            quoted_lines(found, units[found.left[first].owner].quoted, range(begin, end))
    realign(found)
    leaders(found, units)
    page_numbers(found, lines)
    running_heads(found, lines)
    return Settled(moved=moved, lost=lost(found, units))


def _by_chance(found: Matching, own: range, least: int = MOVED) -> None:
    """Of a text of which hardly a word is printed, what is the same is so by chance."""
    paired = found.paired(own)
    if len(own) >= least and CHANCE * len(paired) < len(own):
        for at in paired:
            found.free(at)


def _moved(found: Matching, units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Units (rows of tables) that are all but missing, where the original has them all but whole elsewhere."""
    for first, last in groups(found, units):
        free = found.open_left(range(first, last))
        if 2 * len(free) <= last - first or len(free) - len(found.figures_of(free)) < MOVED:
            continue
        pairs = common(found, free, found.open_right(range(len(found.right))))
        if 10 * len(pairs) >= 6 * len(free) and _near(pairs, len(free)):
            for left, place in pairs:
                found.pair(left, place)
            yield pairs[0]


def _near(pairs: Sequence[tuple[int, int]], size: int) -> bool:
    """Whether what was found stands together."""
    return pairs[-1][1] - pairs[0][1] <= 2 * size + 20
