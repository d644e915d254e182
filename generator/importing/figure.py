"""填报的数: one figure that was worked out of a workbook."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from gongkai.model.places import Place
from gongkai.model.statements import Address


class Figure(Struct, frozen=True, kw_only=True):
    """一个填报的数, in 元. `fund`: "" where its table does not say it."""

    address: Address
    number: Decimal
    place: Place
    fund: str = ""
    computed: str = ""
    also: tuple[Place, ...] = ()
    """cells of other workbooks that were added to it"""


def shown(number: Decimal) -> str:
    """An amount as messages tell it."""
    return f"{number:,.2f}"


def ten_thousandfold(one: Decimal, other: Decimal) -> bool:
    """Whether two figures are apart as 元 and 万元 are."""
    less, more = sorted((abs(one), abs(other)))
    return bool(less) and 9_990 < more / less < 10_010
