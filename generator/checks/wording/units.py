"""数的单位: amounts and shares in prose that say no unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, each
from gongkai.checks.texts import Source, Written, written
from gongkai.model.finding_catalogue import word_list
from gongkai.model.findings import found

NUMBER = r"(?P<number>\d[\d,]*\.\d+)"
"""with decimals: whole numbers may be counts, years or codes"""
END = r"(?=\s*(?:[，。；）)]|、(?!\s*\d)|$))"
UNITS = ("万元", "%")
LOOKED_AT = (Source.EXPLANATION, Source.REPORT, Source.PROFILE)


def _texts(case: Case) -> Iterator[Written]:
    return (text for text in written(case) if text.source in LOOKED_AT)


@each(_texts)
def numbers_have_units(_case: Case, text: Written) -> Iterator[Said]:
    """W204 单位: 万元 or 元 after an amount, % after a share (rule X18); in texts, not in the cells of forms."""
    for unit in UNITS:
        for match in _bare(unit).finditer(text.text):
            yield found("W204", text.place, "文中", 文=match[0], 数=match["number"], 单位=unit)


@cache
def _bare(unit: str) -> re.Pattern[str]:
    """A number that follows words of what has the unit, and has none."""
    return re.compile("".join((*word_list("W204", unit), NUMBER, END)))
