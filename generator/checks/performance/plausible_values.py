"""绩效表单的填写: values in the wrong column, with the wrong unit, against their definition, or mistyped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.performance.filled_form import Form, Indicator, Value, forms
from gongkai.checks.performance.findings import inconsistency, quoted, warning
from gongkai.checks.performance.spelling import slip
from gongkai.checks.performance.targets import Bound
from gongkai.model.finding_codes import FindingCode
from gongkai.model.numbers import Number, read
from gongkai.model.performance_roles import Subject

_DEFINITION = re.compile(r"[=＝]\s*[（(]?(?P<part>[^/÷]+)[/÷](?P<whole>[^*×。；]+)")
_ACTUAL = re.compile("实际|支出数|执行数|完成数")
_DIFFERENCE = re.compile(r"[-－—]|调整|结转|结余|增加|减少")
_MIXED_UNIT = re.compile(r"^(?P<unit>[^\d%％\s]+)[%％]$|^[%％](?P<other>[^\d%％\s]+)$")
_LIMIT = re.compile("(?:（含）)?(?:及?以[上下]|[以之]?内|左右|上下|[多余])$")
"""what stands after a unit and is none: 90%以上"""
_DAY = re.compile(r"\d{1,2}月\d{1,2}(?![\d日号至\-－.])")
_CHANGE = re.compile("提高|提升|增长|增幅|增加|上升|下降|降低|减少|改善|变化|较|比上|同比")
UNLIKELY = 50
"""a rate of what was done to what was budgeted that may not exceed this percentage is no target"""
SHORTEST = 6
"""characters of a name from which on one differing character is more likely a slip than another thing"""


def targets_suit_their_definition(case: Case) -> Iterator[Outcome]:
    """P13 指标值与定义: a rate defined as 实际 ÷ 预算 lies near 100%; “≤10%” is the target of another kind of rate.

    (“三公经费”控制率 = 实际支出数 ÷ 预算数; 预算调整率 and 结转结余率 are differences and may be small.)
    """
    for form in forms(case, *Subject, outcome=None):
        for indicator in form.indicators:
            definition, aim = _DEFINITION.search(indicator.definition.text), indicator.aim
            if definition is None or aim is None or aim.number.unit != "%":
                continue
            part, whole = definition["part"], definition["whole"]
            if not _ACTUAL.search(part) or _DIFFERENCE.search(part) or "预算" not in whole:
                continue
            if aim.bound is not Bound.MOST or aim.number.value >= UNLIKELY:
                yield Held()
                continue
            yield inconsistency(
                FindingCode.UNREASONABLE_TARGET,
                indicator.target.place,
                f"{indicator.name}的指标值是{indicator.target.text}，按定义（{part.strip('（(')}÷{whole.strip('）)')}）"
                f"是说支出不能超过预算的{aim.number.text}",
                "请核对指标值（不超过预算应为“≤100%”）或者指标的定义",
                (indicator.definition.place,),
            )


def columns_are_not_swapped(case: Case) -> Iterator[Outcome]:
    """P13 栏目: 三级指标 names what is measured, 指标值 how much of it; “≤50万元 | 不超预算” is the wrong way round."""
    for form in forms(case, *Subject, outcome=None):
        for indicator in form.indicators:
            if not indicator.swapped:
                continue
            yield warning(
                FindingCode.SWAPPED_COLUMNS,
                indicator.third.place,
                f"三级指标填的是“{indicator.third.text}”，指标值填的是“{indicator.target.text}”：两栏填反了",
                "三级指标写名称，指标值写数",
                (indicator.target.place,),
            )


def values_are_typed_right(case: Case) -> Iterator[Outcome]:
    """P13 笔误: units doubled (5条%), left out (100 for 100%) or of another measure; dates without 日."""
    for form in forms(case, *Subject, outcome=None):
        for indicator in form.indicators:
            slips = [*_unit(indicator.aimed), *_unit(indicator.outcome), *_date(indicator)]
            if not slips:
                slips = [*_measures(indicator)]
            yield from slips or [Held()]


def _unit(value: Value) -> Iterator[Outcome]:
    number = read(_LIMIT.sub("", value.text.lstrip("≥≤=＝<>＜＞")))
    mixed = _MIXED_UNIT.match(number.unit) if number else None
    if number is None or mixed is None:
        return
    yield inconsistency(
        FindingCode.MISTYPED_VALUE,
        value.place,
        f"“{value.text}”有两个单位",
        f"请删去一个，如“{value.text.replace('%', '').replace('％', '')}”",
    )


def _date(indicator: Indicator) -> Iterator[Outcome]:
    for value in (indicator.target, indicator.outcome):
        if _DAY.search(value.text):
            yield warning(FindingCode.MISTYPED_VALUE, value.place, f"“{value.text}”的日期缺“日”字", "请补上“日”")


def _measures(indicator: Indicator) -> Iterator[Outcome]:
    """指标值 and 完成值 are in one unit."""
    aim, outcome = indicator.aim, indicator.outcome.number
    if aim is None or outcome is None or not aim.number.unit:
        return
    if not outcome.unit and outcome.value:
        yield warning(
            FindingCode.MISTYPED_VALUE,
            indicator.outcome.place,
            f"{indicator.name}的指标值是{indicator.aimed.text}，完成值“{indicator.outcome.text}”没有写单位",
            f"请写成“{indicator.outcome.text}{aim.number.unit}”",
        )
    elif not _bare(aim.number).comparable(_bare(outcome)):
        yield warning(
            FindingCode.MISTYPED_VALUE,
            indicator.outcome.place,
            f"{indicator.name}的指标值是{indicator.aimed.text}，完成值是{indicator.outcome.text}，单位不一样",
            "请核对单位",
            (indicator.aimed.place,),
        )


def _bare(number: Number) -> Number:
    return replace(number, unit=_LIMIT.sub("", number.unit))


def shares_are_of_a_whole(case: Case) -> Iterator[Outcome]:
    """P13 占比指标: a share (满意度, 合格率, as the roles name them) lies between 0 and 100 percent.

    How much it has grown (满意度提升率) is none.
    """
    for form in forms(case, *Subject, outcome=None):
        for indicator in form.indicators:
            name = indicator.third.text
            if _CHANGE.search(name) or not any(word in name for word in form.roles.shares):
                continue
            aim, outcome = indicator.aim, indicator.outcome.number
            whole = aim.number if aim else None
            yield from _share(indicator, indicator.aimed, "指标值", whole)
            yield from _share(
                indicator, indicator.outcome, "完成值", outcome.measured_as(whole) if outcome and whole else outcome
            )


def _share(indicator: Indicator, value: Value, what: str, number: Number | None) -> Iterator[Outcome]:
    if number is None or number.unit != "%":
        return
    if 0 <= number.value <= 100:
        yield Held()
        return
    yield inconsistency(
        FindingCode.MISTYPED_VALUE,
        value.place,
        f"{indicator.name}的{what}填的是{value.text}，这样的比例在0%到100%之间",
        "请核对；算的是增长多少的，请在名称里写明",
    )


def indicator_names_are_spelt(case: Case) -> Iterator[Outcome]:
    """W 错字: two indicators of one form whose names differ in one character that tells nothing apart (全市, 全身).

    The name is taken for mistyped whose two characters around the slip stand nowhere else in the forms.
    """
    pairs = Counter(pair for form in forms(case, *Subject, outcome=None) for pair in _pairs(form))
    for form in forms(case, *Subject, outcome=None):
        named = [each for each in form.indicators if len(each.third.text) >= SHORTEST]
        for one, other in combinations(named, 2):
            differing = slip(one.third.text, other.third.text)
            if differing is None:
                continue
            rare = [each for each in (one, other) if any(pairs[pair] == 1 for pair in _around(each, one, other))]
            if len(rare) != 1:
                continue
            wrong, right = (one, other) if rare[0] is one else (other, one)
            yield warning(
                FindingCode.SIMILAR_INDICATORS,
                wrong.third.place,
                f"{quoted(wrong.third.text)}与同一张表的{quoted(right.third.text)}只差一个字，疑为错字",
                "请核对；确实是两个指标的，请把名称写得更清楚",
                (right.third.place,),
            )


def _pairs(form: Form) -> Iterator[str]:
    """Neighbouring characters in all words of a form."""
    texts = [form.project, form.value(form.roles.goal).text if form.roles.goal else ""]
    for indicator in form.indicators:
        texts.extend((indicator.third.text, indicator.target.text, indicator.reason.text))
    for text in texts:
        yield from (text[at : at + 2] for at in range(len(text) - 1))


def _around(each: Indicator, one: Indicator, other: Indicator) -> tuple[str, ...]:
    """The neighbouring characters at the place where two names differ."""
    text = each.third.text
    at = next(at for at, (a, b) in enumerate(zip(one.third.text, other.third.text, strict=True)) if a != b)
    return tuple(text[start : start + 2] for start in (at - 1, at) if 0 <= start < len(text) - 1)


RULES: tuple[Rule, ...] = (
    Rule(code=FindingCode.UNREASONABLE_TARGET, check=targets_suit_their_definition),
    Rule(code=FindingCode.SWAPPED_COLUMNS, check=columns_are_not_swapped),
    Rule(code=FindingCode.MISTYPED_VALUE, check=values_are_typed_right),
    Rule(code=FindingCode.MISTYPED_VALUE, check=shares_are_of_a_whole),
    Rule(code=FindingCode.SIMILAR_INDICATORS, check=indicator_names_are_spelt),
)
