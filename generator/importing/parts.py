"""包含: figures of one sheet that are part of what another spends on some codes: 公务接待费 of 30217."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from decimal import Decimal

from gongkai.importing.figure import Figure, shown, ten_thousandfold
from gongkai.importing.intaking import Seen
from gongkai.importing.recognising import ReadWorkbook
from gongkai.importing.rows import TOTAL
from gongkai.importing.sheet_reading import Reading
from gongkai.model.classification import lowest

ZERO = Decimal(0)
PLACES = 2


def parts_are_within(read: ReadWorkbook, figures: Iterable[Figure]) -> None:
    """Tells a part that is more than its whole, or less than what items of its fund alone spent; in another unit.

    How an item was booked is for people to say: they are told to look, but for what is ten thousand times too little or
    too much.
    """
    margin = max((unit.margin(PLACES) for unit in read.units), default=ZERO)
    funds: dict[str, set[str]] = defaultdict(set)
    for figure in figures:
        funds[figure.address.row].add(figure.fund)
    for part, most, least, codes in _pairs(read.readings, funds):
        number = part.number
        near = most if number > most else least
        if ten_thousandfold(number, most) or ten_thousandfold(number, least):
            variant = "单位"
        elif number - most > margin or least - number > margin:
            variant = "多于" if number > most else "少于"
        else:
            continue
        name = part.quantity.replace(".", "·")
        read.basket.tell("I312", part.place, variant, 数=shown(number), 应=shown(near), 科目=codes, 名=name)


def _pairs(readings: Iterable[Reading], funds: Mapping[str, set[str]]) -> Iterator[tuple[Seen, Decimal, Decimal, str]]:
    """A part, all that was spent on its codes, and what was spent on items that are of its fund alone."""
    seen = {one.quantity: one for reading in readings for one in reading.seen if not one.item}
    for reading in readings:
        layout = reading.wanted.layout
        if layout is None:
            continue
        for quantity, codes in layout.holds.items():
            if quantity in seen:
                spent = list(_spent(reading, codes))
                own = [one for one in spent if funds.get(one.item) == {layout.of_fund}]
                yield seen[quantity], _total(spent), _total(own), "、".join(codes)


def _total(seen: Iterable[Seen]) -> Decimal:
    return sum((one.number for one in seen), ZERO)


def _spent(reading: Reading, codes: Container[str]) -> Iterator[Seen]:
    """What was spent on some codes, by item."""
    items = lowest(one.item for one in reading.seen if one.item and one.item != TOTAL)
    return (one for one in reading.seen if one.quantity in codes and one.item in items)
