"""全部格子: every cell of a document that could hold a figure, blank or not, to think figures into other cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from generator.checks.case import Case
from generator.checks.figures.programme import Sparse, sparse
from generator.checks.figures.stated import Stated, stated
from generator.checks.figures.system import cents
from generator.figures.derivation import derive
from generator.figures.facts import LinearForm
from generator.figures.sorting import is_input, row_key
from generator.model.amounts import NOTHING
from generator.model.entries import EnteredAmount, Entry
from generator.model.forms import TableForm
from generator.model.places import NOWHERE, Place
from generator.model.relations import Weight
from generator.model.statements import Address, Statement

HALF = 5_000
"""cents: half the last decimal of a figure in 万元"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """所有格子 with what was typed in each: `entered` and `given` in cents, 0 where nothing was.

    A given figure is the sum over `matrix` of the entered ones; the relations of the edition stand below them, as
    sums that are to be zero, or not above it.
    """

    slots: Mapping[Address, int]
    """cells of entered figures → index"""
    totals: Mapping[Address, int]
    """cells of given figures → index"""
    entered: np.ndarray
    given: np.ndarray
    matrix: Sparse
    at_most: np.ndarray
    """which rows are not to be above zero, instead of zero"""
    half: int
    """rounding of a figure that is not zero"""
    places: Mapping[Address, Place]
    columns: tuple[tuple[Address, ...], ...]
    """the cells of each column of figures, from top to bottom as printed"""
    lines: tuple[tuple[Address, ...], ...]
    """the cells of each typed row"""

    def typed(self, address: Address) -> int:
        if address in self.slots:
            return int(self.entered[self.slots[address]])
        return int(self.given[self.totals[address]])

    def agree(self, tried: list[Mapping[Address, int | None]]) -> list[int]:
        """Which of some other ways to fill cells leave no condition beyond rounding; None: any figure will do."""
        return [
            start + int(number)
            for start in range(0, len(tried), 500)
            for number in np.flatnonzero(self._agree(tried[start : start + 500]))
        ]

    def _agree(self, tried: list[Mapping[Address, int | None]]) -> np.ndarray:
        entered = np.repeat(self.entered[:, None], len(tried), axis=1)
        given = np.repeat(self.given[:, None], len(tried), axis=1)
        free_entered = np.zeros(entered.shape)
        free_given = np.zeros(given.shape, dtype=bool)
        for number, changes in enumerate(tried):
            for address, value in changes.items():
                if address in self.slots:
                    entered[self.slots[address], number] = value or 0
                    free_entered[self.slots[address], number] = value is None
                else:
                    given[self.totals[address], number] = value or 0
                    free_given[self.totals[address], number] = value is None
        width = abs(self.matrix)
        own = np.repeat(self.half, len(self.given))
        own[len(self.totals) :] = 0
        off = given - self.matrix @ entered
        reach = width @ (self.half * (entered != 0)) + own[:, None]
        claimed = (given != 0) & ~free_given
        claimed[len(self.totals) :] = True
        claimed &= (width @ free_entered) == 0
        wrong = np.where(self.at_most[:, None], -off > reach, np.abs(off) > reach)
        fits: np.ndarray = ~(wrong & claimed).any(axis=0)
        return fits


def sheet_of(case: Case) -> Sheet:
    """The sheet of a document; cells that hold several figures (a code under two 资金) are left as they are."""
    document = replace(case.document, entries=tuple(_filled(case)))
    accounts = derive(document.edition, document.entries, case.accounts.naming)
    facts = accounts.facts.items
    addresses = [Address(fact.table, fact.row, fact.column) for fact in facts]
    times = Counter(addresses)
    slots = {address: number for number, address in enumerate(addresses) if times[address] == 1}
    given = {address: cell.given for address, cell in accounts.cells.items() if cell.given is not None}
    totals = [address for address in accounts.cells if address not in times]
    relations = [
        one
        for one in stated(replace(case, document=document, accounts=accounts))
        if isinstance(one, Stated) and one.relation.weight is Weight.INCONSISTENCY
    ]
    forms = [accounts.deriver.cell(address)[0] for address in totals] + [_not_above(one) for one in relations]
    places = {address: facts[number].place for address, number in slots.items()}
    places |= {address: one.place for address, one in given.items()}
    return Sheet(
        slots=slots,
        totals={address: number for number, address in enumerate(totals)},
        entered=np.array([float(cents(fact.amount.yuan)) for fact in facts]),
        given=np.array(
            [float(cents(given[one].amount.yuan)) if one in given else 0.0 for one in totals] + [0.0] * len(relations)
        ),
        matrix=sparse([form.items() for form in forms], len(facts)),
        at_most=np.array([False] * len(totals) + [one.sign != "=" for one in relations]),
        half=HALF if any(fact.amount.margin for fact in facts) else 0,
        places={address: place for address, place in places.items() if place != NOWHERE},
        columns=tuple(_columns(accounts.statements.values(), {*slots, *totals})),
        lines=tuple(_lines(case, {*slots, *totals})),
    )


def _not_above(one: Stated) -> LinearForm:
    """What a relation says is zero, or not above zero."""
    return {fact: -factor for fact, factor in one.form.items()} if one.sign == "≥" else one.form


def _filled(case: Case) -> Iterator[Entry]:
    """The typed rows with a zero in each blank cell, and zeros for each row of a skeleton that was left out."""
    tables = case.document.edition.tables
    rows: dict[str, set[str]] = {}
    for entry in case.document.entries:
        rows.setdefault(entry.table, set()).add(entry.row)
        have = {one.column for one in entry.amounts}
        yield replace(entry, amounts=(*entry.amounts, *_zeros(tables[entry.table], entry.row, have)))
    for name, typed in rows.items():
        for row in tables[name].placed_rows:
            if row not in typed:
                zeros = tuple(_zeros(tables[name], row, set()))
                yield Entry(table=name, row=row, fields=(), amounts=zeros, place=NOWHERE)


def _zeros(form: TableForm, row: str, have: set[str]) -> Iterator[EnteredAmount]:
    block = form.placed_rows[row][0] if row in form.placed_rows else 0
    for column in form.parts[block].amounts:
        if column not in have and is_input(form, row, column):
            yield EnteredAmount(column=column, amount=NOTHING, place=NOWHERE)


def _columns(statements: Iterable[Statement], known: set[Address]) -> Iterator[tuple[Address, ...]]:
    for statement in statements:
        for index, block in enumerate(statement.form.parts):
            rows = [row.key for row in statement.block(index) if not row.blank]
            for column in block.amounts:
                cells = [Address(statement.name, row, column) for row in rows]
                if len(cells) > 1 and known.issuperset(cells):
                    yield tuple(cells)


def _lines(case: Case, known: set[Address]) -> Iterator[tuple[Address, ...]]:
    tables = case.document.edition.tables
    for entry in case.document.entries:
        key = row_key(tables[entry.table], entry)
        yield tuple(address for one in entry.amounts if (address := Address(entry.table, key, one.column)) in known)
