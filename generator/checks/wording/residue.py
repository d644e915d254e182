"""套用的格式: placeholders, alternatives and instructions of a template that nobody replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome
from gongkai.checks.texts import Source, written
from gongkai.model.finding_catalogue import catalogue, word_pattern
from gongkai.model.findings import found

EMPHASIS = re.compile(r"[*_]+")
"""marks of Markdown"""


def templates_are_filled(case: Case) -> Iterator[Outcome]:
    """W201 套用格式: a template's placeholders and alternatives are replaced, its instructions deleted (rule X17).

    What an original printed is told by the rules on 原文 (N209, N210).
    """
    kinds = catalogue()["W201"].words
    for text in written(case):
        if text.source is Source.ORIGINAL:
            continue
        words = EMPHASIS.sub("", text.text) if text.source is Source.REPORT else text.text
        left = [(kind, match[0]) for kind in kinds for match in word_pattern("W201", kind).finditer(words)]
        if not left:
            yield Held()
        for kind, residue in left:
            yield found("W201", text.place, 字=residue, 类=kind)
