"""原文的措辞: direction words, lists, sentences and terms that an original prints against what derives."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.deviations import Area, Deviation, deviations, in_text
from gongkai.checks.outcomes import Said, each
from gongkai.model.findings import found
from gongkai.model.mentions import DIRECTION, says_equal
from gongkai.model.text_diff import Aspect
from gongkai.model.word_diff import SAYING, is_saying, listed, pieces, runs

CLAUSE = re.compile(r"(?<=[。，；])")
NUMBER = re.compile(r"\d[\d.,]*")
CLAUSE_MARK = re.compile(r"[，。；：]")
ALIKE = 0.8
"""how much of a clause is the same where it stands in another order"""
CODES = ("科目", "经济科目")
TOLD_IF_REMARKED = (Aspect.WORDS, Aspect.MISSING, Aspect.MISTYPED)


def _directed(case: Case) -> Iterator[Deviation]:
    return (one for one in in_text(case) if Aspect.DIRECTION in one.aspects or DIRECTION.search(one.expected))


@each(_directed)
def directions_agree(_case: Case, one: Deviation) -> Iterator[Said]:
    """N204 增减方向不符: 增加, 减少 are what the figures say (rule X05)."""
    if Aspect.DIRECTION in one.aspects:
        yield found("N204", one.place, "原文", 处=one.subject, 印=one.printed, 应=one.expected)


def _equal(case: Case) -> Iterator[Deviation]:
    return (one for one in in_text(case) if Aspect.NO_DIFFERENCE in one.aspects or says_equal(one.expected))


@each(_equal)
def equal_figures_need_no_reason(_case: Case, one: Deviation) -> Iterator[Said]:
    """N205 没有差异却写了差异或原因: equal figures are 持平, without a reason (rules X05, X15)."""
    if Aspect.NO_DIFFERENCE in one.aspects:
        yield found("N205", one.place, 处=one.subject, 印=one.printed, 应=one.expected)


@each(in_text)
def lists_are_the_tables(case: Case, one: Deviation) -> Iterator[Said]:
    """N206 列举与明细不符: 主要包括 lists exactly the 款 that have an amount (rule X09).

    Where 原文 records a word or two of a list, they tell of 科目 or are another way of saying.
    """
    differences = _other_names(case, one)
    if differences:
        yield found("N206", one.place, 处=one.subject, 出入=differences)


def _other_names(case: Case, one: Deviation) -> str:
    """In what a list is another; "" where it lists no 科目 and only a word or two of it are recorded."""
    if Aspect.LIST not in one.aspects:
        return ""
    [difference] = one.of(Aspect.LIST)
    expected, printed = listed(difference.expected), listed(difference.printed)
    missing = [name for name in expected if name not in printed]
    known, unknown = _known(case, [name for name in printed if name not in expected])
    if not (listed(one.expected)[1:] or _known(case, list(expected))[0]):
        return ""
    told = {"漏了有金额的": missing, "多了没有金额的": known, "多了科目表里没有的": unknown}
    return "；".join(f"{what}{'、'.join(names)}" for what, names in told.items() if names)


def _mere_words(case: Case) -> Iterator[Deviation]:
    """Other words that are no other 科目 in a list."""
    return (one for one in in_text(case) if not _other_names(case, one))


def _known(case: Case, names: list[str]) -> tuple[list[str], list[str]]:
    """Those that are 科目, and those that are none; without a catalogue all may be."""
    known = {name for codes in CODES for name in case.accounts.naming.listed(codes).values()}
    others = [name for name in names if known and name not in known]
    return [name for name in names if name not in others], others


@each(in_text)
def things_are_in_order(case: Case, one: Deviation) -> Iterator[Said]:
    """N208 次序不对: classes and items stand in the order of their codes (rule X08)."""
    if Aspect.ORDER in one.aspects:
        yield found("N208", one.place, 处=one.subject, 印=pieces(one.printed)[0], 应=pieces(one.expected)[0])
    elif Aspect.ADDED in one.aspects and not one.with_forms and _is_left_out_elsewhere(case, one):
        yield found("N208", one.place, 处=one.subject, 印=_surplus(one), 应=one.expected)


def _is_left_out_elsewhere(case: Case, one: Deviation) -> bool:
    """Whether the 原文 of the same place leave out what this one puts in: it stands in another order."""
    same_place = (other for other in in_text(case) if other.original.where == one.original.where)
    left_out = [old for other in same_place for old, _ in runs(other.expected, other.printed) if len(old) >= SAYING]
    put_in = [new for old, new in runs(one.expected, one.printed) if is_saying(old, new)]
    return all(any(_holds(old, new) for old in left_out) for new in put_in)


def _holds(whole: str, part: str) -> bool:
    """Whether most of a stretch stands in another, in its order."""
    matcher = difflib.SequenceMatcher(a=whole, b=part, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) >= ALIKE * len(part)


@each(_mere_words)
def nothing_is_left_over(case: Case, one: Deviation) -> Iterator[Said]:
    """N209 多出的话: words that the wording does not have and the figures do not bear out (rules X17, X19).

    Where forms are shown, a word more may be part of a project's name (E121); a clause more is none.
    """
    if Aspect.ADDED in one.aspects and not _is_left_out_elsewhere(case, one):
        surplus = _surplus(one)
        if one.remark or not one.with_forms or CLAUSE_MARK.search(surplus):
            yield found("N209", one.place, 处=one.subject, 字=surplus, 说明=one.remark)


def _surplus(deviation: Deviation) -> str:
    """The clauses that the expected words do not have; what was put in, if it is within a clause."""
    known = NUMBER.sub("", deviation.expected)
    clauses = [one for one in CLAUSE.split(deviation.printed) if NUMBER.sub("", one).strip("。，；") not in known]
    put_in = [new for old, new in runs(deviation.expected, deviation.printed) if is_saying(old, new)]
    whole = "".join(clauses).strip("，；")
    return whole if len(clauses) > 1 or len(whole) <= len(put_in[0]) else put_in[0].strip("，；。")


@each(_mere_words)
def wording_is_the_editions(case: Case, one: Deviation) -> Iterator[Said]:
    """N210 措辞与版式不同: a word mistyped or dropped, an older form's wording, another term (rules X16, X18).

    Other words are told only where the recorder of the 原文 remarks on them, as not every way of saying is wrong; in
    what is written here all of them, for its wording is the edition's.
    """
    told = (one.remark or not case.document.archived) and not one.with_forms and one.of(*TOLD_IF_REMARKED)
    if Aspect.MISTYPED in one.aspects or told:
        yield found("N210", one.place, 处=one.subject, 印=one.printed, 应=one.expected, 说明=one.remark)


def _no_codes(case: Case) -> Iterator[Deviation]:
    return (one for one in deviations(case) if one.area is not Area.CODE)


@each(_no_codes)
def dates_are_the_documents(_case: Case, one: Deviation) -> Iterator[Said]:
    """N214 日期: a year, a date, the number of a document is the one that derives (rules X16, X18)."""
    for date in one.of(Aspect.DATE):
        yield found("N214", one.place, "日期", 处=one.subject, 印=date.printed, 应=date.expected)


@each(deviations)
def bodies_are_the_documents(case: Case, one: Deviation) -> Iterator[Said]:
    """N214 单位名称: a body is called as it derives (rule X16).

    What is known by name is certain, what only looks like a name is not. A former name is N402's, over forms E120's.
    """
    former = {dated.name for dated in case.document.department.names}
    forms = {form.id for form in case.document.edition.performance.values()}
    for name in one.of(Aspect.NAME):
        over_form = one.original.where.split(".")[0] in forms and name.expected in one.expected
        if name.printed not in former and not over_form:
            variant = "名称" if name.expected in one.names else "像名称"
            yield found("N214", one.place, variant, 处=one.subject, 印=name.printed, 应=name.expected)
