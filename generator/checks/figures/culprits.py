"""可能的错处: how well a usual slip explains a figure, given what the others leave it, and what was meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property

from gongkai.model.amounts import NOTHING, Amount, Unit

CENT = Decimal("0.01")
WAN = Unit.WAN.yuan
WIDEST = 50
"""printed values that the others leave for a figure, up to which each is weighed"""
SURE = 0.99
"""share of all that explains a contradiction, from which on one figure is blamed, or one value told"""
UNTOLD = "同别处的数对不上"
ANY = 0.1
"""how often a wrong figure is none of the usual slips"""
LEFT_OUT = 0.1
"""how often nothing typed is wrong, and a figure was left out"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """解释: of a figure that is wrong. `weight`: how likely it comes to be typed as it is; 0 if it cannot be told."""

    weight: float
    reason: str = UNTOLD
    amount: Amount | None = None
    """what was meant, where nothing else can have been"""
    off: Amount = NOTHING
    """what was typed less what the others leave for it, in the middle"""
    nothing: bool = False
    """whether the others leave it nothing, so that figures were left out there as likely"""

    slip: bool = False
    """whether a usual slip explains it, though other values may, too"""


@dataclass(frozen=True)
class _Slips:
    """Values that may have been meant by a typed number of steps, with how often each is mistyped like that."""

    typed: int

    @cached_property
    def meant(self) -> Mapping[int, tuple[float, str]]:
        """The weight of each value and the slip that explains it best."""
        found: dict[int, tuple[float, str]] = {}
        best: dict[int, float] = {}
        for reason, weight, values in self._kinds():
            for value in {*values} - {self.typed}:
                total, known = found.get(value, (0.0, reason))
                better = weight > best.get(value, 0.0)
                best[value] = max(weight, best.get(value, 0.0))
                found[value] = (total + weight, reason if better else known)
        return found

    def _kinds(self) -> Iterator[tuple[str, float, Iterable[int]]]:
        """Kinds of slips: how often one makes of a number just the one that is typed."""
        digits, sign = str(abs(self.typed)), -1 if self.typed < 0 else 1
        length = len(digits)
        yield "看来把元当成了万元", 0.05, (round(Decimal(self.typed) / WAN),)
        yield "看来把万元当成了元", 0.02, (self.typed * 10_000,)
        yield "看来小数点错了一位", 0.05, (self.typed * 10, *_tenth(self.typed))
        yield "看来正负号写反了", 0.03, (-self.typed,)
        for reason, weight, values in (
            ("看来有两个数字写颠倒了", 0.15 / max(1, length - 1), _swapped(digits)),
            ("看来漏写了一个数字", 0.2 / (length + 1), _added(digits)),
            ("看来有一个数字写了两遍", 0.1 / length, _undoubled(digits)),
            ("看来多写了一个数字", 0.05 / (10 * length), _dropped(digits)),
            ("看来写错了一个数字", 0.25 / (9 * length), _changed(digits)),
        ):
            yield reason, weight, (sign * int(value or "0") for value in values)


def explain(typed: Amount, low: Decimal, high: Decimal, same: Amount | None) -> Explanation:
    """How a figure came to be wrong whose exact amount, as the others have it, lies from low to high (元).

    `same`: the figure that is printed elsewhere for the very same quantity; it is what was meant.
    """
    step = 2 * typed.margin or CENT
    first, last = _printable(low, high, typed.margin, step)
    if same is not None:
        first = last = same.yuan / step
    number = int(typed.yuan / step)
    slips = _Slips(number).meant
    nothing = first <= 0 <= last
    if last - first >= WIDEST:
        inside = [one for one in slips.items() if first <= one[0] <= last]
        share = min(1.0, float(last - first) / 10 ** len(str(abs(number)))) if last - first < Decimal("Infinity") else 1
        _, (_, reason) = max(inside, key=lambda one: one[1], default=(0, (0.0, UNTOLD)))
        weight = sum(one[0] for _, one in inside) + ANY * share
        return Explanation(weight=weight, reason=reason, nothing=nothing, slip=bool(inside))
    weighed = {value: _weight(slips, number, value) for value in range(int(first), int(last) + 1)}
    total = sum(weighed.values())
    best = max(weighed, key=lambda value: weighed[value])
    certain = bool(best) and weighed[best] >= SURE * total
    return Explanation(
        weight=total,
        reason=slips[best][1] if best in slips and (certain or len(weighed) == 1) else UNTOLD,
        amount=Amount(yuan=best * step, margin=typed.margin) if certain else None,
        off=Amount(yuan=typed.yuan - (first + last) / 2 * step),
        nothing=nothing,
        slip=any(value in slips for value in weighed),
    )


def left_out(steps: int) -> float:
    """The weight of a figure that was not typed at all, by how many steps it had."""
    return LEFT_OUT * 0.1 ** significant(steps)


def significant(number: int) -> int:
    """Digits of a number without the zeros at its end: the fewer, the more easily chance meets it."""
    return len(str(abs(number)).rstrip("0"))


def _weight(slips: Mapping[int, tuple[float, str]], typed: int, value: int) -> float:
    usual = slips[value][0] if value in slips else 0.0
    return usual + ANY * 0.1 ** significant(value - typed)


def _printable(low: Decimal, high: Decimal, half: Decimal, step: Decimal) -> tuple[Decimal, Decimal]:
    """The least and the greatest number of steps as which an amount between low and high may be printed."""
    if not half:
        return (low / step, high / step)
    if high - low > 2 * CENT:
        low, high = low + CENT, high - CENT
    first, last = (low + half) / step, (high - half) / step
    if not (first.is_finite() and last.is_finite()):
        return first, last
    first = first.to_integral_value(ROUND_FLOOR)
    return first, max(first, last.to_integral_value(ROUND_CEILING))


def _tenth(number: int) -> Iterator[int]:
    if number % 10 == 0:
        yield number // 10


def _swapped(digits: str) -> Iterator[str]:
    for place in range(len(digits) - 1):
        yield digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]


def _undoubled(digits: str) -> Iterator[str]:
    for place in range(len(digits) - 1):
        if digits[place] == digits[place + 1]:
            yield digits[:place] + digits[place + 1 :]


def _dropped(digits: str) -> Iterator[str]:
    for place in range(len(digits)):
        yield digits[:place] + digits[place + 1 :]


def _added(digits: str) -> Iterator[str]:
    """A digit more; after 148.1, which reads as 148.10, the one lost may have been a decimal: 148.41."""
    for place in range(len(digits) + 1):
        for digit in "0123456789":
            yield digits[:place] + digit + digits[place:]
    if digits.endswith("0"):
        for digit in "123456789":
            yield digits[:-1] + digit
            yield digits[:-2] + digit + digits[-2:-1]


def _changed(digits: str) -> Iterator[str]:
    for place in range(len(digits)):
        for digit in "0123456789":
            if digit != digits[place]:
                yield digits[:place] + digit + digits[place + 1 :]
