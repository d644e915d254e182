"""原文的数: percentages and amounts that an original prints in its explanation against those that derive."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongkai.checks.context import Case
from gongkai.checks.deviations import Deviation, deviations
from gongkai.checks.outcomes import Held, Outcome
from gongkai.checks.text_diff import Kind, Token, measures, percentages, same_numbers
from gongkai.model.findings import found

MOST_EXAMPLES = 6


def percentages_follow(case: Case) -> Iterator[Outcome]:
    """N201 百分比与数不符: a printed percentage lies in the interval of its figures (rules X02, X03, X04; domain 2.1).

    A share must not be bent so that shares add to 100.
    """
    for one, wrong in _compared(case, Kind.PERCENTAGE, percentages):
        yield found("N201", one.place, 处=one.subject, 印=wrong[0], 应=wrong[1], 算=wrong[2]) if wrong else Held()


def amounts_are_the_tables(case: Case) -> Iterator[Outcome]:
    """N203 文中的数与表不符: an amount or count in the text is the figure of the tables (rules X01, X07, X12, X21)."""
    for one, wrong in _compared(case, Kind.AMOUNT, measures):
        yield found("N203", one.place, 处=one.subject, 印=wrong[0], 应=wrong[1], 算=wrong[2]) if wrong else Held()


_Wrong = tuple[str, str, str]
"""a number as it is printed, the right one, and what that is made of"""


def _compared(
    case: Case, kind: Kind, numbers: Callable[[str], tuple[Token, ...]]
) -> Iterator[tuple[Deviation, _Wrong | None]]:
    """Every number that is printed, outside the sections of forms: these are examined with the forms (E114)."""
    for deviation in deviations(case):
        expected, printed = deviation.expected, deviation.printed
        if deviation.with_forms:
            continue
        if kind not in deviation.kinds:
            yield from ((deviation, None) for _ in same_numbers(expected, printed))
            continue
        sources = [one.source for one in deviation.figures if (one.unit == "%") == (kind is Kind.PERCENTAGE)]
        if len(sources) != len(numbers(expected)):
            sources = [""] * len(numbers(expected))
        for right, wrong, source in zip(numbers(expected), numbers(printed), sources, strict=True):
            if right.value != wrong.value:
                yield deviation, (wrong.text, right.text, source)


def no_percentage_of_nothing(case: Case) -> Iterator[Outcome]:
    """N202 基数是零写了百分比: where there was no budget or no last year, there is no percentage (rule X06)."""
    for one in deviations(case, Kind.OF_NOTHING):
        if not one.with_forms:
            right = {token.value for token in percentages(one.expected)}
            printed = percentages(one.printed)
            surplus = [token.text for token in printed if token.value not in right] or [token.text for token in printed]
            numbers = "、".join(dict.fromkeys(surplus))
            yield found("N202", one.place, 处=one.subject, 数=numbers, 印=one.printed, 应=one.expected)


def numbers_have_two_decimals(case: Case) -> Iterator[Outcome]:
    """N207 小数位数: amounts and percentages have the edition's decimals (rule X18); one finding for all."""
    short = [
        (deviation.place, wrong.text)
        for deviation in deviations(case)
        for right, wrong in same_numbers(deviation.expected, deviation.printed)
        if wrong.decimals < right.decimals
    ]
    if short:
        first, *others = dict.fromkeys(place for place, _ in short)
        shown = [f"“{text}”" for text in dict.fromkeys(text for _, text in short)]
        examples = "、".join(shown[:MOST_EXAMPLES]) + ("等" if len(shown) > MOST_EXAMPLES else "")
        yield found("N207", first, 数=len(short), 例=examples, related=tuple(others))
