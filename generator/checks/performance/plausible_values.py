"""绩效表单的填写: values that are no numbers, in the wrong column or unit, against their definition, mistyped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.checks.filled_forms import FilledForm, FormValue, all_forms, within_marks
from gongkai.checks.indicators import Indicator, indicators_of
from gongkai.checks.outcomes import Said, each
from gongkai.model.finding_catalogue import bound_of, word_list, word_pattern
from gongkai.model.numbers import Kind, Number, read, read_as
from gongkai.model.targets import Direction
from gongkai.model.unreadable import unreadable

_DEFINITION = re.compile(r"[=＝]\s*[（(]?(?P<part>[^/÷]+)[/÷](?P<whole>[^*×。；]+)")
_MIXED_UNIT = re.compile(r"^(?P<unit>[^\d%％\s]+)[%％]$|^[%％](?P<other>[^\d%％\s]+)$")
_LIMIT = re.compile("(?:（含）)?(?:及?以[上下]|[以之]?内|左右|上下|[多余])$")
"""what stands after a unit and is none: 90%以上"""
_DAY = re.compile(r"\d{1,2}月\d{1,2}(?![\d日号至\-－.])")


def _numbers(case: Case) -> Iterator[tuple[Kind, FormValue]]:
    for form in all_forms(case):
        fields = dict(form.roles.fields()) | (form.roles.funds.cells() if form.roles.funds else {})
        values = ((kind, value) for path, kind in fields.items() for value in form.values(path))
        yield from ((kind, value) for kind, value in values if kind and not value.absent)


@each(_numbers)
def numbers_are_numbers(case: Case, number: tuple[Kind, FormValue]) -> Iterator[Said]:
    """填数: 预算数, 执行数, 执行率, 分值, 得分 hold a number of their kind, a dash, or nothing."""
    kind, value = number
    if read_as(kind, value.text) is None:
        yield unreadable(kind, value.text, value.place, archived=case.document.archived)


def _indicators(case: Case) -> Iterator[Indicator]:
    return (indicator for form in all_forms(case) for indicator in indicators_of(form))


def _defined(case: Case) -> Iterator[tuple[Indicator, re.Match[str]]]:
    """Indicators in percent that are defined as 实际 ÷ 预算."""
    actual, difference = word_pattern("E122", "实际"), word_pattern("E122", "差额")
    for indicator in _indicators(case):
        match = _DEFINITION.search(indicator.definition.text)
        of_budget = match and "预算" in match["whole"] and actual.search(match["part"])
        if match and of_budget and not difference.search(match["part"]) and indicator.in_percent:
            yield indicator, match


@each(_defined)
def targets_suit_their_definition(_case: Case, defined: tuple[Indicator, re.Match[str]]) -> Iterator[Said]:
    """P13 指标值与定义: a rate defined as 实际 ÷ 预算 lies near 100%; “≤10%” is the target of another kind of rate.

    (“三公经费”控制率 = 实际支出数 ÷ 预算数; 预算调整率 and 结转结余率 are differences and may be small.)
    """
    indicator, match = defined
    aim, parts = indicator.aim, (match["part"].strip("（("), match["whole"].strip("）)"))
    if aim.bound is Direction.MOST and aim.number.value < bound_of("E122", "太低"):
        told = indicator.told | {"分子": parts[0], "分母": parts[1], "比率": aim.number.text}
        yield indicator.target.wrong("E122", "", told, related=[indicator.definition])


@each(_indicators)
def columns_are_not_swapped(_case: Case, indicator: Indicator) -> Iterator[Said]:
    """P13 栏目: 三级指标 names what is measured, 指标值 how much of it; “≤50万元 | 不超预算” is the wrong way round."""
    third, target = indicator.third, indicator.target
    if indicator.swapped:
        yield third.wrong("E123", 三级指标=third.text, 指标值=target.text, related=[target])


@each(_indicators)
def values_are_typed_right(_case: Case, indicator: Indicator) -> Iterator[Said]:
    """P13 笔误: units doubled (5条%), left out (100 for 100%) or of another measure; dates without 日."""
    slips = list(_slips(indicator))
    yield from slips
    if not slips and indicator.has_aim and indicator.outcome.has_number:
        yield from _measures(indicator)


def _slips(indicator: Indicator) -> Iterator[Said]:
    for value in filter(_has_two_units, (indicator.aimed, indicator.outcome)):
        yield value.wrong("E124", "两个单位", 写=value.text, 如=re.sub("[%％]", "", value.text))
    for value in (indicator.target, indicator.outcome):
        if _DAY.search(value.text):
            yield value.wrong("E124", "日期", 写=value.text)


def _has_two_units(value: FormValue) -> bool:
    number = read(_LIMIT.sub("", value.text.lstrip("≥≤=＝<>＜＞")))
    return number is not None and _MIXED_UNIT.match(number.unit) is not None


def _measures(indicator: Indicator) -> Iterator[Said]:
    """指标值 and 完成值 are in one unit."""
    aim, value, outcome = indicator.aim.number, indicator.outcome, indicator.outcome.number
    if aim.unit and not outcome.unit and outcome.value:
        yield value.wrong("E124", "没有单位", indicator.told, 单位=aim.unit)
    elif aim.unit and not _bare(aim).comparable(_bare(outcome)):
        yield value.wrong("E124", "单位不同", indicator.told, related=[indicator.aimed])


def _bare(number: Number) -> Number:
    return replace(number, unit=_LIMIT.sub("", number.unit))


def _shares(case: Case) -> Iterator[tuple[Indicator, FormValue, str, Number]]:
    """Values in percent of what is a part of a whole (满意度); how much it has grown (满意度提升率) is none."""
    for indicator in _indicators(case):
        name, outcome = indicator.third.text, indicator.outcome
        shares = any(word in name for word in outcome.form.roles.shares)
        if not shares or word_pattern("E124", "变化").search(name):
            continue
        if indicator.in_percent:
            yield indicator, indicator.aimed, "指标值", indicator.aim.number
        number = outcome.number if outcome.has_number else None
        if number and (number.measured_as(indicator.aim.number) if indicator.has_aim else number).unit == "%":
            yield indicator, outcome, "完成值", number


@each(_shares)
def shares_are_of_a_whole(_case: Case, share: tuple[Indicator, FormValue, str, Number]) -> Iterator[Said]:
    """P13 占比指标: a share (满意度, 合格率, as the roles name them) lies between 0 and 100 percent."""
    indicator, value, column, number = share
    if not 0 <= number.value <= 100:
        yield value.wrong("E124", "比例", 指标=indicator.name, 栏=column)


def _names(case: Case) -> Iterator[list[FormValue]]:
    """The names of the indicators of each form, as far as they are long."""
    long = bound_of("E125", "名称的字数")
    listed = ([one.third for one in indicators_of(form) if len(one.third.text) >= long] for form in all_forms(case))
    return filter(None, listed)


def differ_by_a_slip(one: str, other: str) -> bool:
    """Whether two names of one length differ in one character that tells nothing apart."""
    pairs = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    if len(one) != len(other) or len(pairs) != 1 or not "".join(pairs[0]).isalpha():
        return False
    return not any(set(pairs[0]) <= set(group) for group in word_list("E125", "不会写错的"))


@each(_names)
def indicator_names_are_spelt(case: Case, names: list[FormValue]) -> Iterator[Said]:
    """W 错字: two indicators of one form whose names differ in one character that tells nothing apart (全市, 全身).

    The name is taken for mistyped whose two characters around the slip stand nowhere else in the forms.
    """
    for one, other in combinations(names, 2):
        if differ_by_a_slip(one.text, other.text):
            rare = [_is_rare(case, *pair) for pair in ((one, other), (other, one))]
            if rare[0] != rare[1]:
                wrong, right = (one, other) if rare[0] else (other, one)
                yield wrong.wrong("E125", 指标=within_marks(wrong.text), 别的=within_marks(right.text), related=[right])


def _is_rare(case: Case, one: FormValue, other: FormValue) -> bool:
    """Whether the characters around what sets a name apart stand nowhere else."""
    at = next(at for at, (a, b) in enumerate(zip(one.text, other.text, strict=True)) if a != b)
    return any(_neighbours(case)[pair] == 1 for pair in _pairs(one.text[max(at - 1, 0) : at + 2]))


@lru_cache(maxsize=1)
def _neighbours(case: Case) -> Counter[str]:
    """How often two characters stand beside each other in the forms."""
    return Counter(pair for form in all_forms(case) for text in _words(form) for pair in _pairs(text))


def _words(form: FilledForm) -> Iterator[str]:
    """All words of a form."""
    yield from (form.project, form.at_role("goal").text)
    for indicator in indicators_of(form):
        yield from (indicator.third.text, indicator.target.text, indicator.reason.text)


def _pairs(text: str) -> Iterator[str]:
    """Neighbouring characters."""
    return (text[at : at + 2] for at in range(len(text) - 1))
