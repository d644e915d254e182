"""A font with just these characters, all drawn alike: for what depends on which characters the fonts have."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph

ORDINARY = (
    *range(0x20, 0x7F),
    *range(0xB7, 0xB8),
    *range(0x2010, 0x2030),
    *range(0x3000, 0x3020),
    *range(0xFF01, 0xFF5F),
)
CHINESE = (*ORDINARY, *range(0x4E00, 0xA000))


def make_font(path: Path, points: Iterable[int]) -> None:
    """Write a font file."""
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupCharacterMap(dict.fromkeys(points, "box"))
    builder.setupGlyf({".notdef": Glyph(), "box": Glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "box": (1000, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Made", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)
