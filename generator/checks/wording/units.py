"""数的单位: amounts and shares in prose that say no unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.texts import Source, written
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity

NUMBER = r"(?P<number>\d[\d,]*\.\d+)"
"""with decimals: whole numbers may be counts, years or codes"""
END = r"(?=\s*(?:[，。；）)]|、(?!\s*\d)|$))"
OF_AMOUNTS = r"(?:支出|收入|预算|决算|合计|总额|总计|金额|资金|经费|增加|减少)(?:数|额)?(?:了|为|是|共|计|约|达)?"
OF_SHARES = r"(?:增长|下降|占比|占|完成率|执行率|使用率|得分率)(?:了|为|是|达到|达|约)?"
UNITS = {"万元": re.compile(OF_AMOUNTS + NUMBER + END), "%": re.compile(OF_SHARES + r"(?!0\.)" + NUMBER + END)}
"""a share that is less than one may be a plain ratio"""
LOOKED_AT = (Source.EXPLANATION, Source.REPORT, Source.PROFILE)


def numbers_have_units(case: Case) -> Iterator[Outcome]:
    """W204 单位: 万元 or 元 after an amount, % after a share (rule X18); in texts, not in the cells of forms."""
    for text in written(case):
        if text.source not in LOOKED_AT:
            continue
        found = [(match, unit) for unit, pattern in UNITS.items() for match in pattern.finditer(text.text)]
        if not found:
            yield Held()
        for match, unit in found:
            yield Finding(
                code=FindingCode.NUMBER_WITHOUT_UNIT,
                severity=Severity.WARNING,
                place=text.place,
                message=f"“{match[0]}”的{match['number']}没有写单位",
                hint=f"金额写“万元”，百分比写“%”；这里看来应为“{match['number']}{unit}”",
            )


RULES = (Rule(code=FindingCode.NUMBER_WITHOUT_UNIT, check=numbers_have_units),)
