"""成本指标与预算: what a project may cost is its budget, what it did cost its outturn."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome
from gongkai.checks.performance.filled_form import Form, Indicator, forms, indicators
from gongkai.checks.performance.targets import Bound
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.finding_catalogue import bound_of, word_pattern
from gongkai.model.findings import found
from gongkai.model.numbers import Number, amount_of
from gongkai.model.performance_roles import Subject


def costs_are_the_budget(case: Case) -> Iterator[Outcome]:
    """P08 成本指标: Σ 指标值 = 全年预算数, Σ 完成值 = 全年执行数 (of the costs in money, savings and prices apart).

    A target may have stayed what the opening budget (年初预算数) was. An indicator of another kind that names the whole
    budget or investment is held against them by itself.
    """
    for form in forms(case, Subject.PROJECT):
        priced = [each for each in form.indicators if _money(each) and not _saves(each) and not _says(each, "单价")]
        costs = [each for each in priced if each.cost]
        whole = [[each] for each in priced if not each.cost and _says(each, "全部的钱")]
        for group in filter(None, [costs, *whole]):
            yield from _against(form, group, "指标值")
            yield from _against(form, group, "完成值")


def _money(indicator: Indicator) -> bool:
    return indicator.aim is not None and indicator.aim.number.money


def _saves(indicator: Indicator) -> bool:
    """Whether it is the better the more it is, though it counts in money."""
    return bool(word_pattern("E109", "越多越好").search(indicator.third.text))


def _says(indicator: Indicator, what: str) -> bool:
    return bool(word_pattern("E109", what).search(f"{indicator.third.text} {indicator.target.text}"))


def _against(form: Form, group: list[Indicator], what: str) -> Iterator[Outcome]:
    column, against = ("全年预算数", form.total("budget")) if what == "指标值" else ("全年执行数", form.total("spent"))
    whole = form.amount(against)
    values = [each.aimed if what == "指标值" else each.outcome for each in group]
    numbers = [_number(each, what) for each in group]
    if whole is None or any(number is None for number in numbers):
        return
    amounts = [amount for number in numbers if number and (amount := amount_of(number, form.layout.unit))]
    total = sum(amounts, NOTHING)
    initial = form.amount(form.total("initial")) if what == "指标值" else None
    if total.agrees(whole) or (initial is not None and total.agrees(initial)):
        yield Held()
        return
    slip = Amount(yuan=total.yuan * 10000, margin=total.margin * 10000).agrees(whole)
    if 0 < total.yuan * bound_of("E109", "单价的倍数") < whole.yuan and not slip:
        return
    yield found(
        "E109",
        values[0].place,
        "几个" if len(group) > 1 else "一个",
        hint="单位" if slip and total.yuan else "一个",
        栏=what,
        各项="、".join(f"“{each.name}”{value.text}" for each, value in zip(group, values, strict=True)),
        合计=form.money(total),
        对照=column,
        应=form.money(whole),
        差=form.money(abs(total - whole)),
        related=(*(value.place for value in values[1:]), against.place),
    )


def _number(indicator: Indicator, what: str) -> Number | None:
    aim = indicator.aim
    if aim is None:
        return None
    if what == "指标值":
        return aim.number
    outcome = indicator.outcome.number
    return outcome.measured_as(aim.number) if outcome and aim.number.comparable(outcome) else None


def costs_have_a_ceiling(case: Case) -> Iterator[Outcome]:
    """P08 方向: a cost in money is kept to at most, never at least, its target (≥210万 is reversed).

    Savings and what people get (补助标准) are the better the more they are.
    """
    for indicator in indicators(case, Subject.PROJECT):
        received = word_pattern("E110", "发给人的").search(indicator.third.text)
        if not indicator.cost or not _money(indicator) or _saves(indicator) or received:
            continue
        if indicator.aim is None or indicator.aim.bound is not Bound.LEAST:
            yield Held()
            continue
        yield found("E110", indicator.aimed.place, 指标=indicator.name, 指标值=indicator.aimed.text)
