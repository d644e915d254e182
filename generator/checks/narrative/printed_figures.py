"""原文的数: percentages and amounts that an original prints in sentences, cells and heads against those that derive."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.deviations import Area, Deviation, counted, deviations, in_text, is_cut, is_right
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.model.findings import found
from gongkai.model.text_diff import Aspect, Difference

MOST_EXAMPLES = 6


def percentages_follow(case: Case) -> Iterator[Outcome]:
    """N201 百分比与数不符: a printed percentage lies in the interval of its figures (rules X02, X03, X04; domain 2.1).

    A share must not be bent so that shares add to 100.
    """
    for one in _outside_forms(case):
        wrong = [each for each in one.of(Aspect.RATE) if not is_right(one.figure(each), each.printed)]
        for each in wrong:
            variant, made = _variant(one, each), _made_of(one, each)
            yield found("N201", one.place, variant, 处=one.subject, 印=each.printed, 应=each.expected, 算=made)
        yield Held(count=max(counted(one, rates=True) - len(wrong), 0))


def amounts_are_the_tables(case: Case) -> Iterator[Outcome]:
    """N203 印出的数与报表不符: an amount, a count or a unit is that of the tables (rules X01, X07, X12, X21)."""
    for one in _outside_forms(case):
        wrong = one.of(Aspect.FIGURE, Aspect.UNIT)
        for each in wrong:
            variant, made = _variant(one, each), _made_of(one, each)
            yield found("N203", one.place, variant, 处=one.subject, 印=each.printed, 应=each.expected, 算=made)
        yield Held(count=max(counted(one, rates=False) - len(wrong), 0))


def _outside_forms(case: Case) -> Iterator[Deviation]:
    """What stands in the sections of forms is examined with the forms (E114), codes are with the 科目 (K203)."""
    return (one for one in deviations(case) if not one.with_forms and one.area is not Area.CODE)


def _variant(one: Deviation, difference: Difference) -> str:
    if is_cut(one.figure(difference), difference.printed):
        return "截断"
    return "文" if one.area is Area.TEXT else "表"


def _made_of(one: Deviation, difference: Difference) -> str:
    """What the right figure is made of; of a cell its place says it."""
    figure = one.figure(difference)
    return figure.source if figure and one.area is Area.TEXT else ""


def no_percentage_of_nothing(case: Case) -> Iterator[Outcome]:
    """N202 基数是零写了百分比: where there was no budget or no last year, there is no percentage (rule X06)."""
    for one in in_text(case, Aspect.OF_NOTHING):
        if not one.with_forms:
            numbers = one.of(Aspect.OF_NOTHING)[0].printed
            yield found("N202", one.place, 处=one.subject, 数=numbers, 印=one.printed, 应=one.expected)


def numbers_have_two_decimals(case: Case) -> Iterator[Outcome]:
    """N207 小数位数: amounts and percentages have the edition's decimals (rule X18); one finding for all."""
    short = [(one.place, each.printed) for one in in_text(case) for each in one.of(Aspect.DECIMALS)]
    if short:
        first, *others = dict.fromkeys(place for place, _ in short)
        shown = [f"“{text}”" for text in dict.fromkeys(text for _, text in short)]
        examples = "、".join(shown[:MOST_EXAMPLES]) + ("等" if len(shown) > MOST_EXAMPLES else "")
        yield found("N207", first, 数=len(short), 例=examples, related=tuple(others))


RULES = (
    Rule(code="N201", check=percentages_follow, whole=True),
    Rule(code="N202", check=no_percentage_of_nothing, whole=True),
    Rule(code="N203", check=amounts_are_the_tables, whole=True),
    Rule(code="N207", check=numbers_have_two_decimals),
)
