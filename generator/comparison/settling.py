"""归位: what stands elsewhere than it derives, and what an original prints again, is no difference."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from gongkai.comparison.alignment import aligned
from gongkai.comparison.matching import ASIDE, FREE, Matching, realign
from gongkai.comparison.original import Line
from gongkai.comparison.tokens import tokens_of
from gongkai.comparison.units import Unit

MOVED = 6
"""tokens of words from which on a unit may be found elsewhere"""
REPEATED = 4
"""tokens of a head from which on it is printed again"""
WORDY = 8
"""tokens of words for each figure, in a text that may be printed again"""
WRAPPED = 6
"""tokens from which on a piece of a cell is a text, whatever figures it has"""
ROUNDS = 12
CONTINUED = re.compile(r"[(]?续表?[)]?")
PAGE = re.compile(r"\W*(?:第\s*)?(\d{1,4})(?:\s*页)?(?:\W*共\s*\d{1,4}\s*页)?\W*")
LEADER = re.compile(r"[.·…\d]+")


def settle(found: Matching, units: Sequence[Unit], lines: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    """Pair and set aside, in this order, what the order of the texts alone does not; the units found elsewhere."""
    moved = tuple(_moved(found, units))
    for _, (first, last) in _tables(found, units):
        begin, end = _extent(found, first, last)
        if begin < end:
            _wrapped(found, units, range(first, last), range(begin, end))
            _repeated(found, units, range(first, last), range(begin, end))
            _quoted(found, units[found.left[first].owner].quoted, range(begin, end))
    realign(found)
    _page_numbers(found, lines)
    _leaders(found, units)
    _lost(found, units)
    return moved


def _lost(found: Matching, units: Sequence[Unit]) -> None:
    """Cells of a form of which the source has lost a part (缺漏), where less than half of them is printed."""
    for owner, run in groupby(range(len(found.left)), key=lambda at: found.left[at].owner):
        places = list(run)
        free = [at for at in places if found.partner[at] == FREE]
        for at in free if units[owner].missing and 2 * len(free) > len(places) else ():
            found.partner[at] = ASIDE


def _moved(found: Matching, units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Units (rows of tables) that are all but missing, where the original has them all but whole elsewhere."""
    for first, last in groups(found, units):
        free = [at for at in range(first, last) if found.partner[at] == FREE]
        if 2 * len(free) <= last - first or sum(not found.left[at].is_figure for at in free) < MOVED:
            continue
        right = [at for at, place in enumerate(found.source) if place == FREE]
        pairs = _common(found, free, right)
        if 10 * len(pairs) >= 6 * len(free) and _near(pairs, len(free)):
            for left, place in pairs:
                found.pair(left, place)
            yield pairs[0]


def _near(pairs: Sequence[tuple[int, int]], size: int) -> bool:
    """Whether what was found stands together."""
    return pairs[-1][1] - pairs[0][1] <= 2 * size + 20


