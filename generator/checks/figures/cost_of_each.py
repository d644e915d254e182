"""平均每个的金额: what one vehicle, trip or guest cost is not just anything (有数有量)."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.comparisons import authored
from gongkai.checks.context import Case
from gongkai.checks.figures.each import Each, costs
from gongkai.checks.figures.magnitude import WHOLE, unit_is_wrong
from gongkai.checks.outcomes import Held, Outcome, Skipped
from gongkai.checks.quantities import INPUT, place_of
from gongkai.model.findings import found
from gongkai.model.places import Place


def one_costs_what_it_can(case: Case) -> Iterator[Outcome]:
    """F205 平均每个的金额: neither three yuan for a vehicle in a year, nor a hundred million."""
    if unit_is_wrong(case):
        yield Skipped(reason=WHOLE)
        return
    for one in costs(case):
        if one.sound:
            yield Held()
            continue
        many = one.cost > one.most
        place, related = _places(case, one)
        yield found(
            "F205",
            place,
            "多" if many else "少",
            severity=authored(case),
            related=related,
            题=one.form.title,
            金额=case.shown(one.amount),
            量=one.title,
            数=f"{one.count:f}",
            平均=f"{one.cost:,.2f}",
            界=f"{one.most if many else one.least:,f}",
            单位=case.document.head.unit.value,
        )


def one_costs_what_is_usual(case: Case) -> Iterator[Outcome]:
    """T102 平均: what falls to each guest, trip or vehicle is what it usually is; beyond all measure is F205's."""
    for one in costs(case):
        if one.as_usual or not one.sound:
            yield Held()
            continue
        place, related = _places(case, one)
        yield found(
            "T102",
            place,
            related=related,
            题=one.form.title,
            金额=case.shown(one.amount),
            量=one.title,
            数=f"{one.count:f}",
            平均=f"{one.cost:,.2f}",
            最少=f"{one.usual[0]:,f}",
            最多=f"{one.usual[1]:,f}",
            单位=case.document.head.unit.value,
        )


def _places(case: Case, one: Each) -> tuple[Place, tuple[Place, ...]]:
    """Where the amount was typed, and the number."""
    count = place_of(case, INPUT + one.name)
    return place_of(case, one.form.amount) or count or case.document.place, (count,) if count else ()
