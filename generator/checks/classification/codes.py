"""科目: codes that the year's classification knows, and what it calls them."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome
from gongkai.figures.classify_entries import TOTAL, named_codes
from gongkai.model.entries import Entry
from gongkai.model.findings import found
from gongkai.model.forms import RowRule

UNIT = "单位"


def codes_are_in_force(case: Case) -> Iterator[Outcome]:
    """C301 变更的科目: no code that another took the place of by the document's year (classifications/changes.csv)."""
    changes, year = case.changes, case.document.year
    told: set[tuple[str, str]] = set()
    for entry in case.document.entries:
        for by, code in with_parents(case, entry):
            since = changes.since(code)
            if (by, code) in told or by == UNIT or not since:
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
        table = entry.table
        for by, code, name in named_codes(case.document.edition.tables[table], entry):
            listed = case.accounts.naming.listed(by).get(code)
            first, there = typed.setdefault((case.document.edition.lists.folder(by), code), (name, entry))
            if name == (listed or first):
                yield Held()
            elif listed:
                yield found("K201", entry.place, "科目表", 表=table, 编码=code, 填=name, 应=listed)
            else:
                where = (there.place,)
                yield found(
                    "K201", entry.place, "别处", related=where, 表=table, 编码=code, 填=name, 应=first, 别表=there.table
                )


def with_parents(case: Case, entry: Entry) -> Iterator[tuple[str, str]]:
    """Codes and units that an entry is about; where the table has rows by code, the 类 and 款 above it first."""
    rule = case.document.edition.tables[entry.table].rule_of(entry.row)
    for by, code in _codes(case, entry, rule) if rule is not None else ():
        classification = case.document.edition.lists.coded.get(by) if rule and rule.by == (by,) else None
        yield from ((by, above) for above in (classification.above(code) if classification else ()))
        yield by, code


def _codes(case: Case, entry: Entry, rule: RowRule) -> Iterator[tuple[str, str]]:
    """The codes that an entry is about, with what each is a code of."""
    coded = case.document.edition.lists.coded
    if len(rule.by) == 1 and not rule.records:
        totals = (TOTAL, rule.total_title, case.accounts.naming.department_key if rule.department_row else "")
        if rule.by[0] in (*coded, UNIT) and entry.row not in totals:
            yield rule.by[0], entry.row
        return
    for name, code in entry.fields:
        if coded[name].is_typed(code) if name in coded else name == UNIT and rule.grouped:
            yield name, code
