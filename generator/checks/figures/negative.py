"""负数: a typed figure below zero asks for a reason."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.figures.diagnosis import diagnosis
from gongkai.checks.figures.stated import Stated, stated
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.model.amounts import ZERO, Amount
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place
from gongkai.model.statements import Address

HINT = "多写了负号的，去掉负号；确实是负数的（冲减以前的支出、退回收入等），在 waivers.yml 里写明理由"


def negative_figures(case: Case) -> Iterator[Outcome]:
    """F302 负数: each typed figure is told, not the sums and the other tables that it stands behind.

    What the edition itself demands to be no less than zero is the matter of F301; what contradicts other figures, of
    F201.
    """
    found = list(_figures(case))
    for name, amount, place in (*found, *_inputs(case)):
        yield Finding(
            code=FindingCode.NEGATIVE_FIGURE,
            severity=Severity.INCONSISTENCY,
            place=place,
            message=f"{name}：填的是负数，{case.shown(amount)}",
            hint=HINT,
        )
    if not found:
        yield Held(count=sum(1 for fact in case.accounts.facts.items if fact.amount.yuan))


def _figures(case: Case) -> Iterator[tuple[str, Amount, Place]]:
    facts = enumerate(case.accounts.facts.items)
    negative = [number for number, fact in facts if fact.amount.yuan < ZERO and not fact.lent]
    if not negative:
        return
    bound = [
        case.accounts.facts.parts(one.form)
        for one in stated(case)
        if isinstance(one, Stated) and one.against_nothing and one.sign == "≥"
    ]
    demanded = {fact for parts in bound if len(parts) == 1 for fact, factor in parts if factor == 1}
    wrong = diagnosis(case).wrong
    for number in negative:
        fact = case.accounts.facts.items[number]
        address = Address(fact.table, fact.row, fact.column)
        if number not in demanded and address not in wrong:
            yield str(address), fact.amount, fact.place


def _inputs(case: Case) -> Iterator[tuple[str, Amount, Place]]:
    for path, given in case.document.inputs.items():
        if isinstance(given.value, Amount) and given.value.yuan < ZERO:
            yield f"填报项“{path}”", given.value, given.place


RULES = (Rule(code=FindingCode.NEGATIVE_FIGURE, check=negative_figures),)
