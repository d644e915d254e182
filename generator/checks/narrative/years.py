"""年度: texts that speak of another year than the document's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.case import Case
from generator.checks.outcomes import Held, Outcome, Rule
from generator.checks.texts import Source, written
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding, Severity

OWN = re.compile(
    r"(?<!\d)(?P<year>20\d\d)年(?:度(?=我|本|部门|单位|整体|项目|绩效)"
    r"|(?:\d{1,2}月(?:\d{1,2}日?)?|底|末|年底)?(?:之?前|以前)(?=完成|[，。；、]|$))"
)
"""the year of what the text reports, or a deadline"""
LOOKED_AT = (Source.EXPLANATION, Source.FORM)


def texts_are_of_the_year(case: Case) -> Iterator[Outcome]:
    """N306 年度: what is reported and due is of the document's year (rule X16); reasons are examined by N304."""
    year = case.document.year
    for text in written(case):
        if text.source not in LOOKED_AT or "原因" in text.path:
            continue
        named = [int(match["year"]) for match in OWN.finditer(text.text)]
        wrong = next((one for one in named if one < year), None)
        if wrong is None:
            if named:
                yield Held()
            continue
        yield Finding(
            code=FindingCode.TEXT_OF_ANOTHER_YEAR,
            severity=Severity.WARNING,
            place=text.place,
            message=f"“{text.text[:40]}”写的是{wrong}年，本文件是{year}年度的",
            hint="抄自上年的，请改成本年度；确实说的是以前年度，写明“上年度”",
        )


RULES = (Rule(code=FindingCode.TEXT_OF_ANOTHER_YEAR, check=texts_are_of_the_year),)
