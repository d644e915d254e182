"""印刷机: the styles and the fonts of one project, with which its documents are printed."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.request import url2pathname
from xml.etree.ElementTree import Element, parse

from weasyprint import CSS
from weasyprint.html import get_html_metadata
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from gongkai.rendering.pdf.binding import bound
from gongkai.rendering.pdf.drawn_pages import DrawnGroup
from gongkai.rendering.pdf.faster.styles import Looks
from gongkai.rendering.pdf.kept_pages import KeptPages
from gongkai.rendering.pdf.laying import Laid, lay_out
from gongkai.rendering.pdf.paper import styles
from gongkai.rendering.pdf.printed_fonts import FontFiles
from gongkai.rendering.pdf.source import Source
from gongkai.rendering.pdf.starts import Start
from gongkai.rendering.pdf.text_runs import Window
from gongkai.rendering.pdf.turned_pages import Paper

SHEETS = ("pdf.css", "head.css", "draft.css")
OUTSIDE = re.compile(r"@(?:import|font-face)", re.IGNORECASE)
"""what a style sheet has besides its own rules"""


class PdfError(Exception):
    """A PDF that would not be right: a missing glyph, an unknown style, a file that may not be read."""


class Press:
    """印刷机."""

    def __init__(self, root: Path, sheets: Sequence[str]) -> None:
        """`sheets`: names of style sheets."""
        self.templates = root / "templates"
        configuration = root / "build" / "fonts" / "fonts.conf"
        if not configuration.is_file():
            raise PdfError(f"没有字体：{configuration} 不存在，请先运行 gongkai fonts。")
        # Read anew by each FontConfiguration, so no other font of the machine is ever seen.
        os.environ["FONTCONFIG_FILE"] = str(configuration)
        self.fonts = FontConfiguration()
        listed = parse(configuration)  # noqa: S314 - written by pipeline/upkeep/font_files.py
        self.families = {name.text for name in listed.iterfind("match/edit/string")}
        self.fetcher = OwnFilesOnly((self.templates, configuration.parent))
        self.rules = styles(self.templates)
        self.paper = Paper(height=self.rules.paper().height)
        self.sheets = [self._sheet(name) for name in sheets]

    def _sheet(self, name: str) -> CSS:
        file = self.templates / "styles" / name
        text = file.read_text(encoding="utf-8")
        if OUTSIDE.search(text):  # of this press and no other
            return CSS(string=text, base_url=str(file), url_fetcher=self.fetcher, font_config=self.fonts)
        return _parsed(text, str(file))

    def lay_out(
        self,
        root: Element,
        looks: Looks,
        start: Start,
        known: Mapping[str, int],
        hidden: frozenset[Element] = frozenset(),
    ) -> Laid:
        """A group of the pages of a document, without what is `hidden`.

        `looks`: what its groups share; `known`: numbers of pages of others.
        """
        (whole,) = lay_out(self._source(root, looks, hidden), self.fonts, self.sheets, start, known)
        return whole

    def lay_out_text(self, window: Window, looks: Looks, start: Start, known: Mapping[str, int]) -> list[Laid]:
        """The same of a text, in runs."""
        hidden = window.flow.hidden(start.inside.block if start.inside else 0, window.below)
        source = self._source(window.flow.root, looks, hidden)
        return lay_out(source, self.fonts, self.sheets, start, known, window)

    def bind(
        self, root: Element, groups: Sequence[DrawnGroup], data: Mapping[str, bytes], kept: KeptPages | None
    ) -> bytes:
        """The file; a font that is not of ours has come from elsewhere: another machine would print other pages."""
        foreign = {font.family for group in groups for font in group.fonts.values()} - self.families
        if foreign:
            raise PdfError(f"PDF 里用了 templates/fonts/fonts.yml 没有列出的字体：{'、'.join(sorted(foreign))}")
        head = Element(root.tag, root.attrib)
        head.extend(root.findall("head"))
        told: dict[str, Any] = get_html_metadata(self._source(head, Looks()))
        return bound(groups, DocumentMetadata(**told), FontFiles(self.fonts.font_map, kept), self.paper, data)

    def _source(self, root: Element, looks: Looks, hidden: frozenset[Element] = frozenset()) -> Source:
        return Source(root, self.fetcher, self.templates / "styles", looks, hidden)


def read_sheets(templates: Path) -> None:
    """Have the style sheets of documents read in this process, for those that are forked from it.

    No fonts: what Pango and fontconfig begin in threads is not to be forked.
    """
    styles(templates)
    for name in SHEETS:
        file = templates / "styles" / name
        text = file.read_text(encoding="utf-8")
        if not OUTSIDE.search(text):
            _parsed(text, str(file))


@lru_cache(maxsize=8)
def _parsed(sheet: str, file: str) -> CSS:
    """Rules alone are read once in a process and those that are forked from it."""
    return CSS(string=sheet, base_url=file)


class OwnFilesOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives a style sheet the files of our own folders; any other address stops the document."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        super().__init__(allowed_protocols=("file",), allow_redirects=False, fail_on_errors=True)
        self.folders = tuple(folder.resolve() for folder in folders)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002
        scheme, _, rest = url.partition("://")
        path = Path(url2pathname(rest.split("?")[0].split("#")[0])).resolve()
        if scheme != "file" or not any(path.is_relative_to(folder) for folder in self.folders):
            raise FatalURLFetchingError(f"PDF 里引用了不许读取的地址：{url}")
        return URLFetcherResponse(url, path.read_bytes())
