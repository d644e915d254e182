"""PDF: a publication as a printed document, laid out by WeasyPrint.

The same publication, templates and fonts give the same bytes.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType

from weasyprint.urls import FatalURLFetchingError

from gongkai.model.pictures import Picture
from gongkai.model.publication import Publication
from gongkai.rendering.pdf.annex import annexed
from gongkai.rendering.pdf.document import pdf_html, translate
from gongkai.rendering.pdf.fitting import Fitting
from gongkai.rendering.pdf.grouping import drawn
from gongkai.rendering.pdf.kept_pages import KeptPages
from gongkai.rendering.pdf.patches import patched
from gongkai.rendering.pdf.press import PdfError, Press, read_sheets
from gongkai.rendering.pdf.print_model import on_paper
from gongkai.rendering.pdf.printer import Printer
from gongkai.rendering.pdf.source import tree
from gongkai.rendering.pdf.uncollected import uncollected

NO_GLYPH = re.compile(r"(?<=unsupported by fonts: ).*")


def render_pdf(  # noqa: PLR0913 - all that a PDF is made of
    publication: Publication,
    root: Path,
    pictures: tuple[Picture, ...] = (),
    *,
    draft: bool = False,
    site: str = "",
    data: Mapping[str, bytes] = MappingProxyType({}),
    kept: KeptPages | None = None,
) -> bytes:
    """The publication as a tagged PDF, with an annex of what is ours.

    `root` holds templates/ and build/fonts (made by `gongkai fonts`).
    `pictures`: 附图, printed at its end. `draft`: marked 草案 on every page (templates/styles/draft.css). `site`: the
    address of the site, to which a code on the last page leads; without one, and on a draft, there is none.
    `data`: its data files by name, which the PDF carries with it.
    `kept`: pages of an earlier run, which are taken where they are the same, and those of this one.

    Raises PdfError where WeasyPrint would only warn.
    """
    with _strictly(), uncollected(), patched():
        address = f"{site}{publication.id}/" if site and not draft else ""
        own, annex = annexed(publication)
        sheets = ("pdf.css", *(["head.css"] if own.printing.head else []), *(["draft.css"] if draft else []))
        press = Press(root.resolve(), sheets)
        printed = on_paper(own)
        fitting = Fitting(printed, press.rules, kept)
        laid = {id: fitting.printed(id) for id in fitting.tables}
        html = pdf_html(printed, press.templates, pictures, annex=annex, draft=draft, address=address, laid=laid)
        whole = tree(html)
        printer = Printer(press, {table.id: table for table in publication.tables()}, kept)
        return press.bind(whole, drawn(whole, printer, fitting, annex.titles), data, kept)


def make_ready(root: Path) -> None:
    """Read templates and style sheets in this process, for those that are forked from it."""
    translate(root / "templates")
    with suppress(Exception):  # what is at fault is told of the documents that use it
        read_sheets(root.resolve() / "templates")


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
