"""版面树: the HTML of a document as the tree that WeasyPrint lays out, and the style sheet that every document has."""

from __future__ import annotations

import re
from functools import cache
from html.entities import html5
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, fromstring

import tinyhtml5
from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML

from gongkai.rendering.pdf.faster.styles import Looks

DOCTYPE = re.compile(r"\s*<!DOCTYPE html>", re.IGNORECASE)
VOID = re.compile(r"<(br|col|hr|img|link|meta|wbr)\b([^<>]*?)\s*/?>")
PICTURE = re.compile(r"<svg(?![^<>]*\sxmlns)")
NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]\w*;)")
BASE = "pdf-base.css"


class Source(HTML):  # type: ignore[misc]  # WeasyPrint has no types
    """A document to lay out; `styles`: the folder of the style sheet that takes the place of WeasyPrint's own.

    `looks`: the styles of the document of which it is a part (`faster/styles.py`). `hidden`: what is left out.
    """

    def __init__(
        self,
        html: str | Element,
        fetcher: object,
        styles: Path,
        looks: Looks | None = None,
        hidden: frozenset[Element] = frozenset(),
    ) -> None:
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(tree(html) if isinstance(html, str) else html)
        self.etree_element = self.wrapper_element.etree_element
        self.looks = looks or Looks()
        self.hidden = hidden
        self._styles = styles

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:  # noqa: ARG002, FBT001, FBT002 - as in WeasyPrint
        return [_base(self._styles / BASE)]


def tree(html: str) -> Element:
    """Templates write well-formed elements, which expat reads in a twentieth of the time; if not, they are HTML."""
    well_formed = PICTURE.sub('<svg xmlns="http://www.w3.org/2000/svg"', VOID.sub(r"<\1\2/>", DOCTYPE.sub("", html)))
    try:
        return fromstring(NAMED.sub(_character, well_formed))  # noqa: S314 - our own, and expat refuses entities
    except ParseError:
        read: Element = tinyhtml5.parse(html, namespace_html_elements=False)
        return read


def _character(named: re.Match[str]) -> str:
    return html5.get(named[1], named[0])


@cache
def _base(file: Path) -> CSS:
    return CSS(string=file.read_text(encoding="utf-8"))
