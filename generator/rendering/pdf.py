"""PDF: a publication as a printed document; the one module that knows WeasyPrint (with justify, which mends it).

The same publication, templates and fonts give the same bytes.
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import url2pathname

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from generator.model.publication import Publication, Table
from generator.rendering.conformance import declaring_ua, give_scope
from generator.rendering.justify import chinese_justification
from generator.rendering.page_cuts import cut, numbered, spanned
from generator.rendering.pdf_document import pdf_html, separate_tables, tables_html, with_tables

VARIANT = "pdf/a-3a"
ATTEMPTS = 4
"""how often page ends are looked for again after cells were cut at them (a label that repeats may move the next one)"""


class PdfError(Exception):
    """A PDF that would not be right: a missing glyph, an unknown style, a file that may not be read."""


def render_pdf(publication: Publication, root: Path) -> bytes:
    """The publication as a tagged PDF; `root` holds templates/ and build/fonts (made by scripts/setup).

    Raises PdfError where WeasyPrint would only warn.
    """
    with _strictly(), _without_collection(), chinese_justification():
        press = _Press(root)
        publication = with_tables(publication, numbered)
        document = press.lay_out(pdf_html(publication, press.templates))
        mended = press.mend(publication, document)
        if mended:
            publication = with_tables(publication, lambda table: mended.get(table.id, table))
            document = press.lay_out(pdf_html(publication, press.templates))
        describe = document.metadata.generate_rdf_metadata
        document.metadata.generate_rdf_metadata = declaring_ua(describe)
        pdf: bytes = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=True, finisher=give_scope)
        return pdf


class _Press:
    """印刷机: the style sheet and the fonts of one project, and documents laid out with them."""

    def __init__(self, root: Path) -> None:
        self.templates = root / "templates"
        configuration = root / "build" / "fonts" / "fonts.conf"
        if not configuration.is_file():
            raise PdfError(f"没有字体：{configuration} 不存在，请先运行 scripts/setup。")
        # Read anew by each FontConfiguration, so no other font of the machine is ever seen.
        os.environ["FONTCONFIG_FILE"] = str(configuration)
        self.fonts = FontConfiguration()
        self.fetcher = OwnFilesOnly((self.templates, configuration.parent))
        self.style = CSS(
            string=(self.templates / "styles" / "pdf.css").read_text(encoding="utf-8"),
            base_url=str(self.templates / "styles" / "pdf.css"),
            url_fetcher=self.fetcher,
            font_config=self.fonts,
        )

    def lay_out(self, html: str) -> Any:
        """The pages of an HTML document (a weasyprint.Document)."""
        source = HTML(string=html, url_fetcher=self.fetcher)
        return source.render(font_config=self.fonts, stylesheets=[self.style])

    def mend(self, publication: Publication, document: Any) -> dict[str, Table]:
        """The tables in which a cell runs over the end of a page, with that cell cut there, by id."""
        starts = {table.id: _page_starts(table, document) for table in separate_tables(publication)}
        torn = {table.id: table for table in separate_tables(publication) if starts[table.id] & spanned(table)}
        mended: dict[str, Table] = {}
        for _ in range(ATTEMPTS if torn else 0):
            mended = {id: cut(table, starts[id]) for id, table in torn.items()}
            trial = self.lay_out(tables_html(publication, tuple(mended.values()), self.templates))
            found = {id: _page_starts(table, trial) for id, table in torn.items()}
            if found == {id: starts[id] for id in torn}:
                break
            starts |= found
        return mended


def _page_starts(table: Table, document: Any) -> frozenset[int]:
    """Numbers of the rows that are the first on their page, the table's first row left out."""
    pages = {name: number for number, page in enumerate(document.pages) for name in page.anchors}
    numbers = [pages[row.id] for row in table.body]
    return frozenset(row for row in range(1, len(numbers)) if numbers[row] != numbers[row - 1])


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
        raise PdfError("PDF 排版有误：" + "；".join(dict.fromkeys(warnings)))


@contextmanager
def _without_collection() -> Iterator[None]:
    """No cyclic garbage collection: a third of the time goes into it while millions of boxes are alive, all in use."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
