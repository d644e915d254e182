"""印数: the one place where figures become text."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from generator.model.amounts import Amount, Ratio
from generator.model.edition import AmountStyle

DIGITS = "〇一二三四五六七八九"


def amount_in_text(amount: Amount, style: AmountStyle) -> str:
    """金额 in a sentence: two decimals, no thousands separator."""
    value = amount.rounded(style.unit, style.places)
    return style.zero_in_text if value == 0 and style.zero_in_text is not None else f"{value:f}"


def amount_in_table(amount: Amount, style: AmountStyle, zero: str) -> str:
    """金额 in a table: thousands separator; zero as the form prints it."""
    value = amount.rounded(style.unit, style.places)
    return zero if value == 0 else f"{value:,f}"


def exact(amount: Amount, style: AmountStyle) -> str:
    """The exact amount in the edition's unit, for data attributes and files."""
    value = (amount.yuan / style.unit.yuan).normalize()
    return f"{value:f}"


def percent(ratio: Ratio, places: int) -> str:
    """百分比, half up."""
    return f"{ratio.percent.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}%"


def chinese_number(number: int) -> str:
    """一 二 … 十 十一 … 九十九, for numbering."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{DIGITS[tens]}十")
    return head + (DIGITS[ones] if ones else "")


def chinese_year(year: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(year))


def chinese_date(iso: str) -> str:
    """2022-09 → 二〇二二年九月; 2022-09-30 → 二〇二二年九月三十日."""
    if not iso:
        return ""
    year, month, *day = iso.split("-")
    text = f"{chinese_year(int(year))}年{chinese_number(int(month))}月"
    return text + (f"{chinese_number(int(day[0]))}日" if day else "")
