"""周围: what is behind a box and beside it, of the thousands that have nothing there."""

from __future__ import annotations

from typing import Any

from weasyprint.draw.color import get_color
from weasyprint.layout import background
from weasyprint.layout import float as floats

from gongkai.rendering.pdf.faster.sizes import resolve_radii_percentages

original_backgrounds = background.layout_box_backgrounds
original_collisions = floats.avoid_collisions


def layout_box_backgrounds(
    page: Any,
    box: Any,
    get_image: Any,
    layout_children: bool = True,  # noqa: FBT001, FBT002 - as in WeasyPrint
    style: Any = None,
) -> None:
    """As WeasyPrint's; whether anything is behind a box follows from its style."""
    if style is not None or box is page or not layout_children or not _bare(box.style):
        original_backgrounds(page, box, get_image, layout_children, style)
        return
    resolve_radii_percentages(box)
    for child in box.all_children():
        layout_box_backgrounds(page, child, get_image)
    box.background = None


def _bare(style: Any) -> bool:
    bare: bool | None = style.__dict__.get("_bare")
    if bare is None:
        pictures = [style["border_image_source"], style["mask_border_source"], *style["background_image"]]
        seen = style["visibility"] != "hidden" and get_color(style, "background_color").alpha != 0
        bare = style._bare = not (seen or style["box_shadow"] or any(kind != "none" for kind, *_ in pictures))  # noqa: SLF001
    return bare


def avoid_collisions(context: Any, box: Any, around: Any, outer: bool = True) -> tuple[float, float, float]:  # noqa: FBT001, FBT002 - as in WeasyPrint
    """As WeasyPrint's; most boxes have no float beside them."""
    if not outer or context.excluded_shapes or box.is_floated() or around.style["direction"] != "ltr":
        found: tuple[float, float, float] = original_collisions(context, box, around, outer)
        return found
    return around.content_box_x(), box.position_y, around.width
