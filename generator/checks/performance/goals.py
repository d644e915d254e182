"""预期目标与完成情况: a project's own amount and purpose; nothing is finished that nothing was spent on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome
from gongkai.checks.performance.filled_form import Form, Indicator, Value, forms
from gongkai.checks.performance.spelling import plain
from gongkai.model.amounts import UNIT_PATTERN, Amount
from gongkai.model.finding_catalogue import bound_of, word_pattern
from gongkai.model.findings import Finding, found
from gongkai.model.numbers import amount_of, read
from gongkai.model.performance_roles import Subject

_USED = re.compile(
    r"(?:使用|投入|安排|需要?|拨付|预算)(?:资金)?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*"
    rf"(?P<unit>{UNIT_PATTERN}|万(?P<slip>[^元资])?(?=资金))"
)
_MONEY = re.compile(r"(?<![0-9])[0-9][0-9,]{0,30}(?:\.[0-9]{1,30})?\s{0,9}(?:" + UNIT_PATTERN + "|亿|万)")


def goals_name_the_budget(case: Case) -> Iterator[Outcome]:
    """P09 预期目标的金额: “使用90.9万元资金，…” names this project's 全年预算数 (or 年初预算数)."""
    for form in forms(case, Subject.PROJECT):
        goal = form.value(form.roles.goal)
        given = (form.budget, form.amount(form.total("initial")))
        known = [amount for amount in given if amount is not None]
        for match in _USED.finditer(goal.text) if known else ():
            yield from _goal_amount(form, goal, match, known)


def _goal_amount(form: Form, goal: Value, match: re.Match[str], known: list[Amount]) -> Iterator[Outcome]:
    unit = "万元" if match["unit"].startswith("万") else match["unit"]
    number = read(match["number"] + unit)
    amount = amount_of(number, form.layout.unit) if number else None
    if number is None or amount is None:
        return
    same = any(amount.yuan == one.yuan for one in known)
    if same and not match["slip"]:
        yield Held()
        return
    loose = amount_of(number, form.layout.unit, exact=False) or amount
    rounded = any(abs(amount.yuan - one.yuan) <= loose.margin for one in known)
    yield found(
        "E111",
        goal.place,
        "单位漏字" if same else "约数" if rounded else "不是",
        写=match["number"] + match["unit"],
        疑=match["number"] + unit if match["slip"] else "",
        应=form.money(known[0]),
        related=(form.total("budget").place,),
    )


def goals_are_the_projects(case: Case) -> Iterator[Outcome]:
    """P09 预期目标的内容: goal and indicators share something with the project's name, common words apart.

    One character is enough (校舍 is built as 教学楼), unless they share far more with another project's name. Names of
    two characters and names made of common words (雪亮工程, 补助经费) say nothing of a purpose and are not tested.
    """
    listed = [(form, _telling(form.project)) for form in forms(case, Subject.PROJECT)]
    named = [(form, name) for form, name in listed if len(name) >= bound_of("E112", "有意思的字数")]
    for form, name in named:
        goal = form.value(form.roles.goal)
        if not goal.text or not form.indicators:
            continue
        text = _said(goal.text + "".join(each.third.text for each in form.indicators))
        shared = len(name & text)
        if not shared:
            yield found("E112", goal.place, "没有提到", 项目=form.project)
            continue
        others = named if shared < bound_of("E112", "提到") * len(name) else ()
        other = next((one for one, own in others if _fits(own, name, text)), None)
        if other is None:
            yield Held()
            continue
        place = other.value(other.roles.project).place
        yield found("E112", goal.place, "几乎没有提到", 项目=form.project, 别的=other.project, related=(place,))


def _fits(name: set[str], apart_from: set[str], text: set[str]) -> bool:
    """Whether a text may be about a project of this name, and is so by more than what two names have in common."""
    least = len(name & apart_from) + bound_of("E112", "有意思的字数")
    return len(name & text) >= max(bound_of("E112", "合乎") * len(name), least)


def _telling(project: str) -> set[str]:
    """The characters of a name that say what the project is for."""
    return set(word_pattern("E112", "名称里的常用词").sub("", project))


