"""印出的金额的单位: what the edition's wording writes behind an amount is the unit that the amount is printed in.

A number in 元 before 万元 is wrong ten thousand times, whatever the figures say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.wording.seams import lines
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
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
    for spans in lines(case.publication) if case.publication else ():
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
        yield _finding(
            case,
            Severity.INCONSISTENCY,
            f"印出来是“{shown}”：这个数以{unit}为单位，版式的措辞在后面写的是“{written}”{_more(len(wrong))}",
            "请财政局维护版式的人改措辞里的单位，或者版式的“金额”里的“单位”“文中单位”；填的数不用改",
        )
    if missing:
        told = "”“".join(missing[:MOST])
        yield _finding(
            case,
            Severity.WARNING,
            f"印出来是“{told}”，版式的措辞在金额后面没有写单位{_more(len(missing))}",
            "请财政局维护版式的人在措辞里的这个数后面写上单位，如“万元”；填的数不用改",
        )


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


def _more(count: int) -> str:
    return f"；这样的共有{count}处" if count > 1 else ""


def _finding(case: Case, severity: Severity, message: str, hint: str) -> Finding:
    return Finding(
        code=FindingCode.NUMBER_WITHOUT_UNIT, severity=severity, place=case.document.place, message=message, hint=hint
    )


RULES = (Rule(code=FindingCode.NUMBER_WITHOUT_UNIT, check=amounts_have_their_unit),)
