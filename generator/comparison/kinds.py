"""种类: in what respects the original differs, in the words of those who read the report."""

from __future__ import annotations

import re

from gongkai.model.text_diff import Aspect, differences

NAMES = {
    Aspect.OF_NOTHING: "百分比",
    Aspect.DIRECTION: "增减",
    Aspect.NO_DIFFERENCE: "增减",
    Aspect.ORDER: "列举",
    Aspect.DECIMALS: "数",
    Aspect.MISTYPED: "文字",
}
"""those that have another name here"""
WORDS = "文字"
FIGURE = re.compile(r"\d[\d.,]*")


def kinds_of(expected: str, printed: str, before: str = "", after: str = "") -> tuple[str, ...]:
    """数, 百分比, 增减, 列举, 名称, 单位, 日期; else 缺, 多 or 文字."""
    aspects = (one.aspect for one in differences(expected, printed, before, after))
    named = tuple(dict.fromkeys(NAMES.get(aspect, aspect.value) for aspect in aspects))
    if set(named) - {WORDS}:
        return tuple(name for name in named if name != WORDS)
    if not printed or printed in expected:
        return ("缺",)
    if expected in printed:
        return ("多",)
    return (_of_figures(expected, printed),)


def _of_figures(expected: str, printed: str) -> str:
    if FIGURE.findall(expected) == FIGURE.findall(printed):
        return WORDS
    return "百分比" if "%" in expected + printed else "数"
