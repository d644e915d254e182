"""科目: codes that the year's classification knows."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.case import Case
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding, Severity


def codes_are_known(case: Case) -> Iterator[Finding]:
    """K101 科目代码: every functional code is in the classification of the year, and its parents are (rule R43).

    The list that ships is what real documents print, not the whole 政府收支分类科目, so an unknown code is a warning.
    """
    names = case.accounts.naming.functional
    for entry in case.document.entries:
        rule = case.document.edition.tables[entry.table].rule
        if rule is None or rule.by != ("科目",) or not entry.row.isdigit():
            continue
        if entry.row == case.document.department.code or entry.row in names:
            continue
        shape = "" if len(entry.row) in (3, 5, 7) else f"（有{len(entry.row)}位，应为3、5或7位）"
        yield Finding(
            code=FindingCode.UNKNOWN_CODE,
            severity=Severity.WARNING if not shape else Severity.INCONSISTENCY,
            place=entry.place,
            message=f"{entry.table}：{case.document.year}年的科目表里没有“{entry.row}”{shape}",
            hint="请核对代码；新科目请补进 content/classifications/functional",
        )
