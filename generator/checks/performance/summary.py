"""自评汇总表与项目表单: each row is what the project's own form says, each project has its row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.filled_forms import Column, FilledForm, FormValue, by_project, forms
from gongkai.checks.indicators import indicators_of
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.checks.performance.weights import points_of, scored_by_part, scores_of
from gongkai.model.findings import found
from gongkai.model.form_fields import EXECUTION
from gongkai.model.numbers import Number, shown
from gongkai.model.performance_roles import Subject, Weights

HUNDRED, CLOSE = Decimal(100), Decimal("0.01")
COLUMNS: tuple[Column, ...] = ("initial", "budget", "spent", "rate", "score")


class Share(Struct, frozen=True, kw_only=True):
    """得分率 of a part in a row, beside 分值 and 得分 of that part in the project's form."""

    part: str
    value: FormValue
    points: Decimal
    score: Decimal
    first: FormValue
    """分值 of the first item of the part in the form"""

    @property
    def percent(self) -> Decimal:
        return self.score / self.points * 100


class SummaryRow(Struct, frozen=True, kw_only=True):
    """汇总表的一行, with the project form it stands for, if there is one."""

    project: FormValue
    budget: FormValue
    spent: FormValue
    rate: FormValue
    score: FormValue
    parts: dict[str, FormValue]
    """得分率 by part of the form"""
    form: FilledForm | None

    @property
    def shares(self) -> tuple[Share, ...]:
        """The parts that have points to give."""
        return tuple(
            Share(part=part, value=self.parts[part], points=points, score=scores_of(items), first=items[0].points)
            for part, items in (scored_by_part(self.form).items() if self.form else ())
            if part in self.parts and (points := points_of(items))
        )


def rows_of(case: Case, summary: FilledForm) -> tuple[SummaryRow, ...]:
    """The rows of a summary, each with its form: of that name, of the kind the row says, of the same budget."""
    roles, projects = summary.roles.summary, by_project(forms(case, Subject.PROJECT))
    rows = []
    for item, values in summary.rows(roles):
        kind = roles.forms.get(values.pop("form").text) if roles else None
        same = [form for form in projects.get(values["project"].text, ()) if kind in (None, form.data.form)]
        exact = [form for form in same if _same_budget(form.budget, values["budget"])]
        parts = {part: summary.field(item, name) for part, name in (roles.parts.items() if roles else ())}
        rows.append(SummaryRow(**values, parts=parts, form=next(iter(exact or same), None)))
    return tuple(rows)


def _same_budget(one: FormValue, other: FormValue) -> bool:
    return one.has_amount and other.has_amount and one.amount == other.amount


Summary = tuple[FilledForm, tuple[SummaryRow, ...]]


def _summaries(case: Case) -> Iterator[Summary]:
    return ((summary, rows_of(case, summary)) for summary in forms(case, Subject.SUMMARY))


def _hold_points(rows: Iterable[SummaryRow]) -> bool:
    """Whether the columns 得分率 hold points instead (20% for 20 of 20 points), judged by the forms."""
    printed = [share for row in rows for share in row.shares if share.value.has_number and share.score]
    points = sum(abs(share.value.number.value - share.score) < CLOSE for share in printed)
    return points > sum(abs(share.value.number.value - share.percent) < CLOSE for share in printed)


@each(lambda case: (one for one in _summaries(case) if any(row.shares for row in one[1])))
def rates_are_no_points(_case: Case, summary: Summary) -> Iterator[Said]:
    """P13 得分率: in percent of the points that a part has, told once where a summary has points in their place."""
    rows = summary[1]
    share = next((share for row in rows for share in row.shares if share.score), None)
    if share and _hold_points(rows):
        project = next(row.project.text for row in rows if share in row.shares)
        told = {"项目": project, "部分": share.part, "应": f"{share.percent:.2f}"}
        yield share.value.wrong("E118", "填的是得分", told, 得分=shown(share.score), 分值=shown(share.points))


def _rows(case: Case) -> Iterator[tuple[SummaryRow, bool]]:
    """Rows, each with whether its 得分率 are points."""
    for _, rows in _summaries(case):
        points = _hold_points(rows)
        yield from ((row, points) for row in rows)


@each(lambda case: (one for one in _rows(case) if one[0].form))
def rows_repeat_the_forms(_case: Case, given: tuple[SummaryRow, bool]) -> Iterator[Said]:
    """P13 汇总表: 预算数, 执行数, 执行率, 自评得分 and 得分率 of a row are those of the project's form."""
    row, points = given
    for column, here, there in _pairs(row):
        if here.has_number and there.has_number and not _same(here.number, there.number):
            told = {"项目": row.project.text, "栏": column, "应": there.text}
            yield here.wrong("E118", "不同", told, related=[there])
    for share in row.shares:
        right = share.score if points else share.percent
        if share.value.has_number and not _close(share.value.number, right):
            told = {"项目": row.project.text, "栏": share.part, "应": shown(round(right, 2))}
            yield share.value.wrong("E118", "部分", told, related=[share.first])


