"""可能的错处: how a figure usually goes wrong, and which value would mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.model.amounts import Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Culprit:
    """错处的猜测: why, the value that would mend it, and how sure (0 first)."""

    reason: str
    amount: Amount
    rank: int


def likely(printed: Amount, low: Amount, high: Amount) -> Culprit | None:
    """What probably happened to a figure that should lie between two amounts; None if any value would do as well."""
    half = printed.margin
    found = [
        Culprit(reason=reason, amount=Amount(yuan=value, margin=half), rank=rank)
        for rank, (reason, value) in enumerate(_slips(printed.yuan))
        if low.yuan - half <= value <= high.yuan + half and value != printed.yuan and not (half and value % (2 * half))
    ]
    if found:
        return found[0]
    if high.yuan - low.yuan > 100 * max(half, Decimal(1)):
        return None
    middle = ((low.yuan + high.yuan) / 2 / 100).quantize(Decimal(1)) * 100
    return Culprit(reason="与其他数对不上", amount=Amount(yuan=middle, margin=half), rank=99)


def _slips(yuan: Decimal) -> Iterator[tuple[str, Decimal]]:
    """Values that a person may have meant, most telling first."""
    yield "看来把元当成了万元", yuan / 10000
    yield "看来把万元当成了元", yuan * 10000
    yield "看来小数点错了一位", yuan / 10
    yield "看来小数点错了一位", yuan * 10
    yield "看来正负号写反了", -yuan
    digits = str(int(abs(yuan) / 100))
    sign = -1 if yuan < 0 else 1
    for value in dict.fromkeys(_swapped(digits)):
        yield "看来有两个数字写颠倒了", sign * Decimal(value) * 100
    for value in dict.fromkeys(_dropped(digits)):
        yield "看来多写了一个数字", sign * Decimal(value or "0") * 100
    for value in dict.fromkeys(_added(digits)):
        yield "看来漏写了一个数字", sign * Decimal(value) * 100
    for value in dict.fromkeys(_changed(digits)):
        yield "看来写错了一个数字", sign * Decimal(value) * 100


def _swapped(digits: str) -> Iterator[str]:
    for place in range(len(digits) - 1):
        yield digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]


def _dropped(digits: str) -> Iterator[str]:
    for place in range(len(digits)):
        yield digits[:place] + digits[place + 1 :]


def _added(digits: str) -> Iterator[str]:
    for place in range(len(digits) + 1):
        for digit in "0123456789":
            yield digits[:place] + digit + digits[place:]


def _changed(digits: str) -> Iterator[str]:
    for place in range(len(digits)):
        for digit in "0123456789":
            if digit != digits[place]:
                yield digits[:place] + digit + digits[place + 1 :]
