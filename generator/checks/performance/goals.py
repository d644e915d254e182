"""预期目标的金额, 完成情况与支出: a goal names its project's money; nothing is finished that nothing was spent on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.checks.context import Case
from gongkai.checks.filled_forms import FilledForm, FormValue, forms
from gongkai.checks.indicators import indicators_of
from gongkai.checks.outcomes import Said, each
from gongkai.model.amounts import UNIT_PATTERN, Amount
from gongkai.model.finding_catalogue import bound_of, word_pattern
from gongkai.model.numbers import amount_of, read
from gongkai.model.performance_roles import Subject

_NUMBER = r"(?P<number>(?<!\d)\d[\d,]{0,30}(?:\.\d{1,30})?)\s{0,9}"
_USED = re.compile(
    r"(?:使用|投入|安排|需要?|拨付|预算)(?:资金)?\s*"
    rf"{_NUMBER}(?P<unit>{UNIT_PATTERN}|万(?P<slip>[^元资])?(?=资金))"
)
_MONEY = re.compile(rf"{_NUMBER}(?P<unit>{UNIT_PATTERN}|亿|万)")
BEFORE = 12
"""characters before an amount that may say whose it is"""

Mention = tuple[FormValue, re.Match[str], Amount]
"""a goal, an amount that it names, and how much that is"""


def _amounts(case: Case, pattern: re.Pattern[str]) -> Iterator[Mention]:
    for form in forms(case, Subject.PROJECT):
        goal = form.at_role("goal")
        for match in pattern.finditer(goal.text):
            amount = _amount(form, match)
            if amount is not None:
                yield goal, match, amount


def amounts_in(value: FormValue) -> set[Decimal]:
    """Amounts of money that a text names, in 元."""
    amounts = (_amount(value.form, match) for match in _MONEY.finditer(value.text))
    return {amount.yuan for amount in amounts if amount is not None and amount.yuan}


def _amount(form: FilledForm, match: re.Match[str], *, exact: bool = True) -> Amount | None:
    number = read(match["number"] + ("万元" if match["unit"].startswith("万") else match["unit"]))
    return amount_of(number, form.layout.unit, exact=exact) if number else None


def budgets_of(form: FilledForm) -> list[Amount]:
    """全年预算数 and 年初预算数, as far as they are there."""
    return [value.amount for value in (form.budget, form.initial) if value.has_amount]


def money_of(form: FilledForm) -> set[Decimal]:
    """The project's budgets and outturn, in 元."""
    amounts = [*budgets_of(form), *([form.spent.amount] if form.spent.has_amount else [])]
    return {amount.yuan for amount in amounts if amount.yuan}


def _used(case: Case) -> Iterator[Mention]:
    return (one for one in _amounts(case, _USED) if budgets_of(one[0].form))


@each(_used)
def goals_name_the_budget(_case: Case, said: Mention) -> Iterator[Said]:
    """P09 预期目标的金额: “使用90.9万元资金，…” names this project's 全年预算数 (or 年初预算数)."""
    goal, match, amount = said
    form, known = goal.form, budgets_of(goal.form)
    same = any(amount.yuan == one.yuan for one in known)
    if same and not match["slip"]:
        return
    loose = _amount(form, match, exact=False) or amount
    rounded = any(abs(amount.yuan - one.yuan) <= loose.margin for one in known)
    variant = "单位漏字" if same else "约数" if rounded else "不是"
    typed, meant = match["number"] + match["unit"], match["number"] + "万元" if match["slip"] else ""
    yield goal.wrong("E111", variant, 写=typed, 疑=meant, 应=form.money(known[0]), related=[form.budget])


def _others(case: Case) -> Iterator[Mention]:
    """Amounts that are the project's, or neither looked at as used nor said to be of others (每户)."""
    for goal, match, amount in _amounts(case, _MONEY):
        before = goal.text[max(match.start() - BEFORE, 0) : match.start()]
        known = money_of(goal.form)
        looked_at = {used.start("number") for used in _USED.finditer(goal.text)}
        of_others = match.start() in looked_at or word_pattern("E111", "别人的钱").search(before)
        if amount.yuan and (amount.yuan in known or not of_others):
            yield goal, match, amount


@each(_others)
def goals_keep_the_point(_case: Case, said: Mention) -> Iterator[Said]:
    """P09 预期目标的小数点: an amount with the figures of the project's money, ten times as much or a tenth.

    Two figures may be alike by chance.
    """
    goal, match, amount = said
    digits, known = _digits(amount.yuan), money_of(goal.form)
    alike = [one for one in sorted(known) if len(digits) > 1 and _digits(one) == digits]
    if alike and amount.yuan not in known:
        variant = "数字一样" if len(digits) >= bound_of("E111", "数字的位数") else "疑数字一样"
        right = goal.form.money(Amount(yuan=alike[0]))
        yield goal.wrong("E111", variant, 写=match[0], 应=right, related=[goal.form.budget])


def _digits(yuan: Decimal) -> str:
    return f"{yuan:f}".replace(".", "").strip("0")


def _told(case: Case) -> Iterator[FilledForm]:
    """Projects with a budget, a result in words and scored indicators besides costs."""
    for form in forms(case, Subject.PROJECT):
        if form.has_money and form.budget.amount.yuan and form.at_role("result").text and _scores(form):
            yield form


def _scores(form: FilledForm) -> list[Decimal | None]:
    """得分 of all indicators but costs, as shares of 分值; None where there is none."""
    counted = (one for one in indicators_of(form) if one.points.has_number and one.points.number.value and not one.cost)
    return [one.scored.share if one.scored.has_share else None for one in counted]


@each(_told)
def done_means_paid(_case: Case, form: FilledForm) -> Iterator[Said]:
    """P06 完成情况与支出: where less than half of the budget was spent, full marks throughout need a word of why.

    And where nothing was done (every indicator zero) the result does not read as done.
    """
    result, budget, spent, scores = form.at_role("result"), form.budget.amount, form.spent.amount, set(_scores(form))
    rate = spent.yuan / budget.yuan * 100
    told = word_pattern("E113", "说明了").search(result.text)
    explained = told or any(not indicator.reason.absent for indicator in indicators_of(form))
    if rate < bound_of("E113", "执行率") and not explained and scores == {1}:
        sums = form.money(budget), form.money(spent)
        yield result.wrong("E113", "满分", 预算=sums[0], 支出=sums[1], 执行率=f"{rate:.2f}")
    elif scores == {0} and not told:
        yield result.wrong("E113", "都是零", 文=result.text[:20])
