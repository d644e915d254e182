"""装订: drawn groups of pages put together as one file, by WeasyPrint's own writer."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from typing import Any

import pydyf
from weasyprint.document import Document
from weasyprint.pdf import _reference_resources

from gongkai.rendering.pdf.carried import attached, without_clock
from gongkai.rendering.pdf.conformance import declaring_ua
from gongkai.rendering.pdf.drawn_pages import PROFILE, SPACES, SRGB, DrawnGroup
from gongkai.rendering.pdf.faster import compact
from gongkai.rendering.pdf.faster.writing import to_bytes
from gongkai.rendering.pdf.kept_pages import KeptPages
from gongkai.rendering.pdf.page_labels import label_pages
from gongkai.rendering.pdf.printed_fonts import FontFiles
from gongkai.rendering.pdf.structure_tree import write
from gongkai.rendering.pdf.turned_pages import Paper

VARIANT = "pdf/a-3a"
LARGE = 4096
"""bytes of a stream that is worth keeping"""


def bound(
    groups: Sequence[DrawnGroup], metadata: Any, files: FontFiles, paper: Paper, data: Mapping[str, bytes]
) -> bytes:
    """The file. `metadata`: of WeasyPrint. `data`: attached."""
    pages = [page for group in groups for page in group.pages]
    document = Document(pages, metadata, None, files, {}, SRGB)
    document.fonts = _fonts(groups, files)
    document.parts = [(group.tree, len(group.pages)) for group in groups]
    metadata.generate_rdf_metadata = declaring_ua(metadata.generate_rdf_metadata)

    def finish(_: Any, pdf: Any) -> None:
        _give_resources(groups, document, pdf)
        label_pages(document, pdf)
        paper.turn_pages(document, pdf)
        compact.declare(pdf)
        without_clock(pdf)
        if files.kept:
            _pack(pdf, files.kept)

    made: bytes = document.write_pdf(
        pdf_variant=VARIANT, pdf_identifier=True, finisher=finish, attachments=attached(data)
    )
    return made


def add_tags(pdf: Any, document: Any, _version: object, _streams: object) -> None:
    """Takes the place of WeasyPrint's own."""
    write(pdf, document.parts)


def _fonts(groups: Iterable[DrawnGroup], files: FontFiles) -> dict[str, Any]:
    """The fonts of all groups by name; where two groups say something else of a glyph, the first is right."""
    fonts: dict[str, Any] = {}
    for group in groups:
        for name, used in group.fonts.items():
            font = fonts.get(name)
            if font is None:
                font = fonts[name] = files.font(used.description)
            font.widths = used.widths | font.widths
            font.to_unicode = used.to_unicode | font.to_unicode
    for font in fonts.values():
        font.to_unicode = dict(sorted(font.to_unicode.items()))
    return fonts


def _pack(pdf: Any, kept: KeptPages) -> None:
    """Large streams (fonts, data) compressed as they were before."""
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream) and one.compress and not hasattr(one, "packed"):
            content = b"\n".join(map(to_bytes, one.stream))
            if len(content) >= LARGE:
                key = f"packed {sha256(content).hexdigest()}"
                one.packed = kept.once(key, partial(zlib.compress, content, 9))


def _give_resources(groups: Iterable[DrawnGroup], document: Any, pdf: Any) -> None:
    """What a group draws with besides fonts is its own, so that names are not those of another's."""
    if (document.color_profiles[SRGB].pdf_reference, pdf.objects[4].reference) != (PROFILE, SPACES):
        raise AssertionError("the colour profile is another object than was drawn with")
    common = next(one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and "ColorSpace" in one)
    number, added = 0, dict[object, bytes]()
    for group in groups:
        if group.resources is not None:
            said = _said(group.resources)
            if said not in added:
                group.resources["Font"] = None
                added[said] = _reference_resources(pdf, group.resources, {}, common["Font"], {})
            own = added[said]
            for reference in pdf.page_references[number : number + len(group.pages)]:
                pdf.objects[int(reference.split()[0])]["Resources"] = own
        number += len(group.pages)


def _said(resources: Any) -> object:
    """The same of resources that are the same."""
    if isinstance(resources, pydyf.Stream):
        return b"\n".join(map(to_bytes, resources.stream)), _said(resources.extra)
    if isinstance(resources, dict):
        return tuple((key, _said(value)) for key, value in resources.items())
    return repr(resources)
