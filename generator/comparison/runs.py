"""片段: runs of tokens that are free, and what is the same in two of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from gongkai.comparison.alignment import aligned
from gongkai.comparison.matching import FREE, Matching
from gongkai.comparison.units import Unit


def groups(found: Matching, units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """From where to where the tokens of one text or one row of a table stand."""
    start = 0
    for _, run in groupby(found.left, key=lambda token: group_of(units, token.owner)):
        end = start + len(list(run))
        yield start, end
        start = end


def extents(found: Matching) -> dict[int, range]:
    """The tokens of each unit."""
    made: dict[int, range] = {}
    for at, token in enumerate(found.left):
        made[token.owner] = range(made.get(token.owner, range(at, at)).start, at + 1)
    return made


def group_of(units: Sequence[Unit], owner: int) -> tuple[str, str] | int:
    """What belongs together: the cells of a row, else each unit for itself."""
    unit = units[owner]
    return (unit.table, unit.row) if unit.row else owner


def common(found: Matching, left: Sequence[int], right: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of tokens that are the same, in one order."""
    return [pair for stretch in stretches(found, left, right) for pair in stretch]


def stretches(found: Matching, left: Sequence[int], right: Sequence[int]) -> list[list[tuple[int, int]]]:
    found_same = aligned([found.left[at].key for at in left], [found.right[at].key for at in right])
    return [[(left[one.left + step], right[one.right + step]) for step in range(one.size)] for one in found_same]


def of_line(found: Matching, owner: int) -> range:
    begin = bisect_left(found.right, owner, key=lambda token: token.owner)
    return range(begin, bisect_right(found.right, owner, key=lambda token: token.owner))


def free_runs(found: Matching, within: range) -> Iterator[tuple[int, int]]:
    for free, run in groupby(within, key=lambda at: found.source[at] == FREE):
        places = list(run)
        if free:
            yield places[0], places[-1] + 1
