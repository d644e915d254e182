"""科目: codes that the year's classification knows, and what it calls them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.case import Case
from generator.checks.outcomes import Held, Outcome, Rule, Skipped
from generator.figures.facts import CODES
from generator.model.entries import Entry
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding, Severity

LISTS = {
    "科目": ("科目表", "functional", (3, 5, 7)),
    "经济科目": ("经济分类科目表", "economic", (3, 5)),
    "部门经济": ("经济分类科目表", "economic", (3, 5)),
    "政府经济": ("政府经济分类科目表", "governmental-economic", (3, 5)),
}
"""what a list of codes is called, its folder, and how long its codes are"""


def codes_are_known(case: Case) -> Iterator[Outcome]:
    """K101 科目代码: every code is in the classification of the year (rule R43).

    The list that ships is what real documents print, not the whole 政府收支分类科目, so an unknown code is a warning.
    """
    told: set[tuple[str, str]] = set()
    for entry in case.document.entries:
        for by, code in _codes(case, entry):
            title, folder, lengths = LISTS[by]
            names = case.accounts.naming.listed(by)
            if (folder, code) in told:
                continue
            told.add((folder, code))
            if not names:
                yield Skipped(reason=f"没有{case.document.year}年的{title}")
                continue
            if code in names:
                yield Held()
                continue
            digits = "、".join(map(str, lengths[:-1])) + f"或{lengths[-1]}"
            shape = "" if len(code) in lengths else f"（有{len(code)}位，应为{digits}位）"
            yield Finding(
                code=FindingCode.UNKNOWN_CODE,
                severity=Severity.WARNING if not shape else Severity.INCONSISTENCY,
                place=entry.place,
                message=f"{entry.table}：{case.document.year}年的{title}里没有“{code}”{shape}",
                hint=f"请核对代码；新科目请补进 content/classifications/{folder}",
            )


def names_agree(case: Case) -> Iterator[Outcome]:
    """K201 科目名称: a name typed beside a code is the classification's (rule R29)."""
    edition = case.document.edition
    for entry in case.document.entries:
        form = edition.tables[entry.table]
        fields = dict(entry.fields)
        typed = next(filter(None, (fields.get(field) for field in form.name_fields)), "")
        for by, code in _codes(case, entry) if form.rule and len(form.rule.by) == 1 else ():
            listed = case.accounts.naming.listed(by).get(code, typed)
            if typed and listed == typed:
                yield Held()
            elif typed:
                yield Finding(
                    code=FindingCode.WRONG_NAME,
                    severity=Severity.INCONSISTENCY,
                    place=entry.place,
                    message=f"{entry.table}：“{code}”的名称填的是“{typed}”，科目表里是“{listed}”",
                    hint="名称可以不填，会照科目表印；存档文件照印的名称记在 explanation.yml 的“原文”里",
                )


def _codes(case: Case, entry: Entry) -> Iterator[tuple[str, str]]:
    """The codes that an entry is about, with the list that each belongs to."""
    rule = case.document.edition.tables[entry.table].rule
    if rule is None:
        return
    if len(rule.by) == 1 and rule.by[0] in LISTS:
        department = rule.department_row and entry.row == case.accounts.naming.department_key
        if entry.row.isdigit() and not department:
            yield rule.by[0], entry.row
        return
    for name, code in entry.fields:
        if name in CODES and code.isdigit():
            yield name, code


RULES = (
    Rule(code=FindingCode.UNKNOWN_CODE, check=codes_are_known),
    Rule(code=FindingCode.WRONG_NAME, check=names_agree),
)
