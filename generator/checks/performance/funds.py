"""绩效表单的资金: sums of sources, execution rate, and the score for it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Skipped
from gongkai.checks.performance.filled_form import SCORED, Form, Value, forms
from gongkai.model.amounts import NOTHING, Amount, ratio
from gongkai.model.findings import found
from gongkai.model.numbers import shown
from gongkai.model.performance_roles import FundRoles


def sources_add_up(case: Case) -> Iterator[Outcome]:
    """P01 资金来源: 年度资金总额 = Σ 来源 (and = Σ 基本支出, 项目支出), in each column of amounts.

    A total that has only one source is the same figure and must be printed as the same.
    """
    for form in forms(case, *SCORED, outcome=None):
        funds = form.roles.funds
        if funds is None:
            continue
        for rows in filter(None, (funds.sources, funds.structure)):
            for column in funds.columns:
                yield from _sum(form, funds, rows, column)


def _sum(form: Form, funds: FundRoles, rows: tuple[str, ...], column: str) -> Iterator[Outcome]:
    total = form.fund(funds.total, column)
    values = [(row, form.fund(row, column)) for row in rows]
    given = [(row, value, form.amount(value)) for row, value in values if not value.absent]
    if not given or any(amount is None for _, _, amount in given):
        return
    what = f"{funds.total}的{column}" if column else funds.total
    if total.absent:
        if form.incomplete:
            yield Skipped(reason=f"{form.title}：来源缺{what}，不能同各资金来源核对")
        else:
            yield found("E101", total.place, "没有填", 处=what)
        return
    whole = form.amount(total)
    if whole is None:
        return
    parts = [(row, amount) for row, _, amount in given if amount is not None and amount.yuan]
    sum_ = sum((amount for _, amount in parts), NOTHING)
    if whole.yuan == sum_.yuan if len(parts) == 1 else whole.agrees(sum_):
        yield Held()
        return
    yield found(
        "E101",
        total.place,
        "几项" if len(parts) > 1 else "一项",
        处=what,
        填=total.text,
        各项="、".join(row for row, _ in parts) or "各资金来源",
        应=form.in_unit(sum_),
        差=form.money(abs(whole - sum_)),
        related=tuple(value.place for _, value, _ in given),
    )


def rates_follow(case: Case) -> Iterator[Outcome]:
    """P02 执行率 = 全年执行数 ÷ 全年预算数; where both are zero it is blank, a dash or 0.00%."""
    for form in forms(case, *SCORED):
        funds = form.roles.funds
        if funds is None or not (funds.rate and funds.budget and funds.spent):
            continue
        for row in (funds.total, *funds.sources):
            rate = form.fund(row, funds.rate)
            budget, spent = (form.amount(form.fund(row, column)) for column in (funds.budget, funds.spent))
            if rate.number is not None and budget is not None and spent is not None:
                yield _rate(form, row, rate, spent, budget)
            elif spent == NOTHING and budget is not None and budget.yuan and rate.text and rate.absent:
                yield found("E102", rate.place, "没有支出", 处=row, 填=rate.text, 预算=form.in_unit(budget))


def _rate(form: Form, row: str, rate: Value, spent: Amount, budget: Amount) -> Outcome:
    printed, right = rate.number, ratio(spent, budget)
    if printed is None:
        return Held()
    if right is None and spent.yuan:
        return found("E102", rate.place, "没有预算", 处=row, 填=rate.text)
    if right is None:
        return found("E102", rate.place, "都是零", 处=row, 填=rate.text) if printed.value else Held()
    if right.allows(printed.value, printed.places):
        return Held()
    return found(
        "E102",
        rate.place,
        "不符",
        处=row,
        填=rate.text,
        支出=form.in_unit(spent),
        预算=form.in_unit(budget),
        应=f"{right.percent:.2f}",
    )


def execution_is_scored(case: Case) -> Iterator[Outcome]:
    """P03 执行率得分: 分值 × 执行率, in full from the form's 满分执行率 on (项目 100%, 部门整体 90%).

    The proportion is the practice of the province's forms from 2022 on; basis and 满分执行率 are the edition's data.
    """
    for form in forms(case, *SCORED):
        full, budget, spent = form.roles.full_rate, form.budget, form.spent
        points, score = form.total("points").number, form.total("score").number
        if full is None or points is None or score is None or budget is None or spent is None:
            continue
        rate = ratio(spent, budget)
        if rate is None:
            yield Skipped(reason=f"{form.title}：全年预算数是0，没有执行率，得分不能核对")
            continue
        low, right, high = (
            points.value * min(max(percent / full, Decimal(0)), Decimal(1))
            for percent in (rate.low, rate.percent, rate.high)
        )
        if low - score.tolerance <= score.value <= high + score.tolerance:
            yield Held()
            continue
        yield found(
            "E103",
            form.total("score").place,
            执行率=f"{rate.percent:.2f}",
            分值=shown(points.value),
            填=score.text,
            满分执行率="" if full == 100 else shown(full),
            应=f"{right:.2f}",
        )
