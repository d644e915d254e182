"""可能的错处: how well a usual slip explains a figure, given what the others leave it, and what was meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from msgspec import Struct
from msgspec.structs import replace

from gongkai.model.amounts import NOTHING, Amount, Unit
from gongkai.model.finding_catalogue import bound_of

DIGITS = "0123456789"
CENT = Decimal("0.01")
WAN = Unit.WAN.yuan
WIDEST = 50
"""printed values that the others leave for a figure, up to which each is weighed"""
UNTOLD = "同别处的数对不上"
ANY = 0.1
"""how often a wrong figure is none of the usual slips"""
LEFT_OUT = 0.1
"""how often nothing typed is wrong, and a figure was left out"""


class Explanation(Struct, frozen=True, kw_only=True):
    """解释: of a figure that is wrong. `weight`: how likely it comes to be typed as it is; 0 if it cannot be told."""

    weight: float
    reason: str = UNTOLD
    amount: Amount | None = None
    """what was meant, where nothing else can have been"""
    off: Amount = NOTHING
    """what was typed less what the others leave for it, in the middle"""
    left: Amount | None = None
    """what the others leave for it, as it would be typed; None where that has no end"""
    nothing: bool = False
    """whether the others leave it nothing, so that figures were left out there as likely"""

    slip: bool = False
    """whether a usual slip explains it, though other values may, too"""


Meant = Mapping[int, tuple[float, str]]
"""values that may have been meant: how often each is mistyped just so, and the slip that explains it best"""


def _meant(typed: int) -> Meant:
    weights: dict[int, float] = {}
    best: dict[int, tuple[float, str]] = {}
    for reason, weight, values in _slips(typed):
        for value in {*values} - {typed}:
            weights[value] = weights.get(value, 0.0) + weight
            best[value] = max(best.get(value, (0.0, "")), (weight, reason), key=lambda one: one[0])
    return {value: (weight, best[value][1]) for value, weight in weights.items()}


def _slips(typed: int) -> Iterator[tuple[str, float, Iterable[int]]]:
    """Kinds of slips: how often one makes of a number just the one that is typed."""
    yield "看来把元当成了万元", 0.05, (round(Decimal(typed) / WAN),)
    yield "看来把万元当成了元", 0.02, (typed * 10_000,)
    yield "看来小数点错了一位", 0.05, (typed * 10, typed // 10) if typed % 10 == 0 else (typed * 10,)
    yield "看来正负号写反了", 0.03, (-typed,)
    for reason, weight, values in _of_digits(str(abs(typed))):
        yield reason, weight, (int(value or "0") * (-1 if typed < 0 else 1) for value in values)


def _of_digits(digits: str) -> Iterator[tuple[str, float, list[str]]]:
    length = len(digits)
    cuts = [(digits[:place], digits[place:]) for place in range(length + 1)]
    dropped = [before + after[1:] for before, after in cuts[:-1]]
    swapped = [before + after[1] + after[0] + after[2:] for before, after in cuts[:-2]]
    yield "看来有两个数字写颠倒了", 0.15 / max(1, length - 1), swapped
    added = [before + digit + after for before, after in cuts for digit in DIGITS]
    yield "看来漏写了一个数字", 0.2 / (length + 1), [*added, *_before_a_zero(digits)]
    doubled = [before + after[1:] for before, after in cuts[:-2] if after[0] == after[1]]
    yield "看来有一个数字写了两遍", 0.1 / length, doubled
    yield "看来多写了一个数字", 0.05 / (10 * length), dropped
    changed = [before + digit + after[1:] for before, after in cuts[:-1] for digit in DIGITS if digit != after[0]]
    yield "看来写错了一个数字", 0.25 / (9 * length), changed


def explain(typed: Amount, low: Decimal, high: Decimal, same: Amount | None) -> Explanation:
    """How a figure came to be wrong whose exact amount, as the others have it, lies from low to high (元).

    `same`: the figure that is printed elsewhere for the very same quantity; it is what was meant.
    """
    step = 2 * typed.margin or CENT
    first, last = _printable(low, high, typed.margin, step)
    if same is not None:
        first = last = same.yuan / step
    number = int(typed.yuan / step)
    slips = _meant(number)
    nothing = first <= 0 <= last
    left = _middle(first, last, step, typed.margin)
    if last - first >= WIDEST:
        return replace(_of_many(slips, number, first, last), left=left)
    weighed = {value: _weight(slips, number, value) for value in range(int(first), int(last) + 1)}
    total = sum(weighed.values())
    best = max(weighed, key=lambda value: weighed[value])
    certain = bool(best) and weighed[best] >= sure() * total
    return Explanation(
        weight=total,
        reason=slips[best][1] if best in slips and (certain or len(weighed) == 1) else UNTOLD,
        amount=Amount(yuan=best * step, margin=typed.margin) if certain else None,
        left=left,
        off=Amount(yuan=typed.yuan - (first + last) / 2 * step),
        nothing=nothing,
        slip=any(value in slips for value in weighed),
    )


def _middle(first: Decimal, last: Decimal, step: Decimal, margin: Decimal) -> Amount | None:
    if not (first.is_finite() and last.is_finite()):
        return None
    return Amount(yuan=((first + last) / 2).to_integral_value() * step, margin=margin)


def _of_many(slips: Meant, typed: int, first: Decimal, last: Decimal) -> Explanation:
    """Where the others leave so many values that only the usual slips among them are weighed."""
    inside = [slip for value, slip in slips.items() if first <= value <= last]
    share = min(1.0, float(last - first) / 10 ** len(str(abs(typed))))
    _, reason = max(inside, default=(0.0, UNTOLD))
    weight = sum(weight for weight, _ in inside) + ANY * share
    return Explanation(weight=weight, reason=reason, nothing=first <= 0 <= last, slip=bool(inside))


def sure() -> float:
    """The share of all that explains a contradiction from which on one figure is blamed, or one value told."""
    return float(bound_of("F201", "把握"))


def left_out(steps: int) -> float:
    """The weight of a figure that was not typed at all, by how many steps it had."""
    return LEFT_OUT * 0.1 ** significant(steps)


def significant(number: int) -> int:
    """Digits of a number without the zeros at its end: the fewer, the more easily chance meets it."""
    return len(str(abs(number)).rstrip("0"))


def _weight(slips: Meant, typed: int, value: int) -> float:
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


def _before_a_zero(digits: str) -> list[str]:
    """After 148.1, which reads as 148.10, the digit lost may have been a decimal: 148.41."""
    if not digits.endswith("0"):
        return []
    return [one for digit in DIGITS[1:] for one in (digits[:-1] + digit, digits[:-2] + digit + digits[-2:-1])]
