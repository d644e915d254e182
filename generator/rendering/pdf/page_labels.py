"""页码: the numbers that a viewer shows are those on the paper; pages without one are counted in Roman numerals."""

from __future__ import annotations

import re
from typing import Any

import pydyf

NUMBER = re.compile(r"\d+")


def label_pages(document: Any, pdf: Any) -> None:
    numbers = pydyf.Array()
    style, expected = "", 0
    for index, page in enumerate(document.pages):
        printed = _printed(page._page_box)  # noqa: SLF001 - a page does not tell its counters
        used, number = ("/D", printed) if printed else ("/r", expected if style == "/r" else 1)
        if (used, number) != (style, expected):
            numbers.extend((index, pydyf.Dictionary({"S": used, "St": number})))
        style, expected = used, number + 1
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": numbers})


def _printed(page: Any) -> int:
    """The number in the foot of a page, which is the left side of one in landscape; 0 without one."""
    feet = (box for box in page.children if getattr(box, "at_keyword", "").startswith(("@bottom", "@left")))
    found = NUMBER.search("".join(box.text for foot in feet for box in foot.descendants() if hasattr(box, "text")))
    return int(found[0]) if found else 0
