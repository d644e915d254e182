"""序号: numbers as they are written before a title."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"


def ordinal(first: str, number: int) -> str:
    """序号 in the way the first one is written: 一、 → 三、; （一） → （三）; 1. → 3.; nothing stays nothing."""
    if "一" in first:
        return first.replace("一", chinese_number(number), 1)
    return first.replace("1", str(number), 1)


def chinese_number(number: int) -> str:
    """一 二 … 十 十一 … 九十九 一百 一百零一 … 九千九百九十九, for numbering; others stay in figures."""
    if not 0 < number < 10_000:
        return str(number)
    text, gap = "", False
    for digit, place in zip(f"{number:04}", ("千", "百", "十", ""), strict=True):
        if digit == "0":
            gap = bool(text)
            continue
        text += "零" * gap + DIGITS[int(digit)] + place
        gap = False
    return text.removeprefix("一") if 10 <= number < 20 else text
