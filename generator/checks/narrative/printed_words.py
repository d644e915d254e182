"""原文的措辞: direction words, lists, sentences and terms that an original prints against what derives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.deviations import Area, Deviation, deviations, in_text
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.model.findings import found
from gongkai.model.mentions import DIRECTION, says_equal
from gongkai.model.text_diff import Aspect, is_saying, listed, pieces, runs

CLAUSE = re.compile(r"(?<=[。，；])")
NUMBER = re.compile(r"\d[\d.,]*")
CODES = ("科目", "经济科目")
TOLD_IF_REMARKED = (Aspect.WORDS, Aspect.MISSING, Aspect.MISTYPED)


def directions_agree(case: Case) -> Iterator[Outcome]:
    """N204 增减方向不符: 增加, 减少 are what the figures say (rule X05)."""
    for one in in_text(case):
        if Aspect.DIRECTION in one.aspects:
            yield found("N204", one.place, "原文", 处=one.subject, 印=one.printed, 应=one.expected)
        elif DIRECTION.search(one.expected):
            yield Held()


def equal_figures_need_no_reason(case: Case) -> Iterator[Outcome]:
    """N205 没有差异却写了差异或原因: equal figures are 持平, without a reason (rules X05, X15)."""
    for one in in_text(case):
        if Aspect.NO_DIFFERENCE in one.aspects:
            yield found("N205", one.place, 处=one.subject, 印=one.printed, 应=one.expected)
        elif says_equal(one.expected):
            yield Held()


def lists_are_the_tables(case: Case) -> Iterator[Outcome]:
    """N206 列举与明细不符: 主要包括 lists exactly the 款 that have an amount (rule X09).

    What lists other things than 科目 is another way of saying.
    """
    for one in in_text(case, Aspect.LIST):
        [difference] = one.of(Aspect.LIST)
        expected, printed = listed(difference.expected), listed(difference.printed)
        missing = [name for name in expected if name not in printed]
        known, unknown = _known(case, [name for name in printed if name not in expected])
        if not known and not _known(case, missing)[0]:
            continue
        told = {"漏了有金额的": missing, "多了没有金额的": known, "多了科目表里没有的": unknown}
        differences = "；".join(f"{what}{'、'.join(names)}" for what, names in told.items() if names)
        yield found("N206", one.place, 处=one.subject, 出入=differences)


def _known(case: Case, names: list[str]) -> tuple[list[str], list[str]]:
    """Those that are 科目, and those that are none; without a catalogue all may be."""
    known = {name for codes in CODES for name in case.accounts.naming.listed(codes).values()}
    others = [name for name in names if known and name not in known]
    return [name for name in names if name not in others], others


def things_are_in_order(case: Case) -> Iterator[Outcome]:
    """N208 次序不对: classes and items stand in the order of their codes (rule X08)."""
    for one in in_text(case, Aspect.ORDER):
        yield found("N208", one.place, 处=one.subject, 印=pieces(one.printed)[0], 应=pieces(one.expected)[0])


def nothing_is_left_over(case: Case) -> Iterator[Outcome]:
    """N209 多出的话: words that the wording does not have and the figures do not bear out (rules X17, X19)."""
    for one in in_text(case, Aspect.ADDED):
        if one.remark or not one.with_forms:
            yield found("N209", one.place, 处=one.subject, 字=_surplus(one), 说明=one.remark)


def _surplus(deviation: Deviation) -> str:
    """The clauses that the expected words do not have; what was put in, if it is within a clause."""
    known = NUMBER.sub("", deviation.expected)
    clauses = [one for one in CLAUSE.split(deviation.printed) if NUMBER.sub("", one).strip("。，；") not in known]
    put_in = [new for old, new in runs(deviation.expected, deviation.printed) if is_saying(old, new)]
    whole = "".join(clauses).strip("，；")
    return whole if len(clauses) > 1 or len(whole) <= len(put_in[0]) else put_in[0].strip("，；。")


def wording_is_the_editions(case: Case) -> Iterator[Outcome]:
    """N210 措辞与版式不同: a word mistyped or dropped, an older form's wording, another term (rules X16, X18).

    Other words are told only where the recorder of the 原文 remarks on them: not every way of saying is wrong.
    """
    for one in in_text(case, *TOLD_IF_REMARKED):
        if Aspect.MISTYPED in one.aspects or (one.remark and not one.with_forms):
            yield found("N210", one.place, 处=one.subject, 印=one.printed, 应=one.expected, 说明=one.remark)


def dates_and_names_are_the_documents(case: Case) -> Iterator[Outcome]:
    """N214 日期与单位名称: a year, a date, the name of a body is the one that derives (rules X16, X18).

    What is known by name is certain, what only looks like a name is not. A former name is N402's, over forms E120's.
    """
    former = {dated.name for dated in case.document.department.names}
    for one in deviations(case):
        for each in one.of(Aspect.DATE) if one.area is not Area.CODE else ():
            yield found("N214", one.place, "日期", 处=one.subject, 印=each.printed, 应=each.expected)
        for each in one.of(Aspect.NAME) if one.area is not Area.HEAD else ():
            if each.printed not in former:
                variant = "名称" if each.expected in one.names else "像名称"
                yield found("N214", one.place, variant, 处=one.subject, 印=each.printed, 应=each.expected)


RULES = (
    Rule(code="N204", check=directions_agree),
    Rule(code="N205", check=equal_figures_need_no_reason),
    Rule(code="N206", check=lists_are_the_tables),
    Rule(code="N208", check=things_are_in_order),
    Rule(code="N209", check=nothing_is_left_over),
    Rule(code="N210", check=wording_is_the_editions),
    Rule(code="N214", check=dates_and_names_are_the_documents),
)
