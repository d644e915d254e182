"""科目: codes that the year's classification knows, and what it calls them."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.figures.classify_entries import TOTAL, named_codes
from gongkai.model.entries import Entry
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity, found


def codes_are_in_force(case: Case) -> Iterator[Outcome]:
    """C301 变更的科目: no code that another took the place of by the document's year (classifications/changes.csv)."""
    changes, year = case.changes, case.document.year
    told: set[tuple[str, str]] = set()
    for entry in case.document.entries:
        for by, code in with_parents(case, entry):
            since = changes.since(code)
            if (by, code) in told or by == "单位" or not since:
                continue
            told.add((by, code))
            names = case.accounts.naming.listed(by)
            if code in names or since > year:
                yield Held()
                continue
            new = "、".join(f"{one}（{names[one]}）" if one in names else one for one in changes.after(code))
            yield found("C301", entry.place, 表=entry.table, 编码=code, 年=since, 新编码=new, 本年=year)


def names_agree(case: Case) -> Iterator[Outcome]:
    """K201 科目名称: a name typed beside a code is the list's, and the same wherever it is typed (rule R29)."""
    typed: dict[tuple[str, str], tuple[str, Entry]] = {}
    for entry in case.document.entries:
        for by, code, name in named_codes(case.document.edition.tables[entry.table], entry):
            listed = case.accounts.naming.listed(by).get(code)
            first, there = typed.setdefault((case.document.edition.lists.folder(by), code), (name, entry))
            if name == (listed or first):
                yield Held()
                continue
            where = "科目表里是" if listed else f"{there.table}里填的是"
            yield Finding(
                code=FindingCode.WRONG_NAME,
                severity=Severity.INCONSISTENCY,
                place=entry.place,
                message=f"{entry.table}：“{code}”的名称填的是“{name}”，{where}“{listed or first}”",
                hint=(
                    "名称可以不填，会照科目表印；存档文件照印的名称记在 explanation.yml 的“原文”里"
                    if listed
                    else "核对哪个对；名称只在一处填就够了，各表和情况说明都照它印"
                ),
                related=() if listed else (there.place,),
            )


def with_parents(case: Case, entry: Entry) -> Iterator[tuple[str, str]]:
    """Codes and units that an entry is about; where the table has rows by code, the 类 and 款 above it first."""
    rule = case.document.edition.tables[entry.table].rule_of(entry.row)
    for by, code in _codes(case, entry):
        classification = case.document.edition.lists.coded.get(by) if rule is not None and rule.by == (by,) else None
        yield from ((by, above) for above in (classification.above(code) if classification else ()))
        yield by, code


def _codes(case: Case, entry: Entry) -> Iterator[tuple[str, str]]:
    """The codes that an entry is about, with what each is a code of."""
    rule = case.document.edition.tables[entry.table].rule_of(entry.row)
    coded = case.document.edition.lists.coded
    if rule is None:
        return
    totals = (TOTAL, rule.total_title, case.accounts.naming.department_key if rule.department_row else "")
    if len(rule.by) == 1 and not rule.records:
        if rule.by[0] in (*coded, "单位") and entry.row not in totals:
            yield rule.by[0], entry.row
        return
    for name, code in entry.fields:
        if (name in coded and coded[name].is_typed(code)) or (name == "单位" and rule.grouped):
            yield name, code


RULES = (
    Rule(code="C301", check=codes_are_in_force),
    Rule(code=FindingCode.WRONG_NAME, check=names_agree),
)
