"""核销: what is taken away from the sum of units is theirs, no more than they have, and leaves no balance behind."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.checks.summed import address_of
from gongkai.figures.classify_entries import is_input
from gongkai.figures.formulas import FormulaError
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.consolidation import Elimination
from gongkai.model.departments import UnitOfDepartment
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.findings import found
from gongkai.model.names import listed


class _Amount(Struct, frozen=True, kw_only=True):
    """One amount of a 核销, and the names of the units between which it is."""

    units: tuple[str, ...]
    entry: Entry
    typed: EnteredAmount


def _each(case: Case) -> Iterator[Elimination | Skipped]:
    document = case.document
    if document.consolidation is not None and document.consolidation.failed and document.eliminations:
        yield Skipped(reason="各单位没有相加")
    else:
        yield from document.eliminations


def _amounts(case: Case) -> Iterator[_Amount]:
    known = case.document.department.units_in(case.document.year)
    for one in _each(case):
        if isinstance(one, Elimination):
            units = tuple(unit.name for unit in known if _called(unit, one.units))
            yield from (
                _Amount(units=units, entry=entry, typed=typed) for entry in one.entries for typed in entry.amounts
            )


def _untouched(case: Case) -> Iterator[str]:
    made = case.document.consolidation
    summed = made is not None and not made.failed
    return iter(case.document.edition.untouched if summed and case.document.eliminations else ())


def _called(unit: UnitOfDepartment, names: tuple[str, ...]) -> bool:
    return unit.name in names or (bool(unit.code) and unit.code in names)


@each(_each)
def units_are_known(case: Case, one: Elimination) -> Iterator[Said]:
    """C204 核销: between units that there are."""
    known = case.document.department.units_in(case.document.year)
    for name in one.units:
        if not any(_called(unit, (name,)) for unit in known):
            yield found("C204", one.place, "单位", 单位=name, 可=listed(unit.name for unit in known))


@each(_amounts)
def amounts_are_theirs(case: Case, one: _Amount) -> Iterator[Said]:
    """C204 核销: in cells that people type, no more than the units have there (rule R45)."""
    form, typed = case.document.edition.tables[one.entry.table], one.typed
    where, told = str(address_of(form, one.entry, typed.column)), case.shown(typed.amount)
    if not is_input(form, one.entry.row, typed.column):
        yield found("C204", typed.place, "不是要填的格", 处=where)
    elif typed.amount.yuan < 0:
        yield found("C204", typed.place, "负数", 处=where, 核销=told)
    elif one.units and not (has := _had(case, one)).agrees(typed.amount) and has.yuan < typed.amount.yuan:
        units = "、".join(one.units)
        yield found("C204", typed.place, "多了", 处=where, 核销=told, 单位=units, 有=case.shown(has))


def _had(case: Case, one: _Amount) -> Amount:
    """What its units have in the cell together, of the same fund where it says which."""
    total, entry, column = NOTHING, one.entry, one.typed.column
    wanted = tuple((name, (text,)) for name, text in entry.fields)
    for unit in one.units:
        accounts = case.units.get(unit)
        for fact in accounts.facts.items if accounts else ():
            if fact.table == entry.table and fact.column == column and fact.row == entry.row:
                total += fact.amount if fact.matches(wanted) else NOTHING
    return total


@each(_untouched)
def balances_stay(case: Case, name: str) -> Iterator[Said]:
    """C204 核销: what is neither received nor paid, such as a closing balance, stays the sum of the units'."""
    try:
        own = case.accounts.quantity(name)
        units = sum((accounts.quantity(name) for accounts in case.units.values()), NOTHING)
    except FormulaError as error:
        yield Skipped(reason=f"{name}：{error}")
        return
    if not own.agrees(units):
        place = case.document.eliminations[0].place
        apart = case.shown(abs(own - units))
        yield found("C204", place, "不平", 名=name, 核销后=case.shown(own), 核销前=case.shown(units), 差=apart)
