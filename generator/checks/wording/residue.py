"""套用的格式: placeholders, alternatives and instructions of a template that nobody replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, each
from gongkai.checks.texts import Source, Written, written
from gongkai.model.finding_catalogue import catalogue, word_pattern
from gongkai.model.findings import found

EMPHASIS = re.compile(r"[*_]+")
"""marks of Markdown"""


def _texts(case: Case) -> Iterator[Written]:
    """What an original printed is told by the rules on 原文 (N209, N210)."""
    return (text for text in written(case) if text.source is not Source.ORIGINAL)


@each(_texts)
def templates_are_filled(_case: Case, text: Written) -> Iterator[Said]:
    """W201 套用格式: a template's placeholders and alternatives are replaced, its instructions deleted (rule X17)."""
    words = EMPHASIS.sub("", text.text) if text.source is Source.REPORT else text.text
    for kind in catalogue()["W201"].words:
        for match in word_pattern("W201", kind).finditer(words):
            yield found("W201", text.place, 字=match[0], 类=kind)
