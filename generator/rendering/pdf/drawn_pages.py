"""画好的页: a group of pages drawn, with all that the file must know of them besides.

What is drawn depends on nothing outside the group, so that pages kept from before are those that would be drawn now.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

import pydyf
from msgspec import Struct, field
from weasyprint.pdf.stream import Stream

from gongkai.rendering.pdf.faster.writing import to_bytes
from gongkai.rendering.pdf.laying import Laid
from gongkai.rendering.pdf.page_labels import printed_number
from gongkai.rendering.pdf.starts import Start
from gongkai.rendering.pdf.tags import GroupReader
from gongkai.rendering.pdf.tree_parts import TreePart, tree_part
from gongkai.rendering.pdf.turned_pages import Paper

POINT = 0.75
"""of a pixel of CSS"""
PROFILE, SPACES = b"3 0 R", b"4 0 R"
"""the objects of the colour profile and the colour spaces, the first that WeasyPrint writes; `binding.py` makes sure"""
KINDS = ("ExtGState", "XObject", "Pattern", "Shading")
SRGB = "srgb"


class Area(Struct, eq=False):
    """A link's place on its page; WeasyPrint puts here what it makes of it."""

    link_annotation: Any = None


class UsedFont(Struct, kw_only=True):
    """What pages show of a font: how wide its glyphs are, and which text they stand for."""

    description: str
    family: str
    widths: dict[int, int]
    to_unicode: dict[int, str]


class DrawnPage(Struct, kw_only=True):
    """画好的一页: has what WeasyPrint asks of a page when it writes a file. Lengths in pixels of CSS."""

    width: float
    height: float
    bleed: dict[str, float]
    bookmarks: list[tuple[Any, ...]]
    links: list[tuple[str, str, tuple[float, float, float, float], Area]]
    anchors: dict[str, tuple[float, ...]]
    number: int
    """on the paper; 0 without one"""
    operators: bytes
    """compressed"""
    forms: dict[None, list[Any]] = field(default_factory=lambda: {None: []})

    def paint(self, stream: Any, _scale: float = 1) -> None:
        stream.packed = self.operators


class DrawnGroup(Struct, kw_only=True):
    """画好的页组; without pages, where it could not be drawn before others are laid out."""

    next: Start
    numbers: Mapping[str, int]
    asked: Mapping[str, int]
    pages: list[DrawnPage] = field(default_factory=list)
    tree: TreePart = field(default_factory=TreePart)
    fonts: dict[str, UsedFont] = field(default_factory=dict)
    """by the names that the pages use"""
    resources: pydyf.Dictionary | None = None
    """what pages draw with besides fonts: patterns, pictures"""
    below: int = 0
    """of a text: the first block that had nothing to do with its layout"""


class _Profile(Struct, frozen=True):
    """What drawing needs of the colour profile."""

    pdf_reference: bytes = PROFILE


class Drawing:
    """Draws groups of one document, with the fonts that they share."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.fonts: dict[int, Any] = {}

    def draw(self, laid: Laid, reader: GroupReader) -> DrawnGroup:
        for font in self.fonts.values():
            font.widths, font.to_unicode = {}, {}
        resources = _resources()
        runs = list[int]()
        pages = [self._page(number, page, resources, reader, runs) for number, page in enumerate(laid.pages)]
        return DrawnGroup(
            pages=pages,
            tree=tree_part(reader.document, runs),
            fonts={font.hash: _used(font) for font in self.fonts.values() if font.widths},
            resources=_plain(resources) if any(resources[kind] for kind in KINDS) else None,
            next=laid.next,
            numbers=laid.numbers,
            asked=laid.asked,
            below=laid.below,
        )

    def _page(
        self, number: int, page: Any, resources: pydyf.Dictionary, reader: GroupReader, runs: list[int]
    ) -> DrawnPage:
        box = page._page_box  # noqa: SLF001 - WeasyPrint shows boxes nowhere else
        links = []
        for kind, target, place, linked in page.links:
            linked.link_annotation = Area()
            links.append((kind, target, place, linked.link_annotation))
        stream = Stream(self.fonts, _rectangle(page), resources, {}, {}, {SRGB: _Profile()}, SRGB)
        if self.paper.lies(page):
            stream.stream.append(self.paper.turn(page))
        stream.transform(d=-1, f=page.height * POINT)
        page.paint(stream, POINT)
        runs.append(len(stream._tags))  # noqa: SLF001 - as WeasyPrint's own function
        reader.read(number, box, stream)
        return DrawnPage(
            width=page.width,
            height=page.height,
            bleed=page.bleed,
            bookmarks=page.bookmarks,
            links=links,
            anchors=page.anchors,
            number=printed_number(box),
            operators=zlib.compress(b"\n".join(map(to_bytes, stream.stream)), 9),
        )


def _rectangle(page: Any) -> tuple[float, float, float, float]:
    left, right, top, bottom = (page.bleed[side] for side in ("left", "right", "top", "bottom"))
    return -left, -top, page.width + left + right, page.height + top + bottom


def _resources() -> pydyf.Dictionary:
    return pydyf.Dictionary({kind: pydyf.Dictionary() for kind in KINDS} | {"ColorSpace": SPACES})


def _used(font: Any) -> UsedFont:
    return UsedFont(description=font.description, family=font.family, widths=font.widths, to_unicode=font.to_unicode)


def _plain(thing: Any) -> Any:
    """Streams of WeasyPrint, here and inside, as what is written of them."""
    if isinstance(thing, pydyf.Stream):
        drawn = [b"\n".join(map(to_bytes, thing.stream))]
        return pydyf.Stream(drawn, pydyf.Dictionary(_plain(thing.extra)), compress=True)
    if isinstance(thing, dict):
        return pydyf.Dictionary({key: _plain(value) for key, value in thing.items()})
    return thing
