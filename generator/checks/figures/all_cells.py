"""全部格子: every cell of a document that could hold a figure, blank or not, to think figures into other cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.checks.figures.stated import Stated, binding
from gongkai.checks.figures.system import cents
from gongkai.figures.classify_entries import is_input, row_key
from gongkai.figures.facts import LinearForm
from gongkai.model.amounts import NOTHING
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.forms import TableForm
from gongkai.model.places import NOWHERE, Place
from gongkai.model.statements import Address, Statement


class Condition(Struct, frozen=True, kw_only=True):
    """一个条件: a given cell is the sum of entered ones; or a sum is zero, or not above it, as the edition states."""

    off: int
    """how far what is given lies from the sum, as typed"""
    reach: int
    """how far rounding lets it lie"""
    at_most: bool = False

    def is_wrong(self, off: int, reach: int) -> bool:
        return -off > reach if self.at_most else abs(off) > reach


class TableCells(Struct, frozen=True, kw_only=True, dict=True):
    """所有格子 with what was typed in each, in cents, 0 where nothing was."""

    entered: Mapping[Address, int]
    given: Mapping[Address, int]
    conditions: tuple[Condition, ...]
    """those of the given cells, in their order, then the relations of the edition"""
    terms: Mapping[Address, tuple[tuple[int, int], ...]]
    """(condition, coefficient in its sum) of each cell; a given cell stands on the other side of its own condition"""
    half: int
    """rounding of a figure that is not zero"""
    places: Mapping[Address, Place]
    columns: tuple[tuple[Address, ...], ...]
    """the cells of each column of figures, from top to bottom, as printed and as typed"""
    rows: tuple[tuple[Address, ...], ...]
    """the cells of each typed row, from left to right, blank ones too"""

    def typed(self, address: Address) -> int:
        return self.entered[address] if address in self.entered else self.given[address]

    def differ(self, one: Address, other: Address) -> bool:
        return self.typed(one) != self.typed(other)

    @cached_property
    def blank(self) -> frozenset[int]:
        """The conditions of given cells that are blank, which say nothing."""
        return frozenset(number for number, value in enumerate(self.given.values()) if not value)

    @cached_property
    def wrong(self) -> frozenset[int]:
        """The conditions that rounding does not explain."""
        wrong = (number for number, one in enumerate(self.conditions) if one.is_wrong(one.off, one.reach))
        return frozenset(wrong) - self.blank

    def touched(self, cells: Iterable[Address]) -> frozenset[int]:
        """The conditions that these cells are part of."""
        return frozenset(number for cell in cells for number, _ in self.terms[cell])

    def covers(self, cells: Iterable[Address]) -> bool:
        """Whether every wrong condition has one of these cells in it, so that other figures there could mend all."""
        return self.wrong <= self.touched(cells)

    def left(self, changes: Mapping[Address, int | None]) -> int | None:
        """How far off the wrong conditions are with these cells filled otherwise; None if any is still wrong.

        A change of None: any figure will do.
        """
        if not self.covers(changes):
            return None
        off = [one.off for one in self.conditions]
        reach = [one.reach for one in self.conditions]
        silent = self._silent(changes)
        for address, value in changes.items():
            before, after = self.typed(address), value or 0
            rounding = 0 if address in self.given else self.half * ((after != 0) - (before != 0))
            for number, factor in self.terms[address]:
                off[number] -= factor * (after - before)
                reach[number] += abs(factor) * rounding
        claimed = self.touched(changes) - silent
        if any(self.conditions[number].is_wrong(off[number], reach[number]) for number in claimed):
            return None
        return sum(abs(off[number]) for number in self.wrong & claimed)

    def _silent(self, changes: Mapping[Address, int | None]) -> frozenset[int]:
        """The conditions that say nothing any more: of unknown figures, and of given cells that are blank then."""
        filled = self.touched(cell for cell in changes if cell in self.given)
        opened = (cell for cell, value in changes.items() if value is None or (not value and cell in self.given))
        return (self.blank - filled) | self.touched(opened)


def sheet_of(case: Case) -> TableCells:
    """The sheet of a document; cells that hold several figures (a code under two 资金) are left as they are."""
    whole = with_blanks(case)
    accounts = whole.accounts
    facts = accounts.facts.items
    times = Counter(fact.address for fact in facts)
    slots = {fact.address: number for number, fact in enumerate(facts) if times[fact.address] == 1}
    given = {
        address: cents(cell.given.amount.yuan) if cell.given else 0
        for address, cell in accounts.cells.items()
        if address not in times
    }
    relations = binding(whole)
    forms = [*(accounts.deriver.cell(address)[0] for address in given), *map(_not_above, relations)]
    terms = _terms(forms)
    places = {address: cell.place for address, cell in accounts.cells.items() if cell.place}
    known = slots.keys() | given.keys()
    return TableCells(
        entered={address: cents(facts[number].amount.yuan) for address, number in slots.items()},
        given=given,
        conditions=tuple(_conditions(whole, forms, list(given.values()), relations)),
        terms={
            **{address: tuple(terms.get(number, ())) for address, number in slots.items()},
            **{address: ((number, -1),) for number, address in enumerate(given)},
        },
        half=_half(whole),
        places={address: place for address, place in places.items() if place != NOWHERE},
        columns=tuple(dict.fromkeys((*_columns(accounts.statements.values(), known), *_typed_columns(case, known)))),
        rows=tuple(_rows(case, known)),
    )


def _half(case: Case) -> int:
    return max((cents(fact.amount.margin) for fact in case.accounts.facts.items), default=0)


def _terms(forms: Iterable[LinearForm]) -> Mapping[int, list[tuple[int, int]]]:
    """(condition, coefficient) of each entered figure."""
    terms: dict[int, list[tuple[int, int]]] = {}
    for number, form in enumerate(forms):
        for fact, factor in form.items():
            if factor:
                terms.setdefault(fact, []).append((number, factor))
    return terms


def _conditions(
    case: Case, forms: Iterable[LinearForm], given: list[int], relations: list[Stated]
) -> Iterator[Condition]:
    half, values = _half(case), [cents(fact.amount.yuan) for fact in case.accounts.facts.items]
    claims = [(value, half, False) for value in given] + [(0, 0, one.sign != "=") for one in relations]
    for form, (claim, own, at_most) in zip(forms, claims, strict=True):
        yield Condition(
            off=claim - sum(values[fact] * factor for fact, factor in form.items()),
            reach=own + sum(half * abs(factor) for fact, factor in form.items() if values[fact]),
            at_most=at_most,
        )


def _not_above(one: Stated) -> LinearForm:
    """What a relation says is zero, or not above zero."""
    return {fact: -factor for fact, factor in one.form.items()} if one.sign == "≥" else one.form


def with_blanks(case: Case) -> Case:
    """The document with a zero in each blank cell of typed rows, and of each row of a skeleton that was left out."""
    return case.with_figures(tuple(_filled(case)))


def _filled(case: Case) -> Iterator[Entry]:
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


def _columns(statements: Iterable[Statement], known: AbstractSet[Address]) -> Iterator[tuple[Address, ...]]:
    for statement in statements:
        for index, block in enumerate(statement.form.parts):
            rows = [row.key for row in statement.block(index) if not row.blank]
            for column in block.amounts:
                cells = [Address(statement.name, row, column) for row in rows]
                if len(cells) > 1 and known >= set(cells):
                    yield tuple(cells)


def _typed_columns(case: Case, known: AbstractSet[Address]) -> Iterator[tuple[Address, ...]]:
    """What is typed below one another, without the rows between that derive."""
    columns: dict[tuple[str, str], list[Address]] = {}
    for row in _rows(case, known):
        for cell in row:
            columns.setdefault((cell.table, cell.column), []).append(cell)
    yield from (tuple(cells) for cells in columns.values() if len(cells) > 1)


def _rows(case: Case, known: AbstractSet[Address]) -> Iterator[tuple[Address, ...]]:
    tables = case.document.edition.tables
    for table, row in dict.fromkeys((one.table, row_key(tables[one.table], one)) for one in case.document.entries):
        form = tables[table]
        block = form.placed_rows[row][0] if row in form.placed_rows else 0
        yield tuple(cell for column in form.parts[block].amounts if (cell := Address(table, row, column)) in known)
