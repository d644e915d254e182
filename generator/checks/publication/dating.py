"""成文日期: whether a document can bear the date that stands on its cover; no clock is asked."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.model.edition import DocumentKind
from gongkai.model.findings import found

BUDGET_MONTH = "07"
"""of the year before: from then on the budget of a year is drawn up (预算法第三十一条)"""
LATEST = 2
"""years after the year, in which a document may still be published"""


def date_is_possible(case: Case) -> Iterator[Outcome]:
    """P206 成文日期: final accounts after their year, a budget when it is drawn up or later, neither years late.

    预算法第十四条: within 20 days of the approval, which follows the year's end or the session of the congress.
    """
    document = case.document
    date, year = document.head.date, document.year
    if not date:
        yield Skipped(reason="没有填成文日期")
        return
    final = document.edition.kind is DocumentKind.FINAL_ACCOUNTS
    earliest = f"{year + 1}-01" if final else f"{year - 1}-{BUDGET_MONTH}"
    latest = f"{year + LATEST}-12"
    if earliest <= date[:7] <= latest:
        yield Held()
        return
    yield found(
        "P206",
        document.in_head("成文日期"),
        "太晚" if date[:7] >= earliest else "决算太早" if final else "预算太早",
        日期=date,
        年=year,
        文种=document.edition.kind.value,
        最早=_said(earliest),
        最晚=_said(latest),
    )


def _said(month: str) -> str:
    year, number = month.split("-")
    return f"{year}年{int(number)}月"


RULES = (Rule(code="P206", check=date_is_possible),)
