"""平均每个的金额: what one vehicle, trip or guest cost is not just anything (有数有量)."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.comparisons import authored
from gongkai.checks.context import Case
from gongkai.checks.figures.each import Each, costs
from gongkai.checks.figures.magnitude import WHOLE, unit_is_wrong
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.checks.quantities import INPUT, place_of
from gongkai.model.findings import found
from gongkai.model.places import Place


def _where_unit_is_right(case: Case) -> Iterator[Each | Skipped]:
    return iter((Skipped(reason=WHOLE),)) if unit_is_wrong(case) else costs(case)


@each(_where_unit_is_right)
def one_costs_what_it_can(case: Case, one: Each) -> Iterator[Said]:
    """F205 平均每个的金额: neither three yuan for a vehicle in a year, nor a hundred million."""
    if one.sound:
        return
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


@each(costs)
def one_costs_what_is_usual(case: Case, one: Each) -> Iterator[Said]:
    """T102 平均: what falls to each guest, trip or vehicle is what it usually is; beyond all measure is F205's."""
    if one.as_usual or not one.sound:
        return
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