def _common(found: Matching, left: Sequence[int], right: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of tokens that are the same, in one order."""
    stretches = aligned([found.left[at].key for at in left], [found.right[at].key for at in right])
    return [(left[one.left + step], right[one.right + step]) for one in stretches for step in range(one.size)]


def groups(found: Matching, units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """From where to where the tokens of one text or one row of a table stand."""
    start = 0
    for _, run in groupby(found.left, key=lambda token: group_of(units, token.owner)):
        end = start + len(list(run))
        yield start, end
        start = end


def group_of(units: Sequence[Unit], owner: int) -> tuple[str, str] | int:
    """What belongs together: the cells of a row, else each unit for itself."""
    unit = units[owner]
    return (unit.table, unit.row) if unit.row else owner


def _tables(found: Matching, units: Sequence[Unit]) -> Iterator[tuple[str, tuple[int, int]]]:
    start = 0
    for table, run in groupby(found.left, key=lambda token: units[token.owner].table):
        end = start + len(list(run))
        if table:
            yield table, (start, end)
        start = end


def _extent(found: Matching, first: int, last: int) -> tuple[int, int]:
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


def _repeated(found: Matching, units: Sequence[Unit], own: range, there: range) -> None:
    """The head of a table, printed again on its next page; words of a form, wherever they stand again."""
    text = [at for at in own if units[found.left[at].owner].head or units[found.left[at].owner].form]
    keys = [found.left[at].key for at in text]
    starts = defaultdict(list)
    for place, pair in enumerate(pairwise(keys)):
        starts[pair].append(place)
    for begin, end in _free_runs(found, there):
        at, behind = begin, False
        while at < end:
            ahead = [token.key for token in found.right[at:end]]
            start, size = _longest(keys, starts.get((ahead[0], ahead[-1] if len(ahead) < 2 else ahead[1]), ()), ahead)
            behind = (size >= REPEATED and _may_repeat(found, units, text[start : start + size])) or (
                behind and size > 0
            )
            if behind:
                found.aside(at, at + size)
            at += max(size, 1) if behind else 1


def _quoted(found: Matching, quoted: str, there: range) -> None:
    """Words of lines that the content quotes as broken (来源照录)."""
    known = "".join(token.key for token in tokens_of([quoted]))
    for begin, end in _free_runs(found, there):
        run = found.right[begin:end]
        if not any(token.is_figure for token in run) and "".join(token.key for token in run) in known:
            found.aside(begin, end)


def _may_repeat(found: Matching, units: Sequence[Unit], places: Sequence[int]) -> bool:
    """Heads may with their figures, other cells of a form only with words, or where there are far more words."""
    figures = sum(found.left[at].measures for at in places if not units[found.left[at].owner].head)
    return WORDY * figures <= len(places)


def _longest(text: Sequence[str], starts: Iterable[int], keys: Sequence[str]) -> tuple[int, int]:
    """From where a text goes on like these tokens, and for how many of them."""
    best = (0, 0)
    for start in starts:
        size = 0
        while size < len(keys) and start + size < len(text) and text[start + size] == keys[size]:
            size += 1
        best = max(best, (start, size), key=lambda one: one[1])
    return best


def _free_runs(found: Matching, within: range) -> Iterator[tuple[int, int]]:
    for free, run in groupby(within, key=lambda at: found.source[at] == FREE):
        places = list(run)
        if free:
            yield places[0], places[-1] + 1


def _wrapped(found: Matching, units: Sequence[Unit], own: range, there: range) -> None:
    """Words of the cells of a form, or of a head, that the original prints in another order. Figures keep theirs."""
    for _ in range(ROUNDS):
        left = _words_left(found, units, own)
        right = [at for begin, end in _free_runs(found, there) for at in range(begin, end)]
        pairs = [pair for pair in _common(found, left, right) if not _within(found, *pair)]
        for one, other in pairs:
            found.pair(one, other)
        if not pairs:
            return


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


def _page_numbers(found: Matching, lines: Sequence[Line]) -> None:
    """Lines with no more than a number, one more than that of the one before, or one less than that of the next."""
    owners = dict.fromkeys(found.right[at].owner for begin, end in found.free_right() for at in range(begin, end))
    matches = ((owner, PAGE.fullmatch(lines[owner].text.strip())) for owner in owners)
    numbers = [(owner, int(match[1])) for owner, match in matches if match]
    follow = [(one, other) for (one, first), (other, second) in pairwise(numbers) if second == first + 1]
    pages = {owner for pair in follow for owner in pair}
    for at, token in enumerate(found.right):
        if token.owner in pages and found.source[at] == FREE:
            found.aside(at, at + 1)


def _leaders(found: Matching, units: Sequence[Unit]) -> None:
    """Dots and pages behind a line of the contents; 续表 over the next page of a table."""
    for begin, end in tuple(found.free_right()):
        owner = found.owner_at(begin - 1)
        words = "".join(token.key for token in found.right[begin:end])
        listed = owner >= 0 and units[owner].label == "目录"
        if CONTINUED.fullmatch(words) or (listed and LEADER.fullmatch(words)):
            found.aside(begin, end)
