"""科目: codes that the year's classification knows, and what it calls them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.case import Case
from generator.checks.outcomes import Held, Outcome, Rule, Skipped
from generator.figures.sorting import TOTAL
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
    """K101 科目代码: every code is in the classification of the year, and so are the 款 and 类 above it (rule R43).

    The list that ships is what real documents print, not the whole 政府收支分类科目, so an unknown code is a warning as
    long as figures.yml names it.
    """
    told: set[tuple[str, str]] = set()
    for entry in case.document.entries:
        for by, code in _with_parents(case, entry):
            if by == "单位":
                yield from _unit(case, entry, code)
            elif (by, code) not in told:
                told.add((by, code))
                yield _code(case, entry, by, code)


def _code(case: Case, entry: Entry, by: str, code: str) -> Outcome:
    title, folder, lengths = LISTS[by]
    names = case.accounts.naming.listed(by)
    if not names:
        return Skipped(reason=f"没有{case.document.year}年的{title}")
    if code in names or 0 < case.changes.since(code) <= case.document.year:  # changed: the matter of C301
        return Held()
    digits = "、".join(map(str, lengths[:-1])) + f"或{lengths[-1]}"
    shape = "" if len(code) in lengths else f"（有{len(code)}位，应为{digits}位）"
    nameless = "" if shape or case.accounts.naming.of(by, code) else "，印出来没有名称"
    return Finding(
        code=FindingCode.UNKNOWN_CODE,
        severity=Severity.INCONSISTENCY if shape or nameless else Severity.WARNING,
        place=entry.place,
        message=f"{entry.table}：{case.document.year}年的{title}里没有“{code}”{shape}{nameless}",
        hint=f"请核对代码；新科目请补进 content/classifications/{folder}，或在这一行写上科目名称",
    )


def _unit(case: Case, entry: Entry, key: str) -> Iterator[Outcome]:
    units = case.accounts.naming.units
    if key in units or key in units.values():
        yield Held()
    elif units:
        yield Finding(
            code=FindingCode.UNKNOWN_CODE,
            severity=Severity.INCONSISTENCY,
            place=entry.place,
            message=f"{entry.table}：department.yml 的“单位”里没有“{key}”，或者它不在{case.document.year}年",
            hint=f"请核对；{case.document.year}年的单位：{'、'.join(units)}",
        )


def codes_are_in_force(case: Case) -> Iterator[Outcome]:
    """C301 变更的科目: no code that another took the place of by the document's year (classifications/changes.csv)."""
    changes, year = case.changes, case.document.year
    told: set[tuple[str, str]] = set()
    for entry in case.document.entries:
        for by, code in _with_parents(case, entry):
            since = changes.since(code)
            if (by, code) in told or by == "单位" or not since:
                continue
            told.add((by, code))
            names = case.accounts.naming.listed(by)
            if code in names or since > year:
                yield Held()
                continue
            new = "、".join(f"{one}（{names[one]}）" if one in names else one for one in changes.after(code))
            yield Finding(
                code=FindingCode.CHANGED_CODE,
                severity=Severity.INCONSISTENCY,
                place=entry.place,
                message=f"{entry.table}：“{code}”从{since}年起改为{new}",
                hint=f"请用{year}年的科目；上年和同年预算用旧科目的，会自动对上",
            )


def names_agree(case: Case) -> Iterator[Outcome]:
    """K201 科目名称: a name typed beside a code is the classification's (rule R29)."""
    edition = case.document.edition
    for entry in case.document.entries:
        form = edition.tables[entry.table]
        fields = dict(entry.fields)
        typed = next(filter(None, (fields.get(field) for field in form.name_fields)), "")
        for by, code in _codes(case, entry) if form.rule and not form.rule.grouped else ():
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


def _with_parents(case: Case, entry: Entry) -> Iterator[tuple[str, str]]:
    """Codes and units that an entry is about; where the table has rows by code, the 类 and 款 above it first."""
    rule = case.document.edition.tables[entry.table].rule
    for by, code in _codes(case, entry):
        lengths = LISTS[by][2] if rule is not None and rule.by == (by,) and by in LISTS else ()
        yield from ((by, code[:length]) for length in lengths if length < len(code))
        yield by, code


def _codes(case: Case, entry: Entry) -> Iterator[tuple[str, str]]:
    """The codes that an entry is about, with the list that each belongs to."""
    rule = case.document.edition.tables[entry.table].rule
    if rule is None:
        return
    totals = (TOTAL, rule.total_title, case.accounts.naming.department_key if rule.department_row else "")
    if len(rule.by) == 1 and not rule.records:
        if rule.by[0] in (*LISTS, "单位") and entry.row not in totals:
            yield rule.by[0], entry.row
        return
    for name, code in entry.fields:
        if (name in LISTS and code.isdigit()) or (name == "单位" and rule.grouped):
            yield name, code


RULES = (
    Rule(code=FindingCode.UNKNOWN_CODE, check=codes_are_known),
    Rule(code=FindingCode.CHANGED_CODE, check=codes_are_in_force),
    Rule(code=FindingCode.WRONG_NAME, check=names_agree),
)
