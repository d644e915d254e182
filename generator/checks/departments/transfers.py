"""单位往来: what units of a department pay up or down, and what others of it receive by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.departments.dealings import bare
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.figures.formulas import FormulaError
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.findings import found


class _Transfer(Struct, frozen=True, kw_only=True):
    """一对: by unit what it pays and what it receives; `outside`: of these what passes between it and others."""

    paid: str
    received: str
    gives: Mapping[str, Amount]
    gets: Mapping[str, Amount]
    outside: Amount
    """received from others than units of the department, as 往来 says, less what was paid to such"""

    @property
    def apart(self) -> Amount:
        gives, gets = sum(self.gives.values(), NOTHING), sum(self.gets.values(), NOTHING)
        return gets - self.outside - gives


def _transfers(case: Case) -> Iterator[_Transfer | Skipped]:
    """Only where every unit of the department has a document; of what nobody has, nothing is said."""
    document = case.document
    units = document.department.units_in(document.year)
    if document.kind.of_unit or not any(unit.folder for unit in units):
        return
    absent = "、".join(unit.name for unit in units if unit.name not in case.units)
    for paid, received in document.edition.transfers.items():
        if absent:
            yield Skipped(reason=f"{paid}：没有{absent}的同类文件")
        else:
            yield from _transfer(case, paid, received)


def _transfer(case: Case, paid: str, received: str) -> Iterator[_Transfer | Skipped]:
    gives, gets = _amounts(case, paid), _amounts(case, received)
    unknown = [
        f"{unit}的版式没有“{name}”"
        for name, known in ((paid, gives), (received, gets))
        for unit in case.units
        if unit not in known
    ]
    money = any(amount.yuan for amount in (*gives.values(), *gets.values()))
    if money and unknown:
        yield Skipped(reason=f"{paid}：{'，'.join(unknown)}")
    elif money:
        yield _Transfer(paid=paid, received=received, gives=gives, gets=gets, outside=_outside(case, paid, received))


def _amounts(case: Case, name: str) -> dict[str, Amount]:
    """A figure of each unit, where its edition knows it."""
    found = {}
    for unit, accounts in case.units.items():
        with suppress(FormulaError):
            found[unit] = accounts.quantity(name)
    return found


def _outside(case: Case, paid: str, received: str) -> Amount:
    """What the units' documents say that they received from others than the department's units, less what they paid."""
    department = case.document.department
    known = {unit.name for unit in department.units_in(case.document.year)}
    known |= {case.document.bare_name, *(name.name for name in department.names)}
    stated = [pair for listed in case.others.of_units.values() for pair in listed if bare(pair[0].other) not in known]
    came = (one.amount(unit) for one, unit in stated if one.received and one.under == received)
    went = (one.amount(unit) for one, unit in stated if one.paid and one.under == paid)
    return sum(came, NOTHING) - sum(went, NOTHING)


@each(_transfers)
def what_units_pay_units_receive(case: Case, one: _Transfer) -> Iterator[Said]:
    """B201 单位之间: 对附属单位补助支出 of some units is 上级补助收入 of others, 上缴上级支出 is 附属单位上缴收入.

    Money may come from above the department or go to bodies that are none of its units, which 往来 says; so it warns.
    """
    if not one.apart.agrees(NOTHING):
        yield found(
            "B201",
            case.figures_file,
            付=one.paid,
            收=one.received,
            付数=_told(case, one.gives),
            收数=_told(case, one.gets),
            外=case.shown(one.outside) if one.outside.yuan else "",
            差=case.shown(abs(one.apart)),
        )


def _told(case: Case, amounts: Mapping[str, Amount]) -> str:
    """30.00万元（甲20.00万元、乙10.00万元）"""
    listed = "、".join(f"{unit}{case.shown(amount)}" for unit, amount in amounts.items() if amount.yuan)
    whole = case.shown(sum(amounts.values(), NOTHING))
    return f"{whole}（{listed}）" if listed else whole
