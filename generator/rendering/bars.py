"""条: where the bars of a picture begin and how long they are, in per cent of the room that they have.

All bars of a picture have one scale, which begins at zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gongkai.model.pictures import Bar, Picture

STEP = Decimal("0.01")
SEEN = Decimal("0.4")
"""per cent that the shortest bar has, so that it is seen"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """比例: the largest amounts on both sides of zero."""

    below: Decimal
    above: Decimal

    @property
    def zero(self) -> str:
        """Where the line of zero stands."""
        return _percent(self.below, self.below + self.above)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """条的位置."""

    left: str
    width: str


def scale(picture: Picture) -> Scale:
    values = [bar.value for bar in picture.bars() if bar.value is not None]
    return Scale(below=-min((*values, Decimal(0))), above=max((*values, Decimal(0))))


def box(bar: Bar, scale: Scale) -> Box | None:
    """None where there is no bar: of nothing, and where there is no figure."""
    value, whole = bar.value, scale.below + scale.above
    if not value or not whole:
        return None
    left = scale.below + min(value, Decimal(0))
    width = max(abs(value) * 100 / whole, SEEN).quantize(STEP, ROUND_HALF_UP)
    return Box(left=_percent(left, whole), width=_plain(width))


def _percent(part: Decimal, whole: Decimal) -> str:
    return _plain((part * 100 / whole).quantize(STEP, ROUND_HALF_UP)) if whole else "0"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
