"""数: what people type as a number, read in one place: an exact decimal with its unit, or why it is none.

No float, no exponent, no NaN: what is not written in plain digits is no number.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from gongkai.model.amounts import ZERO, Amount, Unit

NOTHING = frozenset({"", "-", "--", "---", "－", "—", "——", "–", "/", "／", "\\", "无", "没有", "不涉及", "不适用"})
"""texts that say there is no number"""
MONEY = {unit.value: unit.yuan for unit in Unit} | {"万": Unit.WAN.yuan, "亿": Unit.YI.yuan}
"""units of money, in 元"""
MOST_DIGITS = 14
"""before the point: in 元 a hundred trillion, more than any government spends"""
MOST_DECIMALS = 10

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，％＋－−﹣　\xa0", "0123456789.,%+---  ")
_NUMBER = re.compile(r"(?P<number>[+-]?[0-9][0-9,]*(?:\.[0-9]+)?)(?P<unit>(?![.,+-])[^0-9]*)")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_LOOSELY_GROUPED = re.compile(r"[+-]?[0-9]+(?:[, ]+[0-9]+)+(?:\.[0-9]+)?,?[^0-9]*")
_SPECIAL = re.compile(
    r"[+-]?(?:\.?nan|\.?inf(?:inity)?|[0-9.]+e[+-]?[0-9]+|0[xob][0-9a-f]+|[0-9_.]*_[0-9_.]*)", re.IGNORECASE
)
_UNTIDY = re.compile(r"\+|-?0[0-9]|-[0.]+(?![0-9.])")
_BRACKETED = re.compile(r"[(（][0-9][0-9,]*(?:\.[0-9]+)?[)）]")


class Fault(StrEnum):
    """为什么不是数; the value is what a message says of it."""

    SPECIAL = "要写普通小数，如 1000.00"
    GROUPING = "千分位不对：从小数点往前，每三位一个逗号"
    BRACKETS = "负数不用括号"
    LONG = "位数太多"
    WORDS = ""


class Kind(StrEnum):
    """数的种类: what a number in a certain place has to be."""

    AMOUNT = "金额"
    SHARE = "百分比"
    SCORE = "分数"

    def fits(self, number: Number) -> bool:
        """Whether the unit, if there is one, is of this kind."""
        units = {Kind.AMOUNT: MONEY, Kind.SHARE: ("%",), Kind.SCORE: ("分",)}
        return not number.unit or number.unit in units[self]


class Number(Struct, frozen=True, kw_only=True):
    """数字 with its unit as typed; `places`: its decimals."""

    text: str
    value: Decimal
    places: int
    unit: str

    @property
    def money(self) -> bool:
        return self.unit in MONEY

    @property
    def tidy(self) -> bool:
        """Whether it is typed without a plus, without needless zeros before it, and zero without a minus."""
        return _UNTIDY.match(half_width(self.text)) is None

    @property
    def plain(self) -> Decimal:
        """The value in 元 where it is money, so that 万元 and 元 compare."""
        return self.value * MONEY.get(self.unit, Decimal(1))

    @property
    def step(self) -> Decimal:
        """One of its last decimal; of money in 元."""
        return Decimal(1).scaleb(-self.places) * MONEY.get(self.unit, Decimal(1))

    @property
    def tolerance(self) -> Decimal:
        """How far rounding may have moved a score: half of its last decimal, half of 0.1 where it has none."""
        return Decimal(1).scaleb(-max(self.places, 1)) / 2

    def comparable(self, other: Number) -> bool:
        """Whether the units measure the same: 批次 and 次, 万 and 元; a number without a unit takes the other's."""
        if not (self.unit and other.unit):
            return True
        if self.money or other.money:
            return self.money and other.money
        return self.unit.endswith(other.unit) or other.unit.endswith(self.unit)

    def measured_as(self, other: Number) -> Number:
        """With the other's unit where it has none: ≤2万, 1.9978."""
        return self if self.unit else replace(self, unit=other.unit)


def half_width(text: str) -> str:
    """Digits and signs of full width as those of half width, blanks at the edges gone."""
    return text.translate(_HALF_WIDTH).strip()


def absent(text: str) -> bool:
    """Whether nothing is printed, or a dash in its place."""
    return text.strip() in NOTHING


@lru_cache(maxsize=4096)
def read(text: str) -> Number | None:
    """A number with at most a unit behind it; None for anything else (2023年12月31日前, 提高)."""
    shown = half_width(text)
    match = _NUMBER.fullmatch(shown)
    if match is None:
        return None
    typed = match["number"]
    digits = typed.replace(",", "")
    whole, _, decimals = digits.lstrip("+-").partition(".")
    if "," in typed and not _GROUPED.fullmatch(typed):
        return None
    if len(whole) > MOST_DIGITS or len(decimals) > MOST_DECIMALS:
        return None
    return Number(text=text, value=Decimal(digits), places=len(decimals), unit=match["unit"].strip())


def fault_of(text: str) -> Fault | None:
    """Why a text is no number; None where it is one."""
    if read(text) is not None:
        return None
    shown = half_width(text)
    if _SPECIAL.fullmatch(shown):
        return Fault.SPECIAL
    if _BRACKETED.fullmatch(shown):
        return Fault.BRACKETS
    if _LOOSELY_GROUPED.fullmatch(shown):
        return Fault.GROUPING
    return Fault.LONG if _NUMBER.fullmatch(shown) and "," not in shown else Fault.WORDS


def read_as(kind: Kind, text: str) -> Number | None:
    """A number of a kind: 12840000元 is no score and 95% no amount."""
    number = read(text)
    return number if number is not None and kind.fits(number) else None


def amount_of(number: Number, unit: Unit, *, exact: bool = True) -> Amount | None:
    """金额: a number in its own unit of money or, without one, in `unit`; None where it counts something else.

    万元 stand for two decimals even where zeros are not typed; not `exact`: for no more than the decimals typed.
    """
    if not Kind.AMOUNT.fits(number):
        return None
    factor = MONEY.get(number.unit, unit.yuan)
    sure = number.value == 0 or factor == 1
    places = max(number.places, 2) if exact else number.places
    return Amount(yuan=number.value * factor, margin=ZERO if sure else Decimal(1).scaleb(-places) / 2 * factor)


def shown(value: Decimal) -> str:
    """A number for a message, without needless zeros."""
    text = f"{value.normalize():f}"
    return "0" if text in ("-0", "0") else text
