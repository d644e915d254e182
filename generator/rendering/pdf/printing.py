"""PDF: a publication as a printed document, laid out by WeasyPrint.

The same publication, templates and fonts give the same bytes.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.request import url2pathname
from xml.etree.ElementTree import parse

from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from gongkai.model.pictures import Picture
from gongkai.model.publication import Publication
from gongkai.rendering.pdf.annex import Annex, annexed
from gongkai.rendering.pdf.carried import attached, without_clock
from gongkai.rendering.pdf.conformance import declaring_ua
from gongkai.rendering.pdf.document import pdf_html, table_html, tables_html
from gongkai.rendering.pdf.faster import compact
from gongkai.rendering.pdf.fitting import Fitting, PrintedTable
from gongkai.rendering.pdf.page_labels import label_pages
from gongkai.rendering.pdf.paper import styles
from gongkai.rendering.pdf.patches import patched
from gongkai.rendering.pdf.print_model import on_paper
from gongkai.rendering.pdf.printed_boxes import drop_continued, page_starts, row_heights
from gongkai.rendering.pdf.row_heights import Heights
from gongkai.rendering.pdf.source import Source
from gongkai.rendering.pdf.tags import Tagging
from gongkai.rendering.pdf.turned_pages import turn_pages
from gongkai.rendering.pdf.uncollected import uncollected

VARIANT = "pdf/a-3a"
NO_GLYPH = re.compile(r"(?<=unsupported by fonts: ).*")
ATTEMPTS = 4
"""how often page ends are looked for again after cells were cut at them (a label that repeats may move the next one)"""


class PdfError(Exception):
    """A PDF that would not be right: a missing glyph, an unknown style, a file that may not be read."""


def render_pdf(
    publication: Publication,
    root: Path,
    pictures: tuple[Picture, ...] = (),
    *,
    draft: bool = False,
    site: str = "",
    data: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """The publication as a tagged PDF, with an annex of what is ours.

    `root` holds templates/ and build/fonts (made by `gongkai fonts`).
    `pictures`: 附图, printed at its end. `draft`: marked 草案 on every page (templates/styles/draft.css). `site`: the
    address of the site, to which a code on the last page leads; without one, and on a draft, there is none.
    `data`: its data files by name, which the PDF carries with it.

    Raises PdfError where WeasyPrint would only warn.
    """
    tagging = Tagging({table.id: table for table in publication.tables()})
    with _strictly(), uncollected(), patched(tagging):
        address = f"{site}{publication.id}/" if site and not draft else ""
        own, annex = annexed(publication)
        sheets = ("pdf.css", *(["head.css"] if own.printing.head else []), *(["draft.css"] if draft else []))
        press = _Press(root.resolve(), sheets, pictures, annex, draft=draft, address=address)
        document = press.print(on_paper(own))
        describe = document.metadata.generate_rdf_metadata
        document.metadata.generate_rdf_metadata = declaring_ua(describe)
        pdf: bytes = document.write_pdf(
            pdf_variant=VARIANT, pdf_identifier=True, finisher=finish, attachments=attached(data)
        )
        press.check_fonts(document)
        return pdf


def finish(document: Any, pdf: Any) -> None:
    label_pages(document, pdf)
    turn_pages(document, pdf)
    compact.declare(pdf)
    without_clock(pdf)


class _Press:
    """印刷机: the style sheet and the fonts of one project, and documents laid out with them."""

    def __init__(
        self,
        root: Path,
        sheets: tuple[str, ...],
        pictures: tuple[Picture, ...],
        annex: Annex,
        *,
        draft: bool,
        address: str,
    ) -> None:
        self.templates = root / "templates"
        self.pictures = pictures
        self.annex = annex
        self.draft = draft
        self.address = address
        configuration = root / "build" / "fonts" / "fonts.conf"
        if not configuration.is_file():
            raise PdfError(f"没有字体：{configuration} 不存在，请先运行 gongkai fonts。")
        # Read anew by each FontConfiguration, so no other font of the machine is ever seen.
        os.environ["FONTCONFIG_FILE"] = str(configuration)
        self.fonts = FontConfiguration()
        listed = parse(configuration)  # noqa: S314 - written by pipeline/upkeep/font_files.py
        self.families = {name.text for name in listed.iterfind("match/edit/string")}
        self.fetcher = OwnFilesOnly((self.templates, configuration.parent))
        self.tried: dict[str, Heights] = {}
        self.styles = [self._style(name) for name in sheets]

    def _style(self, name: str) -> CSS:
        file = self.templates / "styles" / name
        return CSS(
            string=file.read_text(encoding="utf-8"),
            base_url=str(file),
            url_fetcher=self.fetcher,
            font_config=self.fonts,
        )

    def print(self, publication: Publication) -> Any:
        """The whole document (a weasyprint.Document), no cell running over the end of a page.

        Where pages end in tables is found by trial. The document itself shows whether that holds.
        """
        fitting = Fitting(publication, styles(self.templates))
        fitting.settle(self._try)
        document = None
        for _ in range(ATTEMPTS):
            html = pdf_html(
                publication,
                self.templates,
                self.pictures,
                annex=self.annex,
                draft=self.draft,
                address=self.address,
                laid=fitting.printed(),
            )
            document = self._lay_out(html)
            if not fitting.correct(page_starts(document)):
                break
        drop_continued(document)
        return document

    def check_fonts(self, document: Any) -> None:
        """A font that is not of ours has come from elsewhere: another machine would print another document."""
        foreign = {font.family for font in document.fonts.values()} - self.families
        if foreign:
            raise PdfError(f"PDF 里用了 templates/fonts/fonts.yml 没有列出的字体：{'、'.join(sorted(foreign))}")

    def _lay_out(self, html: str) -> Any:
        source = Source(html, self.fetcher, self.templates / "styles")
        return source.render(font_config=self.fonts, stylesheets=self.styles)

    def _try(self, tables: tuple[PrintedTable, ...]) -> dict[str, Heights]:
        """How tall the rows of tables are; each has pages of its own, so it is set alike in any company."""
        drawn = {table.table.id: table_html(table, self.templates) for table in tables}
        new = {id: html for id, html in drawn.items() if html not in self.tried}
        if new:
            shown = row_heights(self._lay_out(tables_html(new.values(), self.templates)))
            self.tried |= {html: shown[id] for id, html in new.items()}
        return {id: self.tried[html] for id, html in drawn.items()}


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


@contextmanager
def _strictly() -> Iterator[None]:
    """Whatever WeasyPrint warns of (a missing glyph, an unknown property, a duplicate anchor) is an error."""
    logger = logging.getLogger("weasyprint")
    warnings: list[str] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.levelno >= logging.WARNING:
                warnings.append(record.getMessage())

    handler = Collect()
    logger.addHandler(handler)
    try:
        yield
    except FatalURLFetchingError as problem:
        raise PdfError(str(problem)) from problem
    finally:
        logger.removeHandler(handler)
    if warnings:
        raise PdfError("PDF 排版有误：" + "；".join(dict.fromkeys(map(_in_chinese, warnings))))


def _in_chinese(warning: str) -> str:
    """What a check tells before (L113), where a template of the PDF prints such a character."""
    missing = NO_GLYPH.search(warning)
    return f"字体里没有这个字：{missing[0]}" if missing else warning
