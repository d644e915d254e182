"""种类: in what respects the original differs, in the words of those who read the report."""

from __future__ import annotations

from gongkai.checks.text_diff import Kind
from gongkai.checks.text_diff import kinds_of as respects

NAMES = {
    Kind.AMOUNT: "数",
    Kind.DECIMALS: "数",
    Kind.PERCENTAGE: "百分比",
    Kind.OF_NOTHING: "百分比",
    Kind.DIRECTION: "增减",
    Kind.NO_DIFFERENCE: "增减",
    Kind.LIST: "列举",
    Kind.ORDER: "列举",
}


def kinds_of(expected: str, printed: str) -> tuple[str, ...]:
    """数, 百分比, 增减, 列举, 名称, 单位, 日期; else 缺, 多 or 文字."""
    named = dict.fromkeys(NAMES[kind] for kind in Kind if kind in respects(expected, printed) and kind in NAMES)
    if named:
        return tuple(named)
    if not printed:
        return ("缺",)
    if not expected or expected in printed:
        return ("多",)
    return ("缺",) if printed in expected else ("文字",)
