"""绩效表单的分值和总分: points of each part as the form's note sets them, and the total of the scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from gongkai.checks.context import Case
from gongkai.checks.filled_forms import SCORED, FilledForm, FormValue, forms
from gongkai.checks.indicators import ScoredItem, execution_of, scored_of
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.model.form_fields import EXECUTION
from gongkai.model.numbers import shown
from gongkai.model.performance_roles import Weights

HUNDRED = Decimal(100)


def scored_by_part(form: FilledForm) -> dict[str, list[ScoredItem]]:
    """What is scored in each part: by 一级指标, and by the name of the scored list."""
    parts: dict[str, list[ScoredItem]] = {}
    for item in scored_of(form):
        parts.setdefault(item.part, []).append(item)
    return parts


def points_of(items: Iterable[ScoredItem]) -> Decimal:
    """分值 of a part, as far as it is there."""
    return sum((item.points.number.value for item in items if item.points.has_number), Decimal(0))


def scores_of(items: Iterable[ScoredItem]) -> Decimal:
    """得分 of a part, as far as it is there."""
    return sum((item.score.number.value for item in items if item.score.has_number), Decimal(0))


def _parts(form: FilledForm) -> dict[str, list[ScoredItem]]:
    return {**scored_by_part(form), EXECUTION: [execution_of(form)]}


def _lost(form: FilledForm) -> str:
    """Parts of a damaged form with points to give of which nothing is there."""
    parts, weights = _parts(form), form.roles.weights
    wanted = weights.expected(parts) if form.incomplete and weights else ()
    return "、".join(part for part in wanted if not points_of(parts.get(part, ())))


def _weighted(case: Case) -> Iterator[tuple[FilledForm, Weights] | Skipped]:
    for form in forms(case, *SCORED):
        weights = form.roles.weights
        if weights and points_of(scored_of(form)):
            reason = f"{form.title}：来源有缺漏，缺{_lost(form)}，分值不能核对"
            yield Skipped(reason=reason) if _lost(form) else (form, weights)


@each(_weighted)
def weights_are_as_prescribed(_case: Case, weighted: tuple[FilledForm, Weights]) -> Iterator[Said]:
    """P04 分值: the parts of a form carry the points that its note sets (产出50 效益30 …; 原则上, so a warning)."""
    form, weights = weighted
    parts = _parts(form)
    expected = weights.expected([part for part in parts if points_of(parts[part])])
    points = {part: points_of(parts.get(part, ())) for part in expected}
    wrong = [part for part in expected if points[part] != expected[part]]
    told = "、".join(f"{part}{shown(points[part])}（应为{shown(expected[part])}）" for part in wrong)
    if wrong:
        first, *others = _first_of(form, wrong)
        yield first.wrong("E104", 各部分=told, related=others)


def _first_of(form: FilledForm, parts: list[str]) -> list[FormValue]:
    """Where each part begins that is there; the form where none is."""
    there = _parts(form)
    return [there[part][0].points for part in parts if part in there] or [form.value("")]


def scored(form: FilledForm) -> list[ScoredItem]:
    """What is scored in a form with a total, execution first."""
    items = (execution_of(form), *scored_of(form)) if form.roles.total else ()
    return [item for item in items if not (item.points.absent and item.score.absent)]


def _scores(case: Case) -> Iterator[ScoredItem]:
    for form in forms(case, *SCORED):
        yield from (item for item in scored(form) if item.points.has_number and item.score.has_number)


@each(_scores)
def scores_are_within_points(_case: Case, item: ScoredItem) -> Iterator[Said]:
    """P05 得分: none above its 分值 or below zero."""
    if not 0 <= item.score.number.value <= item.points.number.value:
        yield item.score.wrong("E105", "超过", 项=item.name, 分值=item.points.text)


def _totals(case: Case) -> Iterator[tuple[str, FormValue, list[FormValue]] | Skipped]:
    """What they are called, the totals, and of what they are the sum."""
    for form in forms(case, *SCORED):
        items = scored(form)
        if items and _lost(form):
            yield Skipped(reason=f"{form.title}：来源有缺漏，总分不能同各项得分核对")
        elif items:
            scores, points = [item.score for item in items], [item.points for item in items]
            totals = [("得分", form.score, scores), ("分值", form.points, points)]
            yield from (one for one in totals if one[1].has_number or not form.incomplete)


@each(_totals)
def totals_add_up(_case: Case, given: tuple[str, FormValue, list[FormValue]]) -> Iterator[Said]:
    """P05 总分 = Σ 得分, 总分的分值 = Σ 分值 = 100."""
    what, total, values = given
    blank = next((value for value in values if not value.has_number), None)
    if not total.has_number:
        yield total.wrong("E105", "总分没有填", 栏=what)
        return
    if blank is not None:
        yield blank.wrong("E105", "一项没有填", 栏=what)
        return
    number, sum_ = total.number, sum((value.number.value for value in values), Decimal(0))
    if abs(sum_ - number.value) > (number.step / 2 if number.places else 0):
        yield total.wrong("E105", "不等", 栏=what, 应=shown(sum_), 差=shown(abs(number.value - sum_)))
    if what == "分值" and number.value != HUNDRED:
        yield total.wrong("E105", "满分")
