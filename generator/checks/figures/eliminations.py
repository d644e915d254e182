"""核销: what is taken away from the sum of units is theirs, no more than they have, and leaves no balance behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.checks.context import Case
from gongkai.checks.figures.summed import address_of
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.figures.classify_entries import is_input
from gongkai.figures.formulas import FormulaError
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.consolidation import Elimination
from gongkai.model.documents import UnitOfDepartment
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.findings import Finding, found
from gongkai.model.names import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """One amount of a 核销; without `amount`, what is kept of it as a whole: its units."""

    of: Elimination
    units: tuple[str, ...]
    """names"""
    entry: Entry | None = None
    amount: EnteredAmount | None = None


def _taken(case: Case) -> Iterator[_Taken | str | Skipped]:
    """Each 核销, each of its amounts, and the 指标 that none may move."""
    document = case.document
    if document.consolidation is not None and document.consolidation.failed and document.eliminations:
        yield Skipped(reason="各单位没有相加")
        return
    known = document.department.units_in(document.year)
    for one in document.eliminations:
        units = tuple(unit.name for unit in known if _called(unit, one.units))
        yield _Taken(of=one, units=units)
        for entry in one.entries:
            yield from (_Taken(of=one, units=units, entry=entry, amount=amount) for amount in entry.amounts)
    if document.eliminations and document.consolidation is not None:
        yield from document.edition.untouched


def _called(unit: UnitOfDepartment, names: tuple[str, ...]) -> bool:
    return unit.name in names or (bool(unit.code) and unit.code in names)


@each(_taken)
def eliminations_can_be(case: Case, one: _Taken | str) -> Iterator[Said]:
    """C204 核销: of units that there are, in cells that people type, no more than these have there (rule R45)."""
    if isinstance(one, str):
        yield from _moved(case, one)
    elif one.entry is None or one.amount is None:
        yield from _units(case, one)
    else:
        yield from _amount(case, one, one.entry, one.amount)


def _units(case: Case, one: _Taken) -> Iterator[Finding]:
    known = case.document.department.units_in(case.document.year)
    for name in one.of.units:
        if not any(_called(unit, (name,)) for unit in known):
            yield found("C204", one.of.place, "单位", 单位=name, 可=listed(unit.name for unit in known))


def _amount(case: Case, one: _Taken, entry: Entry, amount: EnteredAmount) -> Iterator[Said]:
    form = case.document.edition.tables[entry.table]
    address = address_of(form, entry, amount.column)
    taken = amount.amount
    if not is_input(form, entry.row, amount.column):
        yield found("C204", amount.place, "不是要填的格", 处=str(address))
    elif taken.yuan < 0:
        yield found("C204", amount.place, "负数", 处=str(address), 核销=case.shown(taken))
    elif one.units and not (has := _had(case, one, entry, amount)).agrees(taken) and has.yuan < taken.yuan:
        told = "、".join(one.units)
        yield found(
            "C204", amount.place, "多了", 处=str(address), 核销=case.shown(taken), 单位=told, 有=case.shown(has)
        )


def _had(case: Case, one: _Taken, entry: Entry, amount: EnteredAmount) -> Amount:
    """What its units have in the cell together, of the same fund where it says which."""
    total = NOTHING
    wanted = tuple((name, (text,)) for name, text in entry.fields)
    for unit in one.units:
        accounts = case.units.get(unit)
        for fact in accounts.facts.items if accounts else ():
            if fact.table == entry.table and fact.column == amount.column and fact.row == entry.row:
                total += fact.amount if fact.matches(wanted) else NOTHING
    return total


def _moved(case: Case, name: str) -> Iterator[Said]:
    """What is neither received nor paid, such as a closing balance, stays the sum of the units'."""
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
