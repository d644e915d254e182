"""文字成行: lines of Chinese text, as WeasyPrint has Pango lay them out and breaks them.

Takes the place of three functions of WeasyPrint (`patches.py`). The text itself is never changed: Pango is told where
it must not be parted (`unbroken.py`) and which glyphs to take (`spacing.py`).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import Any

from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, pango

from gongkai.rendering.pdf.spacing import features
from gongkai.rendering.pdf.unbroken import STRENGTHS, met, unbroken

ffi.cdef("PangoAttribute * pango_attr_allow_breaks_new (gboolean allow_breaks);")

LOOSE = 2.4
"""in em: a line of text that lacks more is laid out with narrow marks, so that what comes next may fit"""
MOST_FEATURES = 24
"""of one text: Pango 1.50 keeps those of an item in 32 places on the stack, some its own; a line has far fewer"""

original_set_text = line_break.Layout.set_text
original_split = line_break.split_first_line
original_can_break = inline.can_break_text


class _Way:
    """How lines are laid out at this moment: how strongly things are kept together, and whether marks are narrow."""

    strength = 0
    squeezed = False


def set_text(layout: Any, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002 - as in WeasyPrint
    """Takes the place of `Layout.set_text`; `justify`: for drawing, when lines are broken already."""
    original_set_text(layout, text, justify)
    layout.squeezed = getattr(layout, "squeezed", _Way.squeezed)
    marked = _marked(layout.text, len(STRENGTHS) if justify else _Way.strength, squeezed=layout.squeezed)
    if not marked:
        return
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for start, end, names in marked:
        attribute = pango.pango_attr_font_features_new(names) if names else pango.pango_attr_allow_breaks_new(0)
        attribute.start_index, attribute.end_index = start, end
        pango.pango_attr_list_insert(attributes, attribute)  # which does not join it to the next one
    pango.pango_layout_set_attributes(layout.layout, attributes)


@lru_cache(maxsize=4096)
def _marked(text: str, strength: int, *, squeezed: bool) -> tuple[tuple[int, int, bytes], ...]:
    """From which byte of a text to which Pango is told what: names of features, or nothing for what is not parted."""
    if text.isascii() and " " not in text:
        return ()
    found = [(start, end, b"") for start, end in unbroken(text, strength) if end - start > 1]
    spaced = sorted(features(text, squeezed=squeezed))
    counted = accumulate(names.count(b",") + 1 for _, _, names in spaced)
    found += [one for one, count in zip(spaced, counted, strict=True) if count <= MOST_FEATURES]
    return tuple((len(text[:start].encode()), len(text[:end].encode()), names) for start, end, names in found)


def split_first_line(text: str, style: Any, context: Any, max_width: float | None, *rest: Any, **named: Any) -> Any:
    """Takes the place of WeasyPrint's own: parts what is too wide for a line; makes marks narrow if that helps."""
    found = original_split(text, style, context, max_width, *rest, **named)
    if max_width is None or not named.get("is_line_start", True):
        return found
    if found[3] > max_width:
        _Way.squeezed = True
        for strength in range(len(STRENGTHS) + 1):
            _Way.strength = strength
            found = original_split(text, style, context, max_width, *rest, **named)
            if found[3] <= max_width:
                break
        _Way.strength, _Way.squeezed = 0, False
        return found
    if (
        found[2] is not None
        and style["text_align_all"] == "justify"
        and max_width - found[3] > LOOSE * style["font_size"]
    ):
        _Way.squeezed = True
        narrow = original_split(text, style, context, max_width, *rest, **named)
        _Way.squeezed = False
        if narrow[1] > found[1]:
            return narrow
    return found


def can_break_text(text: str, language: str | None) -> bool:
    """Takes the place of WeasyPrint's own, which is asked about two characters where runs of text meet."""
    return not (len(text) == 2 and met(text)) and original_can_break(text, language)
