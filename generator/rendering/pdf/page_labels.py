"""页码: the numbers that a viewer shows are those on the paper; pages without one are counted in Roman numerals."""

from __future__ import annotations

import re
from typing import Any

import pydyf

NUMBER = re.compile(r"\d+")


def label_pages(document: Any, pdf: Any) -> None:
    """`document`: whose pages say their numbers (`drawn_pages.py`)."""
    numbers = pydyf.Array()
    style, expected = "", 0
    for index, page in enumerate(document.pages):
        used, number = ("/D", page.number) if page.number else ("/r", expected if style == "/r" else 1)
        if (used, number) != (style, expected):
            numbers.extend((index, pydyf.Dictionary({"S": used, "St": number})))
        style, expected = used, number + 1
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": numbers})


def printed_number(page: Any) -> int:
    """The number in the foot of a page, which is the left side of one in landscape; 0 without one."""
    feet = (box for box in page.children if getattr(box, "at_keyword", "").startswith(("@bottom", "@left")))
    found = NUMBER.search("".join(box.text for foot in feet for box in foot.descendants() if hasattr(box, "text")))
    return int(found[0]) if found else 0
