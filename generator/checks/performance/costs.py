"""成本指标与预算: what a project may cost is its budget, what it did cost its outturn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.performance.filled_form import Form, Indicator, forms
from gongkai.checks.performance.findings import inconsistency
from gongkai.checks.performance.targets import Bound
from gongkai.model.amounts import Amount
from gongkai.model.finding_codes import FindingCode
from gongkai.model.kinds import Nature
from gongkai.model.numbers import Number, amount_of
from gongkai.model.performance_roles import Subject

_SAVING = re.compile("节约|节省|减少|降低|压减|增收|创收")
"""what is the better the more it is, though it counts in money"""
_BENEFIT = re.compile("(?:保障|补助|补贴|救助|养育|供养|发放|待遇|奖励|资助|工资|拨款)[^，。；]{0,4}(?:标准|水平)|最低")
"""what people get: the better the more it is"""
_EACH = re.compile("每|均|单价|标准|定额|单位(?:成本|造价|面积|价格)|[/／]")
"""what one piece costs, no share of the project's money (亩均投入, 补贴标准)"""
_WHOLE = re.compile("投入资金|资金投入|总投入|项目投入|总投资|项目预算|预算范围|预算内|超预算|资金内|超过预算")
"""names of indicators outside the costs that stand for the whole of the project's money"""
PIECE = 1000
"""times that a project's money is more than what its indicators name, from which on they name the price of a piece"""


def costs_are_the_budget(case: Case) -> Iterator[Outcome]:
    """P08 成本指标: Σ 指标值 = 全年预算数, Σ 完成值 = 全年执行数 (of the costs in money, savings and prices apart).

    A target may have stayed what the opening budget (年初预算数) was. An indicator of another kind that names the whole
    budget or investment is held against them by itself.
    """
    for form in forms(case, Subject.PROJECT):
        priced = [
            each
            for each in form.indicators
            if _money(each) and not _SAVING.search(each.third.text) and not _EACH.search(_words(each))
        ]
        costs = [each for each in priced if each.cost]
        whole = [[each] for each in priced if not each.cost and _WHOLE.search(_words(each))]
        for group in filter(None, [costs, *whole]):
            yield from _against(form, group, "指标值")
            yield from _against(form, group, "完成值")


def _money(indicator: Indicator) -> bool:
    return indicator.aim is not None and indicator.aim.number.money


def _words(indicator: Indicator) -> str:
    return f"{indicator.third.text} {indicator.target.text}"


def _against(form: Form, group: list[Indicator], what: str) -> Iterator[Outcome]:
    column, against = ("全年预算数", form.total("budget")) if what == "指标值" else ("全年执行数", form.total("spent"))
    whole = form.amount(against)
    values = [each.aimed if what == "指标值" else each.outcome for each in group]
    numbers = [_number(each, what) for each in group]
    if whole is None or any(number is None for number in numbers):
        return
    amounts = [amount for number in numbers if number and (amount := amount_of(number, form.layout.unit))]
    total = Amount(
        yuan=sum((amount.yuan for amount in amounts), Decimal(0)),
        margin=sum((amount.margin for amount in amounts), Decimal(0)),
    )
    initial = form.amount(form.total("initial")) if what == "指标值" else None
    if total.agrees(whole) or (initial is not None and total.agrees(initial)):
        yield Held()
        return
    slip = Amount(yuan=total.yuan * 10000, margin=total.margin * 10000).agrees(whole)
    if 0 < total.yuan * PIECE < whole.yuan and not slip:
        return
    listed = "、".join(f"{each.name}{value.text}" for each, value in zip(group, values, strict=True))
    sum_ = f"，合计{form.in_unit(total)}{form.layout.unit.value}" if len(group) > 1 else ""
    yield inconsistency(
        FindingCode.COST_AGAINST_BUDGET,
        values[0].place,
        f"{'各' if len(group) > 1 else ''}成本指标的{what}：{listed}{sum_}；项目的{column}是{form.in_unit(whole)}"
        f"{form.layout.unit.value}，相差{form.in_unit(abs(total - whole))}{form.layout.unit.value}",
        "单位疑为“万元”误作“元”" if slip and total.yuan else f"{what}合计应当等于项目的{column}，请核对",
        (*(value.place for value in values[1:]), against.place),
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
    for form in forms(case, Subject.PROJECT):
        for indicator in form.indicators:
            name = indicator.third.text
            if not indicator.cost or not _money(indicator) or _SAVING.search(name) or _BENEFIT.search(name):
                continue
            if indicator.aim is None or indicator.aim.bound is not Bound.LEAST:
                yield Held()
                continue
            yield inconsistency(
                FindingCode.REVERSED_TARGET,
                indicator.aimed.place,
                f"成本指标{indicator.name}的指标值是{indicator.aimed.text}：成本应当不超过，不是不低于",
                "请改成“≤”；指标是节约多少的，请在名称里写明",
            )


RULES: tuple[Rule, ...] = (
    Rule(code=FindingCode.COST_AGAINST_BUDGET, check=costs_are_the_budget, nature=Nature.FINAL_ACCOUNTS),
    Rule(code=FindingCode.REVERSED_TARGET, check=costs_have_a_ceiling, nature=Nature.FINAL_ACCOUNTS),
)
