"""金额: exact amounts and the interval each printed figure stands for."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

ZERO = Decimal(0)
ENDLESS = Decimal("Infinity")
WIDE = Context(prec=99)
"""for numbers with as many digits as anybody types"""


class Unit(StrEnum):
    """金额单位, as a document declares it once, and as tables and sentences print amounts."""

    YUAN = "元"
    QIAN = "千元"
    WAN = "万元"
    YI = "亿元"

    @property
    def yuan(self) -> Decimal:
        """How many 元 it is."""
        return _YUAN[self._value_]

    def margin(self, places: int) -> Decimal:
        """How far, in 元, the true amount may lie from a figure with so many decimals; 元 are not rounded."""
        return ZERO if self is Unit.YUAN else self.yuan.scaleb(-places) / 2


_YUAN = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
UNIT_PATTERN = "|".join(sorted(Unit, key=len, reverse=True))
"""any unit of money in a regular expression"""


class Amount(Struct, frozen=True, kw_only=True):
    """金额 in 元, exact, with `margin`: how far the true amount may lie from it, in 元.

    A figure printed as 148.41 万元 stands for 1,484,100 ± 50 元; a figure in 元 and a printed zero are exact
    (domain rule 2.1). Sums add margins.
    """

    yuan: Decimal
    margin: Decimal = ZERO

    def __add__(self, other: Amount) -> Amount:
        return Amount(yuan=self.yuan + other.yuan, margin=self.margin + other.margin)

    def __sub__(self, other: Amount) -> Amount:
        return Amount(yuan=self.yuan - other.yuan, margin=self.margin + other.margin)

    def __neg__(self) -> Amount:
        return Amount(yuan=-self.yuan, margin=self.margin)

    def __abs__(self) -> Amount:
        return Amount(yuan=abs(self.yuan), margin=self.margin)

    def agrees(self, other: Amount) -> bool:
        """Whether one exact amount can stand behind both."""
        return abs(self.yuan - other.yuan) <= self.margin + other.margin

    def rounds_to(self, printed: Amount) -> bool:
        """Whether a figure with fewer decimals is this one rounded, half up; cut off, it is not."""
        up = self.yuan - self.margin < printed.yuan + printed.margin
        return self.agrees(printed) and (up or not printed.margin or self.yuan < 0)

    def rounded(self, unit: Unit, places: int) -> Decimal:
        """The figure as printed in `unit`, half up as the finance system does."""
        return (self.yuan / unit.yuan).quantize(_step(places), ROUND_HALF_UP)

    def told(self, unit: Unit, places: int) -> str:
        """The figure for a message, rounded as it prints; with all its decimals where nothing else would be left."""
        value = self.rounded(unit, places)
        return f"{value if value or not self.yuan else (self.yuan / unit.yuan).normalize():,f}{unit.value}"


@lru_cache
def _step(places: int) -> Decimal:
    """The last of so many decimals."""
    return Decimal(1).scaleb(-places)


NOTHING = Amount(yuan=ZERO)


def signed_sum(terms: Iterable[tuple[int, Amount]]) -> Amount:
    """甲 + 乙 - 丙: amounts with their signs."""
    yuan, margin = ZERO, ZERO
    for sign, amount in terms:
        yuan = yuan + amount.yuan if sign > 0 else yuan - amount.yuan
        margin += amount.margin
    return Amount(yuan=yuan, margin=margin)


class Ratio(Struct, frozen=True, kw_only=True):
    """比率 in percent: the value on the amounts as they stand, and the interval that their margins allow."""

    percent: Decimal
    low: Decimal
    high: Decimal

    def allows(self, printed: Decimal, places: int) -> bool:
        """Whether a percentage of a system can be right: it lies in the interval, rounded or cut (rule 2.1)."""
        step = Decimal(1).scaleb(-places)
        return self.low - step < printed <= self.high or self.rounds_to(printed, places)

    def rounds_to(self, printed: Decimal, places: int) -> bool:
        """Whether a printed percentage lies in the interval, rounded; one that is cut off does not."""
        half = Decimal(1).scaleb(-places) / 2
        return self.low - half < printed <= self.high + half


def ratio(part: Amount, whole: Amount) -> Ratio | None:
    """比率 of part to whole; None where the whole is zero (零基数). Nothing of anything is exactly 0.

    Where the whole is no larger than its own margin, the interval has no ends.
    """
    if whole.yuan == 0:
        return None
    if part == NOTHING:
        return Ratio(percent=ZERO, low=ZERO, high=ZERO)
    percent = part.yuan / whole.yuan * 100
    if abs(whole.yuan) <= whole.margin:
        return Ratio(percent=percent, low=-ENDLESS, high=ENDLESS)
    corners = [(part.yuan + a * part.margin) / (whole.yuan + b * whole.margin) * 100 for a in (-1, 1) for b in (-1, 1)]
    return Ratio(percent=percent, low=min(corners), high=max(corners))
