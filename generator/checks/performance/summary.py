"""自评汇总表与项目表单: each row is what the project's own form says, each project has its row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome
from gongkai.checks.performance.filled_form import Column, Form, Value, by_project, forms
from gongkai.checks.performance.weights import expected_weights, scored_by_part, sum_of
from gongkai.model.findings import found
from gongkai.model.numbers import Number, shown
from gongkai.model.performance_roles import Subject
from gongkai.model.places import Place

HUNDRED, CLOSE = Decimal(100), Decimal("0.01")
COLUMNS: tuple[Column, ...] = ("initial", "budget", "spent", "rate", "score")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """汇总表的一行, with the project form it stands for, if there is one."""

    project: Value
    budget: Value
    spent: Value
    rate: Value
    score: Value
    parts: dict[str, Value]
    """得分率 by part of the form"""
    form: Form | None


def rows_of(case: Case, summary: Form) -> tuple[Row, ...]:
    """The rows of a summary, each with its form: of that name, of the kind the row says, of the same budget."""
    roles = summary.roles.summary
    if roles is None:
        return ()
    columns = roles.project, roles.budget, roles.spent, roles.rate, roles.score
    projects = by_project(forms(case, Subject.PROJECT))
    rows = []
    for item in summary.items(roles.at):
        project, budget, spent, rate, score = (summary.field(item, name) for name in columns)
        kind = roles.forms.get(summary.field(item, roles.form).text) if roles.form else None
        same = [form for form in projects.get(project.text, ()) if kind in (None, form.data.form)]
        exact = [form for form in same if form.budget is not None and form.budget == summary.amount(budget)]
        form = next(iter(exact or same), None)
        parts = {part: summary.field(item, name) for part, name in roles.parts.items()}
        rows.append(Row(project=project, budget=budget, spent=spent, rate=rate, score=score, parts=parts, form=form))
    return tuple(rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """得分率 of a part in a row, beside 分值 and 得分 of that part in the project's form."""

    part: str
    value: Value
    points: Decimal
    score: Decimal
    place: Place
    """of the part in the form"""

    @property
    def percent(self) -> Decimal:
        return self.score / self.points * 100


def shares_of(row: Row) -> Iterator[Share]:
    """The parts that have points to give."""
    for part, values in scored_by_part(row.form).items() if row.form else ():
        points, score = sum_of(points for points, _ in values), sum_of(score for _, score in values)
        if part in row.parts and points:
            yield Share(part=part, value=row.parts[part], points=points, score=score, place=values[0][0].place)


def holds_points(rows: tuple[Row, ...]) -> bool:
    """Whether the columns 得分率 hold points instead (20% for 20 of 20 points), judged by the forms."""
    printed = [(share, share.value.number.value) for row in rows for share in shares_of(row) if share.value.number]
    points = sum(abs(value - share.score) < CLOSE for share, value in printed if share.score)
    rates = sum(abs(value - share.percent) < CLOSE for share, value in printed if share.score)
    return points > rates


def rows_repeat_the_forms(case: Case) -> Iterator[Outcome]:
    """P13 汇总表: 预算数, 执行数, 执行率, 自评得分 and 得分率 of a row are those of the project's form.

    And the row's own score is what its parts give, so that a form that is lost is tested all the same.
    """
    for summary in forms(case, Subject.SUMMARY):
        if summary.roles.summary is None:
            continue
        rows = rows_of(case, summary)
        points = holds_points(rows)
        if points:
            yield from _rates_are_points(rows)
        for row in rows:
            if row.form is not None:
                yield from _against_form(row, row.form, points=points)
            yield from _own_score(row, points=points)


def _rates_are_points(rows: tuple[Row, ...]) -> Iterator[Outcome]:
    told = ((row, share) for row in rows for share in shares_of(row) if share.score)
    for row, share in islice(told, 1):
        yield found(
            "E118",
            share.value.place,
            "填的是得分",
            项目=row.project.text,
            部分=share.part,
            得分=shown(share.score),
            分值=shown(share.points),
            应=f"{share.percent:.2f}",
            填=share.value.text,
        )


