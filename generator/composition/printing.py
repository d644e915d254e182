"""印数: the one place where figures become text."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from gongkai.model.amounts import Amount, Ratio, Unit
from gongkai.model.edition import AmountStyle
from gongkai.model.forms import TableForm
from gongkai.model.numbering import DIGITS, chinese_number


class Style(Struct, frozen=True, kw_only=True):
    """金额怎样印: unit, decimals, how zero prints (None: as any figure), whether thousands are set apart, 负数."""

    unit: Unit
    places: int
    zero: str | None = None
    grouped: bool = False
    negative: str = "-"


def style_of_text(amounts: AmountStyle) -> Style:
    """金额 in a sentence, where it may print otherwise than in tables."""
    return Style(
        unit=amounts.unit_in_text or amounts.unit,
        places=amounts.places if amounts.places_in_text is None else amounts.places_in_text,
        zero=amounts.zero_in_text,
        grouped=amounts.grouped_in_text,
        negative=amounts.negative_in_text,
    )


def style_of_table(amounts: AmountStyle, form: TableForm | None, *, empty: bool = False) -> Style:
    """金额 in a table, or in tables as such; `empty`: the table has no data."""
    unit, places, zero = amounts.unit, amounts.places, amounts.zero
    if form is not None:
        unit = form.unit or unit
        places = places if form.places is None else form.places
        zero = zero if form.zero is None else form.zero
        zero = form.empty.zero if empty and form.empty.zero is not None else zero
    return Style(unit=unit, places=places, zero=zero, grouped=amounts.grouped, negative=amounts.negative)


def printed(amount: Amount, style: Style) -> str:
    """金额 as text."""
    value = amount.rounded(style.unit, style.places)
    if value == 0 and style.zero is not None:
        return style.zero
    size = f"{abs(value):,f}" if style.grouped else f"{abs(value):f}"
    return signed(size, style.negative) if value < 0 else size


def signed(size: str, negative: str) -> str:
    """负数: behind a sign, or between brackets."""
    return f"{negative[0]}{size}{negative[1:]}"


def exact(amount: Amount, unit: Unit) -> str:
    """The exact amount in a unit, for data attributes and files."""
    return f"{(amount.yuan / unit.yuan).normalize():f}"


def percent(ratio: Ratio, places: int) -> str:
    """百分比, half up."""
    return f"{ratio.percent.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}%"


def bound(value: Decimal) -> str:
    """An end of a ratio's interval, for data attributes; nothing where it has no end."""
    return f"{value:.6f}" if value.is_finite() else ""


def chinese_year(year: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(year))


def chinese_date(iso: str) -> str:
    """2022-09 → 二〇二二年九月; 2022-09-30 → 二〇二二年九月三十日."""
    if not iso:
        return ""
    year, month, *day = iso.split("-")
    text = f"{chinese_year(int(year))}年{chinese_number(int(month))}月"
    return text + (f"{chinese_number(int(day[0]))}日" if day else "")
