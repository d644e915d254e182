"""流: what layout asks of every box again and again, and a style answers once."""

from __future__ import annotations

from typing import Any

FLOATS = frozenset({"left", "right", "inline-start", "inline-end"})
ABSOLUTE = frozenset({"absolute", "fixed"})
NOTED = frozenset({"running()", "note()"})


def is_in_normal_flow(box: Any) -> bool:
    """As `Box.is_in_normal_flow`."""
    style = box.style
    found: bool | None = style.__dict__.get("_flows")
    if found is None:
        float_, position = style["float"], style["position"]
        apart = float_ in FLOATS or float_ == "footnote"
        found = style._flows = not (apart or position in ABSOLUTE or position[0] in NOTED)  # noqa: SLF001
    return found
