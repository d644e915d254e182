"""原文的措辞: direction words, lists, sentences and terms that an original prints against what derives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.deviations import Deviation, deviations
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.text_diff import DIRECTION, Kind, is_saying, listed, pieces, runs, says_equal
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Severity

CLAUSE = re.compile(r"(?<=[。，；])")
NUMBER = re.compile(r"\d[\d.,]*")
CODES = ("科目", "经济科目")


def directions_agree(case: Case) -> Iterator[Outcome]:
    """N204 增减方向不符: 增加, 减少 are what the figures say (rule X05)."""
    for deviation in deviations(case):
        if Kind.DIRECTION in deviation.kinds:
            yield deviation.finding(
                FindingCode.PRINTED_DIRECTION,
                Severity.INCONSISTENCY,
                f"“{deviation.subject}”一句的增减方向印反了：“{deviation.printed}”，应为“{deviation.expected}”",
                "数大了写增加、增长，小了写减少、下降",
            )
        elif DIRECTION.search(deviation.expected):
            yield Held()


def equal_figures_need_no_reason(case: Case) -> Iterator[Outcome]:
    """N205 没有差异却写了差异或原因: equal figures are 持平, without a reason (rules X05, X15)."""
    for deviation in deviations(case):
        if Kind.NO_DIFFERENCE in deviation.kinds:
            yield deviation.finding(
                FindingCode.REASON_WITHOUT_DIFFERENCE,
                Severity.INCONSISTENCY,
                f"“{deviation.subject}”一句的两个数相等，没有差异，却印作“{deviation.printed}”",
                f"应为“{deviation.expected}”",
            )
        elif says_equal(deviation.expected):
            yield Held()


def lists_are_the_tables(case: Case) -> Iterator[Outcome]:
    """N206 列举与明细不符: 主要包括 lists exactly the 款 that have an amount (rule X09)."""
    known = {name for codes in CODES for name in case.accounts.naming.listed(codes).values()}
    for deviation in deviations(case):
        if Kind.LIST not in deviation.kinds:
            continue
        expected, printed = listed(deviation.expected), listed(deviation.printed)
        surplus = [name for name in printed if name not in expected]
        told = {
            "漏了有金额的": [name for name in expected if name not in printed],
            "多了没有金额的": [name for name in surplus if not known or name in known],
            "多了科目表里没有的": [name for name in surplus if known and name not in known],
        }
        yield deviation.finding(
            FindingCode.PRINTED_LIST,
            Severity.INCONSISTENCY,
            f"“{deviation.subject}”一句的列举与明细不符："
            + "；".join(f"{what}{'、'.join(names)}" for what, names in told.items() if names),
            "只列有金额的款，按明细表的顺序，不漏不多",
        )


def things_are_in_order(case: Case) -> Iterator[Outcome]:
    """N208 次序不对: classes and items stand in the order of their codes (rule X08)."""
    for deviation in deviations(case):
        if Kind.ORDER in deviation.kinds:
            first, right = pieces(deviation.printed)[0], pieces(deviation.expected)[0]
            yield deviation.finding(
                FindingCode.PRINTED_ORDER,
                Severity.WARNING,
                f"“{deviation.subject}”一句的次序不对：先印了“{first}”，应当先写“{right}”",
                "按科目编码从小到大写",
            )


def nothing_is_left_over(case: Case) -> Iterator[Outcome]:
    """N209 多出的话: words that the wording does not have and the figures do not bear out (rules X17, X19)."""
    for deviation in deviations(case):
        if Kind.SURPLUS in deviation.kinds and (deviation.span.remark or not deviation.with_forms):
            yield deviation.finding(
                FindingCode.SURPLUS_WORDS,
                Severity.INCONSISTENCY,
                f"“{deviation.subject}”一句多印了“{_surplus(deviation)}”{_remark(deviation)}",
                "套用格式时留下的、别处抄来的话请删去",
            )


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
    for deviation in deviations(case):
        remarked = Kind.WORDS in deviation.kinds and deviation.span.remark and not deviation.with_forms
        if remarked or Kind.MISTYPED in deviation.kinds:
            yield deviation.finding(
                FindingCode.PRINTED_WORDING,
                Severity.WARNING,
                f"“{deviation.subject}”一句印作“{deviation.printed}”，应为“{deviation.expected}”{_remark(deviation)}",
                "请照版式的措辞改正",
            )


def _remark(deviation: Deviation) -> str:
    return f"：{deviation.span.remark}" if deviation.span.remark else ""


RULES = (
    Rule(code=FindingCode.PRINTED_DIRECTION, check=directions_agree),
    Rule(code=FindingCode.REASON_WITHOUT_DIFFERENCE, check=equal_figures_need_no_reason),
    Rule(code=FindingCode.PRINTED_LIST, check=lists_are_the_tables),
    Rule(code=FindingCode.PRINTED_ORDER, check=things_are_in_order),
    Rule(code=FindingCode.SURPLUS_WORDS, check=nothing_is_left_over),
    Rule(code=FindingCode.PRINTED_WORDING, check=wording_is_the_editions),
)
