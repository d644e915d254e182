"""负数: a typed figure below zero asks for a reason."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.figures.stated import working
from gongkai.checks.outcomes import Said, each
from gongkai.model.amounts import ZERO, Amount
from gongkai.model.findings import found
from gongkai.model.places import Place

_Typed = tuple[str, Amount, Place]
"""what it is called, and where it was typed"""


def _typed(case: Case) -> Iterator[_Typed]:
    """Every figure but those that the edition itself demands to be no less than zero, the matter of F301."""
    demanded = set(_demanded(case))
    for number, fact in enumerate(case.accounts.facts.items):
        if fact.amount.yuan and not fact.lent and number not in demanded:
            yield str(fact.address), fact.amount, fact.place
    for path, given in case.document.inputs.items():
        if isinstance(given.value, Amount) and given.value.yuan:
            yield f"填报项“{path}”", given.value, given.place


@each(_typed)
def negative_figures(case: Case, one: _Typed) -> Iterator[Said]:
    """F302 负数: each typed figure is told, not the sums and the other tables that it stands behind."""
    name, amount, place = one
    if amount.yuan < ZERO:
        yield found("F302", place, 处=name, 填=case.shown(amount))


def _demanded(case: Case) -> Iterator[int]:
    for one in working(case):
        if one.against_nothing and one.sign == "≥":
            match tuple(case.accounts.facts.parts(one.form)):
                case ((fact, 1),):
                    yield fact
