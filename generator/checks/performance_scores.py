"""绩效指标的得分: a target that is met scores in full, one that is not in proportion; 偏差度; deductions are explained."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.checks.case import Case
from generator.checks.outcomes import Held, Outcome, Rule
from generator.checks.performance_numbers import Bound, Printed, Target, shown
from generator.checks.performance_views import SCORED, Form, Indicator, forms, warning
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding

ZERO, ONE = Decimal(0), Decimal(1)


def scores_follow_targets(case: Case) -> Iterator[Outcome]:
    """P06 得分: 定量指标完成指标值的，记该指标所赋全部分值；未完成的，按照完成值与指标值的比例计分 (the forms' note).

    Words as targets are left to judgement. Where the note leaves more than one reading (a cost without a sign, a cost
    of which nothing was spent, how far over a ceiling counts), every reading is accepted.
    """
    for form in forms(case, *SCORED):
        if not form.roles.proportional:
            continue
        for indicator in form.indicators:
            yield from _score(indicator, form.roles.last_band / 100)
        yield from _unspent_alike(form)


def _score(indicator: Indicator, last_band: Decimal) -> Iterator[Outcome]:
    aim, outcome = indicator.aim, indicator.outcome.number
    points, score = indicator.points.number, indicator.score.number
    if aim is None or outcome is None or points is None or score is None or points.value == 0:
        return
    if not aim.number.comparable(outcome):
        return
    outcome = outcome.measured_as(aim.number)
    shares = readings(aim, outcome, cost=indicator.cost or aim.number.money)
    if any(abs(points.value * share - score.value) <= score.tolerance for share in shares):
        yield Held()
        return
    if aim.bound is Bound.OPEN and shares[0] < ONE and _judged(shares[0], score.value / points.value, last_band):
        return
    met = shares[0] == ONE
    told = "达到指标值" if met else "没有达到指标值，按比例"
    yield warning(
        FindingCode.SCORE_AGAINST_TARGET,
        indicator.score.place,
        f"{indicator.name}：指标值{indicator.aimed.text}，"
        f"完成值{indicator.outcome.text}，{told}应得{shown(round(points.value * shares[0], 2))}分，填的是{score.text}",
        "定量指标完成指标值的记全部分值，未完成的按完成值与指标值的比例计分；请核对得分和完成值",
        (indicator.outcome.place,),
    )


def _judged(done: Decimal, share: Decimal, last_band: Decimal) -> bool:
    """Whether the score may be a judgement in bands: a bare 100% may stand for words, and 98% of it in any band but the last."""
    return share < ONE and (share >= last_band if done >= last_band else share <= last_band)


def readings(aim: Target, outcome: Printed, *, cost: bool) -> list[Decimal]:
    """得分 as a share of 分值 in every reading of the note, the plainest first."""
    target, actual = aim.number.plain, outcome.plain
    reached = actual / target if target else ONE
    below_cost = cost and aim.bound in (Bound.OPEN, Bound.EXACT) and actual < target
    if aim.met(outcome) or below_cost:
        unspent = cost and actual == 0 and aim.bound is not Bound.LEAST
        return [ONE, *([ZERO] if unspent else []), *([reached] if below_cost else [])]
    if aim.bound is Bound.MOST or actual > target:
        over = abs(reached - 1)
        return [max(ONE - over, ZERO), target / actual if actual else ONE]
    return [max(reached, ZERO)]


def _unspent_alike(form: Form) -> Iterator[Outcome]:
    """Costs of one form of which nothing was spent are scored alike: all in full, or all zero."""
    unspent = [
        (indicator, score.value / points.value)
        for indicator in form.indicators
        if indicator.cost
        and (aim := indicator.aim)
        and aim.bound is Bound.MOST
        and aim.number.money
        and (outcome := indicator.outcome.number)
        and outcome.value == 0
        and (points := indicator.points.number)
        and points.value
        and (score := indicator.score.number)
    ]
    if len({share for _, share in unspent}) <= 1:
        return
    yield warning(
        FindingCode.SCORE_AGAINST_TARGET,
        unspent[0][0].score.place,
        f"{len(unspent)}个成本指标都没有支出，得分不一样："
        + "、".join(f"{each.name}{each.score.text}分（分值{each.points.text}）" for each, _ in unspent),
        "情况一样的指标，计分要一样：都记满分，或者都不得分",
        tuple(each.score.place for each, _ in unspent[1:]),
    )


def deviations_follow(case: Case) -> Iterator[Outcome]:
    """P07 偏差度 = (完成值 − 指标值) ÷ 指标值 × 100; 0 where the target is met."""
    for form in forms(case, *SCORED):
        for indicator in form.indicators:
            printed, outcome = indicator.deviation.number, indicator.outcome.number
            if printed is None or outcome is None:
                continue
            right, met = _deviation(indicator, outcome)
            if right is None:
                continue
            step = ONE.scaleb(-printed.places)
            if abs(printed.value - right) < step or (met and printed.value == 0):
                yield Held()
                continue
            yield _wrong_deviation(indicator, right, met=met)


def _deviation(indicator: Indicator, outcome: Printed) -> tuple[Decimal | None, bool]:
    """偏差度 in percent, and whether the target is met; of words as a target, how much of it was done."""
    aim = indicator.aim
    if aim is None:
        return (outcome.value - 100, outcome.value >= 100) if outcome.unit == "%" else (None, False)
    target = aim.number.plain
    if not target or not aim.number.comparable(outcome):
        return None, False
    outcome = outcome.measured_as(aim.number)
    return (outcome.plain - target) / target * 100, aim.met(outcome)


def _wrong_deviation(indicator: Indicator, right: Decimal, *, met: bool) -> Finding:
    return warning(
        FindingCode.DEVIATION,
        indicator.deviation.place,
        f"{indicator.name}：指标值{indicator.aimed.text}，完成值{indicator.outcome.text}，"
        f"偏差度填的是{indicator.deviation.text}，应为{right:.2f}{'（达到指标值，也可以填0.00）' if met else ''}",
        "偏差度＝（完成值－指标值）÷指标值，请核对",
        (indicator.outcome.place,),
    )


def deductions_are_explained(case: Case) -> Iterator[Outcome]:
    """P07 原因: what lost points says why and how to mend it (the column 偏差原因分析及改进措施; 存在问题和改进措施)."""
    for form in forms(case, *SCORED):
        if form.roles.indicators is None or not form.roles.indicators.reason:
            continue
        silent = []
        for indicator in form.indicators:
            points, score = indicator.points.number, indicator.score.number
            if points is None or score is None or score.value >= points.value:
                continue
            if indicator.reason.absent:
                silent.append(indicator)
            else:
                yield Held()
        if silent:
            yield warning(
                FindingCode.UNEXPLAINED_DEDUCTION,
                silent[0].score.place,
                "扣了分，没有写原因："
                + "、".join(f"{each.name}{each.score.text}分（分值{each.points.text}）" for each in silent),
                "请在“偏差原因分析及改进措施”里写明",
                tuple(each.score.place for each in silent[1:]),
            )


RULES: tuple[Rule, ...] = (
    Rule(code=FindingCode.SCORE_AGAINST_TARGET, check=scores_follow_targets, editions=("决算",)),
    Rule(code=FindingCode.DEVIATION, check=deviations_follow, editions=("决算",)),
    Rule(code=FindingCode.UNEXPLAINED_DEDUCTION, check=deductions_are_explained, editions=("决算",)),
)
