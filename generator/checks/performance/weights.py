"""绩效表单的分值和总分: points of each part as the form's note sets them, and the total of the scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Skipped
from gongkai.checks.performance.filled_form import SCORED, Form, Value, forms, within_marks
from gongkai.model.findings import found
from gongkai.model.numbers import shown
from gongkai.model.performance_roles import Weights

HUNDRED = Decimal(100)
EXECUTION = "预算执行率"


def scored_by_part(form: Form) -> dict[str, list[tuple[Value, Value]]]:
    """分值 and 得分 in each part: by 一级指标, and by the name of the scored list."""
    parts: dict[str, list[tuple[Value, Value]]] = {}
    if form.roles.scored:
        parts[form.roles.scored.title] = [(item.points, item.score) for item in form.scored]
    for indicator in form.indicators:
        parts.setdefault(indicator.first.text, []).append((indicator.points, indicator.score))
    return parts


def points_by_part(form: Form) -> dict[str, list[Value]]:
    """分值 in each part."""
    return {part: [points for points, _ in values] for part, values in scored_by_part(form).items()}


def scores(form: Form) -> list[tuple[str, Value, Value]]:
    """What is scored: its name, 分值 and 得分; execution first."""
    listed = []
    funds = form.roles.funds
    if funds and funds.score:
        listed.append(("执行率", form.fund(funds.total, funds.points), form.fund(funds.total, funds.score)))
    if form.roles.scored:
        listed.extend((within_marks(item.title.text), item.points, item.score) for item in form.scored)
    listed.extend((each.name, each.points, each.score) for each in form.indicators)
    return [(name, points, score) for name, points, score in listed if not (points.absent and score.absent)]


def expected_weights(weights: Weights, present: set[str]) -> dict[str, Decimal]:
    """权重 of a form: where it has no indicators of a kind, their points go where the note says."""
    expected = dict(weights.parts)
    for shift in weights.shifts:
        if shift.absent not in present and shift.to in expected:
            expected[shift.absent] = Decimal(0)
            expected[shift.to] += shift.points
    return expected


def weights_are_as_prescribed(case: Case) -> Iterator[Outcome]:
    """P04 分值: the parts of a form carry the points that its note sets (产出50 效益30 …; 原则上, so a warning)."""
    for form in forms(case, *SCORED):
        weights = form.roles.weights
        parts = points_by_part(form)
        if weights is None or not any(map(sum_of, parts.values())):
            continue
        funds = form.roles.funds
        if funds and weights.execution is not None:
            parts[EXECUTION] = [form.total("points")]
        sums = {part: sum_of(values) for part, values in parts.items()}
        if form.incomplete and lost_parts(form):
            yield Skipped(reason=f"{form.title}：来源有缺漏，缺{'、'.join(lost_parts(form))}，分值不能核对")
            continue
        expected = expected_weights(weights, {part for part, points in sums.items() if points})
        if weights.execution is not None:
            expected[EXECUTION] = weights.execution
        wrong = [part for part, points in expected.items() if sums.get(part, Decimal(0)) != points]
        if not wrong:
            yield Held()
            continue
        told = "、".join(f"{part}{shown(sums.get(part, Decimal(0)))}（应为{shown(expected[part])}）" for part in wrong)
        places = [parts[part][0].place for part in wrong if parts.get(part)]
        first = places[0] if places else form.data.place
        yield found("E104", first, 各部分=told, related=tuple(places[1:]))


def lost_parts(form: Form) -> tuple[str, ...]:
    """Parts of a form with points to give of which nothing is there; of a damaged source they are lost."""
    weights, funds = form.roles.weights, form.roles.funds
    if weights is None:
        return ()
    present = {part for part, values in points_by_part(form).items() if sum_of(values)}
    if funds and form.fund(funds.total, funds.points).number:
        present.add(EXECUTION)
    wanted = (*weights.parts, *([EXECUTION] if weights.execution is not None else []))
    return tuple(part for part in wanted if part not in present)


def sum_of(values: Iterable[Value]) -> Decimal:
    """The sum of what is there."""
    return sum((value.number.value for value in values if value.number), Decimal(0))


def totals_add_up(case: Case) -> Iterator[Outcome]:
    """P05 总分 = Σ 得分, 总分的分值 = Σ 分值 = 100; no 得分 above its 分值 or below zero."""
    for form in forms(case, *SCORED):
        if form.roles.total is None:
            continue
        rows = scores(form)
        for name, points, score in rows:
            yield from _within(name, points, score)
        if form.incomplete and lost_parts(form):
            yield Skipped(reason=f"{form.title}：来源有缺漏，总分不能同各项得分核对")
            continue
        if rows:
            yield from _total(form, [score for _, _, score in rows], form.score, "得分")
            yield from _total(form, [points for _, points, _ in rows], form.value(form.roles.total.points), "分值")


def _within(name: str, points: Value, score: Value) -> Iterator[Outcome]:
    if points.number is None or score.number is None:
        return
    if 0 <= score.number.value <= points.number.value:
        yield Held()
    else:
        yield found("E105", score.place, "超过", 项=name, 分值=points.text, 填=score.text)


def _total(form: Form, values: list[Value], total: Value, what: str) -> Iterator[Outcome]:
    numbers = [value.number for value in values]
    if total.number is None:
        if not form.incomplete:
            yield found("E105", total.place, "总分没有填", 栏=what)
        return
    blank = next((value for value, number in zip(values, numbers, strict=True) if number is None), None)
    if blank is not None:
        yield found("E105", blank.place, "一项没有填", 栏=what)
        return
    sum_ = sum((number.value for number in numbers if number), Decimal(0))
    slack = Decimal("0.5").scaleb(-total.number.places) if total.number.places else Decimal(0)
    if abs(sum_ - total.number.value) <= slack:
        yield Held()
    else:
        apart = shown(abs(total.number.value - sum_))
        yield found("E105", total.place, "不等", 栏=what, 填=total.text, 应=shown(sum_), 差=apart)
    if what == "分值" and total.number.value != HUNDRED:
        yield found("E105", total.place, "满分", 填=total.text)
