"""成文日期: whether a document can bear the date that stands on its cover; no clock is asked."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity

LATEST = 2
"""years after the year, in which a document may still be published"""


def date_is_possible(case: Case) -> Iterator[Outcome]:
    """P206 成文日期: no document before its kind can be drawn up, and none years late.

    预算法第十四条: within 20 days of the approval, which follows the year's end or the session of the congress.
    A budget is drawn up from July of the year before (第三十一条).
    """
    document = case.document
    date, year = document.head.date, document.year
    if not date:
        yield Skipped(reason="没有填成文日期")
        return
    kind = document.edition.kind
    earliest = kind.earliest_of(year)
    latest = f"{year + LATEST}-12"
    if earliest <= date[:7] <= latest:
        yield Held()
        return
    what = f"{year}年度{kind.name}"
    if date[:7] < earliest:
        message = f"{year}年还没有过完，不会有{what}" if kind.looks_back else f"{what}还没有开始编制"
    else:
        message = f"离{what}已经两年以上"
    yield Finding(
        code=FindingCode.IMPOSSIBLE_DATE,
        severity=Severity.INCONSISTENCY,
        place=document.in_head("成文日期"),
        message=f"成文日期是{date}：{message}",
        hint=f"请核对成文日期，在{_said(earliest)}至{_said(latest)}之间；确是这一天的，在 waivers.yml 里写明理由",
    )


def _said(month: str) -> str:
    year, number = month.split("-")
    return f"{year}年{int(number)}月"


RULES = (Rule(code=FindingCode.IMPOSSIBLE_DATE, check=date_is_possible),)
