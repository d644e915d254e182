"""自评汇总表与项目表单: each row is what the project's own form says, each project has its row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.performance.filled_form import Column, Form, Value, forms
from gongkai.checks.performance.findings import inconsistency, warning
from gongkai.checks.performance.weights import expected_weights, points_by_part
from gongkai.model.finding_codes import FindingCode
from gongkai.model.kinds import Nature
from gongkai.model.numbers import Number, shown
from gongkai.model.performance_roles import Subject

HUNDRED = Decimal(100)
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
    projects = [form for form in forms(case, Subject.PROJECT) if form.project]
    found = []
    for item in summary.items(roles.at):
        values = {
            key: summary.field(item, name)
            for key, name in (
                ("project", roles.project),
                ("budget", roles.budget),
                ("spent", roles.spent),
                ("rate", roles.rate),
                ("score", roles.score),
            )
        }
        kind = roles.forms.get(summary.field(item, roles.form).text) if roles.form else None
        same = [form for form in projects if form.project == values["project"].text and kind in (None, form.data.form)]
        budget = values["budget"].number
        exact = [form for form in same if budget and form.budget and form.budget == summary.amount(values["budget"])]
        parts = {part: summary.field(item, name) for part, name in roles.parts.items()}
        found.append(Row(**values, parts=parts, form=next(iter(exact or same), None)))
    return tuple(found)


def scores_of_parts(form: Form) -> dict[str, tuple[Decimal, Decimal]]:
    """分值 and 得分 of each part of a project form."""
    parts: dict[str, list[tuple[Value, Value]]] = {}
    if form.roles.scored:
        parts[form.roles.scored.title] = [(item.points, item.score) for item in form.scored]
    for indicator in form.indicators:
        parts.setdefault(indicator.first.text, []).append((indicator.points, indicator.score))
    return {
        part: (_sum([points for points, _ in values]), _sum([score for _, score in values]))
        for part, values in parts.items()
    }


def _sum(values: list[Value]) -> Decimal:
    return sum((value.number.value for value in values if value.number), Decimal(0))


def holds_points(rows: tuple[Row, ...]) -> bool:
    """Whether the columns 得分率 hold points instead (20% for 20 of 20 points), judged by the forms."""
    points = rates = 0
    for row in rows:
        for part, (total, score) in (scores_of_parts(row.form) if row.form else {}).items():
            printed = row.parts[part].number if part in row.parts else None
            if printed is None or not total or not score:
                continue
            points += abs(printed.value - score) < Decimal("0.01")
            rates += abs(printed.value - score / total * 100) < Decimal("0.01")
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
    for row in rows:
        for part, (total, score) in (scores_of_parts(row.form) if row.form else {}).items():
            if part in row.parts and total and score:
                yield warning(
                    FindingCode.SUMMARY_AGAINST_FORMS,
                    row.parts[part].place,
                    f"汇总表的得分率填的是得分：“{row.project.text}”的{part}得{shown(score)}分（分值{shown(total)}），"
                    f"得分率是{score / total * 100:.2f}%，填的是{row.parts[part].text}；其他各行也是这样",
                    "得分率＝得分÷分值；要填得分的，请改栏名，去掉百分号",
                )
                return


def _against_form(row: Row, form: Form, *, points: bool) -> Iterator[Outcome]:
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
            yield inconsistency(
                FindingCode.SUMMARY_AGAINST_FORMS,
                here.place,
                f"“{row.project.text}”：汇总表的{what}是{here.text}，项目自评表是{there.text}",
                "两张表要一致，请核对",
                (there.place,),
            )
    for part, (whole, score) in scores_of_parts(form).items():
        printed = row.parts[part].number if part in row.parts else None
        if printed is None or not whole:
            continue
        right = score if points else score / whole * 100
        if abs(printed.value - right) <= max(printed.tolerance, Decimal("0.01")):
            yield Held()
        else:
            yield inconsistency(
                FindingCode.SUMMARY_AGAINST_FORMS,
                row.parts[part].place,
                f"“{row.project.text}”：汇总表的{part}是{row.parts[part].text}，"
                f"按项目自评表应为{shown(round(right, 2))}%",
                "两张表要一致，请核对",
                (points_by_part(form)[part][0].place,),
            )


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
    yield inconsistency(
        FindingCode.SUMMARY_AGAINST_FORMS,
        row.score.place,
        f"“{row.project.text}”：自评得分填的是{row.score.text}；执行率{row.rate.text}得{shown(round(execution, 2))}分，"
        f"各部分合计{shown(sum(gained, Decimal(0)))}分，应为{shown(round(right, 2))}分",
        "自评得分＝执行率得分＋各部分得分，请核对",
        (row.rate.place,),
    )


def copies_repeat_the_forms(case: Case) -> Iterator[Outcome]:
    """P13 重附的表单: a form that a report shows again says what the form of its project says."""
    own = {(form.data.form, form.project): form for form in forms(case, Subject.PROJECT)}
    for copy in forms(case, Subject.PROJECT, copies=True):
        form = own[(copy.data.form, copy.project)]
        for mine, there in zip(_figures(copy), _figures(form), strict=False):
            if mine.text == there.text or mine.absent or there.absent:
                continue
            yield inconsistency(
                FindingCode.SUMMARY_AGAINST_FORMS,
                mine.place,
                f"报告里重附的“{copy.project}”自评表是{mine.text}，正文的自评表是{there.text}",
                "同一张表印两处，要一样",
                (there.place,),
            )
        yield Held()


def _figures(form: Form) -> Iterator[Value]:
    if form.roles.funds:
        yield from map(form.total, COLUMNS)
    if form.roles.total:
        yield form.score
    for indicator in form.indicators:
        yield from (indicator.target, indicator.outcome, indicator.points, indicator.score)


RULES: tuple[Rule, ...] = (
    Rule(code=FindingCode.SUMMARY_AGAINST_FORMS, check=rows_repeat_the_forms, nature=Nature.FINAL_ACCOUNTS),
    Rule(code=FindingCode.SUMMARY_AGAINST_FORMS, check=copies_repeat_the_forms, nature=Nature.FINAL_ACCOUNTS),
)
