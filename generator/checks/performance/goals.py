"""预期目标与完成情况: a project's own amount and purpose; nothing is finished that nothing was spent on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.case import Case
from generator.checks.outcomes import Held, Outcome, Rule
from generator.checks.performance.findings import inconsistency, warning
from generator.checks.performance.views import Form, Indicator, Value, forms
from generator.model.amounts import Amount
from generator.model.finding_codes import FindingCode
from generator.model.numbers import amount_of, read
from generator.model.performance_roles import FormKind

_USED = re.compile(
    r"(?:使用|投入|安排|需要?|拨付|预算)(?:资金)?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*"
    r"(?P<unit>亿元|万元|元|万(?P<slip>[^元资])?(?=资金))"
)
_COMMON = re.compile(
    r"\d{4}年?度?|[“”‘’（）()《》、，。\s\d]|项目|经费|工作|费用|资金|补助|专项|其他|建设|管理|运行|服务"
)
"""what says nothing of a project's purpose"""
_EXPLAINED = re.compile("未|没有|尚|暂|推迟|延期|结余|调整|压减|前期|招标|正在|部分|收回|不足|取消|停止|缓|变动|减少")
SHARED = 0.3
"""of the characters of a project's name, how many its goal has at least"""
HALF = 50
"""执行率 in percent below which a project that was finished in full needs an explanation"""


def goals_name_the_budget(case: Case) -> Iterator[Outcome]:
    """P09 预期目标的金额: “使用90.9万元资金，…” names this project's 全年预算数 (or 年初预算数)."""
    for form in forms(case, FormKind.PROJECT):
        goal = form.value(form.roles.goal)
        given = (form.budget, form.amount(form.total("initial")))
        known = [amount for amount in given if amount is not None]
        for match in _USED.finditer(goal.text) if known else ():
            yield from _goal_amount(form, goal, match, known)


def _goal_amount(form: Form, goal: Value, match: re.Match[str], known: list[Amount]) -> Iterator[Outcome]:
    typed, slip = match["number"] + match["unit"], match["slip"]
    unit = "万元" if match["unit"].startswith("万") else match["unit"]
    number = read(match["number"] + unit)
    amount = amount_of(number, form.layout.unit) if number else None
    if number is None or amount is None:
        return
    same = any(amount.yuan == one.yuan for one in known)
    if same and not slip:
        yield Held()
        return
    loose = amount_of(number, form.layout.unit, exact=False) or amount
    rounded = any(abs(amount.yuan - one.yuan) <= loose.margin for one in known)
    told = [f"写的是“{typed}”" + (f"（疑为“{match['number']}{unit}”）" if slip else "")]
    if not same:
        told.append(f"项目的全年预算数是{form.in_unit(known[0])}{form.layout.unit.value}")
    if rounded and not same:
        told.append("写的是约数")
    yield (warning if rounded or same else inconsistency)(
        FindingCode.GOAL_AMOUNT,
        goal.place,
        f"预期目标{'，'.join(told)}",
        "请写本项目的预算数" if rounded or same else "请写本项目的预算数；整段话是从别的项目抄来的，也要改",
        (form.total("budget").place,),
    )


def goals_are_the_projects(case: Case) -> Iterator[Outcome]:
    """P09 预期目标的内容: goal and indicators share something with the project's name, common words apart.

    A short name may be spelled out (公车, 公务用车), so three characters in ten are enough; names made of common words
    alone (补助经费) say nothing and are not tested.
    """
    for form in forms(case, FormKind.PROJECT):
        name = set(_COMMON.sub("", form.project))
        goal = form.value(form.roles.goal)
        if len(name) < 2 or not goal.text or not form.indicators:
            continue
        text = goal.text + "".join(each.third.text for each in form.indicators)
        if len(name & set(text.replace("资金", ""))) >= SHARED * len(name):
            yield Held()
            continue
        yield warning(
            FindingCode.GOAL_OF_ANOTHER_PROJECT,
            goal.place,
            f"项目是“{form.project}”，预期目标和各项指标都没有提到它，疑为别的项目的内容",
            "请核对预期目标和绩效指标是不是这个项目的",
        )


def done_means_paid(case: Case) -> Iterator[Outcome]:
    """P06 完成情况与支出: where less than half of the budget was spent, full marks throughout need a word of why.

    And where nothing was done (every indicator zero) the result does not read as done.
    """
    for form in forms(case, FormKind.PROJECT):
        result, budget, spent = form.value(form.roles.result), form.budget, form.spent
        if not result.text or budget is None or spent is None or not budget.yuan:
            continue
        rate = spent.yuan / budget.yuan * 100
        rest = [each for each in form.indicators if not each.cost and each.points.number and each.points.number.value]
        if not rest:
            continue
        explained = _EXPLAINED.search(result.text) or any(not each.reason.absent for each in form.indicators)
        if rate < HALF and not explained and all(map(_full, rest)):
            yield warning(
                FindingCode.DONE_WITHOUT_SPENDING,
                result.place,
                f"全年预算数{form.in_unit(budget)}{form.layout.unit.value}，执行数{form.in_unit(spent)}"
                f"{form.layout.unit.value}（{rate:.2f}%），产出、效益都记了满分，没有说明其余的钱为什么没有支出",
                "请写明款项未支付、结余的原因；项目没有完成的，改正完成情况和得分",
            )
        elif all(map(_nothing, rest)) and not _EXPLAINED.search(result.text):
            yield warning(
                FindingCode.DONE_WITHOUT_SPENDING,
                result.place,
                f"各项指标的得分都是0，完成情况写的却像已经完成：“{result.text[:20]}…”",
                "请写实际完成到什么程度、为什么没有完成",
            )
        else:
            yield Held()


def _full(indicator: Indicator) -> bool:
    points, score = indicator.points.number, indicator.score.number
    return points is not None and score is not None and score.value == points.value


def _nothing(indicator: Indicator) -> bool:
    return indicator.score.number is not None and indicator.score.number.value == 0


RULES: tuple[Rule, ...] = (
    Rule(code=FindingCode.GOAL_AMOUNT, check=goals_name_the_budget, editions=("决算",)),
    Rule(code=FindingCode.GOAL_OF_ANOTHER_PROJECT, check=goals_are_the_projects, editions=("决算",)),
    Rule(code=FindingCode.DONE_WITHOUT_SPENDING, check=done_means_paid, editions=("决算",)),
)
