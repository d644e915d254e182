"""黑白: black and grey in DeviceGray, so that a printer uses black alone."""

from __future__ import annotations

from typing import Any

from weasyprint.pdf.stream import Stream

original_color = Stream.set_color_rgb


def set_color_rgb(stream: Any, red: float, green: float, blue: float, stroke: bool = False) -> None:  # noqa: FBT001, FBT002 - as in pydyf
    """Takes the place of pydyf's."""
    if red == green == blue:
        stream.stream.append(f"{red:.3g} {'G' if stroke else 'g'}".encode())
    else:
        original_color(stream, red, green, blue, stroke)
