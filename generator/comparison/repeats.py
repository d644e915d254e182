"""重印: what an original prints again, or only for its pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise

from gongkai.comparison.matching import FREE, Matching
from gongkai.comparison.original import Line
from gongkai.comparison.runs import free_runs, of_line
from gongkai.comparison.tokens import tokens_of
from gongkai.comparison.units import Unit

REPEATED = 4
"""tokens of a head from which on it is printed again"""
WORDY = 8
"""tokens of words for each figure, in a text that may be printed again"""
CONTINUED = re.compile(r"[(]?续表?[)]?")
PAGE = re.compile(r"\W*(?:第\s*)?(\d{1,4})(?:\s*页)?(?:\W*共\s*\d{1,4}\s*页)?\W*")
COUNT = re.compile(r"(?<![\d.,])\d{1,4}(?![\d.,%年])")
"""of a head, what may be another one on each page"""
WORD = re.compile(r"[^\W\d_]")
EDGE, PAGES = 3, 3
"""lines from the edge of a page where heads and feet stand; pages on which they do"""
LEADER = re.compile(r"[.·…\d]+")


def repeated(found: Matching, units: Sequence[Unit], own: range, there: range) -> None:
    """The head of a table, printed again on its next page; words of a form, wherever they stand again."""
    text = [at for at in own if _may_stand_again(units[found.left[at].owner])]
    keys = found.keys_of(found.left, text)
    starts = _starts(keys)
    outside = ((begin, end) for begin, end in free_runs(found, there) if not _inside(found, begin, end))
    for begin, end in outside:
        at, behind = begin, False
        while at < end:
            ahead = found.keys_of(found.right, range(at, end))
            start, size = _longest(keys, starts.get((ahead[0], ahead[min(1, len(ahead) - 1)]), ()), ahead)
            behind = size > 0 and (behind or _stands_again(found, units, text[start : start + size]))
            if behind:
                found.aside(at, at + size)
            at += size if behind else 1


def _stands_again(found: Matching, units: Sequence[Unit], places: Sequence[int]) -> bool:
    """Whether so much of a text is no chance."""
    return len(places) >= REPEATED and _may_repeat(found, units, places)


def _starts(keys: Sequence[str]) -> Mapping[tuple[str, str], Sequence[int]]:
    """Where each two that follow each other stand."""
    starts = defaultdict(list)
    for place, pair in enumerate(pairwise(keys)):
        starts[pair].append(place)
    return starts


def _may_stand_again(unit: Unit) -> bool:
    return unit.again or unit.form


def quoted_lines(found: Matching, quoted: str, there: range) -> None:
    """Words of lines that the content quotes as broken (来源照录)."""
    known = "".join(token.key for token in tokens_of([quoted]))
    for begin, end in free_runs(found, there):
        run = found.right[begin:end]
        if not any(token.is_figure for token in run) and "".join(token.key for token in run) in known:
            found.aside(begin, end)


def _inside(found: Matching, begin: int, end: int) -> bool:
    """Whether words stand inside one cell, and are no lines by themselves."""
    if found.owner_at(begin - 1) == FREE or found.owner_at(begin - 1) != found.owner_at(end):
        return False
    return (
        found.right[begin - 1].owner == found.right[begin].owner or found.right[end - 1].owner == found.right[end].owner
    )


def _may_repeat(found: Matching, units: Sequence[Unit], places: Sequence[int]) -> bool:
    """Heads may with their figures, other cells of a form only with words, or where there are far more words."""
    figures = sum(found.left[at].measures for at in places if not units[found.left[at].owner].again)
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


def page_numbers(found: Matching, lines: Sequence[Line]) -> None:
    """Lines with no more than a number, one more than that of the one before, or one less than that of the next."""
    owners = dict.fromkeys(found.right[at].owner for at in found.open_right(range(len(found.right))))
    for owner in _in_sequence(lines, owners):
        places = of_line(found, owner)
        if len(found.open_right(places)) == len(places):
            found.aside(places.start, places.stop)


def _in_sequence(lines: Sequence[Line], owners: Iterable[int]) -> set[int]:
    """Of some lines, those with a number that follows that of the one before, or is followed by the next one's."""
    matches = {owner: PAGE.fullmatch(lines[owner].text.strip()) for owner in owners}
    numbers = [(owner, int(match[1])) for owner, match in matches.items() if match]
    follow = ((one, other) for (one, first), (other, second) in pairwise(numbers) if second == first + 1)
    return {owner for pair in follow for owner in pair}


def running_heads(found: Matching, lines: Sequence[Line]) -> None:
    """What stands at the top or the foot of several pages."""
    by_page = [list(run) for page, run in groupby(enumerate(lines), key=lambda pair: pair[1].page) if page]
    edges = {number: line for page in by_page for number, line in (*page[:EDGE], *page[-EDGE:])}
    words = {number: COUNT.sub("#", line.text.strip()) for number, line in edges.items() if WORD.search(line.text)}
    often = Counter(words.values())
    for number, text in words.items():
        places = of_line(found, number)
        if often[text] >= PAGES and max(found.source[places.start : places.stop]) < 0:
            found.aside(places.start, places.stop)


def leaders(found: Matching, units: Sequence[Unit]) -> None:
    """Dots and pages behind a line of the contents; 续表 over the next page of a table."""
    for begin, end in tuple(found.free_right()):
        owner = found.owner_at(begin - 1)
        words = "".join(token.key for token in found.right[begin:end])
        listed = owner >= 0 and units[owner].label == "目录"
        if CONTINUED.fullmatch(words) or (listed and LEADER.fullmatch(words)):
            found.aside(begin, end)
