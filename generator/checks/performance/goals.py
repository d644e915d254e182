"""预期目标与完成情况: a project's own amount and purpose; nothing is finished that nothing was spent on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.performance.filled_form import Form, Indicator, Value, forms
from gongkai.checks.performance.findings import inconsistency, warning
from gongkai.checks.performance.spelling import plain
from gongkai.model.amounts import Amount
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding
from gongkai.model.kinds import Nature
from gongkai.model.numbers import amount_of, read
from gongkai.model.performance_roles import Subject

_USED = re.compile(
    r"(?:使用|投入|安排|需要?|拨付|预算)(?:资金)?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*"
    r"(?P<unit>亿元|万元|元|万(?P<slip>[^元资])?(?=资金))"
)
_COMMON = re.compile(
    r"\d{4}年?度?|[“”‘’（）()《》、，。\s\d]|项目|经费|工作|费用|资金|补助|专项|其他|建设|管理|运行|服务"
    r"|工程|行动|计划|[一二三四五六七八九十]期"
)
"""what says nothing of a project's purpose"""
_MEASURES = re.compile("资金|满意度|效率|效益|效果|质量|数量|成本|时效")
"""what goals and indicators of every project speak of"""
_EXPLAINED = re.compile("未|没有|尚|暂|推迟|延期|结余|调整|压减|前期|招标|正在|部分|收回|不足|取消|停止|缓|变动|减少")
_MONEY = re.compile(r"(?<![0-9])[0-9][0-9,]{0,30}(?:\.[0-9]{1,30})?\s{0,9}(?:亿元|万元|元|亿|万)")
_OF_OTHERS = re.compile(
    "每|均|单价|标准|社会|带动|拉动|撬动|产值|贷款|债|节约|节省|增收|减少|上级|累计|总投资|限额|合同"
)
"""before an amount that is not the project's own"""
SHORTEST_NAME = 4
"""characters of a project's name that stand in another's goal by no accident"""
COPIED = 15
"""characters from which on two goals that are the same are copied, whatever the projects are called"""
SURE_DIGITS = 3
"""figures that two amounts have in common by no accident"""
TELLING = 3
"""characters that say what a project is for, from which on its name is tested"""
SHARED, FITTING = 0.3, 0.6
"""of the characters of a project's name: below this a goal hardly speaks of it; from this on it may be its goal"""
HALF = 50
"""执行率 in percent below which a project that was finished in full needs an explanation"""


def goals_name_the_budget(case: Case) -> Iterator[Outcome]:
    """P09 预期目标的金额: “使用90.9万元资金，…” names this project's 全年预算数 (or 年初预算数)."""
    for form in forms(case, Subject.PROJECT):
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

    One character is enough (校舍 is built as 教学楼), unless they share far more with another project's name. Names of
    two characters and names made of common words (雪亮工程, 补助经费) say nothing of a purpose and are not tested.
    """
    listed = [(form, _telling(form.project)) for form in forms(case, Subject.PROJECT)]
    named = [(form, name) for form, name in listed if len(name) >= TELLING]
    for form, name in named:
        goal = form.value(form.roles.goal)
        if not goal.text or not form.indicators:
            continue
        text = set(_MEASURES.sub("", goal.text + "".join(each.third.text for each in form.indicators)))
        shared = len(name & text)
        others = named if 0 < shared < SHARED * len(name) else ()
        alike = [one for one, own in others if len(own & text) >= max(FITTING * len(own), len(own & name) + TELLING)]
        if shared and not alike:
            yield Held()
            continue
        other = alike[0] if alike else None
        told = "几乎没有提到它" + f"，倒像是“{other.project}”的" if other else "都没有提到它，疑为别的项目的内容"
        yield warning(
            FindingCode.GOAL_OF_ANOTHER_PROJECT,
            goal.place,
            f"项目是“{form.project}”，预期目标和各项指标{told}",
            "请核对预期目标和绩效指标是不是这个项目的；是的，在预期目标里写出项目的名称或内容",
            (other.value(other.roles.project).place,) if other else (),
        )


def _telling(project: str) -> set[str]:
    """The characters of a name that say what the project is for."""
    return set(_COMMON.sub("", project))


def _about(form: Form, text: str) -> bool | None:
    """Whether a text shares enough with the project's name; None where the name says nothing."""
    name = _telling(form.project)
    return len(name & set(_MEASURES.sub("", text))) >= SHARED * len(name) if len(name) > 1 else None


def goals_name_no_other_project(case: Case) -> Iterator[Outcome]:
    """P09 预期目标里的项目: it names its own project or none; and no two projects have one goal, word for word.

    A goal that names only another project, with that one's money, is the other's.
    """
    listed = [form for form in forms(case, Subject.PROJECT) if form.project and form.value(form.roles.goal).text]
    names = {form.project: form for form in listed if len(plain(form.project)) >= SHORTEST_NAME}
    first: dict[str, Form] = {}
    for form in listed:
        goal = form.value(form.roles.goal)
        twin = first.setdefault(plain(goal.text), form)
        own = form.project in goal.text
        named = [name for name in names if name in goal.text and name not in form.project and form.project not in name]
        if named and not own:
            yield _names_another(form, goal, names[max(named, key=len)])
        elif not own and (_speaks_of(twin, form, goal.text) or (len(goal.text) >= COPIED and _are_two(twin, form))):
            yield _copied(form, goal, twin, twin.value(twin.roles.goal), "预期目标")
        else:
            yield Held()


