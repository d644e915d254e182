"""绩效表单的填写: values in the wrong column, with the wrong unit, against their definition, or mistyped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome
from gongkai.checks.performance.filled_form import Form, Indicator, Value, forms, indicators, within_marks
from gongkai.checks.performance.spelling import slip
from gongkai.checks.performance.targets import Bound
from gongkai.model.finding_catalogue import bound_of, word_pattern
from gongkai.model.findings import found
from gongkai.model.numbers import Number, read
from gongkai.model.performance_roles import Subject

_DEFINITION = re.compile(r"[=＝]\s*[（(]?(?P<part>[^/÷]+)[/÷](?P<whole>[^*×。；]+)")
_MIXED_UNIT = re.compile(r"^(?P<unit>[^\d%％\s]+)[%％]$|^[%％](?P<other>[^\d%％\s]+)$")
_LIMIT = re.compile("(?:（含）)?(?:及?以[上下]|[以之]?内|左右|上下|[多余])$")
"""what stands after a unit and is none: 90%以上"""
_DAY = re.compile(r"\d{1,2}月\d{1,2}(?![\d日号至\-－.])")


def targets_suit_their_definition(case: Case) -> Iterator[Outcome]:
    """P13 指标值与定义: a rate defined as 实际 ÷ 预算 lies near 100%; “≤10%” is the target of another kind of rate.

    (“三公经费”控制率 = 实际支出数 ÷ 预算数; 预算调整率 and 结转结余率 are differences and may be small.)
    """
    for indicator in indicators(case, *Subject, outcome=None):
        definition, aim = _DEFINITION.search(indicator.definition.text), indicator.aim
        if definition is None or aim is None or aim.number.unit != "%":
            continue
        part, whole = definition["part"], definition["whole"]
        actual, difference = (word_pattern("E122", name).search(part) for name in ("实际", "差额"))
        if not actual or difference or "预算" not in whole:
            continue
        if aim.bound is not Bound.MOST or aim.number.value >= bound_of("E122", "太低"):
            yield Held()
            continue
        yield found(
            "E122",
            indicator.target.place,
            指标=indicator.name,
            指标值=indicator.target.text,
            分子=part.strip("（("),
            分母=whole.strip("）)"),
            比率=aim.number.text,
            related=(indicator.definition.place,),
        )


def columns_are_not_swapped(case: Case) -> Iterator[Outcome]:
    """P13 栏目: 三级指标 names what is measured, 指标值 how much of it; “≤50万元 | 不超预算” is the wrong way round."""
    for indicator in indicators(case, *Subject, outcome=None):
        third, target = indicator.third, indicator.target
        if indicator.swapped:
            yield found("E123", third.place, 三级指标=third.text, 指标值=target.text, related=(target.place,))


def values_are_typed_right(case: Case) -> Iterator[Outcome]:
    """P13 笔误: units doubled (5条%), left out (100 for 100%) or of another measure; dates without 日."""
    for indicator in indicators(case, *Subject, outcome=None):
        slips = [*_unit(indicator.aimed), *_unit(indicator.outcome), *_date(indicator)]
        yield from slips or [*_measures(indicator)] or [Held()]


def _unit(value: Value) -> Iterator[Outcome]:
    number = read(_LIMIT.sub("", value.text.lstrip("≥≤=＝<>＜＞")))
    if number is not None and _MIXED_UNIT.match(number.unit):
        one = value.text.replace("%", "").replace("％", "")
        yield found("E124", value.place, "两个单位", 写=value.text, 如=one)


def _date(indicator: Indicator) -> Iterator[Outcome]:
    for value in (indicator.target, indicator.outcome):
        if _DAY.search(value.text):
            yield found("E124", value.place, "日期", 写=value.text)


def _measures(indicator: Indicator) -> Iterator[Outcome]:
    """指标值 and 完成值 are in one unit."""
    aim, outcome = indicator.aim, indicator.outcome.number
    if aim is None or outcome is None or not aim.number.unit:
        return
    if not outcome.unit and outcome.value:
        yield found(
            "E124",
            indicator.outcome.place,
            "没有单位",
            指标=indicator.name,
            指标值=indicator.aimed.text,
            完成值=indicator.outcome.text,
            单位=aim.number.unit,
        )
    elif not _bare(aim.number).comparable(_bare(outcome)):
        yield found(
            "E124",
            indicator.outcome.place,
            "单位不同",
            指标=indicator.name,
            指标值=indicator.aimed.text,
            完成值=indicator.outcome.text,
            related=(indicator.aimed.place,),
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
            if word_pattern("E124", "变化").search(name) or not any(word in name for word in form.roles.shares):
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
    yield found("E124", value.place, "比例", 指标=indicator.name, 栏=what, 填=value.text)


def indicator_names_are_spelt(case: Case) -> Iterator[Outcome]:
    """W 错字: two indicators of one form whose names differ in one character that tells nothing apart (全市, 全身).

    The name is taken for mistyped whose two characters around the slip stand nowhere else in the forms.
    """
    pairs = Counter(pair for form in forms(case, *Subject, outcome=None) for pair in _pairs(form))
    for form in forms(case, *Subject, outcome=None):
        named = [each for each in form.indicators if len(each.third.text) >= bound_of("E125", "名称的字数")]
        for one, other in combinations(named, 2):
            differing = slip(one.third.text, other.third.text)
            if differing is None:
                continue
            rare = [each for each in (one, other) if any(pairs[pair] == 1 for pair in _around(each, one, other))]
            if len(rare) != 1:
                continue
            wrong, right = (one, other) if rare[0] is one else (other, one)
            names = within_marks(wrong.third.text), within_marks(right.third.text)
            yield found("E125", wrong.third.place, 指标=names[0], 别的=names[1], related=(right.third.place,))


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
