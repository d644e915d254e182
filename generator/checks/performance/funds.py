"""绩效表单的资金: sums of sources, execution rate, and the score for it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from gongkai.checks.context import Case
from gongkai.checks.filled_forms import SCORED, FilledForm, FormValue, forms, sum_of
from gongkai.checks.indicators import execution_of
from gongkai.checks.outcomes import Said, Skipped, each
from gongkai.model.amounts import Ratio, ratio
from gongkai.model.numbers import shown

Sum = tuple[str, FormValue, dict[str, FormValue]]
"""what a total is called, the total, and the rows that it consists of"""
Rate = tuple[str, FormValue, FormValue, FormValue]
"""a row of the funds block, 执行率, 执行数 and 预算数"""


def sums_of_funds(case: Case) -> Iterator[Sum | Skipped]:
    for form in forms(case, *SCORED, outcome=None):
        if funds := form.roles.funds:
            for rows, column in product((funds.sources, funds.structure), funds.columns):
                name = f"{funds.total}的{column}" if column else funds.total
                given = {row: value for row in rows if not (value := form.fund(row, column)).absent}
                yield from _sum(name, form.fund(funds.total, column), given)


def _sum(name: str, total: FormValue, rows: dict[str, FormValue]) -> Iterator[Sum | Skipped]:
    if not rows or not all(value.has_amount for value in rows.values()):
        return
    if total.absent and total.form.incomplete:
        yield Skipped(reason=f"{total.form.title}：来源缺{name}，不能同各资金来源核对")
    elif total.absent or total.has_amount:
        yield name, total, rows


@each(sums_of_funds)
def sources_add_up(_case: Case, given: Sum) -> Iterator[Said]:
    """P01 资金来源: 年度资金总额 = Σ 来源 (and = Σ 基本支出, 项目支出), in each column of amounts.

    A total that has only one source is the same figure and must be printed as the same.
    """
    name, total, rows = given
    if total.absent:
        yield total.wrong("E101", "没有填", 处=name)
        return
    whole, sum_, form = total.amount, sum_of(rows.values()), total.form
    sources = [row for row, value in rows.items() if value.amount.yuan]
    if whole.yuan != sum_.yuan if len(sources) == 1 else not whole.agrees(sum_):
        yield total.wrong(
            "E101",
            "几项" if len(sources) > 1 else "一项",
            处=name,
            各项="、".join(sources) or "各资金来源",
            应=form.in_unit(sum_),
            差=form.money(abs(whole - sum_)),
            related=rows.values(),
        )


def _rates(case: Case) -> Iterator[Rate]:
    for form in forms(case, *SCORED):
        funds = form.roles.funds
        if funds and funds.rate and funds.budget and funds.spent:
            for row in (funds.total, *funds.sources):
                rate, spent, budget = (form.fund(row, column) for column in (funds.rate, funds.spent, funds.budget))
                if _is_told(rate, spent, budget):
                    yield row, rate, spent, budget


def _is_told(rate: FormValue, spent: FormValue, budget: FormValue) -> bool:
    """Whether the rate is a number, or a dash that stands for nothing of something."""
    if not (spent.has_amount and budget.has_amount):
        return False
    return rate.has_number or bool(rate.text and rate.absent and budget.amount.yuan and not spent.amount.yuan)


@each(_rates)
def rates_follow(_case: Case, given: Rate) -> Iterator[Said]:
    """P02 执行率 = 全年执行数 ÷ 全年预算数; where both are zero it is blank, a dash or 0.00%."""
    row, rate, spent, budget = given
    right = ratio(spent.amount, budget.amount)
    fault = _fault(rate, right, spent)
    if fault:
        sums, told = [rate.form.in_unit(value.amount) for value in (spent, budget)], right and f"{right.percent:.2f}"
        yield rate.wrong("E102", fault, 处=row, 支出=sums[0], 预算=sums[1], 应=told or "")


def _fault(rate: FormValue, right: Ratio | None, spent: FormValue) -> str:
    if not rate.has_number:
        return "没有支出"
    if right is None:
        return "没有预算" if spent.amount.yuan else "都是零" if rate.number.value else ""
    return "" if right.allows(rate.number.value, rate.number.places) else "不符"


def _executed(case: Case) -> Iterator[tuple[FilledForm, Decimal, Ratio] | Skipped]:
    for form in forms(case, *SCORED):
        full, item = form.roles.full_rate, execution_of(form)
        if full and form.has_money and item.points.has_number and item.score.has_number:
            rate = ratio(form.spent.amount, form.budget.amount)
            reason = f"{form.title}：全年预算数是0，没有执行率，得分不能核对"
            yield (form, full, rate) if rate else Skipped(reason=reason)


@each(_executed)
def execution_is_scored(_case: Case, executed: tuple[FilledForm, Decimal, Ratio]) -> Iterator[Said]:
    """P03 执行率得分: 分值 × 执行率, in full from the form's 满分执行率 on (项目 100%, 部门整体 90%).

    The proportion is the practice of the province's forms from 2022 on; basis and 满分执行率 are the edition's data.
    """
    form, full, rate = executed
    points, score = execution_of(form).points.number.value, execution_of(form).score
    low, right, high = (
        points * min(max(percent / full, Decimal(0)), Decimal(1)) for percent in (rate.low, rate.percent, rate.high)
    )
    slack = score.number.tolerance
    if not low - slack <= score.number.value <= high + slack:
        whole, percent = "" if full == 100 else shown(full), f"{rate.percent:.2f}"
        yield score.wrong("E103", 执行率=percent, 分值=shown(points), 满分执行率=whole, 应=f"{right:.2f}")
