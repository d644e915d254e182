"""成文日期: whether a document can bear the date that stands on its cover; no clock is asked."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, Skipped, each, the_document
from gongkai.model.documents import Document
from gongkai.model.findings import found

LATEST = 2
"""years after the year, in which a document may still be published"""


@each(the_document)
def date_is_possible(_case: Case, document: Document) -> Iterator[Said]:
    """P206 成文日期: no document before its kind can be drawn up, and none years late.

    预算法第十四条: within 20 days of the approval, which follows the year's end or the session of the congress.
    A budget is drawn up from July of the year before (第三十一条).
    """
    date, year = document.head.date, document.year
    if not date:
        yield Skipped(reason="没有填成文日期")
        return
    kind = document.edition.kind
    earliest = kind.earliest_of(year)
    latest = f"{year + LATEST}-12"
    if not earliest <= date[:7] <= latest:
        yield found(
            "P206",
            document.in_head("成文日期"),
            "太晚" if date[:7] >= earliest else "没有过完" if kind.looks_back else "没有编制",
            日期=date,
            年=year,
            文种=kind.name,
            最早=_said(earliest),
            最晚=_said(latest),
        )


def _said(month: str) -> str:
    year, number = month.split("-")
    return f"{year}年{int(number)}月"
