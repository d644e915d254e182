"""方程组: all that the printed figures of a document say of its entered figures, as intervals.

Every printed figure stands for an interval (domain rule 2.1) and is a signed sum of entered figures; the edition's own
relations bind them further.  All is written as deviations from the entered figures, in whole cents (分), so that what
agrees exactly is exactly zero and no figure is too large for the arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import combinations, groupby
from math import inf

from msgspec import Struct

from gongkai.checks.comparisons import holds
from gongkai.checks.context import Case
from gongkai.checks.figures.printed import printed_amount
from gongkai.checks.figures.stated import Stated, binding
from gongkai.checks.unread import reason
from gongkai.model.amounts import Amount, signed_sum
from gongkai.model.places import Place
from gongkai.model.statements import Address, Cell

CENTS = Decimal(100)

Form = tuple[tuple[int, int], ...]
"""(entered figure, coefficient), sorted"""
Clashes = Mapping[frozenset[int], float]
"""sets of figures that contradict each other, with how far they are apart, in cents"""


class Figure(Struct, frozen=True, kw_only=True):
    """印出数: one typed figure, entered or given; `form`: what it is the sum of."""

    number: int
    address: Address
    amount: Amount
    place: Place
    form: Form

    @property
    def name(self) -> str:
        return str(self.address)


class Condition(Struct, frozen=True, kw_only=True):
    """一个条件: the deviations of the entered figures in `form` must sum to something from `low` to `high`, in cents.

    `figure`: the figure that says so; None for a relation that the edition states.
    """

    form: Form
    low: float
    high: float
    figure: Figure | None = None

    @property
    def members(self) -> frozenset[int]:
        """The figures that it binds."""
        return frozenset([*(fact for fact, _ in self.form), *([self.figure.number] if self.figure else [])])


class System(Struct, frozen=True, kw_only=True, dict=True):
    """方程组 of one document. Figures are numbered: entered ones as facts are, given ones from there on."""

    entered: tuple[Figure, ...]
    given: tuple[Figure, ...]
    rows: tuple[Condition, ...]
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
        return {**self._impossible(row for row in self.rows if row.figure is None), **self.broken, **self.of_sums}

    @cached_property
    def of_sums(self) -> Clashes:
        """Those of figures and their sums, whatever the edition states besides."""
        given = [row for row in self.rows if row.figure is not None]
        return {**self._impossible(given), **dict(self._unequal()), **self.unsummed}

    @cached_property
    def _by_form(self) -> Mapping[Form, tuple[Figure, ...]]:
        found: dict[Form, list[Figure]] = {}
        for figure in self.figures:
            found.setdefault(figure.form, []).append(figure)
        return {form: tuple(listed) for form, listed in found.items()}

    def alike(self, form: Form) -> tuple[Figure, ...]:
        """The figures that are typed for the very same quantity."""
        return self._by_form.get(form, ())

    def _impossible(self, rows: Iterable[Condition]) -> Clashes:
        """Given figures (or relations) beyond what the rounding of their entered figures allows."""
        clashes: dict[frozenset[int], float] = {}
        for row in rows:
            reach = self.reach(row.form)
            if row.low > reach or row.high < -reach:
                nearest = row.low if row.low > reach else row.high
                clashes[row.members] = (row.low + row.high) / 2 if row.figure else nearest
        return clashes

    def _unequal(self) -> Iterator[tuple[frozenset[int], float]]:
        """Two given figures of one quantity that cannot both be right."""
        rows = sorted((row for row in self.rows if row.figure), key=lambda row: row.form)
        for _, group in groupby(rows, key=lambda row: row.form):
            same = {(row.low, row.high): row for row in group}.values()
            for row, other in combinations(same, 2):
                if row.figure and other.figure and (row.low > other.high or other.low > row.high):
                    yield frozenset({row.figure.number, other.figure.number}), row.low - other.low


def cents(yuan: Decimal) -> int:
    return int(yuan * CENTS)


@lru_cache(maxsize=2)
def system_of(case: Case) -> System:
    """The system of a document's typed figures and of the relations that its edition states as binding.

    Sums of tables that were not read whole say nothing.
    That a figure is not below zero (甲 ≥ 0) contradicts no other figure: F301 tells it.
    """
    entered, given = tuple(_entered(case)), tuple(_given(case))
    relations = [one for one in binding(case) if not one.against_nothing]
    sums = [figure for figure in given if not reason(case, (figure.address.table,))]
    typed: dict[Address, list[Figure]] = {}
    for figure in (*entered, *given):
        if reason(case, (figure.address.table,)):
            continue
        if figure.amount.yuan or figure.form:
            typed.setdefault(figure.address, []).append(figure)
    return System(
        entered=entered,
        given=given,
        rows=(*(_row(case, figure) for figure in sums), *(_relation(case, one) for one in relations)),
        unsummed=dict(_unsummed(case, typed)),
        broken=dict(_broken(case, typed, relations)),
    )


def _entered(case: Case) -> Iterator[Figure]:
    for number, fact in enumerate(case.accounts.facts.items):
        form = ((number, 1),)
        yield Figure(number=number, address=fact.address, amount=fact.amount, place=fact.place, form=form)


def _given(case: Case) -> Iterator[Figure]:
    typed = ((cell, cell.given) for cell in case.accounts.cells.values() if cell.given is not None)
    for number, (cell, given) in enumerate(typed, start=len(case.accounts.facts.items)):
        amount = Amount(yuan=given.amount.yuan, margin=printed_amount(case, cell).margin)
        form = tuple(sorted(cell.parts))
        yield Figure(number=number, address=cell.address, amount=amount, place=given.place, form=form)


def _row(case: Case, figure: Figure) -> Condition:
    residual = cents(figure.amount.yuan) - cents(case.accounts.facts.total(dict(figure.form)).yuan)
    margin = cents(figure.amount.margin)
    return Condition(form=figure.form, low=residual - margin, high=residual + margin, figure=figure)


def _relation(case: Case, one: Stated) -> Condition:
    form = tuple(sorted(case.accounts.facts.parts(one.form)))
    residual = -cents(case.accounts.facts.total(one.form).yuan)
    low, high = {"≤": (-inf, residual), "≥": (residual, inf)}.get(one.sign, (residual, residual))
    return Condition(form=form, low=low, high=high)


def _unsummed(case: Case, typed: dict[Address, list[Figure]]) -> Iterator[tuple[frozenset[int], float]]:
    """Printed figures that do not add up down a column or across a row, beyond rounding; all of them typed."""
    cells = case.accounts.cells
    for cell in cells.values():
        for relation in () if _only_derives(cell) else cell.relations:
            terms = [(1, cell), *[(-sign, cells[term]) for sign, term in relation.terms if term in cells]]
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


def _only_derives(cell: Cell) -> bool:
    """Whether a cell has figures that nobody printed there."""
    return cell.place is None and bool(cell.parts)


def _members(
    case: Case, terms: list[tuple[int, Cell]], sign: str, typed: dict[Address, list[Figure]]
) -> Iterator[tuple[frozenset[int], float]]:
    """The typed figures of a signed sum that cannot be zero (or not above it, not below it)."""
    members: set[int] = set()
    for _, cell in terms:
        own = typed.get(cell.address, [])
        if _only_derives(cell) or len(own) > 1:
            return
        members.update(figure.number for figure in own)
    difference = signed_sum((factor, printed_amount(case, cell)) for factor, cell in terms)
    if not holds(sign, difference):
        yield frozenset(members), cents(difference.yuan)
