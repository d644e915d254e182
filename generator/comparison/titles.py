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
    forms = {words: words for words in titles}
    forms |= {_key(units[owner].text): words for words, owners in titles.items() for owner in owners}
    said = {number: forms.get(_key(AGAIN.sub("", line.text)), "") for number, line in enumerate(lines)}
    printed: dict[str, list[range]] = defaultdict(list)
    for number, words in said.items():
        printed[words].append(of_line(found, number))
    for owner, own in extents(found).items():
        if units[owner].heading:
            _print_whole(found, own, printed[_bare(units[owner])])
    listed, often = set(_listed(said)), Counter(said.values())
    for number, words in said.items():
        places = of_line(found, number)
        if words and len(found.open_right(places)) == len(places):
            around = {_section(units[owner]) for owner in titles[words]}
            if number in listed or often[words] > OFTEN or around & set(_beside(found, units, places)):
                found.aside(places.start, places.stop)


def _key(text: str) -> str:
    return "".join(token.key for token in tokens_of([text]))


def _bare(unit: Unit) -> str:
    """A title's words without its number."""
    return _key(unit.text[len(unit.lead) :])


def _section(unit: Unit) -> str:
    return unit.table or unit.label


def _print_whole(found: Matching, own: range, lines: Sequence[range]) -> None:
    """Pair a title with the line that prints most of it already, and has the least beside it."""
    keys = found.keys_of(found.left, own)
    fitting = []
    for line in lines:
        taken = [at for at in line if found.source[at] != FREE]
        start = next((at for at in line if found.keys_of(found.right, range(at, at + len(own))) == keys), None)
        if start is not None and all(found.source[at] in own for at in taken):
            fitting.append((len(own) - len(line), len(taken), start, line))
    if not fitting:
        return
    *_, start, line = max(fitting, key=lambda one: one[:2])
    for at in found.paired(own):
        found.free(at)
    found.aside(line.start, line.stop)
    for at, place in zip(own, range(start, line.stop), strict=False):
        found.pair(at, place)


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
