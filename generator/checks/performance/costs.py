"""成本指标与预算: what a project may cost is its budget, what it did cost its outturn."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.filled_forms import FilledForm, FormValue, certain, forms
from gongkai.checks.indicators import Indicator, indicators, indicators_of
from gongkai.checks.outcomes import Said, each
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.finding_catalogue import bound_of, word_pattern
from gongkai.model.numbers import amount_of
from gongkai.model.performance_roles import Subject
from gongkai.model.targets import Direction

Group = tuple[list[Indicator], str, list[FormValue], FormValue]
"""costs that are one sum, 指标值 or 完成值, those values, and what they are to be"""


def _groups(case: Case) -> Iterator[Group]:
    for form in forms(case, Subject.PROJECT):
        for group in filter(None, _priced(form)):
            if form.budget.has_amount:
                yield group, "指标值", [one.aimed for one in group], form.budget
            if form.spent.has_amount and all(one.comparable for one in group):
                yield group, "完成值", [one.outcome for one in group], form.spent


def _priced(form: FilledForm) -> list[list[Indicator]]:
    """All costs together, and each other indicator that speaks of the whole money."""
    priced = [one for one in indicators_of(form) if one.in_money and not _saves(one) and not _says(one, "单价")]
    costs = [one for one in priced if one.cost]
    return [costs, *([one] for one in priced if not one.cost and _says(one, "全部的钱"))]


@each(_groups)
def costs_are_the_budget(_case: Case, given: Group) -> Iterator[Said]:
    """P08 成本指标: Σ 指标值 = 全年预算数, Σ 完成值 = 全年执行数 (of the costs in money, savings and prices apart).

    A target may have stayed what the opening budget (年初预算数) was. An indicator of another kind that names the whole
    budget or investment is held against them by itself.
    """
    group, what, values, against = given
    form, whole, total = against.form, against.amount, _sum(given)
    slip = Amount(yuan=total.yuan * 10000, margin=total.margin * 10000).agrees(whole)
    price = 0 < total.yuan * bound_of("E109", "单价的倍数") < whole.yuan and not slip
    if price or _is_right(given, total):
        return
    first, *others = values
    yield first.wrong(
        "E109",
        "几个" if len(group) > 1 else "一个",
        hint="单位" if slip and total.yuan else "一个",
        栏=what,
        各项="、".join(f"“{each.name}”{value.text}" for each, value in zip(group, values, strict=True)),
        合计=form.money(total),
        对照="全年预算数" if what == "指标值" else "全年执行数",
        应=form.money(whole),
        差=form.money(abs(total - whole)),
        related=(*others, against),
    )


def _is_right(given: Group, total: Amount) -> bool:
    """Whether it is the budget, or the opening one; or the outturn."""
    _, what, _, against = given
    initial = against.form.initial
    return total.agrees(against.amount) or (what == "指标值" and initial.has_amount and total.agrees(initial.amount))


def _sum(given: Group) -> Amount:
    group, what, _, against = given
    numbers = (one.aim.number if what == "指标值" else one.measured for one in group)
    return sum((certain(amount_of(number, against.form.layout.unit)) for number in numbers), NOTHING)


def _saves(indicator: Indicator) -> bool:
    """Whether it is the better the more it is, though it counts in money."""
    return bool(word_pattern("E109", "越多越好").search(indicator.third.text))


def _says(indicator: Indicator, what: str) -> bool:
    return bool(word_pattern("E109", what).search(f"{indicator.third.text} {indicator.target.text}"))


def _costs(case: Case) -> Iterator[Indicator]:
    """Costs in money; savings and what people get (补助标准) are the better the more they are."""
    for indicator in indicators(case, Subject.PROJECT):
        received = word_pattern("E110", "发给人的").search(indicator.third.text)
        if indicator.cost and indicator.in_money and not _saves(indicator) and not received:
            yield indicator


@each(_costs)
def costs_have_a_ceiling(_case: Case, indicator: Indicator) -> Iterator[Said]:
    """P08 方向: a cost in money is kept to at most, never at least, its target (≥210万 is reversed)."""
    if indicator.aim.bound is Direction.LEAST:
        yield indicator.aimed.wrong("E110", "", indicator.told)