def results_are_the_projects(case: Case) -> Iterator[Outcome]:
    """P09 完成情况的内容: no project's result is another's, word for word, and speaks of that one."""
    first: dict[str, Form] = {}
    for form in forms(case, Subject.PROJECT):
        result = form.value(form.roles.result)
        twin = first.setdefault(plain(result.text), form) if result.text and form.project else form
        if _speaks_of(twin, form, result.text):
            yield _copied(form, result, twin, twin.value(twin.roles.result), "完成情况")
        elif twin is form and result.text:
            yield Held()


def _are_two(one: Form, other: Form) -> bool:
    return plain(one.project) != plain(other.project)


def _speaks_of(one: Form, other: Form, text: str) -> bool:
    """Whether a text has to do with one project and nothing with the other."""
    return _are_two(one, other) and _about(one, text) is True and _about(other, text) is False


def _copied(form: Form, value: Value, twin: Form, theirs: Value, what: str) -> Finding:
    return warning(
        FindingCode.GOAL_OF_ANOTHER_PROJECT,
        value.place,
        f"项目“{form.project}”的{what}与“{twin.project}”的一字不差",
        f"请写这个项目自己的{'目标' if what == '预期目标' else what}",
        (theirs.place,),
    )


def _names_another(form: Form, goal: Value, other: Form) -> Outcome:
    own, theirs = ({amount.yuan for amount in _money(one)} for one in (form, other))
    said = {amount.yuan for _, amount in _amounts(form, goal.text)}
    paid = bool(said & theirs - own)
    return (inconsistency if paid else warning)(
        FindingCode.GOAL_OF_ANOTHER_PROJECT,
        goal.place,
        f"项目是“{form.project}”，预期目标写的是另一个项目“{other.project}”{'和它的金额' if paid else ''}",
        "请写这个项目自己的目标",
        (other.value(other.roles.project).place,),
    )


def goals_keep_the_point(case: Case) -> Iterator[Outcome]:
    """P09 预期目标的小数点: an amount with the figures of the project's money, ten times as much or a tenth.

    What E111 looks at is its own; amounts of others (每户, 社会投资) are left out. Two figures may be alike by chance.
    """
    for form in forms(case, Subject.PROJECT):
        goal = form.value(form.roles.goal)
        known = {amount.yuan for amount in _money(form)}
        looked_at = {match.start("number") for match in _USED.finditer(goal.text)}
        for match, amount in _amounts(form, goal.text):
            if amount.yuan in known:
                yield Held()
                continue
            if match.start() in looked_at or _OF_OTHERS.search(goal.text[max(match.start() - 12, 0) : match.start()]):
                continue
            digits = _digits(amount.yuan)
            alike = [one for one in sorted(known) if len(digits) > 1 and _digits(one) == digits]
            if not alike:
                yield Held()
                continue
            yield (inconsistency if len(digits) >= SURE_DIGITS else warning)(
                FindingCode.GOAL_AMOUNT,
                goal.place,
                f"预期目标写的是“{match[0]}”，项目的金额是{form.in_unit(Amount(yuan=alike[0]))}{form.layout.unit.value}："
                "数字一样，大小不一样",
                "小数点或者单位疑有错，请核对",
                (form.total("budget").place,),
            )


def _money(form: Form) -> tuple[Amount, ...]:
    """The project's budgets and outturn."""
    given = (form.budget, form.amount(form.total("initial")), form.spent)
    return tuple(amount for amount in given if amount is not None and amount.yuan)


def _amounts(form: Form, text: str) -> Iterator[tuple[re.Match[str], Amount]]:
    for match in _MONEY.finditer(text):
        number = read(match[0])
        amount = amount_of(number, form.layout.unit) if number else None
        if amount is not None and amount.yuan:
            yield match, amount


def _digits(yuan: Decimal) -> str:
    return f"{yuan:f}".replace(".", "").strip("0")


def done_means_paid(case: Case) -> Iterator[Outcome]:
    """P06 完成情况与支出: where less than half of the budget was spent, full marks throughout need a word of why.

    And where nothing was done (every indicator zero) the result does not read as done.
    """
    for form in forms(case, Subject.PROJECT):
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
    Rule(code=FindingCode.GOAL_AMOUNT, check=goals_name_the_budget, nature=Nature.FINAL_ACCOUNTS),
    Rule(code=FindingCode.GOAL_OF_ANOTHER_PROJECT, check=goals_are_the_projects, nature=Nature.FINAL_ACCOUNTS),
    Rule(code=FindingCode.GOAL_OF_ANOTHER_PROJECT, check=goals_name_no_other_project, nature=Nature.FINAL_ACCOUNTS),
    Rule(code=FindingCode.GOAL_OF_ANOTHER_PROJECT, check=results_are_the_projects, nature=Nature.FINAL_ACCOUNTS),
    Rule(code=FindingCode.GOAL_AMOUNT, check=goals_keep_the_point, nature=Nature.FINAL_ACCOUNTS),
    Rule(code=FindingCode.DONE_WITHOUT_SPENDING, check=done_means_paid, nature=Nature.FINAL_ACCOUNTS),
)
