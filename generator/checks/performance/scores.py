"""绩效指标的得分: targets that are met score in full, others in proportion; 偏差度; deductions are explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome
from gongkai.checks.performance.filled_form import SCORED, Form, Indicator, Value, forms, indicators, within_marks
from gongkai.checks.performance.targets import Bound, Target
from gongkai.model.findings import found
from gongkai.model.numbers import Number, shown

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
    if not shares:
        return
    if any(abs(points.value * share - score.value) <= score.tolerance for share in shares):
        yield Held()
        return
    if aim.bound is Bound.OPEN and shares[0] < ONE and _judged(shares[0], score.value / points.value, last_band):
        return
    yield found(
        "E106",
        indicator.score.place,
        "达到" if shares[0] == ONE else "没有达到",
        指标=indicator.name,
        指标值=indicator.aimed.text,
        完成值=indicator.outcome.text,
        应=shown(round(points.value * shares[0], 2)),
        填=score.text,
        related=(indicator.outcome.place,),
    )


def _judged(done: Decimal, share: Decimal, last_band: Decimal) -> bool:
    """Whether the score may be a judgement: a bare 100% may stand for words, 98% of it for any band but the last."""
    return share < ONE and (share >= last_band if done >= last_band else share <= last_band)


def readings(aim: Target, outcome: Number, *, cost: bool) -> list[Decimal]:
    """得分 as a share of 分值 in every reading of the note, the plainest first; none where there is no proportion."""
    target, actual = aim.number.plain, outcome.plain
    ceiling = aim.bound is Bound.MOST or (cost and aim.bound is not Bound.LEAST)
    met = actual <= target if ceiling and not aim.strict else aim.met(outcome)
    if met:
        unspent = [ZERO] if cost and ceiling and actual == 0 else []
        below = [actual / target] if aim.bound is not Bound.MOST and ceiling and target else []
        return [ONE, *unspent, *below]
    if not target:
        return []
    if ceiling or actual > target:
        return [max(2 - actual / target, ZERO), target / actual]
    return [max(actual / target, ZERO)]


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
    first, *others = (each.score.place for each, _ in unspent)
    listed = _listed((each.name, each.points, each.score) for each, _ in unspent)
    yield found("E106", first, "不一样", 数=len(unspent), 各项=listed, related=tuple(others))


def _listed(scores: Iterable[tuple[str, Value, Value]]) -> str:
    """名称、分值、得分 for a message."""
    return "、".join(f"“{name}”{score.text}分（分值{points.text}）" for name, points, score in scores)


def deviations_follow(case: Case) -> Iterator[Outcome]:
    """P07 偏差度 = (完成值 − 指标值) ÷ 指标值 × 100; 0 where the target is met."""
    for indicator in indicators(case, *SCORED):
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
        yield found(
            "E107",
            indicator.deviation.place,
            "达到" if met else "没有达到",
            指标=indicator.name,
            指标值=indicator.aimed.text,
            完成值=indicator.outcome.text,
            填=indicator.deviation.text,
            应=f"{right:.2f}",
            related=(indicator.outcome.place,),
        )


def _deviation(indicator: Indicator, outcome: Number) -> tuple[Decimal | None, bool]:
    """偏差度 in percent, and whether the target is met; of words as a target, how much of it was done."""
    aim = indicator.aim
    if aim is None:
        return (outcome.value - 100, outcome.value >= 100) if outcome.unit == "%" else (None, False)
    target = aim.number.plain
    if not aim.number.comparable(outcome):
        return None, False
    outcome = outcome.measured_as(aim.number)
    if not target:
        return (ZERO, True) if not outcome.plain else (None, False)
    return (outcome.plain - target) / target * 100, aim.met(outcome)


def deductions_are_explained(case: Case) -> Iterator[Outcome]:
    """P07 原因: what lost points says why and how to mend it (偏差原因分析及改进措施; 存在问题和改进措施)."""
    for form in forms(case, *SCORED):
        if form.roles.indicators is None or not form.roles.indicators.reason:
            continue
        silent: list[tuple[str, Value, Value]] = []
        for indicator in form.indicators:
            points, score = indicator.points.number, indicator.score.number
            if not points or not score or score.value >= points.value:
                continue
            if indicator.reason.absent:
                silent.append((indicator.name, indicator.points, indicator.score))
            else:
                yield Held()
        for item in form.scored if form.roles.scored and form.roles.scored.remedy else ():
            points, score = item.points.number, item.score.number
            if points and score and score.value < points.value and item.remedy.absent:
                silent.append((within_marks(item.title.text), item.points, item.score))
        if silent:
            first, *others = (score.place for _, _, score in silent)
            yield found("E108", first, 各项=_listed(silent), related=tuple(others))
