"""字形: the characters that our fonts can print."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from msgspec import Struct


class Glyphs(Struct, frozen=True, kw_only=True):
    """字体里有的字: a printer takes a character from whichever of our fonts has it, so one is enough."""

    bounds: tuple[int, ...]
    """where a run of characters begins, where it ends (the first that is not in it), where the next begins …"""

    @classmethod
    def of(cls, points: Iterable[int]) -> Glyphs:
        """Those with these code points."""
        bounds: list[int] = []
        for point in sorted(set(points)):
            if bounds and bounds[-1] == point:
                bounds[-1] = point + 1
            else:
                bounds += [point, point + 1]
        return cls(bounds=tuple(bounds))

    def lack(self, characters: Iterable[str]) -> frozenset[str]:
        """Which of these none of the fonts has; ASCII is in all of them, and line breaks are not printed."""
        return frozenset(
            one for one in characters if not one.isascii() and bisect_right(self.bounds, ord(one)) % 2 == 0
        )
