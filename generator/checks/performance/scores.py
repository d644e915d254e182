"""绩效指标的得分: targets that are met score in full, others in proportion; 偏差度; deductions are explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from gongkai.checks.context import Case
from gongkai.checks.filled_forms import SCORED, forms
from gongkai.checks.indicators import Indicator, ScoredItem, indicators, indicators_of, scored_of
from gongkai.checks.outcomes import Said, each
from gongkai.model.numbers import shown
from gongkai.model.targets import Direction, Target

ZERO, ONE = Decimal(0), Decimal(1)


def _measured(case: Case) -> Iterator[Indicator]:
    for indicator in indicators(case, *SCORED):
        proportional = indicator.score.form.roles.proportional
        scored = proportional and indicator.comparable and indicator.scored.has_share
        if scored and readings(indicator) and not _judged(indicator):
            yield indicator


@each(_measured)
def scores_follow_targets(_case: Case, indicator: Indicator) -> Iterator[Said]:
    """P06 得分: 定量指标完成指标值的，记该指标所赋全部分值；未完成的，按照完成值与指标值的比例计分 (the forms' note).

    Words as targets are left to judgement. Where the note leaves more than one reading (a cost without a sign, a cost
    of which nothing was spent, how far over a ceiling counts), every reading is accepted.
    """
    points, score = indicator.points.number.value, indicator.score.number
    shares = readings(indicator)
    if not any(abs(points * share - score.value) <= score.tolerance for share in shares):
        variant, right = "达到" if shares[0] == ONE else "没有达到", shown(round(points * shares[0], 2))
        yield indicator.score.wrong("E106", variant, indicator.told, 应=right, related=[indicator.outcome])


def _judged(indicator: Indicator) -> bool:
    """Whether the score may be a judgement: a bare 100% may stand for words, 98% of it for any band but the last."""
    done, share = readings(indicator)[0], indicator.scored.share
    last_band = indicator.score.form.roles.last_band / 100
    in_band = share >= last_band if done >= last_band else share <= last_band
    return indicator.aim.bound is Direction.OPEN and done < ONE and share < ONE and in_band


def readings(indicator: Indicator) -> list[Decimal]:
    """得分 as a share of 分值 in every reading of the note, the plainest first; none where there is no proportion."""
    aim, outcome = indicator.aim, indicator.measured
    cost = indicator.cost or aim.number.money
    ceiling = aim.bound is Direction.MOST or (cost and aim.bound is not Direction.LEAST)
    target, actual = aim.number.plain, outcome.plain
    if actual <= target if ceiling and not aim.strict else aim.met(outcome):
        return [ONE, *_less_than_in_full(aim, actual, ceiling=ceiling, cost=cost)]
    if not target:
        return []
    if ceiling or actual > target:
        return [max(2 - actual / target, ZERO), target / actual]
    return [max(actual / target, ZERO)]


def _less_than_in_full(aim: Target, actual: Decimal, *, ceiling: bool, cost: bool) -> Iterator[Decimal]:
    """Shares for a ceiling that is kept: none where nothing was spent, in proportion where no sign says it is one."""
    if ceiling and cost and actual == 0:
        yield ZERO
    if ceiling and aim.bound is not Direction.MOST and aim.number.value:
        yield actual / aim.number.plain


def _unspent(case: Case) -> Iterator[list[ScoredItem]]:
    """Costs of one form of which nothing was spent, if there are several."""
    for form in forms(case, *SCORED):
        items = [one.scored for one in indicators_of(form) if _is_unspent(one) and one.scored.has_share]
        if form.roles.proportional and len(items) > 1:
            yield items


def _is_unspent(indicator: Indicator) -> bool:
    """Whether it is a cost in money with a ceiling, and nothing was spent."""
    capped = indicator.cost and indicator.in_money and indicator.aim.bound is Direction.MOST
    return capped and indicator.outcome.has_number and indicator.outcome.number.value == 0


@each(_unspent)
def unspent_costs_score_alike(_case: Case, items: list[ScoredItem]) -> Iterator[Said]:
    """P06 没有支出的成本: all are scored in full, or all zero."""
    if len({item.share for item in items}) > 1:
        first, *others = (item.score for item in items)
        yield first.wrong("E106", "不一样", 数=len(items), 各项=_listed(items), related=others)


def _listed(items: Iterable[ScoredItem]) -> str:
    """名称、分值、得分 for a message."""
    return "、".join(f"“{item.name}”{item.score.text}分（分值{item.points.text}）" for item in items)


def _deviating(case: Case) -> Iterator[tuple[Indicator, Decimal, bool]]:
    for indicator in indicators(case, *SCORED):
        if indicator.deviation.has_number and indicator.outcome.has_number:
            yield from ((indicator, *right) for right in _deviation(indicator))


@each(_deviating)
def deviations_follow(_case: Case, deviating: tuple[Indicator, Decimal, bool]) -> Iterator[Said]:
    """P07 偏差度 = (完成值 − 指标值) ÷ 指标值 × 100; 0 where the target is met."""
    indicator, right, met = deviating
    printed = indicator.deviation.number
    if abs(printed.value - right) < ONE.scaleb(-printed.places) or (met and printed.value == 0):
        return
    told, variant = f"{right:.2f}", "达到" if met else "没有达到"
    yield indicator.deviation.wrong("E107", variant, indicator.told, 应=told, related=[indicator.outcome])


def _deviation(indicator: Indicator) -> Iterator[tuple[Decimal, bool]]:
    """偏差度 in percent, and whether the target is met; of words as a target, how much of it was done."""
    outcome = indicator.outcome.number
    if not indicator.has_aim and outcome.unit == "%":
        yield outcome.value - 100, outcome.value >= 100
    if not indicator.comparable:
        return
    target, actual = indicator.aim.number.plain, indicator.measured.plain
    if target:
        yield (actual - target) / target * 100, indicator.aim.met(indicator.measured)
    elif not actual:
        yield ZERO, True


def _deductions(case: Case) -> Iterator[list[ScoredItem]]:
    """What lost points in a form that asks why."""
    for form in forms(case, *SCORED):
        lost = [item for item in scored_of(form) if item.reason and item.has_share and item.share < ONE]
        if lost:
            yield lost


@each(_deductions)
def deductions_are_explained(_case: Case, lost: list[ScoredItem]) -> Iterator[Said]:
    """P07 原因: what lost points says why and how to mend it (偏差原因分析及改进措施; 存在问题和改进措施)."""
    silent = [item for item in lost if item.reason and item.reason.absent]
    if silent:
        first, *others = (item.score for item in silent)
        yield first.wrong("E108", 各项=_listed(silent), related=others)
