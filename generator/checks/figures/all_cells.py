"""全部格子: every cell of a document that could hold a figure, blank or not, to think figures into other cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from gongkai.checks.context import Case
from gongkai.checks.figures.stated import Stated, stated
from gongkai.checks.figures.system import cents
from gongkai.figures.classify_entries import is_input, row_key
from gongkai.figures.facts import LinearForm
from gongkai.model.amounts import NOTHING
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.forms import TableForm
from gongkai.model.places import NOWHERE, Place
from gongkai.model.relations import Weight
from gongkai.model.statements import Address, Statement


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """所有格子 with what was typed in each, in cents, 0 where nothing was.

    Each given cell is the sum of entered ones; that is a condition. The relations of the edition are conditions too,
    numbered from there on: sums that are to be zero, or not above it.
    """

    entered: Mapping[Address, int]
    given: Mapping[Address, int]
    conditions: Mapping[Address, int]
    """number of the condition of each given cell"""
    terms: Mapping[Address, tuple[tuple[int, int], ...]]
    """(condition, coefficient) of each entered cell"""
    off: tuple[int, ...]
    """of each condition: how far what is given lies from the sum, as typed"""
    reach: tuple[int, ...]
    """of each condition: how far rounding lets it lie"""
    at_most: frozenset[int]
    """the conditions that are not to be above zero"""
    half: int
    """rounding of a figure that is not zero"""
    places: Mapping[Address, Place]
    columns: tuple[tuple[Address, ...], ...]
    """the cells of each column of figures, from top to bottom as printed"""
    lines: tuple[tuple[Address, ...], ...]
    """the cells of each typed row"""

    def typed(self, address: Address) -> int:
        return self.entered[address] if address in self.entered else self.given[address]

    @cached_property
    def wrong(self) -> frozenset[int]:
        """The conditions that rounding does not explain. A given cell that is blank says nothing."""
        blank = {number for address, number in self.conditions.items() if not self.given[address]}
        return frozenset(
            number
            for number, (off, reach) in enumerate(zip(self.off, self.reach, strict=True))
            if number not in blank and self._is_wrong(number, off, reach)
        )

    def _is_wrong(self, condition: int, off: int, reach: int) -> bool:
        return -off > reach if condition in self.at_most else abs(off) > reach

    @cached_property
    def touched(self) -> Mapping[Address, frozenset[int]]:
        """The conditions that each cell is part of."""
        entered = {address: frozenset(number for number, _ in terms) for address, terms in self.terms.items()}
        return entered | {address: frozenset((number,)) for address, number in self.conditions.items()}

    def covers(self, cells: Iterable[Address]) -> bool:
        """Whether every wrong condition has one of these cells in it, so that other figures there could mend all."""
        left = self.wrong
        for cell in cells:
            left = left - self.touched[cell]
            if not left:
                return True
        return not left

    def left(self, changes: Mapping[Address, int | None]) -> int | None:
        """How far off the wrong conditions are with these cells filled otherwise; None if any is still wrong.

        A change of None: any figure will do.
        """
        if not self.covers(changes):
            return None
        off: dict[int, int] = {}
        reach: dict[int, int] = {}
        open_: set[int] = set()
        for address, value in changes.items():
            before, after = self.typed(address), value or 0
            own = self.half * ((after != 0) - (before != 0))
            if address in self.conditions:
                number = self.conditions[address]
                off[number] = off.get(number, self.off[number]) + after - before
                reach[number] = reach.get(number, self.reach[number])
                if not after:
                    open_.add(number)
                continue
            for number, factor in self.terms[address]:
                off[number] = off.get(number, self.off[number]) - factor * (after - before)
                reach[number] = reach.get(number, self.reach[number]) + abs(factor) * own
                if value is None:
                    open_.add(number)
        blank = {self.conditions[one] for one in self.conditions if not self.given[one] and one not in changes}
        claimed = off.keys() - open_ - blank
        if any(self._is_wrong(number, off[number], reach[number]) for number in claimed):
            return None
        return sum(abs(off[number]) for number in self.wrong & claimed)


def sheet_of(case: Case) -> Sheet:
    """The sheet of a document; cells that hold several figures (a code under two 资金) are left as they are."""
    document = replace(case.document, entries=tuple(_filled(case)))
    accounts = case.accounts.again(document.entries)
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
    half = max((cents(fact.amount.margin) for fact in facts), default=0)
    values = [cents(fact.amount.yuan) for fact in facts]
    claims = [cents(given[one].amount.yuan) if one in given else 0 for one in totals] + [0] * len(relations)
    terms: dict[int, list[tuple[int, int]]] = {}
    for number, form in enumerate(forms):
        for fact, factor in form.items():
            if factor:
                terms.setdefault(fact, []).append((number, factor))
    places = {address: facts[number].place for address, number in slots.items()}
    places |= {address: one.place for address, one in given.items()}
    known = {*slots, *totals}
    return Sheet(
        entered={address: values[number] for address, number in slots.items()},
        given=dict(zip(totals, claims, strict=False)),
        conditions={address: number for number, address in enumerate(totals)},
        terms={address: tuple(terms.get(number, ())) for address, number in slots.items()},
        off=tuple(
            claim - sum(values[fact] * factor for fact, factor in form.items())
            for claim, form in zip(claims, forms, strict=True)
        ),
        reach=tuple(
            sum(half * abs(factor) for fact, factor in form.items() if values[fact])
            + (half if number < len(totals) else 0)
            for number, form in enumerate(forms)
        ),
        at_most=frozenset(number for number, one in enumerate(relations, start=len(totals)) if one.sign != "="),
        half=half,
        places={address: place for address, place in places.items() if place != NOWHERE},
        columns=tuple(_columns(accounts.statements.values(), known)),
        lines=tuple(_lines(case, known)),
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
