"""二维码: a web address as a square that phones read, drawn as lines. The one module that knows segno."""

from __future__ import annotations

import segno
from markupsafe import Markup

QUIET = 4
"""modules of white around it, as the standard asks"""


def address_code(address: str) -> Markup:
    """An <svg> whose title says where it leads."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(
        border=QUIET, title=f"二维码，内容是本文件的网址：{address}", omitsize=True, svgclass="", lineclass=""
    )
    return Markup(drawn)  # noqa: S704 - segno escapes the title, and writes nothing else of ours
