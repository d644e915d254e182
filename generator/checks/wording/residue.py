"""套用的格式: placeholders, alternatives and instructions of a template that nobody replaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gongkai.checks.context import Case
from gongkai.checks.deviations import Area, Deviation, deviations
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.texts import Source, written
from gongkai.model.finding_catalogue import catalogue, word_pattern
from gongkai.model.findings import found
from gongkai.model.places import Place
from gongkai.model.text_diff import Aspect

EMPHASIS = re.compile(r"[*_]+")
"""marks of Markdown"""


def templates_are_filled(case: Case) -> Iterator[Outcome]:
    """W201 套用格式: a template's placeholders and alternatives are replaced, its instructions deleted (rule X17)."""
    for text in written(case):
        if text.source is not Source.ORIGINAL:
            words = EMPHASIS.sub("", text.text) if text.source is Source.REPORT else text.text
            yield from _told(text.place, _residue(words))
    for one in deviations(case):
        yield from _told(one.place, _put_in(one))


def _told(place: Place, left: Iterable[tuple[str, re.Match[str]]]) -> Iterator[Outcome]:
    findings = [found("W201", place, 字=match[0], 类=kind) for kind, match in left]
    yield from findings or (Held(),)


def _residue(words: str) -> Iterator[tuple[str, re.Match[str]]]:
    for kind in catalogue()["W201"].words:
        yield from ((kind, match) for match in word_pattern("W201", kind).finditer(words))


def _put_in(one: Deviation) -> Iterator[tuple[str, re.Match[str]]]:
    """What an original has left over and does not derive; not what N205 and N209 tell as a saying too many."""
    if one.area is Area.TEXT and one.aspects & {Aspect.NO_DIFFERENCE, Aspect.ADDED}:
        return
    start, derived = len(one.before), {match[0] for _, match in _residue(one.derived)}
    for kind, match in _residue(one.as_printed):
        if match[0] not in derived and match.start() < start + len(one.printed) and start < match.end():
            yield kind, match


RULES = (Rule(code="W201", check=templates_are_filled),)
