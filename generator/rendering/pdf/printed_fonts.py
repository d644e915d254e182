"""用到的字体: the fonts of a document as the file has them, each told by its description alone.

WeasyPrint makes a font of the size in which it meets it first, and rounds its measures by that; here each is loaded in
one size, so that pages drawn before and pages drawn now have the same font.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from unittest.mock import patch

from weasyprint.pdf import fonts as library
from weasyprint.text.ffi import TO_UNITS, ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import get_pango_font_key

from gongkai.rendering.pdf.kept_pages import KeptPages

ffi.cdef("PangoFontDescription* pango_font_description_from_string (const char* str);")

EXACT = 1000
"""size in which a font is measured, in pixels of CSS"""


def add_font(stream: Any, pango_font: Any) -> tuple[Any, float]:
    """Takes the place of `Stream.add_font`."""
    key, description, size = get_pango_font_key(pango_font)
    fonts = stream._fonts  # noqa: SLF001 - as WeasyPrint's own method
    if key not in fonts:
        fonts[key] = described_font(
            pango.pango_font_get_font_map(pango_font),
            ffi.string(pango.pango_font_description_to_string(description)).decode(),
        )
    return fonts[key], size


def described_font(font_map: Any, description: str) -> Any:
    """A font as Pango describes it."""
    context = ffi.gc(pango.pango_font_map_create_context(font_map), gobject.g_object_unref)
    sized = _described(description)
    pango.pango_font_description_set_absolute_size(sized, EXACT * TO_UNITS)
    loaded = ffi.gc(pango.pango_font_map_load_font(font_map, context, sized), gobject.g_object_unref)
    with patch.object(library, "get_hb_object_data", lambda *_: b""):  # `faster/compact.py` reads what it needs of it
        font = library.Font(loaded, _described(description), EXACT)
    font.loaded, font.description, font.files = loaded, description, None
    return font


class FontFiles:
    """字体文件 as they stand in the PDF: of each font what is printed of it; made once, if pages are kept."""

    def __init__(self, font_map: Any, kept: KeptPages | None) -> None:
        self.font_map = font_map
        self.kept = kept

    def font(self, description: str) -> Any:
        font = described_font(self.font_map, description)
        font.files = self
        return font

    def of(self, description: str, printed: Sequence[int], make: Callable[[], bytes]) -> bytes:
        """The file of a font with these glyphs."""
        key = f"{description}: {' '.join(map(str, printed))}"
        return self.kept.once(key, make) if self.kept else make()


def _described(description: str) -> Any:
    said, _kept = unicode_to_char_p(description)
    return ffi.gc(pango.pango_font_description_from_string(said), pango.pango_font_description_free)