def _pairs(row: SummaryRow) -> Iterator[tuple[str, FormValue, FormValue]]:
    if row.form:
        yield "全年预算数", row.budget, row.form.budget
        yield "全年执行数", row.spent, row.form.spent
        yield "执行率", row.rate, row.form.total("rate")
        yield "自评得分", row.score, row.form.score


def _close(printed: Number, right: Decimal) -> bool:
    return abs(printed.value - right) <= max(printed.tolerance, CLOSE)


def _same(one: Number, other: Number) -> bool:
    if one.unit == other.unit == "%":
        return abs(one.value - other.value) <= max(one.tolerance, other.tolerance)
    return one.plain == other.plain


def _scored_rows(case: Case) -> Iterator[tuple[SummaryRow, bool, Weights]]:
    for row, points in _rows(case):
        weights = row.form.roles.weights if row.form else None
        known = all(value.has_number for value in (row.rate, row.score, *row.parts.values()))
        if known and weights and weights.execution is not None:
            yield row, points, weights


@each(_scored_rows)
def scores_are_what_parts_give(_case: Case, given: tuple[SummaryRow, bool, Weights]) -> Iterator[Said]:
    """P13 自评得分 = 10 × 执行率 + Σ 得分 of the parts, so that a form that is lost is tested all the same."""
    row, points, prescribed = given
    full = (row.form and row.form.roles.full_rate) or HUNDRED
    rate, parts = row.rate.number.value, {part: value.number.value for part, value in row.parts.items()}
    weights = prescribed.expected([part for part in parts if parts[part]])
    execution = weights[EXECUTION] * min(rate / full, Decimal(1))
    gained = sum((parts[part] if points else weights.get(part, 0) * parts[part] / 100 for part in parts), Decimal(0))
    right, printed = gained + execution, row.score.number
    # a rate of one decimal moves the score by 0.005, each part by as much
    slack = Decimal("0.005") * (len(parts) + 1) + (printed.step / 2 if printed.places else 0)
    if abs(right - printed.value) >= slack:
        sums = {"执行得分": shown(round(execution, 2)), "合计": shown(gained), "应": shown(round(right, 2))}
        told = {"项目": row.project.text, "执行率": row.rate.text, **sums}
        yield row.score.wrong("E118", "自评得分", told, related=[row.rate])


def _copies(case: Case) -> Iterator[tuple[FilledForm, FilledForm]]:
    own = {(form.data.form, form.project): form for form in forms(case, Subject.PROJECT)}
    return ((copy, own[copy.data.form, copy.project]) for copy in forms(case, Subject.PROJECT, copies=True))


@each(_copies)
def copies_repeat_the_forms(_case: Case, copy: tuple[FilledForm, FilledForm]) -> Iterator[Said]:
    """P13 重附的表单: a form that a report shows again says what the form of its project says."""
    for mine, own in zip(*map(_figures, copy), strict=False):
        if mine.text != own.text and not mine.absent and not own.absent:
            yield mine.wrong("E118", "重附", 项目=mine.form.project, 应=own.text, related=[own])


def _figures(form: FilledForm) -> Iterator[FormValue]:
    yield from map(form.total, COLUMNS)
    yield form.score
    for indicator in indicators_of(form):
        yield from (indicator.target, indicator.outcome, indicator.points, indicator.score)


@each(lambda case: (one for one in _summaries(case) if one[0].roles.summary))
def every_project_has_a_row(case: Case, given: Summary) -> Iterator[Said]:
    """P13 汇总表齐全: one row for each project form."""
    summary, rows = given
    taken = {row.form for row in rows}
    absent = [form for form in forms(case, Subject.PROJECT) if form.project and form not in taken]
    if absent and summary.incomplete:
        yield Skipped(reason=f"{summary.title}：来源有缺漏，{len(absent)}个项目没有这一行")
    elif absent:
        names, places = "、".join(form.project for form in absent), tuple(form.data.place for form in absent)[:12]
        yield found("E119", summary.data.place, "没有列出", 数=len(rows), 各项=names, related=places)


@each(lambda case: (row for row, _ in _rows(case) if row.project.text))
def every_row_has_a_form(_case: Case, row: SummaryRow) -> Iterator[Said]:
    """P13 汇总表齐全: each row is of a project that has a form."""
    if row.form is None:
        yield row.project.wrong("E119", "没有自评表", 项目=row.project.text)
