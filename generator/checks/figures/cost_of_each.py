"""平均每个的金额: what one vehicle, trip or guest cost cannot be anything (有数有量)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.case import Case
from generator.checks.figures.each import costs
from generator.checks.figures.magnitude import WHOLE, oversize, undersize
from generator.checks.outcomes import Held, Outcome, Rule, Skipped
from generator.checks.quantities import INPUT, place_of
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding, Severity


def one_costs_what_it_can(case: Case) -> Iterator[Outcome]:
    """F205 平均每个的金额: neither three yuan for a vehicle in a year, nor a hundred million."""
    if oversize(case) is not None or undersize(case) is not None:
        yield Skipped(reason=WHOLE)
        return
    for one in costs(case):
        if one.sound:
            yield Held()
            continue
        many = one.cost > one.most
        bound = f"不应{'多' if many else '少'}于{one.most if many else one.least:,f}元"
        unit = case.document.head.unit
        place = place_of(case, one.form.amount) or place_of(case, INPUT + one.name) or case.document.place
        yield Finding(
            code=FindingCode.COST_OF_EACH,
            severity=Severity.WARNING if case.document.archived else Severity.INCONSISTENCY,
            place=place,
            message=(
                f"{one.form.title}是{one.amount.told(unit, 2)}，{one.name.replace('.', '·')}是{one.count:f}，"
                f"平均每个{one.cost:,.2f}元，{bound}"
            ),
            hint=f"这份文件的金额单位是{unit.value}：请核对金额和数量；都没有错的，在 waivers.yml 里写明理由",
            related=tuple(filter(None, (place_of(case, INPUT + one.name),))),
        )


RULES = (Rule(code=FindingCode.COST_OF_EACH, check=one_costs_what_it_can),)
