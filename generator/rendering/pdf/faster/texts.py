"""文字: lines of text measured and drawn.

A style's font and language are told to Pango once, not for every text; the height of its line is worked out once; and
short texts that come again and again (0.00, a year, a code) are measured once.
"""

from __future__ import annotations

from typing import Any

from weasyprint.text import line_break
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description

from gongkai.rendering.pdf import text_lines

SHORT = 24
"""characters of a text that is worth remembering"""
REMEMBERED = 2000
"""texts of one style, each with its layout"""
FEATURES = tuple(
    f"font_{name}"
    for name in (
        *("kerning", "variant_ligatures", "variant_position", "variant_caps", "variant_numeric"),
        *("variant_alternates", "variant_east_asian", "feature_settings"),
    )
)
LINES = ("ascent", "underline_position", "strikethrough_position", "underline_thickness", "strikethrough_thickness")

original_strut = line_break.strut


def setup(layout: Any, style: Any) -> None:
    """As `Layout.setup`."""
    told = style.__dict__.get("_told")
    if told is None:
        told = style._told = _told(style)  # noqa: SLF001 - kept with the style
    context, layout.language, description, features, lines = told
    layout.style = style
    layout.first_line_direction = 0
    layout.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout.layout, 0)
    pango.pango_layout_set_font_description(layout.layout, description)
    layout.__dict__.update(lines)
    if features:
        known = style.font_config.font_features
        attribute = known.setdefault(features, pango.pango_attr_font_features_new(features))
        attributes = pango.pango_attr_list_new()
        pango.pango_attr_list_insert(attributes, attribute)
        pango.pango_layout_set_attributes(layout.layout, attributes)


def _told(style: Any) -> tuple[Any, ...]:
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, 0)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    language = pango.pango_language_get_default()
    own = style["font_language_override"]
    name = style["lang"] if own == "normal" else LST_TO_ISO.get(own.lower(), own)
    if name:
        said, _kept = unicode_to_char_p(name)
        language = pango.pango_language_from_string(said)
        pango.pango_context_set_language(context, language)
    description = get_font_description(style)
    wanted = font_features(*(style[name] for name in FEATURES))
    features = ",".join(f"{key} {value}" for key, value in wanted.items()).encode()
    return context, language, description, features, _lines(style, context, description, language)


def _lines(style: Any, context: Any, description: Any, language: Any) -> dict[str, float | None]:
    """Where lines under and through a text stand, for texts that have one."""
    if style["text_decoration_line"] == "none":
        return dict.fromkeys(LINES[:3])
    metrics = ffi.gc(pango.pango_context_get_metrics(context, description, language), pango.pango_font_metrics_unref)
    return {name: FROM_UNITS * getattr(pango, f"pango_font_metrics_get_{name}")(metrics) for name in LINES}


def split_first_line(text: str, style: Any, context: Any, max_width: Any, spacing: Any, **how: bool) -> Any:
    """As `text_lines.py` has it; a measured line is not changed afterwards, so that texts may share one."""
    if len(text) > SHORT:
        return text_lines.split_first_line(text, style, context, max_width, spacing, **how)
    known = style.__dict__.get("_known")
    if known is None:
        known = style._known = {}  # noqa: SLF001
    key = (text, max_width, spacing, *how.items())
    found = known.get(key)
    if found is None:
        if len(known) >= REMEMBERED:
            known.clear()
        found = known[key] = text_lines.split_first_line(text, style, context, max_width, spacing, **how)
    return found


def strut(style: Any) -> tuple[float, float]:
    """As WeasyPrint's, whose key of a style is a text of sixteen properties."""
    found: tuple[float, float] | None = style.__dict__.get("_strut")
    if found is None:
        found = style._strut = original_strut(style)  # noqa: SLF001
    return found
