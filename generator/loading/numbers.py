"""个数、百分比: counts and percentages as typed."""

from __future__ import annotations

import re
from decimal import Decimal

from gongkai.loading.problems import error, quoted
from gongkai.loading.scalars import full_width, half_width, text_of
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding
from gongkai.model.nodes import Node
from gongkai.model.numbers import read

MOST = Decimal(10) ** 9
"""below it every count and percentage lies"""
DECIMALS = 6


def read_count(node: Node) -> int | Finding:
    """个数: 0 or a whole number such as 12 or 1,200; without its counter (辆, 人次)."""
    text = text_of(node, "个数")
    if isinstance(text, Finding):
        return text
    plain = half_width(text)
    number = read(plain)
    if number is None or number.unit or number.places or not (number.tidy and 0 <= number.value < MOST):
        digits = re.match(r"[0-9]+(?![0-9.,])", plain)
        hint = f"只写整数：{int(digits[0][:9])}" if digits else "写整数，如 12；没有就写 0"
        return error(FindingCode.NOT_A_COUNT, node.place, f"{quoted(text)}不是个数", hint)
    if plain != text:
        return full_width(node, text, plain)
    return int(number.value)


def read_percent(node: Node) -> Decimal | Finding:
    """百分比 such as 94.87%, as 94.87; its decimals are kept. The sign is wanted: 95% is typed as 0.95 and as 95."""
    text = text_of(node, "百分比")
    if isinstance(text, Finding):
        return text
    plain = half_width(text)
    number = _percentage(plain)
    if number is None:
        bare = _percentage(f"{plain}%")
        hint = _with_sign(plain) if bare is not None else "写成数字加百分号，如 94.87%"
        return error(FindingCode.NOT_A_PERCENTAGE, node.place, f"{quoted(text)}不是百分比", hint)
    if plain != text:
        return full_width(node, text, plain)
    return number


def _percentage(text: str) -> Decimal | None:
    number = read(text)
    if number is None or number.unit != "%" or not number.tidy or "," in text:
        return None
    return number.value if abs(number.value) < MOST and number.places <= DECIMALS else None


def _with_sign(number: str) -> str:
    hundredfold = Decimal(number) * 100
    if abs(hundredfold) > 100:
        return f"带上百分号：{number}%"
    return f"带上百分号：是 {hundredfold.normalize():f}% 还是 {number}%，写清楚"