def _against_form(row: Row, form: Form, *, points: bool) -> Iterator[Outcome]:
    name = row.project.text
    pairs: list[tuple[str, Value, Value]] = []
    if form.roles.funds:
        pairs.append(("全年预算数", row.budget, form.total("budget")))
        pairs.append(("全年执行数", row.spent, form.total("spent")))
        pairs.append(("执行率", row.rate, form.total("rate")))
    if form.roles.total:
        pairs.append(("自评得分", row.score, form.score))
    for what, here, there in pairs:
        mine, own = here.number, there.number
        if mine is None or own is None:
            continue
        if _same(mine, own):
            yield Held()
        else:
            related = (there.place,)
            yield found("E118", here.place, "不同", 项目=name, 栏=what, 填=here.text, 应=there.text, related=related)
    for share in shares_of(row):
        typed, right = share.value, share.score if points else share.percent
        if typed.number is None:
            continue
        if abs(typed.number.value - right) <= max(typed.number.tolerance, CLOSE):
            yield Held()
            continue
        part, told, related = share.part, shown(round(right, 2)), (share.place,)
        yield found("E118", typed.place, "部分", 项目=name, 栏=part, 填=typed.text, 应=told, related=related)


def _same(one: Number, other: Number) -> bool:
    if one.unit == other.unit == "%":
        return abs(one.value - other.value) <= max(one.tolerance, other.tolerance)
    return one.plain == other.plain


def _own_score(row: Row, *, points: bool) -> Iterator[Outcome]:
    """自评得分 = 10 × 执行率 + Σ 得分 of the parts."""
    weights = row.form.roles.weights if row.form else None
    rate, score = row.rate.number, row.score.number
    numbers = {part: value.number for part, value in row.parts.items()}
    if weights is None or weights.execution is None or rate is None or score is None or None in numbers.values():
        return
    full = row.form.roles.full_rate if row.form else None
    execution = weights.execution * min(rate.value / (full or HUNDRED), Decimal(1))
    expected = expected_weights(weights, {part for part, number in numbers.items() if number and number.value})
    gained = [
        number.value if points else expected.get(part, Decimal(0)) * number.value / 100
        for part, number in numbers.items()
        if number
    ]
    right = sum(gained, execution)
    # a rate of one decimal moves the score by 0.005, each part by as much
    slack = Decimal("0.005") * (len(gained) + 1) + (Decimal(1).scaleb(-score.places) / 2 if score.places else 0)
    if abs(right - score.value) < slack:
        yield Held()
        return
    yield found(
        "E118",
        row.score.place,
        "自评得分",
        项目=row.project.text,
        填=row.score.text,
        执行率=row.rate.text,
        执行得分=shown(round(execution, 2)),
        合计=shown(sum(gained, Decimal(0))),
        应=shown(round(right, 2)),
        related=(row.rate.place,),
    )


def copies_repeat_the_forms(case: Case) -> Iterator[Outcome]:
    """P13 重附的表单: a form that a report shows again says what the form of its project says."""
    own = {(form.data.form, form.project): form for form in forms(case, Subject.PROJECT)}
    for copy in forms(case, Subject.PROJECT, copies=True):
        form = own[(copy.data.form, copy.project)]
        for mine, there in zip(_figures(copy), _figures(form), strict=False):
            if mine.text == there.text or mine.absent or there.absent:
                continue
            related = (there.place,)
            yield found("E118", mine.place, "重附", 项目=copy.project, 填=mine.text, 应=there.text, related=related)
        yield Held()


def _figures(form: Form) -> Iterator[Value]:
    if form.roles.funds:
        yield from map(form.total, COLUMNS)
    if form.roles.total:
        yield form.score
    for indicator in form.indicators:
        yield from (indicator.target, indicator.outcome, indicator.points, indicator.score)
