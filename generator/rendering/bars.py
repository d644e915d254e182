"""条: where the bars of a picture begin and how long they are, in tenths of a per cent of the room that they have.

All bars of a picture have one scale, which begins at zero. The site has no styles in its pages, so a length is two
classes there: whole per cent and tenths (w-82 f-4).
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from msgspec import Struct

from gongkai.model.pictures import Bar, Picture

ROOM = 1000
SHORTEST = 3
"""of what is not nothing, so that it is seen"""


class Length(Struct, frozen=True, kw_only=True):
    tenths: int

    @property
    def classes(self) -> str:
        whole, tenths = divmod(self.tenths, 10)
        return " ".join(([f"w-{whole}"] if whole else []) + ([f"f-{tenths}"] if tenths else []))

    @property
    def percent(self) -> str:
        return f"{self.tenths / 10:g}"


class Scale(Struct, frozen=True, kw_only=True):
    """比例."""

    zero: int
    """where zero stands; 0 where nothing is below zero"""
    unit: Decimal
    """the length of one 元, 万元"""


class Drawn(Struct, frozen=True, kw_only=True):
    """画出的一条: what is left free before it, and the bar; side: "", "above" or "below" zero, where both occur."""

    before: Length
    bar: Length
    side: str


def scale(picture: Picture) -> Scale:
    """The largest amounts on both sides of zero take all the room."""
    values = [bar.value for bar in picture.bars() if bar.value is not None]
    below, above = -min((*values, Decimal(0))), max((*values, Decimal(0)))
    if not below and not above:
        return Scale(zero=0, unit=Decimal(0))
    zero = int((below * ROOM / (below + above)).to_integral_value(ROUND_CEILING))
    if below and above:
        zero = min(max(zero, SHORTEST), ROOM - SHORTEST)
    units = [room / size for room, size in ((zero, below), (ROOM - zero, above)) if size]
    return Scale(zero=zero, unit=min(units))


def drawn(bar: Bar, scale: Scale) -> Drawn:
    """A bar of nothing has no length; nor has one without a figure."""
    value = bar.value or Decimal(0)
    size = max(int((abs(value) * scale.unit).to_integral_value(ROUND_HALF_UP)), SHORTEST) if value else 0
    side = "" if not scale.zero else "below" if value < 0 else "above"
    before = scale.zero - size if value < 0 else scale.zero
    return Drawn(before=Length(tenths=before), bar=Length(tenths=size), side=side)
