"""目录的页码: whether every line of the contents tells the number of the page to which it leads."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf

from tests.rendering.printed import PrintedPage, pages_of

TITLE = "目录"


def wrong_numbers(pdf: bytes) -> list[str]:
    """What is wrong, line by line. Raises AssertionError where there are no contents."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        names = document.Root.Names.Dests.Names
        places = {str(name): place[0].objgen for name, place in zip(names[::2], names[1::2], strict=True)}
        numbers = {page.obj.objgen: page.label for page in document.pages}
        wrong, seen = list[str](), 0
        for page, printed in zip(document.pages, pages_of(pdf), strict=True):
            if TITLE not in printed.text[:4] and not seen:
                continue
            if page.label.isdigit():
                break
            for link in page.get("/Annots", ()):
                seen += 1
                told, asked = _number(link.Rect, printed), numbers[places[str(link.Dest)]]
                if told not in {asked, ""}:
                    wrong.append(f"{link.Contents}: {told}, not {asked}")
    if not seen:
        raise AssertionError("no contents were found")
    return wrong


def _number(rectangle: Any, page: PrintedPage) -> str:
    """The number at the end of a line; empty for the first line of a title that takes two."""
    _, bottom, _, top = map(float, rectangle)
    middle = page.height - (bottom + top) / 2
    line = "".join(word.text for word in page.words if word.top < middle < word.bottom)
    found = re.search(r"\.(\d+)$", line)
    return found[1] if found else ""
