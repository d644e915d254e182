"""数字格式: how a spreadsheet is to show a number, so that it reads as it is printed."""

from __future__ import annotations

from decimal import Decimal

BRACKETS = ("(", "（")
GROUPED_FROM = 1000


def number_format(printed: str, value: str) -> str:
    """Decimals, thousands, brackets and what stands for zero, as they are printed for this value."""
    if not any(character.isdigit() for character in printed):
        text = printed.replace('"', '""')
        return f'0;-0;"{text}"'
    share = printed.endswith("%")
    digits = printed.strip("()（）%")
    decimals = len(digits.partition(".")[2])
    grouped = "," in digits or abs(Decimal(value)) < GROUPED_FROM
    shown = ("#,##0" if grouped else "0") + (f".{'0' * decimals}" if decimals else "") + ("%" if share else "")
    return f"{shown};({shown})" if printed.startswith(BRACKETS) else shown
