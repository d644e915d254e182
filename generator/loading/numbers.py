"""个数、百分比: counts and percentages as typed."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.loading.problems import error, quoted
from generator.loading.scalars import full_width, half_width, text_of
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding
from generator.model.nodes import Node

_COUNT = re.compile(r"0|[1-9][0-9]{0,8}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,2}")
_PERCENTAGE = re.compile(r"-?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?%")


def read_count(node: Node) -> int | Finding:
    """个数: 0 or a whole number such as 12 or 1,200; without its counter (辆, 人次)."""
    text = text_of(node, "个数")
    if isinstance(text, Finding):
        return text
    plain = half_width(text)
    if not _COUNT.fullmatch(plain):
        digits = re.match(r"[0-9]+(?![0-9.,])", plain)
        hint = f"只写整数：{int(digits[0][:9])}" if digits else "写整数，如 12；没有就写 0"
        return error(FindingCode.NOT_A_COUNT, node.place, f"{quoted(text)}不是个数", hint)
    if plain != text:
        return full_width(node, text, plain)
    return int(plain.replace(",", ""))


def read_percent(node: Node) -> Decimal | Finding:
    """百分比 such as 94.87%, as 94.87; its decimals are kept. The sign is wanted: 95% is typed as 0.95 and as 95."""
    text = text_of(node, "百分比")
    if isinstance(text, Finding):
        return text
    plain = half_width(text)
    if not _PERCENTAGE.fullmatch(plain):
        bare = _PERCENTAGE.fullmatch(f"{plain}%")
        hint = _with_sign(plain) if bare else "写成数字加百分号，如 94.87%"
        return error(FindingCode.NOT_A_PERCENTAGE, node.place, f"{quoted(text)}不是百分比", hint)
    if plain != text:
        return full_width(node, text, plain)
    return Decimal(plain.removesuffix("%"))


def _with_sign(number: str) -> str:
    hundredfold = Decimal(number) * 100
    if abs(hundredfold) > 100:
        return f"带上百分号：{number}%"
    return f"带上百分号：是 {hundredfold.normalize():f}% 还是 {number}%，写清楚"
