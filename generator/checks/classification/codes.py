"""科目: codes that the year's classification knows, and what it calls them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, each
from gongkai.figures.classify_entries import TOTAL, named_codes
from gongkai.model.entries import Entry
from gongkai.model.findings import found
from gongkai.model.forms import RowRule

UNIT = "单位"


class TypedCode(Struct, frozen=True, kw_only=True):
    """填报的编码."""

    by: str
    """what it is a code of: 科目, 单位 …"""
    code: str
    entry: Entry


def typed_codes(case: Case) -> Iterator[TypedCode]:
    """Every code and unit that figures were typed for, line by line, and the 类 and 款 above it."""
    for entry in case.document.entries:
        yield from (TypedCode(by=by, code=code, entry=entry) for by, code in _with_parents(case, entry))


def told_of(case: Case) -> set[tuple[str, str]]:
    """What is said already where a code is told of: the code, and those above it, whatever its length."""
    coded = case.document.edition.lists.coded
    typed = {(one.by, one.code) for one in typed_codes(case)}
    return typed | {(by, above) for by, code in typed if by in coded for above in coded[by].above(code)}


def _changing(case: Case) -> Iterable[TypedCode]:
    """Codes that another takes the place of in some year, where they were typed first."""
    first: dict[tuple[str, str], TypedCode] = {}
    for one in typed_codes(case):
        if one.by != UNIT and case.changes.since(one.code):
            first.setdefault((one.by, one.code), one)
    return first.values()


@each(_changing)
def codes_are_in_force(case: Case, one: TypedCode) -> Iterator[Said]:
    """C301 变更的科目: no code that another took the place of by the document's year (classifications/changes.csv)."""
    since, year, names = case.changes.since(one.code), case.document.year, case.accounts.naming.listed(one.by)
    if one.code not in names and since <= year:
        others = (f"{new}（{names[new]}）" if new in names else new for new in case.changes.after(one.code))
        place, new = one.entry.place, "、".join(others)
        yield found("C301", place, 表=one.entry.table, 编码=one.code, 年=since, 新编码=new, 本年=year)


class _Named(Struct, frozen=True, kw_only=True):
    """A name that was typed beside a code."""

    code: str
    name: str
    listed: str
    """what the list calls it; "" if it has not the code"""
    entry: Entry
    first: str
    """the name that was typed first for the code"""
    there: Entry
    """where"""


def _named(case: Case) -> Iterator[_Named]:
    typed: dict[tuple[str, str], tuple[str, Entry]] = {}
    for entry in case.document.entries:
        for by, code, name in named_codes(case.document.edition.tables[entry.table], entry):
            listed = case.accounts.naming.listed(by).get(code, "")
            first, there = typed.setdefault((case.document.edition.lists.folder(by), code), (name, entry))
            yield _Named(code=code, name=name, listed=listed, entry=entry, first=first, there=there)


@each(_named)
def names_agree(_case: Case, one: _Named) -> Iterator[Said]:
    """K201 科目名称: a name typed beside a code is the list's, and the same wherever it is typed (rule R29)."""
    right, elsewhere = one.listed or one.first, not one.listed
    if one.name != right:
        yield found(
            "K201",
            one.entry.place,
            "别处" if elsewhere else "科目表",
            related=(one.there.place,) if elsewhere else (),
            表=one.entry.table,
            编码=one.code,
            填=one.name,
            应=right,
            别表=one.there.table,
        )


def _with_parents(case: Case, entry: Entry) -> Iterator[tuple[str, str]]:
    """Codes and units that an entry is about; where the table has rows by code, the 类 and 款 above it first.

    A code of an impossible length has nothing above it: its first seven digits are no code that anybody typed.
    """
    rule = case.document.edition.tables[entry.table].rule_of(entry.row)
    for by, code in _codes(case, entry, rule) if rule is not None else ():
        classification = case.document.edition.lists.coded.get(by) if rule and rule.by == (by,) else None
        if classification is not None and classification.depth(code):
            yield from ((by, above) for above in classification.above(code))
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


def _units(case: Case) -> Iterator[TypedCode]:
    """Lines of units, where the department lists its units."""
    coded = case.document.edition.lists.coded
    return (one for one in typed_codes(case) if one.by not in coded and case.accounts.naming.units)


@each(_units)
def units_are_known(case: Case, one: TypedCode) -> Iterator[Said]:
    """K101 单位: every unit that figures are of is one of the department's, by its code or its name."""
    units = case.accounts.naming.units
    if one.code not in units and one.code not in units.values():
        place, year = one.entry.place, case.document.year
        yield found("K101", place, "单位", 表=one.entry.table, 名=one.code, 年=year, 各单位="、".join(units))
