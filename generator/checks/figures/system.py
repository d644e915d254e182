"""方程组: all that the printed figures of a document say of its entered figures, as intervals.

Every printed figure stands for an interval (domain rule 2.1) and is a signed sum of entered figures; the edition's own
relations bind them further.  All is written as deviations from the entered figures, in whole cents (分), so that what
agrees exactly is exactly zero and no figure is too large for the arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from math import inf

from gongkai.checks.context import Case
from gongkai.checks.figures.printed import printed_amount
from gongkai.checks.figures.stated import Stated, stated
from gongkai.model.amounts import ZERO, Amount
from gongkai.model.places import Place
from gongkai.model.relations import Weight
from gongkai.model.statements import Address, Cell

CENTS = Decimal(100)

Form = tuple[tuple[int, int], ...]
"""(entered figure, coefficient), sorted"""
Clashes = Mapping[frozenset[int], float]
"""sets of figures that contradict each other, with how far they are apart, in cents"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """印出数: one typed figure, entered or given; `form`: what it is the sum of."""

    number: int
    name: str
    address: Address
    amount: Amount
    place: Place
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """一个条件: the deviations of the entered figures in `form` must sum to something from `low` to `high`, in cents.

    `figure`: the given figure that says so; None for a relation that the edition states.
    """

    form: Form
    low: float
    high: float
    figure: Figure | None = None


@dataclass(frozen=True, kw_only=True)
class System:
    """方程组 of one document. Figures are numbered: entered ones as facts are, given ones from there on."""

    entered: tuple[Figure, ...]
    given: tuple[Figure, ...]
    rows: tuple[Row, ...]
    unsummed: Clashes
    """figures as printed that do not add up"""
    broken: Clashes
    """figures as printed that break a relation of the edition"""

    @property
    def figures(self) -> tuple[Figure, ...]:
        return (*self.entered, *self.given)

    @cached_property
    def margins(self) -> tuple[int, ...]:
        """Of the entered figures, in cents."""
        return tuple(cents(figure.amount.margin) for figure in self.entered)

    @property
    def exact(self) -> bool:
        """Whether nothing is rounded, so that every condition is an equality (or a plain comparison)."""
        return not any(self.margins) and not any(figure.amount.margin for figure in self.given)

    def reach(self, form: Form) -> int:
        """How far rounding lets a sum of entered figures deviate."""
        return sum(abs(factor) * self.margins[fact] for fact, factor in form)

    @cached_property
    def contradictions(self) -> tuple[frozenset[int], ...]:
        """Sets of figures that contradict each other, as they show without solving the whole, smallest first."""
        return tuple(sorted(self._clashes, key=lambda one: (len(one), sorted(one))))

    def apart(self, members: frozenset[int]) -> Amount | None:
        """How far figures that contradict each other are apart, if that shows without solving the whole."""
        off = self._clashes.get(members)
        return None if off is None else Amount(yuan=abs(Decimal(off)) / CENTS)

    @cached_property
    def _clashes(self) -> Clashes:
        relations = (self._impossible(row) for row in self.rows if row.figure is None)
        return {**{one: off for found in relations for one, off in found}, **self.broken, **self.of_sums}

    @cached_property
    def of_sums(self) -> Clashes:
        """Those of figures and their sums, whatever the edition states besides."""
        given = (self._impossible(row) for row in self.rows if row.figure is not None)
        return {**{one: off for found in given for one, off in found}, **dict(self._unequal()), **self.unsummed}

    @cached_property
    def _by_form(self) -> Mapping[Form, tuple[Figure, ...]]:
        found: dict[Form, list[Figure]] = {}
        for figure in self.figures:
            found.setdefault(figure.form, []).append(figure)
        return {form: tuple(listed) for form, listed in found.items()}

    def alike(self, form: Form) -> tuple[Figure, ...]:
        """The figures that are typed for the very same quantity."""
        return self._by_form.get(form, ())

    def _impossible(self, row: Row) -> Iterator[tuple[frozenset[int], float]]:
        """A given figure (or a relation) beyond what the rounding of its entered figures allows."""
        reach = self.reach(row.form)
        if row.low > reach or row.high < -reach:
            members = frozenset({*(fact for fact, _ in row.form), *([row.figure.number] if row.figure else [])})
            yield members, (row.low + row.high) / 2 if row.figure else row.low if row.low > reach else row.high

    def _unequal(self) -> Iterator[tuple[frozenset[int], float]]:
        """Two given figures of one quantity that cannot both be right."""
        rows = sorted((row for row in self.rows if row.figure), key=lambda row: row.form)
        for _, group in groupby(rows, key=lambda row: row.form):
            same = list({(row.low, row.high): row for row in group}.values())
            for number, row in enumerate(same):
                for other in same[number + 1 :]:
                    if row.figure and other.figure and (row.low > other.high or other.low > row.high):
                        yield frozenset({row.figure.number, other.figure.number}), row.low - other.low


def cents(yuan: Decimal) -> int:
    return int(yuan * CENTS)


def system_of(case: Case) -> System:
    """The system of a document's typed figures and of the relations that its edition states as binding.

    That a figure is not below zero (甲 ≥ 0) contradicts no other figure: F301 tells it.
    """
    accounts = case.accounts
    facts = accounts.facts.items
    entered = tuple(
        Figure(
            number=number,
            name=str(Address(fact.table, fact.row, fact.column)),
            address=Address(fact.table, fact.row, fact.column),
            amount=fact.amount,
            place=fact.place,
            form=((number, 1),),
        )
        for number, fact in enumerate(facts)
    )
    given: list[Figure] = []
    for address, cell in accounts.cells.items():
        if cell.given is not None:
            amount = Amount(yuan=cell.given.amount.yuan, margin=printed_amount(case, cell).margin)
            form = tuple(sorted(cell.parts))
            place = cell.given.place
            number = len(facts) + len(given)
            given.append(
                Figure(number=number, name=str(address), address=address, amount=amount, place=place, form=form)
            )
    relations = [
        one
        for one in stated(case)
        if isinstance(one, Stated) and one.relation.weight is Weight.INCONSISTENCY and not one.against_nothing
    ]
    typed: dict[Address, list[Figure]] = {}
    for figure in (*entered, *given):
        if figure.amount.yuan or figure.form:
            typed.setdefault(figure.address, []).append(figure)
    return System(
        entered=entered,
        given=tuple(given),
        rows=(*(_row(case, figure) for figure in given), *(_relation(case, one) for one in relations)),
        unsummed=dict(_unsummed(case, typed)),
        broken=dict(_broken(case, typed, relations)),
    )


def _row(case: Case, figure: Figure) -> Row:
    residual = cents(figure.amount.yuan) - cents(_sum(case, figure.form))
    margin = cents(figure.amount.margin)
    return Row(form=figure.form, low=residual - margin, high=residual + margin, figure=figure)


def _relation(case: Case, one: Stated) -> Row:
    form = tuple(sorted(case.accounts.facts.parts(one.form)))
    residual = -cents(_sum(case, form))
    low, high = {"≤": (-inf, residual), "≥": (residual, inf)}.get(one.sign, (residual, residual))
    return Row(form=form, low=low, high=high)


def _sum(case: Case, form: Form) -> Decimal:
    facts = case.accounts.facts.items
    return sum((facts[fact].amount.yuan * factor for fact, factor in form), ZERO)


def _unsummed(case: Case, typed: dict[Address, list[Figure]]) -> Iterator[tuple[frozenset[int], float]]:
    """Printed figures that do not add up down a column or across a row, beyond rounding; all of them typed."""
    cells = case.accounts.cells
    for cell in cells.values():
        for relation in cell.relations:
            terms = [(1, cell), *((-sign, cells[term]) for sign, term in relation.terms if term in cells)]
            if len(terms) == len(relation.terms) + 1:
                yield from _members(case, terms, "=", typed)


def _broken(
    case: Case, typed: dict[Address, list[Figure]], relations: Iterable[Stated]
) -> Iterator[tuple[frozenset[int], float]]:
    """Printed figures that break a relation of the edition, beyond rounding; all of them typed."""
    cells = case.accounts.cells
    for one in relations:
        sides = [(1, one.left), (-1, one.right)]
        parts = [(sign * part.sign, part.address) for sign, side in sides for part in side.parts]
        named = [(sign, cells[address]) for sign, address in parts if address is not None and address in cells]
        if len(named) == len(parts):
            yield from _members(case, named, one.sign, typed)


def _members(
    case: Case, terms: list[tuple[int, Cell]], sign: str, typed: dict[Address, list[Figure]]
) -> Iterator[tuple[frozenset[int], float]]:
    """The typed figures of a signed sum that cannot be zero (or not above it, not below it)."""
    members: set[int] = set()
    difference, margin = ZERO, ZERO
    for factor, cell in terms:
        own = typed.get(cell.address, [])
        if (cell.place is None and cell.parts) or len(own) > 1:
            return
        amount = printed_amount(case, cell)
        difference += factor * amount.yuan
        margin += amount.margin
        members.update(figure.number for figure in own)
    too_much = sign in "=≤" and difference > margin
    too_little = sign in "=≥" and -difference > margin
    if too_much or too_little:
        yield frozenset(members), cents(difference)
