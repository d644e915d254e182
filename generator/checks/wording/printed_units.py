"""印出的金额的单位: what the edition's wording writes behind an amount is the unit that the amount is printed in.

A number in 元 before 万元 is wrong ten thousand times, whatever the figures say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sized

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.outcomes import NOT_COMPOSED, Said, Skipped, together
from gongkai.model.findings import found
from gongkai.model.numbers import MONEY
from gongkai.model.spans import Figure, Span, plain

UNIT = re.compile(r"\s*(?:人民币)?[（(]?(?P<unit>[百千万亿]*元)")
LISTED = re.compile(r"\s*(?:、|和|与|及|至|到|[-—–~～/])\s*")
"""what stands between numbers that share the unit behind the last"""
SAID_BEFORE = re.compile(r"[百千万亿]*元[）)：:]|单位")
CLAUSE_END = re.compile(r"[。；]")
SHOWN, MOST = 16, 3


class _Amount(Struct, frozen=True, kw_only=True):
    """印出的金额."""

    shown: str
    """with the words around it"""
    unit: str
    """that it is printed in"""
    written: str
    """the unit that stands behind it"""
    said_before: bool

    @property
    def unsaid(self) -> bool:
        return not self.written and not self.said_before


def _amounts(case: Case) -> Iterator[_Amount | Skipped]:
    if case.publication is None:
        yield NOT_COMPOSED
        return
    for spans in (paragraph.spans for paragraph in case.publication.paragraphs()):
        for number, span in enumerate(spans):
            if isinstance(span, Figure) and span.unit in MONEY:
                before, after = plain(spans[max(number - 2, 0) : number]), plain(spans[number + 1 :])
                yield _Amount(
                    shown=before[-SHOWN:] + span.text + after[:SHOWN],
                    unit=span.unit,
                    written=_unit_behind(spans, number),
                    said_before=bool(SAID_BEFORE.search(CLAUSE_END.split(plain(spans[:number]))[-1])),
                )


@together(_amounts)
def amounts_have_their_unit(case: Case, amounts: list[_Amount]) -> Iterator[Said]:
    """W204 印出的金额没有写单位, 写的单位不对: 1027.10 is in 万元, and the wording says so behind it (rule X18)."""
    wrong = [one for one in amounts if one.written not in ("", one.unit)]
    missing = [one.shown for one in amounts if one.unsaid]
    if wrong:
        first, place = wrong[0], case.document.place
        yield found("W204", place, "印错", 文=first.shown, 应=first.unit, 写=first.written, 次=_more(wrong))
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
