"""套用的格式: placeholders, alternatives and instructions of a template that nobody replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.deviations import Area, Deviation, deviations
from gongkai.checks.outcomes import Said, each
from gongkai.checks.texts import Source, Written, written
from gongkai.model.finding_catalogue import catalogue, word_pattern
from gongkai.model.findings import found
from gongkai.model.text_diff import Aspect

EMPHASIS = re.compile(r"[*_]+")
"""marks of Markdown"""


def _texts(case: Case) -> Iterator[Written]:
    return (text for text in written(case) if text.source is not Source.ORIGINAL)


@each(_texts)
def templates_are_filled(_case: Case, text: Written) -> Iterator[Said]:
    """W201 套用格式: a template's placeholders and alternatives are replaced, its instructions deleted (rule X17)."""
    words = EMPHASIS.sub("", text.text) if text.source is Source.REPORT else text.text
    return (found("W201", text.place, 字=match[0], 类=kind) for kind, match in _residue(words))


@each(deviations)
def originals_are_filled(_case: Case, one: Deviation) -> Iterator[Said]:
    """W201 套用格式: an original has left over no more of a template than derives (rule X17)."""
    return (found("W201", one.place, 字=match[0], 类=kind) for kind, match in _put_in(one))


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
