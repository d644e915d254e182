"""可能的错处: how a figure usually goes wrong, and which value would mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from generator.model.amounts import NOTHING, Amount

CENT = Decimal("0.01")
WAN = Decimal(10000)
WIDEST = 50
"""steps of the last decimal; in a wider interval some slip would always fit"""
UNTOLD = 99
"""rank of a figure that no usual slip explains"""
UNLIKELY = 100
"""rank of one that would have to change its sign besides"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Culprit:
    """错处的猜测: why, the value that would mend it, and how sure (0 first)."""

    reason: str
    amount: Amount
    rank: int
    off: Decimal
    """元 from the middle of what the other figures allow"""


def likely(printed: Amount, low: Amount, high: Amount) -> Culprit | None:
    """What probably happened to a figure that should lie between two amounts; None if any value would do as well.

    Of several values that one kind of slip would mend it with, the one in the middle of the interval is taken.
    """
    half = printed.margin
    step = 2 * half or CENT
    if high.yuan - low.yuan > WIDEST * step:
        return None
    middle = (low.yuan + high.yuan) / 2
    found = [
        (rank, abs(value - middle), reason, value)
        for rank, (reason, values) in enumerate(_slips(printed.yuan, step))
        for value in values
        if low.yuan - half <= value <= high.yuan + half and value != printed.yuan and value % step == 0
    ]
    if found:
        rank, off, reason, value = min(found)
        return Culprit(reason=reason, amount=_printed(value, half), rank=rank, off=off)
    value = (middle / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    rank = UNTOLD if value * printed.yuan >= 0 else UNLIKELY
    return Culprit(reason="与其他数对不上", amount=_printed(value, half), rank=rank, off=Decimal(0))


def _printed(yuan: Decimal, half: Decimal) -> Amount:
    return Amount(yuan=yuan, margin=half) if yuan else NOTHING


def _slips(yuan: Decimal, step: Decimal) -> Iterator[tuple[str, Iterable[Decimal]]]:
    """Values that a person may have meant, most telling first; `step`: the last decimal that is typed."""
    yield "看来把元当成了万元", [yuan / WAN]
    yield "看来把万元当成了元", [yuan * WAN]
    yield "看来小数点错了一位", [yuan / 10, yuan * 10]
    yield "看来正负号写反了", [-yuan]
    digits = str(int(abs(yuan) / step))
    unit = -step if yuan < 0 else step
    for reason, changed in (
        ("看来有两个数字写颠倒了", _swapped),
        ("看来漏写了一个数字", _added),
        ("看来多写了一个数字", _dropped),
        ("看来写错了一个数字", _changed),
    ):
        yield reason, [unit * Decimal(value or "0") for value in changed(digits)]


def _swapped(digits: str) -> Iterator[str]:
    for place in range(len(digits) - 1):
        yield digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]


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
