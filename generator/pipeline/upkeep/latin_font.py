"""西文字体: a Latin font made to stand beside Chinese characters, as Word sets Times New Roman beside 仿宋.

It has the letters and figures of its source and nothing else, so that “ ” — and the like stay those of the Chinese
font, and its lines are as high as Chinese ones. A letter or figure that stands beside a Chinese character has the
quarter space (四分空) between them as a part of its own width: a gap between characters would be read as a blank by
whoever copies or searches the text. Features choose these glyphs (generator/rendering/pdf/spacing.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

LETTERS = (*range(0x20, 0x7F), *(point for point in range(0xC0, 0x180) if point not in (0xD7, 0xF7)))
SPACE = 250
"""四分空, in thousandths of the size"""
ASCENT, DESCENT, LINE_GAP = 880, -120, 200
"""of Chinese fonts"""
FEATURES = """
@plain = [{plain}];
@left = [{left}];
@right = [{right}];
@both = [{both}];
feature ss01 {{ sub @plain by @left; }} ss01;
feature ss02 {{ sub @plain by @right; sub @left by @both; }} ss02;
"""
"""ss01: the space before; ss02: the space behind"""


def make_latin_font(source: Path, family: str, target: Path) -> None:
    """Write the font of `family` to `target`, the same bytes from the same source."""
    from fontTools.feaLib.builder import addOpenTypeFeaturesFromString  # noqa: PLC0415 - slow, wanted only here
    from fontTools.fontBuilder import FontBuilder  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with TTFont(source, recalcTimestamp=False) as font:
        glyphs, widths, names = font.getGlyphSet(), font["hmtx"], font.getBestCmap()
        points = {point: names[point] for point in LETTERS if point in names}
        plain = list(dict.fromkeys(points.values()))
        scale = 1000 / font["head"].unitsPerEm
        drawn, advances = {}, {}
        for name, base, before, after in _variants(plain):
            advances[name] = (round(widths[base][0] * scale) + before + after, 0)
            drawn[name] = _charstring(glyphs[base], glyphs, scale, before, advances[name][0])
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(list(drawn))
    builder.setupCharacterMap(points)
    builder.setupCFF(family.replace(" ", ""), {"FullName": family}, drawn, {})
    builder.setupHorizontalMetrics(advances)
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT, lineGap=LINE_GAP)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")})
    builder.setupOS2(
        sTypoAscender=ASCENT, sTypoDescender=DESCENT, sTypoLineGap=LINE_GAP, usWinAscent=ASCENT, usWinDescent=-DESCENT
    )
    builder.setupPost()
    features = FEATURES.format(**{kind: " ".join(f"{name}{end}" for name in plain) for kind, end in KINDS.items()})
    addOpenTypeFeaturesFromString(builder.font, features)
    head: Any = builder.font["head"]
    head.created = head.modified = 0
    builder.font.recalcTimestamp = False
    builder.save(target)


KINDS = {"plain": "", "left": ".left", "right": ".right", "both": ".both"}


def _variants(plain: list[str]) -> list[tuple[str, str, int, int]]:
    """Each glyph with its source and the space before and behind it."""
    spaced = [
        (f"{name}{end}", name, SPACE * (end != ".right"), SPACE * (end != ".left"))
        for name in plain
        for end in (".left", ".right", ".both")
    ]
    return [(".notdef", plain[0], 0, 0), *((name, name, 0, 0) for name in plain), *spaced]


def _charstring(glyph: Any, glyphs: Any, scale: float, before: int, width: int) -> Any:
    from fontTools.pens.t2CharStringPen import T2CharStringPen  # noqa: PLC0415
    from fontTools.pens.transformPen import TransformPen  # noqa: PLC0415

    pen = T2CharStringPen(width, glyphs)
    glyph.draw(TransformPen(pen, (scale, 0, 0, scale, before, 0)))
    return pen.getCharString()
