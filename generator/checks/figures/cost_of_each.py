"""平均每个的金额: what one vehicle, trip or guest cost is not just anything (有数有量)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.checks.context import Case
from gongkai.checks.figures.each import Each, costs
from gongkai.checks.figures.magnitude import WHOLE, oversize, undersize
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.checks.quantities import INPUT, place_of
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity


def one_costs_what_it_can(case: Case) -> Iterator[Outcome]:
    """F205 平均每个的金额: neither three yuan for a vehicle in a year, nor a hundred million."""
    if oversize(case) is not None or undersize(case) is not None:
        yield Skipped(reason=WHOLE)
        return
    for one in costs(case):
        if one.sound:
            yield Held()
        else:
            many = one.cost > one.most
            bound = f"不应{'多' if many else '少'}于{_yuan(one.most if many else one.least)}"
            severity = Severity.WARNING if case.document.archived else Severity.INCONSISTENCY
            yield _finding(case, one, FindingCode.COST_OF_EACH, severity, bound)


def one_costs_what_is_usual(case: Case) -> Iterator[Outcome]:
    """T102 平均: what falls to each guest, trip or vehicle is what it usually is; beyond all measure is F205's."""
    for one in costs(case):
        if one.as_usual or not one.sound:
            yield Held()
        else:
            least, most = one.usual
            bound = f"一般在{_yuan(least)}至{_yuan(most)}之间"
            yield _finding(case, one, FindingCode.UNLIKELY_AVERAGE, Severity.WARNING, bound)


def _finding(case: Case, one: Each, code: FindingCode, severity: Severity, bound: str) -> Finding:
    unit = case.document.head.unit.value
    place = place_of(case, one.form.amount) or place_of(case, INPUT + one.name) or case.document.place
    return Finding(
        code=code,
        severity=severity,
        place=place,
        message=(
            f"{one.form.title}是{case.shown(one.amount)}，{one.name.replace('.', '·')}是{one.count:f}，"
            f"平均每个{one.cost:,.2f}元，{bound}"
        ),
        hint=f"这份文件的金额单位是{unit}：请核对金额和数量；都没有错的，在 waivers.yml 里写明理由",
        related=tuple(filter(None, (place_of(case, INPUT + one.name),))),
    )


def _yuan(amount: Decimal) -> str:
    return f"{amount:,f}元"


RULES = (
    Rule(code=FindingCode.COST_OF_EACH, check=one_costs_what_it_can),
    Rule(code=FindingCode.UNLIKELY_AVERAGE, check=one_costs_what_is_usual),
)
