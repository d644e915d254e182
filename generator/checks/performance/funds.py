"""绩效表单的资金: sums of sources, execution rate, and the score for it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule, Skipped
from gongkai.checks.performance.filled_form import SCORED, Form, Value, forms
from gongkai.checks.performance.findings import inconsistency, warning
from gongkai.model.amounts import NOTHING, Amount, ratio
from gongkai.model.finding_codes import FindingCode
from gongkai.model.kinds import Nature
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
            yield inconsistency(FindingCode.FORM_SOURCES, total.place, f"{what}没有填，各资金来源填了", "请填上总额")
        return
    whole = form.amount(total)
    if whole is None:
        return
    amounts = [amount for _, _, amount in given if amount is not None and amount.yuan]
    sum_ = Amount(yuan=sum((amount.yuan for amount in amounts), Decimal(0)), margin=_margin(amounts))
    same = whole.yuan == sum_.yuan if len(amounts) == 1 else whole.agrees(sum_)
    if same:
        yield Held()
        return
    names = "、".join(row for row, _, amount in given if amount and amount.yuan) or "各资金来源"
    yield inconsistency(
        FindingCode.FORM_SOURCES,
        total.place,
        f"{what}填的是{total.text}，{names}{'加起来' if len(amounts) > 1 else ''}是{form.in_unit(sum_)}，"
        f"相差{form.in_unit(abs(whole - sum_))}{form.layout.unit.value}",
        "总额应当等于各资金来源之和，请核对",
        tuple(value.place for _, value, _ in given),
    )


def _margin(amounts: list[Amount]) -> Decimal:
    return sum((amount.margin for amount in amounts), Decimal(0))


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
                yield inconsistency(
                    FindingCode.EXECUTION_RATE,
                    rate.place,
                    f"{row}：执行率填的是“{rate.text}”，0÷{form.in_unit(budget)}是0.00%",
                    "有预算、没有支出的，执行率填0.00%",
                )


def _rate(form: Form, row: str, rate: Value, spent: Amount, budget: Amount) -> Outcome:
    printed, right = rate.number, ratio(spent, budget)
    if right is None and spent.yuan == 0:
        if printed is None or printed.value == 0:
            return Held()
        return inconsistency(
            FindingCode.EXECUTION_RATE,
            rate.place,
            f"{row}：预算数和执行数都是0，执行率填的是{rate.text}",
            "没有预算也没有支出的，执行率填0.00%或者不填",
        )
    if right is None:
        return inconsistency(
            FindingCode.EXECUTION_RATE,
            rate.place,
            f"{row}：全年预算数是0，执行率填的是{rate.text}",
            "预算数为零，不能算执行率；请核对预算数",
        )
    if printed is None or right.allows(printed.value, printed.places):
        return Held()
    return inconsistency(
        FindingCode.EXECUTION_RATE,
        rate.place,
        f"{row}：执行率填的是{rate.text}，{form.in_unit(spent)}÷{form.in_unit(budget)}是{right.percent:.2f}%",
        "执行率＝全年执行数÷全年预算数，请核对",
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
        reach = "" if full == 100 else f"÷{shown(full)}%"
        yield warning(
            FindingCode.EXECUTION_SCORE,
            form.total("score").place,
            f"执行率{rate.percent:.2f}%，分值{shown(points.value)}，得分填的是{score.text}，"
            f"按{shown(points.value)}×执行率{reach}应为{right:.2f}",
            "请按执行率计分；表单另有计分办法的，同一部门各张表要一致",
        )


RULES: tuple[Rule, ...] = (
    Rule(code=FindingCode.FORM_SOURCES, check=sources_add_up),
    Rule(code=FindingCode.EXECUTION_RATE, check=rates_follow),
    Rule(code=FindingCode.EXECUTION_SCORE, check=execution_is_scored, nature=Nature.FINAL_ACCOUNTS),
)
