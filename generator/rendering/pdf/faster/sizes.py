"""尺寸: margins, paddings, borders, widths and heights of a box from its style.

Few styles have percentages, and thousands of boxes share a style: what does not depend on the box around is worked out
once for a style, and copied.
"""

from __future__ import annotations

from math import inf
from typing import Any

from msgspec import Struct
from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes
from weasyprint.layout import percent

SIDES = ("top", "right", "bottom", "left")
ACROSS = ("margin_left", "margin_right", "padding_left", "padding_right", "width", "min_width", "max_width")
UPRIGHT = ("margin_top", "margin_bottom", "padding_top", "padding_bottom")
CORNERS = tuple(f"border_{side}_radius" for side in ("top_left", "top_right", "bottom_right", "bottom_left"))
BORDERS = tuple(f"border_{side}_width" for side in SIDES)
SQUARE = dict.fromkeys(CORNERS, (0, 0))

original_sizes = percent.resolve_percentages
original_radii = percent.resolve_radii_percentages


class _Sizes(Struct, frozen=True):
    """Of a style: what is the same in any box, and what is a share of the box around."""

    fixed: dict[str, Any]
    shares: tuple[tuple[str, bool, float], ...]
    """name, whether it is of the height, per cent"""
    collapsing: bool
    content: bool
    """whether sizes are of the content, not of the box with its border"""


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """As WeasyPrint's: the used values of a box, set on it."""
    style = box.style
    sizes = style.__dict__.get("_sizes", False)
    if sizes is False:
        sizes = style._sizes = _sizes(style)  # noqa: SLF001 - kept with the style
    if sizes is None:
        original_sizes(box, containing_block)
        return
    around = containing_block
    width, height = (around.width, around.height) if isinstance(around, boxes.Box) else around
    own = box.__dict__
    own.update(sizes.fixed)
    upright = height if sizes.shares and isinstance(box, boxes.PageBox) else width
    for name, is_upright, share in sizes.shares:
        own[name] = (upright if is_upright else width) * share / 100
    _heights(box, style, height)
    if sizes.collapsing:
        for name in BORDERS:
            if name not in own:
                own[name] = style[name]
    if not sizes.content:
        percent.adjust_box_sizing(box, "width")
        percent.adjust_box_sizing(box, "height")


def _sizes(style: Any) -> _Sizes | None:
    """None where something is to be calculated."""
    fixed, shares = dict[str, Any](), []
    for name in (*ACROSS, *UPRIGHT):
        value = style[name]
        if value is None or value == "auto":
            fixed[name] = 0 if name == "min_width" and value else value
        elif type(value) is not Dimension:
            return None
        elif value.unit == "%":
            shares.append((name, name in UPRIGHT, value.value))
        else:
            fixed[name] = value.value
    for name in ("height", "min_height", "max_height"):
        if style[name] != "auto" and type(style[name]) is not Dimension:
            return None
    collapsing = style["border_collapse"] == "collapse"
    if not collapsing:
        fixed |= {name: style[name] for name in BORDERS}
    return _Sizes(fixed, tuple(shares), collapsing, style["box_sizing"] == "content-box")


def _heights(box: Any, style: Any, height: Any) -> None:
    own, value = box.__dict__, style["height"]
    if value == "auto" or (height == "auto" and value.unit == "%"):
        own["height"] = "auto"
    else:
        own["height"] = height * value.value / 100 if value.unit == "%" else value.value
    least, most = (0, inf) if height == "auto" else (height, height)
    value = style["min_height"]
    if value == "auto":
        own["min_height"] = 0
    else:
        own["min_height"] = least * value.value / 100 if value.unit == "%" else value.value
    value = style["max_height"]
    own["max_height"] = most * value.value / 100 if value.unit == "%" else value.value


def resolve_radii_percentages(box: Any) -> None:
    """As WeasyPrint's: nearly every box has square corners."""
    style = box.style
    square = style.__dict__.get("_square")
    if square is None:
        square = style._square = all((0, "px") in style[name] for name in CORNERS)  # noqa: SLF001
    if square:
        box.__dict__.update(SQUARE)
    else:
        original_radii(box)
