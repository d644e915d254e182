"""原文的数: percentages and amounts that an original prints in its explanation against those that derive."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.deviations import Deviation, deviations
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.text_diff import Kind, Token, measures, percentages, same_numbers
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.publication import Figure

MOST_EXAMPLES = 6


def _looked_at(case: Case) -> Iterator[Deviation]:
    """Deviations outside the sections of forms, which are examined with the forms (E114)."""
    return (deviation for deviation in deviations(case) if not deviation.with_forms)


def percentages_follow(case: Case) -> Iterator[Outcome]:
    """N201 百分比与数不符: a printed percentage lies in the interval of its figures (rules X02, X03, X04; domain 2.1).

    A share must not be bent so that shares add to 100.
    """
    for deviation in _looked_at(case):
        figures = [figure for figure in deviation.figures if figure.unit == "%"]
        numbers = percentages(deviation.expected), percentages(deviation.printed)
        if Kind.PERCENTAGE not in deviation.kinds:
            yield from (Held() for _ in same_numbers(deviation.expected, deviation.printed))
            continue
        for right, wrong, basis in _differing(*numbers, figures):
            yield deviation.finding(
                FindingCode.PRINTED_PERCENTAGE,
                Severity.INCONSISTENCY,
                f"“{deviation.subject}”一句的百分比印作{wrong.text}，应为{right.text}{basis}",
                "百分比按没有四舍五入的数计算，不照抄别处的，也不为了凑成100%而改",
            )


def amounts_are_the_tables(case: Case) -> Iterator[Outcome]:
    """N203 文中的数与表不符: an amount or count in the text is the figure of the tables (rules X01, X07, X12, X21)."""
    for deviation in _looked_at(case):
        if Kind.AMOUNT not in deviation.kinds:
            yield from (Held() for _ in same_numbers(deviation.expected, deviation.printed))
            continue
        figures = [figure for figure in deviation.figures if figure.unit != "%"]
        for right, wrong, basis in _differing(measures(deviation.expected), measures(deviation.printed), figures):
            yield deviation.finding(
                FindingCode.PRINTED_AMOUNT,
                Severity.INCONSISTENCY,
                f"“{deviation.subject}”一句印作{wrong.text}，应为{right.text}{basis}",
                "文中的数要同报表一致",
            )


def _differing(
    expected: tuple[Token, ...], printed: tuple[Token, ...], figures: list[Figure]
) -> Iterator[tuple[Token, Token, str]]:
    """Pairs of numbers that differ, with what the right one is made of."""
    for number, (right, wrong) in enumerate(zip(expected, printed, strict=True)):
        if right.value != wrong.value:
            known = len(figures) == len(expected)
            yield right, wrong, f"（{figures[number].source}）" if known else ""


def no_percentage_of_nothing(case: Case) -> Iterator[Outcome]:
    """N202 基数是零写了百分比: where there was no budget or no last year, there is no percentage (rule X06)."""
    for deviation in _looked_at(case):
        if Kind.OF_NOTHING not in deviation.kinds:
            continue
        right = {token.value for token in percentages(deviation.expected)}
        printed = percentages(deviation.printed)
        surplus = [token for token in printed if token.value not in right] or printed
        yield deviation.finding(
            FindingCode.PERCENTAGE_OF_NOTHING,
            Severity.INCONSISTENCY,
            f"“{deviation.subject}”一句的基数是零，不能算百分比，却印了{'、'.join({t.text: t for t in surplus})}："
            f"“{deviation.printed}”",
            f"应为“{deviation.expected}”",
        )


def numbers_have_two_decimals(case: Case) -> Iterator[Outcome]:
    """N207 小数位数: amounts and percentages have the edition's decimals (rule X18); one finding for all."""
    found = [
        (deviation, wrong)
        for deviation in deviations(case)
        for right, wrong in same_numbers(deviation.expected, deviation.printed)
        if wrong.decimals < right.decimals
    ]
    if not found:
        return
    shown = list(dict.fromkeys(token.text for _, token in found))
    examples = "、".join(f"“{text}”" for text in shown[:MOST_EXAMPLES]) + ("等" if len(shown) > MOST_EXAMPLES else "")
    first, *others = dict.fromkeys(deviation.place for deviation, _ in found)
    yield Finding(
        code=FindingCode.TOO_FEW_DECIMALS,
        severity=Severity.WARNING,
        place=first,
        message=f"文中有{len(found)}处金额或百分比没有写足小数：{examples}",
        hint="金额和百分比都写两位小数，整数也写“.00”",
        related=tuple(others),
    )


RULES = (
    Rule(code=FindingCode.PRINTED_PERCENTAGE, check=percentages_follow, whole=True),
    Rule(code=FindingCode.PERCENTAGE_OF_NOTHING, check=no_percentage_of_nothing, whole=True),
    Rule(code=FindingCode.PRINTED_AMOUNT, check=amounts_are_the_tables, whole=True),
    Rule(code=FindingCode.TOO_FEW_DECIMALS, check=numbers_have_two_decimals),
)
