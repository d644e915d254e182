"""印出的金额的单位: what the edition's wording writes behind an amount is the unit that the amount is printed in.

A number in 元 before 万元 is wrong ten thousand times, whatever the figures say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sized

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome
from gongkai.model.findings import found
from gongkai.model.numbers import MONEY
from gongkai.model.publication import Figure, Span, plain

UNIT = re.compile(r"\s*(?:人民币)?[（(]?(?P<unit>[百千万亿]*元)")
LISTED = re.compile(r"\s*(?:、|和|与|及|至|到|[-—–~～/])\s*")
"""what stands between numbers that share the unit behind the last"""
SAID_BEFORE = re.compile(r"[百千万亿]*元[）)：:]|单位")
CLAUSE_END = re.compile(r"[。；]")
SHOWN, MOST = 16, 3


def amounts_have_their_unit(case: Case) -> Iterator[Outcome]:
    """W204 印出的金额没有写单位, 写的单位不对: 1027.10 is in 万元, and the wording says so behind it (rule X18)."""
    missing: list[str] = []
    wrong: list[tuple[str, str, str]] = []
    for paragraph in case.publication.paragraphs() if case.publication else ():
        spans = paragraph.spans
        for number, span in enumerate(spans):
            if not isinstance(span, Figure) or span.unit not in MONEY:
                continue
            written = _unit_behind(spans, number)
            shown = plain(spans[max(number - 2, 0) : number])[-SHOWN:] + span.text + plain(spans[number + 1 :])[:SHOWN]
            if written == span.unit:
                yield Held()
            elif written:
                wrong.append((shown, span.unit, written))
            elif not SAID_BEFORE.search(CLAUSE_END.split(plain(spans[:number]))[-1]):
                missing.append(shown)
    if wrong:
        shown, unit, written = wrong[0]
        yield found("W204", case.document.place, "印错", 文=shown, 应=unit, 写=written, 次=_more(wrong))
    if missing:
        yield found("W204", case.document.place, "印出", 文="”“".join(missing[:MOST]), 次=_more(missing))


def _unit_behind(spans: tuple[Span, ...], number: int) -> str:
    """The unit that stands behind a number, or behind the last of the numbers it is listed with; "" if none does."""
    for at in range(number + 1, len(spans)):
        if isinstance(spans[at], Figure):
            continue
        found = UNIT.match(plain(spans[at:]))
        if found:
            return found["unit"]
        listed = at + 1 < len(spans) and isinstance(spans[at + 1], Figure) and LISTED.fullmatch(spans[at].text)
        if not listed:
            return ""
    return ""


def _more(listed: Sized) -> str | int:
    return len(listed) if len(listed) > 1 else ""
