"""标题: a title printed again, over its table, in a list of contents or at the head of each page, is no difference."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from gongkai.comparison.matching import FREE, Matching
from gongkai.comparison.original import Line
from gongkai.comparison.runs import extents, of_line
from gongkai.comparison.tokens import tokens_of
from gongkai.comparison.units import Unit

AGAIN = re.compile(r"\s*[(（]?续表?[0-9一二三四五六七八九十]*[)）]?\s*$|(?:[.·…]{2,}|\t)[\s.·…]*\d{1,4}\s*$")
"""behind a title that is printed again: 续, or dots and its page"""
LISTED, OFTEN = 3, 3
"""from how many on titles that follow each other are a list, and one may stand wherever it does"""


def titles_again(found: Matching, units: Sequence[Unit], lines: Sequence[Line]) -> None:
    """Pair each title whole with one line, and set aside the other lines that have nothing but its words.

    A line is one only as a whole, with the title's own number or none; so no other figure is set aside.
    """
    titles: dict[str, list[int]] = defaultdict(list)
    for owner, unit in enumerate(units):
        if unit.heading:
            titles[_bare(unit)].append(owner)
    said = _said(titles, units, lines)
    printed: dict[str, list[range]] = defaultdict(list)
    for number, words in said.items():
        printed[words].append(of_line(found, number))
    own = extents(found)
    for words, owners in titles.items():
        for owner in owners:
            _print_whole(found, own[owner], printed[words])
    _set_aside(found, units, titles, said)


def _said(titles: Mapping[str, Sequence[int]], units: Sequence[Unit], lines: Sequence[Line]) -> dict[int, str]:
    """Of each line the title that it has and nothing else, without its number; empty if it has none."""
    forms = {words: words for words in titles}
    forms |= {_key(units[owner].text): words for words, owners in titles.items() for owner in owners}
    return {number: forms.get(_key(AGAIN.sub("", line.text)), "") for number, line in enumerate(lines)}


def _set_aside(
    found: Matching, units: Sequence[Unit], titles: Mapping[str, Sequence[int]], said: Mapping[int, str]
) -> None:
    """Lines that print a title again: in its own section, in a list of titles, or so often that it heads pages."""
    listed, often = set(_listed(said)), Counter(said.values())
    for number, words in said.items():
        places = of_line(found, number)
        if not words or len(found.open_right(places)) < len(places):
            continue
        sections = {_section(units[owner]) for owner in titles[words]}
        if number in listed or often[words] > OFTEN or sections & set(_beside(found, units, places)):
            found.aside(places.start, places.stop)


def _key(text: str) -> str:
    return "".join(token.key for token in tokens_of([text]))


def _bare(unit: Unit) -> str:
    """A title's words without its number."""
    return _key(unit.text[len(unit.lead) :])


def _section(unit: Unit) -> str:
    return unit.table or unit.label


def _print_whole(found: Matching, own: range, lines: Sequence[range]) -> None:
    """Pair a title with the line that has the least beside it and prints most of it already."""
    fitting = [line for line in lines if _start(found, own, line) >= 0 and _is_open(found, own, line)]
    if not fitting:
        return
    line = max(fitting, key=lambda one: (-len(one), len(one) - len(found.open_right(one))))
    start = _start(found, own, line)
    for at in found.paired(own):
        found.free(at)
    found.aside(line.start, line.stop)
    for step, at in enumerate(own):
        found.pair(at, start + step)


def _start(found: Matching, own: range, line: range) -> int:
    """From where on a line prints a title; FREE if it does not."""
    keys = found.keys_of(found.left, own)
    starts = range(line.start, line.stop - len(own) + 1)
    return next((at for at in starts if found.keys_of(found.right, range(at, at + len(own))) == keys), FREE)


def _is_open(found: Matching, own: range, line: range) -> bool:
    """Whether a line prints nothing that is paired but words of this title."""
    return all(found.source[at] == FREE or found.source[at] in own for at in line)


def _listed(said: Mapping[int, str]) -> Iterator[int]:
    """Lines with titles that follow each other, as in contents."""
    for is_title, run in groupby(said, key=lambda number: bool(said[number])):
        numbers = list(run)
        if is_title and len(numbers) >= LISTED:
            yield from numbers


def _beside(found: Matching, units: Sequence[Unit], places: range) -> Iterator[str]:
    """The sections that stand before and behind these places."""
    for way in (range(places.start - 1, -1, -1), range(places.stop, len(found.right))):
        owner = next((found.owner_at(at) for at in way if found.source[at] >= 0), FREE)
        if owner != FREE:
            yield _section(units[owner])
