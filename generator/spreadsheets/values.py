"""单元格的值: what is stored, as the cell that the model knows."""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta
from decimal import Decimal

from msgspec import Struct, field

from gongkai.model import numbers
from gongkai.model.sheets import SheetCell
from gongkai.spreadsheets.number_formats import GENERAL, shown, shows_date

_STORED = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?P<exponent>[eE][+-]?[0-9]+)?")
_MOST_DIGITS = 15
"""that a double keeps of every decimal number"""
_KEPT = 5_000
_BEGINNING = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 - a spreadsheet knows no zones
_LAST_DAY = 2_950_000
"""about the year 9976, which leaves room for both beginnings"""
_LEAP_ERROR = 60
"""below this day of 1900 Excel counts one too many: it takes that year for a leap year"""


def stored_number(text: str) -> Decimal | None:
    """The number that a text of XML stands for; None where it is none (NaN).

    It is the shortest that is the same double: 0.1 for the 0.10000000000000001 that Excel writes, but
    0.30000000000000004 for what 0.1+0.2 came to.
    """
    match = _STORED.fullmatch(text)
    if match is None:
        return None
    digits = sum(map(str.isdigit, text))
    return Decimal(text) if digits <= _MOST_DIGITS and not match["exponent"] else number_of(float(text))


def number_of(double: float) -> Decimal | None:
    """The shortest decimal that is this double; None for what is no number."""
    if not math.isfinite(double):
        return None
    return Decimal(int(double)) if double.is_integer() and abs(double) < 10**_MOST_DIGITS else Decimal(repr(double))


class Values(Struct, frozen=True, kw_only=True):
    """怎样读值: a workbook's number formats by style, and from when it counts days."""

    formats: tuple[str, ...] = ()
    since_1904: bool = False
    _cache: dict[tuple[Decimal, str], tuple[str, str, Decimal | None, bool]] = field(default_factory=dict)

    def number(self, row: int, column: int, number: Decimal | None, style: int, formula: str = "") -> SheetCell:
        """A number, or the date that its format makes of it."""
        if number is None:
            return SheetCell(row=row, column=column, text="#NUM!", formula=formula, is_error=True)
        code = self.formats[style] if 0 <= style < len(self.formats) else GENERAL
        told = self._cache.get((number, code))
        if told is None:  # most amounts of a report are zero: their texts are kept once
            told = self._told(number, code)
            if len(self._cache) < _KEPT:
                self._cache[number, code] = told
        text, seen, kept, is_date = told
        return SheetCell(row=row, column=column, text=text, number=kept, shown=seen, formula=formula, is_date=is_date)

    def _told(self, number: Decimal, code: str) -> tuple[str, str, Decimal | None, bool]:
        if shows_date(code):
            date = date_text(number, since_1904=self.since_1904)
            return date or numbers.shown(number), "", None, True
        text, seen = numbers.shown(number), shown(number, code)
        return text, text if seen == text else seen, number, False


def date_text(days: Decimal, *, since_1904: bool) -> str:
    """日期 as 2024-03-01, with the time where there is one; "" for what is no day."""
    if not 0 <= days < _LAST_DAY:
        return ""
    if not since_1904 and days < _LEAP_ERROR:
        days += 1
    moment = _BEGINNING[since_1904] + timedelta(seconds=round(days * 86_400))
    return moment.strftime("%Y-%m-%d" if days % 1 == 0 else "%Y-%m-%d %H:%M:%S")
