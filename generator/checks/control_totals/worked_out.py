"""推出来的数: what a control total is compared with, and every typed amount behind it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from gongkai.checks import quantities
from gongkai.checks.context import Case
from gongkai.checks.filled_forms import forms
from gongkai.checks.quantities import INPUT, UnknownFigureError
from gongkai.checks.unread import reason_of_formula
from gongkai.figures.facts import combine
from gongkai.figures.formulas import parse
from gongkai.model.amounts import Amount, signed_sum
from gongkai.model.control_totals import FORMS
from gongkai.model.performance_roles import Subject
from gongkai.model.places import Place


class TypedAmount(Struct, frozen=True, kw_only=True):
    """填的一个数 behind a total. `factor`: how often it counts."""

    name: str
    amount: Amount
    place: Place
    factor: int = 1


class Worked(Struct, frozen=True, kw_only=True):
    """推算 of a total, as it is printed."""

    amount: Amount
    typed: tuple[TypedAmount, ...]
    """those that are not zero"""

    @property
    def key(self) -> frozenset[tuple[Place, int]]:
        """Equal keys are one and the same quantity."""
        return frozenset((one.place, one.factor) for one in self.typed)

    @property
    def factors(self) -> dict[Place, int]:
        """How often each figure counts, by where it was typed."""
        return {one.place: one.factor for one in self.typed}


def is_of_tables(formula: str) -> bool:
    """Whether a formula speaks of nothing that is typed beside the tables."""
    return not any(name in formula for name in (INPUT, FORMS))


def worked_out(case: Case, formula: str) -> Worked:
    """Of several inputs, those that were typed. Raises UnknownFigureError or FormulaError if it cannot be."""
    if is_of_tables(formula):
        return _of_tables(case, formula)
    amounts, typed = [], []
    named = [(term, term.first.path) for term in parse(formula)]
    listed = [(term, name, list(_behind(case, name))) for term, name in named]
    given = [one for one in listed if one[2]]
    for term, name, behind in given or listed:
        typed += [TypedAmount(name=one.name, amount=one.amount, place=one.place, factor=term.sign) for one in behind]
        total = signed_sum((1, one.amount) for one in behind)
        amounts.append((term.sign, total if name.startswith(FORMS) else quantities.figure(case, name)))
    return Worked(amount=signed_sum(amounts), typed=tuple(one for one in typed if one.amount.yuan))


def _of_tables(case: Case, formula: str) -> Worked:
    """As it is printed, unless that contradicts its own figures, which is told where it was typed (F101)."""
    unread = reason_of_formula(case, formula)
    if unread:
        raise UnknownFigureError(unread)
    facts = case.accounts.facts
    evaluated = case.accounts.deriver.references.evaluate(formula)
    parts = sorted(facts.parts(combine([(part.sign, part.form) for part in evaluated])))
    printed, derived = case.accounts.quantity(formula), facts.total(dict(parts))
    behind = ((facts.items[number], factor) for number, factor in parts)
    return Worked(
        amount=printed if printed.agrees(derived) else derived,
        typed=tuple(
            TypedAmount(name=fact.called, amount=fact.amount, place=fact.place, factor=factor)
            for fact, factor in behind
        ),
    )


def _behind(case: Case, name: str) -> Iterator[TypedAmount]:
    return _of_forms(case, name) if name.startswith(FORMS) else _inputs(case, name)


def _inputs(case: Case, name: str) -> Iterator[TypedAmount]:
    for given in quantities.inputs(case, name.removeprefix(INPUT)):
        if isinstance(given.value, Amount):
            yield TypedAmount(name=given.path.replace(".", "·"), amount=given.value, place=given.place)


def _of_forms(case: Case, name: str) -> Iterator[TypedAmount]:
    """绩效.项目自评.执行数: of each form of the kind."""
    _, kind, role = name.split(".", 2)
    for form in forms(case, *Subject, outcome=None):
        funds = form.roles.funds if form.roles.kind and form.roles.kind.name == kind else None
        value = form.value(funds.path_named(role)) if funds else None
        if value is not None and value.has_amount:
            yield TypedAmount(name=f"{form.title}·{role}", amount=value.amount, place=value.place)
