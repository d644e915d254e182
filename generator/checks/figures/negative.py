"""负数: a typed figure below zero asks for a reason."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.figures.stated import working
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.model.amounts import ZERO, Amount
from gongkai.model.findings import found
from gongkai.model.places import Place


def negative_figures(case: Case) -> Iterator[Outcome]:
    """F302 负数: each typed figure is told, not the sums and the other tables that it stands behind.

    What the edition itself demands to be no less than zero is the matter of F301.
    """
    figures = list(_figures(case))
    for name, amount, place in (*figures, *_inputs(case)):
        yield found("F302", place, 处=name, 填=case.shown(amount))
    if not figures:
        yield Held(count=sum(1 for fact in case.accounts.facts.items if fact.amount.yuan))


def _figures(case: Case) -> Iterator[tuple[str, Amount, Place]]:
    facts = case.accounts.facts
    negative = {number: fact for number, fact in enumerate(facts.items) if fact.amount.yuan < ZERO and not fact.lent}
    if not negative:
        return
    bound = [facts.parts(one.form) for one in working(case) if one.against_nothing and one.sign == "≥"]
    demanded = {fact for parts in bound if len(parts) == 1 for fact, factor in parts if factor == 1}
    for number, fact in negative.items():
        if number not in demanded:
            yield str(fact.address), fact.amount, fact.place


def _inputs(case: Case) -> Iterator[tuple[str, Amount, Place]]:
    for path, given in case.document.inputs.items():
        if isinstance(given.value, Amount) and given.value.yuan < ZERO:
            yield f"填报项“{path}”", given.value, given.place


RULES = (Rule(code="F302", check=negative_figures),)
