"""横排页: a landscape page is the paper of the other pages, turned: head to the left, on odd and even pages alike.

So the head is at the binding of odd pages and at the fore-edge of even ones, and the page number at the foot of the
paper, where the other pages have it (GB/T 9704); printed on both sides and bound, all turns right. /Rotate shows the
page upright on a screen.
"""

from __future__ import annotations

from typing import Any

import pydyf
from msgspec import Struct

PIXEL = 0.75
"""in points"""
NEAR = 0.01
"""of a point"""


class Paper(Struct, frozen=True, kw_only=True):
    """The paper of a document, by its height in points."""

    height: float

    def lies(self, page: Any) -> bool:
        """Whether a page is this paper, turned."""
        return bool(page.width > page.height and abs(page.width * PIXEL - self.height) < NEAR)

    def turn(self, page: Any) -> bytes:
        """What turns all that is drawn on a page."""
        return f"0 1 -1 0 {page.height * PIXEL:g} 0 cm".encode()

    def turn_pages(self, document: Any, pdf: Any) -> None:
        """Turn the pages of a file that is about to be written, with all that points into them; they are drawn so."""
        turned = {
            reference: page.height * PIXEL
            for page, reference in zip(document.pages, pdf.page_references, strict=True)
            if self.lies(page)
        }
        if not turned:
            return
        for made in pdf.objects:
            if not isinstance(made, pydyf.Dictionary):
                continue
            if made.get("Type") == "/Page" and made.reference in turned:
                _turn(made, turned[made.reference], pdf)
            if isinstance(made.get("Dest"), pydyf.Array):
                _move(made["Dest"], turned)
        for destination in pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])[1::2]:
            _move(destination, turned)


def _turn(page: Any, width: float, pdf: Any) -> None:
    """`width`: of the paper, which is the page's height before."""
    for box in ("MediaBox", "TrimBox", "BleedBox"):
        page[box] = _rectangle(page[box], width)
    page["Rotate"] = 90
    for reference in page.get("Annots", ()):
        annotation = pdf.objects[int(reference.split()[0])]
        annotation["Rect"] = _rectangle(annotation["Rect"], width)


def _rectangle(box: Any, width: float) -> Any:
    left, bottom, right, top = box
    return pydyf.Array((width - max(bottom, top), min(left, right), width - min(bottom, top), max(left, right)))


def _move(destination: Any, turned: dict[bytes, float]) -> None:
    """A place on a page: [page /XYZ x y zoom]."""
    width = turned.get(destination[0])
    if width is not None:
        destination[2:4] = (width - destination[3], destination[2])
