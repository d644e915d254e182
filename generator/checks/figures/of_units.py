"""汇总: a department's figures are those of its units together, where the units publish for themselves."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.checks.quantities import UnknownFigureError, place_of, quantity
from gongkai.checks.summed import Sum, asserted, eliminated
from gongkai.figures.derivation import Accounts
from gongkai.figures.formulas import FormulaError
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.consolidation import ELIMINATED
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place
from gongkai.model.statements import Address

RECORD = "#"
"""begins the row of a record, of which nobody can tell which one of another document it is"""


def _of_units(case: Case) -> Iterator[Sum | Skipped]:
    """Figure by figure as typed, and what the edition names (汇总) where all figures agree: else it only follows.

    Only if every unit of the department has a document. Where the document is the sum of its units, what the department
    typed all the same.
    """
    document = case.document
    if document.consolidation is not None:
        yield from asserted(case)
        return
    units = document.department.units_in(document.year)
    if document.kind.of_unit or not any(unit.folder for unit in units):
        return
    absent = "、".join(unit.name for unit in units if unit.name not in case.units)
    if absent:
        named = document.edition.totals_of_units or ("各表的数",)
        yield from (Skipped(reason=f"{name}：没有{absent}的同类文件") for name in named)
        return
    unfilled = "、".join(name for name, one in case.unit_documents.items() if one.unfilled)
    if unfilled:
        yield Skipped(reason=f"{unfilled}的文件还没有填数，没有核对")
        return
    typed = list(_typed(case))
    yield from typed
    if document.eliminations:
        yield Skipped(reason=f"{ELIMINATED}了的，逐个数比，不再比合计")
    elif all(one.holds for one in typed):
        yield from _named(case)


def _typed(case: Case) -> Iterator[Sum]:
    """What was typed in a table that the department and all units have, by cell.

    What a document of another year lends is left to that year's check.
    """
    every = (case.accounts, *case.units.values())
    shared = set(case.accounts.edition.tables).intersection(*(one.edition.tables for one in every))
    typed = [_addresses(accounts) for accounts in every]
    lent = {fact.address for accounts in every for fact in accounts.facts.items if fact.lent and not fact.unit}
    taken = eliminated(case.document)
    for address in sorted(set().union(*typed) - lent):
        if address.table in shared and not any(_above(address, rows) for rows in typed):
            away = {ELIMINATED: -taken[address]} if address in taken else {}
            yield Sum(
                name=str(address),
                own=_amount(case.accounts, address),
                units={name: _amount(unit, address) for name, unit in case.units.items()} | away,
                place=_place(case.accounts, address),
            )


def _addresses(accounts: Accounts) -> frozenset[Address]:
    return frozenset(fact.address for fact in accounts.facts.items if not fact.row.startswith(RECORD))


def _above(address: Address, typed: frozenset[Address]) -> bool:
    """Whether one of them typed the figure of a code above it, so that only that can be compared."""
    above = (address._replace(row=address.row[:length]) for length in range(3, len(address.row)))
    return address.row.isdigit() and any(one in typed for one in above)


def _amount(accounts: Accounts, address: Address) -> Amount:
    """What stands in a cell; nothing where a table has no such row."""
    cell = accounts.cells.get(address)
    return cell.amount if cell else NOTHING


def _place(accounts: Accounts, address: Address) -> Place | None:
    cell = accounts.cells.get(address)
    return cell.place if cell else None


def _named(case: Case) -> Iterator[Sum | Skipped]:
    for name in case.document.edition.totals_of_units:
        try:
            units = {unit: accounts.quantity(name) for unit, accounts in case.units.items()}
            own = quantity(case, name)
        except (UnknownFigureError, FormulaError) as error:
            yield Skipped(reason=f"{name}：{error}")
        else:
            yield Sum(name=name, own=own, units=units, place=place_of(case, name))


@each(_of_units)
def department_is_its_units(case: Case, one: Sum) -> Iterator[Said]:
    """C202 部门等于各单位相加: where units publish for themselves, the department's figures are their sums (rule R45).

    Sums may be smaller by what units pay each other; that is said in eliminations.yml, or in waivers.yml, which names
    the figures.
    """
    if one.holds:
        return
    behind = {name: told for name, told in one.units.items() if one.shown(case, told) != one.shown(case, NOTHING)}
    shares = "、".join(f"{name}{one.shown(case, amount)}" for name, amount in behind.items())
    apart = one.own - one.total
    whole = [name for name, amount in behind.items() if name != ELIMINATED and abs(apart).agrees(abs(amount))]
    told = found(
        "C202",
        one.place or case.figures_file,
        related=one.behind,
        hint="汇总的" if case.document.consolidation else "整个单位" if len(whole) == 1 else "各单位",
        处=one.name,
        印=one.shown(case, one.own),
        算=one.shown(case, one.total),
        各数=shares,
        差=one.shown(case, abs(apart)),
        单位=whole[0] if len(whole) == 1 else "",
        多少="漏了" if apart.yuan < 0 else "多加了",
    )
    yield told.apart_by(apart) if one.behind else told


def _made(case: Case) -> Iterator[Finding | None]:
    """What was found while the units were summed; None where nothing is wrong."""
    if case.document.consolidation is not None:
        yield from case.document.consolidation.findings or (None,)


@each(_made)
def units_can_be_summed(_case: Case, one: Finding | None) -> Iterator[Said]:
    """C203 汇总: a sum of units needs all of them, read whole, in a unit of money no coarser, in forms that fit."""
    if one is not None:
        yield one
