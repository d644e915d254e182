"""表: rows and columns of a table, as the original lays them out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from gongkai.comparison.matching import ASIDE, FREE, Matching
from gongkai.comparison.runs import common, groups, of_line
from gongkai.comparison.units import Unit

MANY = 0.8
"""share of a table's figures that are the same where it is read in the right order"""


def by_columns(found: Matching, units: Sequence[Unit], own: range, there: range) -> None:
    """A table that the original gives column by column: where far more of its figures are the same in that order."""

    def unit(at: int) -> Unit:
        return units[found.left[at].owner]

    cells = [at for at in own if unit(at).row]
    paired = {at: found.partner[at] for at in found.paired(cells)}
    agreed = len(found.figures_of(paired))
    if MANY * len(found.figures_of(cells)) <= agreed or unit(own[0]).form:
        return
    for at in paired:
        found.free(at)
    order = sorted(cells, key=lambda at: (not unit(at).head, unit(at).column))
    pairs = dict(common(found, order, found.open_right(there)))
    better = len(found.figures_of(pairs)) > agreed / MANY
    for at, place in (pairs if better else paired).items():
        found.pair(at, place)
    if better:
        _instead(found, order)


def _instead(found: Matching, order: Sequence[int]) -> None:
    """Of a column: the figure that stands between the neighbours of one that is not printed."""
    for before, at, behind in zip(order, order[1:], order[2:], strict=False):
        place = found.partner[before] + 1
        alone = found.partner[before] >= 0 and found.partner[behind] == place + 1
        if found.partner[at] == FREE and alone and found.source[place] == FREE:
            found.instead[at] = place


def on_its_line(found: Matching, row: range) -> None:
    """Figures of a row are those on the line where most of it is printed, not the same ones further down."""
    lines = Counter(found.line_of(at) for at in found.paired(row))
    if len(lines) < 2:
        return
    best = lines.most_common(1)[0][0]
    free = [at for at in found.open_right(of_line(found, best)) if found.right[at].is_figure]
    stray = [at for at in found.figures_of(found.paired(row)) if found.line_of(at) != best]
    if free and len(free) >= len(stray):
        _paired_anew(found, row, stray, free)


def _paired_anew(found: Matching, row: range, stray: list[int], free: list[int]) -> None:
    """What is on another line is let go, and the row's figures get those that are free on its own."""
    for at in stray:
        found.free(at)
    for at, place in common(found, found.open_left(row), free):
        found.pair(at, place)


def extent_of(found: Matching, first: int, last: int) -> tuple[int, int]:
    """From where to where the original prints it: free tokens around what is paired are its own too."""
    places = sorted(place for place in found.partner[first:last] if place != FREE)
    if not places:
        return (0, 0)
    begin, end = places[0], places[-1] + 1
    while begin and found.source[begin - 1] == FREE:
        begin -= 1
    while end < len(found.source) and found.source[end] == FREE:
        end += 1
    return begin, end


def tables_of(found: Matching, units: Sequence[Unit]) -> Iterator[tuple[str, tuple[int, int]]]:
    start = 0
    for table, run in groupby(found.left, key=lambda token: units[token.owner].table):
        end = start + len(list(run))
        if table:
            yield table, (start, end)
        start = end


def lost(found: Matching, units: Sequence[Unit]) -> tuple[int, ...]:
    """Rows of a form of which the source has lost a part (缺漏), where less than half of them is printed."""
    owners = []
    for first, last in groups(found, units):
        free = found.open_left(range(first, last))
        if units[found.left[first].owner].missing and 2 * len(free) > last - first:
            owners.append(found.left[first].owner)
            for at in free:
                found.partner[at] = ASIDE
    return tuple(owners)
