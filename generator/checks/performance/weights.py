"""绩效表单的分值和总分: points of each part as the form's note sets them, and the total of the scores."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.checks.performance.filled_form import SCORED, Form, Value, forms
from gongkai.checks.performance.findings import inconsistency, quoted, warning
from gongkai.model.finding_codes import FindingCode
from gongkai.model.kinds import Nature
from gongkai.model.numbers import shown
from gongkai.model.performance_roles import Weights

HUNDRED = Decimal(100)
EXECUTION = "预算执行率"


def points_by_part(form: Form) -> dict[str, list[Value]]:
    """分值 of each part: by 一级指标, and by the name of the scored list."""
    parts: dict[str, list[Value]] = {}
    if form.roles.scored:
        parts[form.roles.scored.title] = [item.points for item in form.scored]
    for indicator in form.indicators:
        parts.setdefault(indicator.first.text, []).append(indicator.points)
    return parts


def scores(form: Form) -> list[tuple[str, Value, Value]]:
    """What is scored: its name, 分值 and 得分; execution first."""
    found = []
    funds = form.roles.funds
    if funds and funds.score:
        found.append(("“执行率”", form.fund(funds.total, funds.points), form.fund(funds.total, funds.score)))
    if form.roles.scored:
        found.extend((quoted(item.title.text), item.points, item.score) for item in form.scored)
    found.extend((each.name, each.points, each.score) for each in form.indicators)
    return [(name, points, score) for name, points, score in found if not (points.absent and score.absent)]


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
        if weights is None or not any(map(_sum, parts.values())):
            continue
        funds = form.roles.funds
        if funds and weights.execution is not None:
            parts[EXECUTION] = [form.total("points")]
        sums = {part: _sum(values) for part, values in parts.items()}
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
        yield warning(
            FindingCode.FORM_WEIGHTS,
            places[0] if places else form.data.place,
            f"分值不合表单的规定：{told}",
            "请按表单的注分配分值",
            tuple(places[1:]),
        )


def lost_parts(form: Form) -> tuple[str, ...]:
    """Parts of a form with points to give of which nothing is there; of a damaged source they are lost."""
    weights, funds = form.roles.weights, form.roles.funds
    if weights is None:
        return ()
    present = {part for part, values in points_by_part(form).items() if _sum(values)}
    if funds and form.fund(funds.total, funds.points).number:
        present.add(EXECUTION)
    wanted = (*weights.parts, *([EXECUTION] if weights.execution is not None else []))
    return tuple(part for part in wanted if part not in present)


def _sum(values: list[Value]) -> Decimal:
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
        return
    yield inconsistency(
        FindingCode.FORM_TOTAL,
        score.place,
        f"{name}的分值是{points.text}，得分填的是{score.text}",
        "得分不能超过分值，也不能小于零",
    )


def _total(form: Form, values: list[Value], total: Value, what: str) -> Iterator[Outcome]:
    numbers = [value.number for value in values]
    if total.number is None:
        if not form.incomplete:
            yield inconsistency(FindingCode.FORM_TOTAL, total.place, f"总分没有填{what}", f"请填总分的{what}")
        return
    blank = next((value for value, number in zip(values, numbers, strict=True) if number is None), None)
    if blank is not None:
        yield inconsistency(
            FindingCode.FORM_TOTAL, blank.place, f"有一项没有填{what}，总分不能核对", f"请填这一项的{what}"
        )
        return
    sum_ = sum((number.value for number in numbers if number), Decimal(0))
    slack = Decimal("0.5").scaleb(-total.number.places) if total.number.places else Decimal(0)
    if abs(sum_ - total.number.value) <= slack:
        yield Held()
    else:
        yield inconsistency(
            FindingCode.FORM_TOTAL,
            total.place,
            f"总分的{what}填的是{total.text}，各项{what}加起来是{shown(sum_)}，"
            f"相差{shown(abs(total.number.value - sum_))}",
            "请核对总分和各项",
        )
    if what == "分值" and total.number.value != HUNDRED:
        yield inconsistency(
            FindingCode.FORM_TOTAL, total.place, f"总分的分值填的是{total.text}，满分是100", "各项分值加起来应为100"
        )


RULES: tuple[Rule, ...] = (
    Rule(code=FindingCode.FORM_WEIGHTS, check=weights_are_as_prescribed, nature=Nature.FINAL_ACCOUNTS),
    Rule(code=FindingCode.FORM_TOTAL, check=totals_add_up, nature=Nature.FINAL_ACCOUNTS),
)
