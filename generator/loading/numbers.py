"""个数、百分比: counts and percentages as typed."""

from __future__ import annotations

import re
from decimal import Decimal

from gongkai.loading.problems import short
from gongkai.loading.scalars import full_width, half_width, text_of
from gongkai.model.findings import Finding, found
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
        meant = int(digits[0][:9]) if digits else 0
        return found("L310", node.place, hint="有数" if digits else "无数", 填=short(text), 数=meant)
    if plain != text:
        return full_width(node, text, plain)
    return int(number.value)


def read_percent(node: Node) -> Decimal | Finding:
    """百分比 such as 94.87%, as 94.87; its decimals are kept. The sign is wanted."""
    text = text_of(node, "百分比")
    if isinstance(text, Finding):
        return text
    plain = half_width(text)
    number = _percentage(plain)
    if number is None:
        return _no_percentage(node, text, plain)
    if plain != text:
        return full_width(node, text, plain)
    return number


def _percentage(text: str) -> Decimal | None:
    number = read(text)
    if number is None or number.unit != "%" or not number.tidy or "," in text:
        return None
    return number.value if abs(number.value) < MOST and number.places <= DECIMALS else None


def _no_percentage(node: Node, text: str, plain: str) -> Finding:
    """95% is typed as 0.95 and as 95."""
    if _percentage(f"{plain}%") is None:
        return found("L311", node.place, hint="别的", 填=short(text))
    hundredfold = Decimal(plain) * 100
    if abs(hundredfold) > 100:
        return found("L311", node.place, hint="一种", 填=short(text), 数=plain)
    return found("L311", node.place, hint="两种", 填=short(text), 数=plain, 百倍=f"{hundredfold.normalize():f}")
