"""绩效表单里的数: what a form prints as text (70.7万元, 81.1%, —, ≥95%, 20 天) read as numbers, units and targets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from generator.model.amounts import Amount, Unit

NOTHING = frozenset({"", "-", "－", "—", "——", "–", "/", "／", "\\", "无", "不涉及", "不适用"})
"""texts that say there is no number"""

_MONEY = {
    "元": Decimal(1),
    "万": Decimal(10000),
    "万元": Decimal(10000),
    "亿": Decimal(10) ** 8,
    "亿元": Decimal(10) ** 8,
}
_NUMBER = re.compile(r"(?P<number>[+-]?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[^\d]*)")
_SIGNS = {
    **dict.fromkeys(("≥", "≧", ">=", "不低于", "不少于", "不小于", "至少", "达到"), "≥"),
    **dict.fromkeys(("≤", "≦", "<=", "不超过", "不高于", "不大于", "不多于", "控制在"), "≤"),
    **dict.fromkeys(("=", "＝"), "="),
    **dict.fromkeys((">", "＞", "大于", "高于", "超过"), ">"),
    **dict.fromkeys(("<", "＜", "小于", "低于", "少于"), "<"),
}
_SIGN = re.compile("|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True))))
_LEAST, _MOST = ("以上",), ("以内", "以下", "之内")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％＋－", "0123456789.,%+-")


class Bound(StrEnum):
    """方向: how the outcome must lie to the target."""

    LEAST = "≥"
    MOST = "≤"
    EXACT = "="
    OPEN = ""
    """no sign: 100%, 70.7万元"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """数字 with its unit as typed; `places`: its decimals."""

    text: str
    value: Decimal
    places: int
    unit: str

    @property
    def money(self) -> bool:
        return self.unit in _MONEY

    @property
    def plain(self) -> Decimal:
        """The value in 元 where it is money, so that 万元 and 元 compare."""
        return self.value * _MONEY.get(self.unit, Decimal(1))

    @property
    def tolerance(self) -> Decimal:
        """How far rounding may have moved a score: half of its last decimal, half of 0.1 where it has none."""
        return Decimal(1).scaleb(-max(self.places, 1)) / 2

    def comparable(self, other: Printed) -> bool:
        """Whether the units measure the same: 批次 and 次, 万 and 元; a number without a unit takes the other's."""
        if not (self.unit and other.unit):
            return True
        if self.money or other.money:
            return self.money and other.money
        return self.unit.endswith(other.unit) or other.unit.endswith(self.unit)

    def measured_as(self, other: Printed) -> Printed:
        """With the other's unit where it has none: ≤2万, 1.9978."""
        return self if self.unit else replace(self, unit=other.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """指标值 that is a number."""

    bound: Bound
    strict: bool
    number: Printed

    def met(self, outcome: Printed) -> bool:
        """达到: whether an outcome with a comparable unit keeps to the target; without a sign, reaches it."""
        if self.bound is Bound.MOST:
            return outcome.plain < self.number.plain if self.strict else outcome.plain <= self.number.plain
        if self.bound is Bound.EXACT:
            return outcome.plain == self.number.plain
        return outcome.plain > self.number.plain if self.strict else outcome.plain >= self.number.plain


def absent(text: str) -> bool:
    """Whether nothing is printed, or a dash in its place."""
    return text.strip() in NOTHING


@lru_cache(maxsize=4096)
def read(text: str) -> Printed | None:
    """A number with at most a unit behind it; None for anything else (2023年12月31日前, 提高)."""
    match = _NUMBER.fullmatch(text.translate(_FULL_WIDTH).strip())
    if match is None:
        return None
    digits = match["number"].replace(",", "")
    return Printed(
        text=text,
        value=Decimal(digits),
        places=len(digits.partition(".")[2]),
        unit=match["unit"].strip(),
    )


@lru_cache(maxsize=4096)
def read_target(text: str) -> Target | None:
    """≥95%, 满意度≥95%, 100%, 不超过5天, 20人以上; None where the target is words."""
    shown = text.translate(_FULL_WIDTH).strip()
    sign = _SIGN.search(shown)
    kind = _SIGNS[sign[0]] if sign else ""
    rest = shown[sign.end() :].strip() if sign else shown
    for words, meant in ((_LEAST, "≥"), (_MOST, "≤")):
        for word in words:
            if rest.endswith(word):
                rest, kind = rest.removesuffix(word), kind or meant
    number = read(rest)
    if number is None:
        return None
    bounds = {"≥": Bound.LEAST, ">": Bound.LEAST, "≤": Bound.MOST, "<": Bound.MOST, "=": Bound.EXACT}
    return Target(bound=bounds.get(kind, Bound.OPEN), strict=kind in ("<", ">"), number=number)


def amount_of(number: Printed, unit: Unit, *, exact: bool = True) -> Amount:
    """金额: a form's number in its own unit or the form's.

    万元 stand for two decimals even where zeros are not typed; not `exact`: for no more than the decimals typed.
    """
    factor = _MONEY.get(number.unit, unit.yuan)
    sure = number.value == 0 or factor == 1
    places = max(number.places, 2) if exact else number.places
    return Amount(yuan=number.value * factor, margin=Decimal(0) if sure else Decimal(1).scaleb(-places) / 2 * factor)


def shown(value: Decimal) -> str:
    """A number for a message, without needless zeros."""
    text = f"{value.normalize():f}"
    return "0" if text in ("-0", "0") else text
