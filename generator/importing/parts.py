"""包含: figures of one sheet that are part of what another spends on some codes: 公务接待费 of 30217."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from gongkai.importing.figure import Figure, shown, ten_thousandfold
from gongkai.importing.intaking import Seen
from gongkai.importing.recognising import ReadWorkbook
from gongkai.importing.rows import TOTAL
from gongkai.importing.sheet_reading import Reading

ZERO = Decimal(0)
PLACES = 2


def parts_are_within(read: ReadWorkbook, figures: Iterable[Figure]) -> None:
    """Tells a part that is more than its whole, or less though there is money of one fund only; in another unit.

    The whole is of all funds, a part of one; so that a part is less is no fault by itself. How an item was booked is
    for people to say: they are told to look, but for what is ten thousand times too little or too much.
    """
    margin = max((unit.margin(PLACES) for unit in read.units), default=ZERO)
    one_fund = len({figure.fund for figure in figures if figure.fund}) == 1
    for part, whole, codes in _pairs(read.readings):
        less, more = whole - part.number > margin and one_fund, part.number - whole > margin
        unit = ten_thousandfold(part.number, whole)
        if unit or more or less:
            variant = "单位" if unit else "多于" if more else "少于"
            name = part.quantity.replace(".", "·")
            read.basket.tell("I312", part.place, variant, 数=shown(part.number), 应=shown(whole), 科目=codes, 名=name)


def _pairs(readings: Iterable[Reading]) -> Iterator[tuple[Seen, Decimal, str]]:
    seen = {one.quantity: one for reading in readings for one in reading.seen if not one.item}
    for reading in readings:
        holds = reading.wanted.layout.holds if reading.wanted.layout is not None else {}
        spent = {one.quantity: one.number for one in reading.seen if one.item == TOTAL}
        for quantity, codes in holds.items():
            if quantity in seen and spent:
                yield seen[quantity], sum((spent.get(code, ZERO) for code in codes), ZERO), "、".join(codes)
