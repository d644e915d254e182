"""可比: whether a figure can be set against that of the year before, why not, and by how much it changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from gongkai.composition.printing import Style, percent, printed
from gongkai.model.amounts import Amount, Unit, ratio
from gongkai.model.series import Head, Line

STYLE = Style(unit=Unit.WAN, places=2, grouped=True)
"""in which all amounts are set side by side"""
LEAST = Decimal("0.01")
PERCENT_PLACES = 1
LEAST_PERCENT, MOST_PERCENT = Decimal("0.1"), 10_000
"""below and beyond which a percentage says nothing"""


class Given(Struct, frozen=True):
    """一个数 with the document that gives it."""

    head: Head
    line: Line

    @property
    def amount(self) -> Amount:
        return Amount(yuan=Decimal(self.line.yuan))


class Reason(Struct, frozen=True):
    """为什么不能直接比: in a word for the cell, and in a sentence for the note."""

    short: str
    sentence: str


def reasons(before: Given, after: Given) -> tuple[Reason, ...]:
    """Why two years' figures of one department are not comparable; none where they are."""
    found = (*_events(before.head, after.head), *_scope(before.head, after.head), *_accounting(before, after))
    return tuple(dict.fromkeys(found))


def cautions(before: Given, after: Given) -> tuple[Reason, ...]:
    """What a reader of the change has to know besides."""
    unknown = Reason("范围没有写明", "部门没有写明纳入范围的单位，两年的范围是不是一样不知道。")
    listed = bool(before.head.units and after.head.units)
    return (*(() if listed else (unknown,)), *misprints(before, "上年原文有误"))


def misprints(one: Given, short: str = "原文有误") -> tuple[Reason, ...]:
    """That an original prints another figure than the one that everything beside it is worked out of."""
    if not one.line.expected:
        return ()
    said = f"{one.head.year}年原文印作“{one.line.text}”，按同一文件的其他数据应为“{one.line.expected}”"
    return (Reason(short, f"{said}；增减、占比、名次、人均按应为的数算。"),)


def _events(before: Head, after: Head) -> list[Reason]:
    """What happened to the department between the two years, or in the course of the first."""
    found = []
    for day, what, said in after.changes:
        when = date.fromisoformat(day)
        begun = when.year == before.year and (when.month, when.day) != (1, 1)
        if begun or before.year < when.year <= after.year:
            found.append(Reason(f"{when.year}年{when.month}月{what}", f"{when.year}年{when.month}月{what}：{said}。"))
    return found


def _scope(before: Head, after: Head) -> list[Reason]:
    if before.alone != after.alone:
        return [Reason("范围不同", f"范围不同：{_told(before)}，{_told(after)}。")]
    if before.alone or before.units == after.units or not (before.units and after.units):
        return []
    gone = [unit for unit in before.units if unit not in after.units]
    new = [unit for unit in after.units if unit not in before.units]
    if not gone and not new:
        return []
    differing = "，".join(f"{word}{'、'.join(units)}" for word, units in (("少了", gone), ("多了", new)) if units)
    return [Reason("范围不同", f"范围不同：{_told(before)}，{_told(after)}（{differing}）。")]


def _told(head: Head) -> str:
    return f"{head.year}年只含本级" if head.alone else f"{head.year}年含{len(head.units)}个单位"


def _accounting(before: Given, after: Given) -> list[Reason]:
    years = before.head.year, after.head.year
    found = []
    if before.line.table != after.line.table:
        tables = f"{years[0]}年取自“{before.line.table}”，{years[1]}年取自“{after.line.table}”"
        found.append(Reason("口径不同", f"口径不同：{tables}。"))
    if before.line.name != after.line.name:
        names = f"{years[0]}年是“{before.line.name}”，{years[1]}年是“{after.line.name}”"
        found.append(Reason("科目名称不同", f"科目名称不同：{names}。"))
    return found


def change(before: Given, after: Given) -> str:
    """增减: 增1.20（12.3%）, 减…, 持平; nothing where one of them is blank. Exact, told in 万元."""
    if not (before.line.text and after.line.text):
        return ""
    moved = after.amount - before.amount
    if not moved.yuan:
        return "持平"
    word = "增" if moved.yuan > 0 else "减"
    size = printed(abs(moved), STYLE) if moved.rounded(STYLE.unit, STYLE.places) else f"不足{LEAST}"
    return f"{word}{size}（{_percent(moved, before.amount)}）"


def _percent(moved: Amount, before: Amount) -> str:
    of_it = ratio(abs(moved), before)
    if of_it is None:
        return "上年为0"
    if before.yuan < 0:
        return "上年为负数"
    if of_it.percent > MOST_PERCENT:
        return "超过100倍"
    return percent(of_it, PERCENT_PLACES) if of_it.percent >= LEAST_PERCENT else f"不足{LEAST_PERCENT}%"