def _said(text: str) -> set[str]:
    """The characters of a goal, without what goals and indicators of every project speak of."""
    return set(word_pattern("E112", "目标里的常用词").sub("", text))


def _about(form: Form, text: str) -> bool | None:
    """Whether a text shares enough with the project's name; None where the name says nothing."""
    name = _telling(form.project)
    return len(name & _said(text)) >= bound_of("E112", "提到") * len(name) if len(name) > 1 else None


def goals_name_no_other_project(case: Case) -> Iterator[Outcome]:
    """P09 预期目标里的项目: it names its own project or none; and no two projects have one goal, word for word.

    A goal that names only another project, with that one's money, is the other's.
    """
    listed = [form for form in forms(case, Subject.PROJECT) if form.project and form.value(form.roles.goal).text]
    names = {form.project: form for form in listed if len(plain(form.project)) >= bound_of("E112", "名称的字数")}
    first: dict[str, Form] = {}
    for form in listed:
        goal = form.value(form.roles.goal)
        twin = first.setdefault(plain(goal.text), form)
        own = form.project in goal.text
        named = [name for name in names if name in goal.text and name not in form.project and form.project not in name]
        if named and not own:
            yield _names_another(form, goal, names[max(named, key=len)])
        elif not own and (_speaks_of(twin, form, goal.text) or (_is_long(goal.text) and _are_two(twin, form))):
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


def _is_long(goal: str) -> bool:
    """Whether two goals that are the same were copied, whatever the projects are called."""
    return len(goal) >= bound_of("E112", "照抄的字数")


def _are_two(one: Form, other: Form) -> bool:
    return plain(one.project) != plain(other.project)


def _speaks_of(one: Form, other: Form, text: str) -> bool:
    """Whether a text has to do with one project and nothing with the other."""
    return _are_two(one, other) and _about(one, text) is True and _about(other, text) is False


def _copied(form: Form, value: Value, twin: Form, theirs: Value, what: str) -> Finding:
    return found(
        "E112",
        value.place,
        "一字不差",
        项目=form.project,
        栏=what,
        别的=twin.project,
        什么=what.removeprefix("预期"),
        related=(theirs.place,),
    )


def _names_another(form: Form, goal: Value, other: Form) -> Outcome:
    own, theirs = ({amount.yuan for amount in _money(one)} for one in (form, other))
    said = {amount.yuan for _, amount in _amounts(form, goal.text)}
    variant = "写的是别的和钱" if said & theirs - own else "写的是别的"
    place = other.value(other.roles.project).place
    return found("E112", goal.place, variant, 项目=form.project, 别的=other.project, related=(place,))


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
            before = goal.text[max(match.start() - 12, 0) : match.start()]
            if match.start() in looked_at or word_pattern("E111", "别人的钱").search(before):
                continue
            digits = _digits(amount.yuan)
            alike = [one for one in sorted(known) if len(digits) > 1 and _digits(one) == digits]
            if not alike:
                yield Held()
                continue
            yield found(
                "E111",
                goal.place,
                "数字一样" if len(digits) >= bound_of("E111", "数字的位数") else "疑数字一样",
                写=match[0],
                应=form.money(Amount(yuan=alike[0])),
                related=(form.total("budget").place,),
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
        told = word_pattern("E113", "说明了").search(result.text)
        explained = told or any(not each.reason.absent for each in form.indicators)
        if rate < bound_of("E113", "执行率") and not explained and all(map(_full, rest)):
            sums = form.money(budget), form.money(spent)
            yield found("E113", result.place, "满分", 预算=sums[0], 支出=sums[1], 执行率=f"{rate:.2f}")
        elif all(map(_nothing, rest)) and not told:
            yield found("E113", result.place, "都是零", 文=result.text[:20])
        else:
            yield Held()


def _full(indicator: Indicator) -> bool:
    points, score = indicator.points.number, indicator.score.number
    return points is not None and score is not None and score.value == points.value


def _nothing(indicator: Indicator) -> bool:
    return indicator.score.number is not None and indicator.score.number.value == 0
