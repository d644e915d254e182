"""紧凑的字体: of a font with the outlines of CFF only the glyphs that are printed, one after another.

WeasyPrint keeps the number of each glyph, as the text on the pages is told by these: 154 KB for 85 glyphs of 65,535,
all others empty. In a CFF font with CIDs those numbers are looked up in its charset, and glyphs need no gaps.
"""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import Any

import pydyf
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont
from weasyprint.pdf import fonts
from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
from weasyprint.text.fonts import get_hb_object_data

UNUSED = (b"GPOS", b"GSUB", b"OS/2", b"VORG", b"cmap", b"name", b"post", b"vhea", b"vmtx")
"""tables that a PDF has no use for"""
original_subset = fonts.Font.subset


def subset(font: Any, to_unicode: dict[int, str], hinting: object) -> None:
    """As `Font.subset`; other fonts than those of CFF with CIDs are made smaller by the library.

    What was made before of the same glyphs is taken (`printed_fonts.py`).
    """
    printed = sorted({0, *to_unicode})
    font.file_content = font.files.of(font.description, printed, partial(_subset, font, to_unicode, hinting, printed))


def _subset(font: Any, to_unicode: dict[int, str], hinting: object, printed: list[int]) -> bytes:
    made = _outlines(_glyphs(font.hb_face, printed)) if to_unicode and "CFF " in font.tables else None
    if made is not None and hasattr(made.topDictIndex[0], "ROS"):
        return _compact(font, made, printed)
    font.file_content = get_hb_object_data(font.hb_face)
    original_subset(font, to_unicode, hinting)
    content: bytes = font.file_content
    return content


def _compact(font: Any, made: CFFFontSet, printed: list[int]) -> bytes:
    told = made.topDictIndex[0]
    outlines, names = told.CharStrings.charStrings, told.charset
    printed = _with_parts(font.hb_face, printed, names)
    told.charset = [".notdef", *(f"cid{number:05}" for number in printed[1:])]
    told.CharStrings.charStrings = {new: outlines[old] for new, old in zip(told.charset, names, strict=True)}
    told.ROS, told.CIDCount = ("Adobe", "Identity", 0), font.glyph_count
    written = BytesIO()
    made.compile(written, TTFont(recalcBBoxes=False))
    return written.getvalue()


def _with_parts(face: Any, printed: list[int], names: list[str]) -> list[int]:
    """The glyphs of a font made smaller, by their old numbers: HarfBuzz adds those that others are made of.

    names: of all glyphs, which most fonts call by their numbers; what is added is asked for by that.
    """
    if len(names) == len(printed):
        return printed
    known = {f"cid{number:05}" for number in printed}
    whole = sorted({*printed, *(int(name[3:]) for name in names[1:] if name not in known)})
    added = [number for number in whole if number not in printed]
    if len(whole) == len(names) and all(f"cid{number:05}" in _names(face, number) for number in added):
        return whole
    numbers = {name: number for number, name in enumerate(_outlines(get_hb_object_data(face)).topDictIndex[0].charset)}
    return [0, *sorted(numbers[name] for name in names[1:])]


def _names(face: Any, glyph: int) -> list[str]:
    """The names of a glyph, of .notdef and of what it is made of."""
    names: list[str] = _outlines(_glyphs(face, [0, glyph])).topDictIndex[0].charset
    return names


def _outlines(file: bytes) -> CFFFontSet:
    """The table of outlines of a font file; no more of it is read than is asked for."""
    with TTFont(BytesIO(file), lazy=True) as font:
        entry = font.reader.tables["CFF "]
        outlines = CFFFontSet()
        outlines.decompile(BytesIO(file[entry.offset : entry.offset + entry.length]), font)
        return outlines


def _glyphs(face: Any, printed: list[int]) -> bytes:
    """The font with these glyphs, numbered anew from 0 in their order."""
    asked = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
    numbers = ffi.new(f"hb_codepoint_t[{len(printed)}]", printed)
    harfbuzz.hb_set_add_sorted_array(harfbuzz_subset.hb_subset_input_glyph_set(asked), numbers, len(printed))
    dropped = sorted(harfbuzz.hb_tag_from_string(name, -1) for name in UNUSED)
    tables = ffi.new(f"hb_codepoint_t[{len(dropped)}]", dropped)
    drop = harfbuzz_subset.hb_subset_input_set(asked, harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG)
    harfbuzz.hb_set_add_sorted_array(drop, tables, len(dropped))
    flags = harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE | harfbuzz_subset.HB_SUBSET_FLAGS_NOTDEF_OUTLINE
    harfbuzz_subset.hb_subset_input_set_flags(asked, flags)
    made = ffi.gc(harfbuzz_subset.hb_subset_or_fail(face, asked), harfbuzz.hb_face_destroy)
    data: bytes = get_hb_object_data(made)
    return data


def kind(font: Any) -> str:
    """As `Font.type`, for an outline table that stands alone too."""
    return "otf" if font.file_content[:2] in {b"OT", b"\x01\x00"} else "ttf"


def declare(pdf: Any) -> None:
    """Say of tables of outlines that stand alone that they are no whole fonts."""
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream) and one.extra.get("Subtype") == "/OpenType" and one.stream[0][:2] != b"OT":
            one.extra["Subtype"] = "/CIDFontType0C"
