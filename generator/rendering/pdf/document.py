"""PDF 的版面文件: a publication as the one HTML document that is printed; templates/pdf and the shared components."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from math import floor
from pathlib import Path

from msgspec import Struct

from gongkai.model.pictures import Picture
from gongkai.model.publication import Block, Part, Publication, Section, Table
from gongkai.model.spans import NoteMark, plain
from gongkai.rendering.components import component_environment
from gongkai.rendering.pdf.address_code import address_code
from gongkai.rendering.pdf.annex import Annex
from gongkai.rendering.pdf.columns import length
from gongkai.rendering.pdf.fitting import Fitting, PrintedTable, running_table
from gongkai.rendering.pdf.paper import styles
from gongkai.rendering.pdf.print_model import only_tables, separate
from gongkai.rendering.sandbox import TemplateEnvironment

DATED = re.compile(r"[〇○零一二三四五六七八九十\d]{4}\s*年[〇零一二三四五六七八九十\d]{1,3}\s*月")

SNUG = 0.97
"""share of the width that a title may take by estimate"""
PART_SMALLEST = 18.0
"""the smallest size of a part's title beside its number, in points"""
CONTENTS_SIZE, CONTENTS_HEIGHT, CLOSE_LEADING, WIDE_LEADING = 14.0, 585.0, 17.0, 23.0
"""字号、高度、行距 of the contents, in points"""
COMPONENTS = ("blocks", "figure", "glossary-entry", "heading", "note", "paragraph", "picture", "table")
TEMPLATES = (
    *(f"pdf/{name}.html.j2" for name in ("document", "annex", "printed_table", "table")),
    *(f"components/{name}/{name}.html" for name in COMPONENTS),
)
NO_ANNEX = Annex()
ANNEX_LINES = 3
"""that the annex takes in the contents"""


class Cover(Struct, frozen=True, kw_only=True):
    """封面: the title's lines with their size in points, and the date at the foot."""

    lines: tuple[str, ...]
    size: float
    date: str


def pdf_html(  # noqa: PLR0913 - all that a document has
    publication: Publication,
    templates: Path,
    pictures: tuple[Picture, ...] = (),
    *,
    annex: Annex = NO_ANNEX,
    draft: bool = False,
    address: str = "",
    laid: Mapping[str, PrintedTable] | None = None,
) -> str:
    """The whole document, `pictures` and `annex` at its end.

    `address`: of its page on the site, empty where that is not known. `laid`: its tables, by default as estimated.
    """
    width = text_width(templates)
    told = {"publication": publication, "cover": cover(publication, width), "draft": draft}
    lines = ANNEX_LINES if annex else 0
    told |= {"leading": leading(publication, width, lines), "annex": annex, "title_marks": annex.titles}
    told |= {"laid": laid or _fitted(publication, templates)}
    told |= {"pictures": pictures, "address": address, "code": address_code(address) if address else ""}
    return _environment(templates).draw("pdf/document.html.j2", **told)


def table_html(table: PrintedTable, templates: Path, level: int, titles: Mapping[str, NoteMark]) -> str:
    """A table that has pages of its own. `level`: of its title; `titles`: the marks of what is noted about a table."""
    told = {"table": table.table, "laid": {table.table.id: table}, "level": level, "title_marks": titles}
    return _environment(templates).draw("pdf/table.html.j2", **told)


def _fitted(publication: Publication, templates: Path) -> dict[str, PrintedTable]:
    fitting = Fitting(publication, styles(templates))
    return {id: fitting.printed(id) for id in fitting.tables}


def text_width(templates: Path) -> float:
    """Between the margins of a page of text, in points."""
    return styles(templates).sheet().width


def cover(publication: Publication, width: float) -> Cover:
    lines = publication.cover or (publication.title,)
    date = ""
    if len(lines) > 1 and DATED.match(lines[-1]):
        *most, date = lines
        lines = tuple(most)
    return Cover(lines=lines, size=min(fitted(line, 26, 20, width) for line in lines), date=date)


def fitted(line: str, largest: float, smallest: float, width: float) -> float:
    """The size in points at which a line fits the width of the text, if it may be that small."""
    return max(smallest, min(largest, floor(width * SNUG / max(1.0, length(line)) * 2) / 2))


def _broken(part: Part, width: float) -> bool:
    """Whether a part's title stands below its number, as it does not fit beside it."""
    return length(part.number + part.separator + part.title) * PART_SMALLEST > width * SNUG


def leading(publication: Publication, width: float, more: int = 0) -> float:
    """行距 of the contents in points: narrower where that keeps them on one page; `more`: lines below the others."""
    titles = [_section_title(section) for _, section in publication.sections()]
    wrapped = sum(1 for title in titles if (length(title) + 5) * CONTENTS_SIZE > width)
    lines = len(publication.parts) + len(titles) + wrapped + more
    leading = (CONTENTS_HEIGHT - 5 * len(publication.parts)) / max(1, lines)
    return min(WIDE_LEADING, floor(leading * 10) / 10) if leading >= CLOSE_LEADING else WIDE_LEADING


def translate(templates: Path) -> None:
    """Have the templates of documents translated in this process, for those that are forked from it."""
    for name in TEMPLATES:
        with suppress(Exception):  # a template at fault is reported by the documents that use it
            _environment(templates).get_template(name)


@cache
def _environment(templates: Path) -> TemplateEnvironment:
    environment = component_environment(templates)
    environment.tests |= {
        "separate_table": separate,
        "running_table": _runs,
        "only_tables": only_tables,
        "opening_with_tables": _opens_with_tables,
    }
    environment.filters |= {
        "running": lambda table, landscape: running_table(table, styles(templates), landscape=landscape),
        "section_title": _section_title,
        "fitted": lambda line, largest, smallest: fitted(line, largest, smallest, text_width(templates)),
        "broken": lambda part: _broken(part, text_width(templates)),
    }
    return environment


def _runs(block: Block) -> bool:
    """Whether a block is a table that runs with the text."""
    return isinstance(block, Table) and block.in_text


def _opens_with_tables(part: Part) -> bool:
    """Whether a part opens with a table: its heading then stands on a page of its own."""
    if part.blocks:
        return separate(part.blocks[0])
    return bool(part.sections) and only_tables(part.sections[0])


def _section_title(section: Section) -> str:
    return section.number + (section.contents_title or plain(section.title))
