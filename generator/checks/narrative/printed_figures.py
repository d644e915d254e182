"""原文的数: percentages and amounts that an original prints in sentences, cells and heads against those that derive."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.deviations import Area, Deviation, deviations, in_text
from gongkai.checks.outcomes import Said, each, together
from gongkai.model.findings import found
from gongkai.model.mentions import measures
from gongkai.model.text_diff import Aspect, Difference

BLANK = "空白"
MOST_EXAMPLES = 6


def _rates(case: Case) -> Iterator[Deviation]:
    """原文 of percentages."""
    return (one for one in _outside_forms(case) if one.counted(rates=True) or one.of(Aspect.RATE))


@each(_rates)
def percentages_follow(_case: Case, one: Deviation) -> Iterator[Said]:
    """N201 百分比与数不符: a printed percentage lies in the interval of its figures (rules X02, X03, X04; domain 2.1).

    A share must not be bent so that shares add to 100.
    """
    for rate in one.of(Aspect.RATE):
        if not one.is_right(rate):
            variant, made = _variant(one, rate), _made_of(one, rate)
            yield found("N201", one.place, variant, 处=one.subject, 印=rate.printed, 应=rate.expected, 算=made)


def _amounts(case: Case) -> Iterator[Deviation]:
    """原文 of amounts and counts."""
    for one in _outside_forms(case):
        if one.counted(rates=False) or one.of(Aspect.FIGURE, Aspect.UNIT) or _is_only_in_one(one):
            yield one


@each(_amounts)
def amounts_are_the_tables(_case: Case, one: Deviation) -> Iterator[Said]:
    """N203 印出的数与报表不符: an amount, a count or a unit is that of the tables (rules X01, X07, X12, X21)."""
    if _is_only_in_one(one):
        printed, derived = one.as_printed or BLANK, one.derived or BLANK
        yield found("N203", one.place, "表", 处=one.subject, 印=printed, 应=derived, 算="")
        return
    for figure in one.of(Aspect.FIGURE, Aspect.UNIT):
        variant, made = _variant(one, figure), _made_of(one, figure)
        yield found("N203", one.place, variant, 处=one.subject, 印=figure.printed, 应=figure.expected, 算=made)


def _is_only_in_one(one: Deviation) -> bool:
    """Whether a cell is blank in the original and not by its figures, or the other way round; zero may be blank."""
    own, printed = measures(one.derived), measures(one.as_printed)
    is_money = any(each.number.value and not each.is_rate for each in (*own, *printed))
    return one.area is Area.CELL and is_money and not (one.derived and one.as_printed)


def _outside_forms(case: Case) -> Iterator[Deviation]:
    """What stands in the sections of forms is examined with the forms (E114), codes are with the 科目 (K203)."""
    return (one for one in deviations(case) if not one.with_forms and one.area is not Area.CODE)


def _variant(one: Deviation, difference: Difference) -> str:
    if one.is_cut(difference):
        return "截断"
    return "文" if one.area is Area.TEXT else "表"


def _made_of(one: Deviation, difference: Difference) -> str:
    """What the right figure is made of; of a cell its place says it."""
    figure = one.figure(difference)
    return figure.source if figure and one.area is Area.TEXT else ""


def _sentences(case: Case) -> Iterator[Deviation]:
    return (one for one in in_text(case) if not one.with_forms)


@each(_sentences)
def no_percentage_of_nothing(_case: Case, one: Deviation) -> Iterator[Said]:
    """N202 基数是零写了百分比: where there was no budget or no last year, there is no percentage (rule X06)."""
    for rate in one.of(Aspect.OF_NOTHING)[:1]:
        yield found("N202", one.place, 处=one.subject, 数=rate.printed, 印=one.printed, 应=one.expected)


@together(in_text)
def numbers_have_two_decimals(_case: Case, texts: list[Deviation]) -> Iterator[Said]:
    """N207 小数位数: amounts and percentages have the edition's decimals (rule X18); one finding for all."""
    short = [(one.place, number.printed) for one in texts for number in one.of(Aspect.DECIMALS)]
    if short:
        first, *others = dict.fromkeys(place for place, _ in short)
        shown = [f"“{text}”" for text in dict.fromkeys(text for _, text in short)]
        examples = "、".join(shown[:MOST_EXAMPLES]) + ("等" if len(shown) > MOST_EXAMPLES else "")
        yield found("N207", first, 数=len(short), 例=examples, related=tuple(others))
