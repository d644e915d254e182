"""PDF 的版面文件: a publication as the one HTML document that is printed; templates/pdf and the shared components."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from math import ceil, floor
from pathlib import Path

from gongkai.model.grid import columns
from gongkai.model.pictures import Picture
from gongkai.model.publication import Block, Part, Publication, Section, Table
from gongkai.model.spans import plain
from gongkai.rendering.components import component_environment
from gongkai.rendering.pdf.address_code import address_code
from gongkai.rendering.pdf.annex import Annex
from gongkai.rendering.pdf.columns import ColumnPlan, Paper, length, plan
from gongkai.rendering.pdf.print_model import only_tables, separate
from gongkai.rendering.sandbox import TemplateEnvironment

DATED = re.compile(r"[〇○零一二三四五六七八九十\d]{4}\s*年[〇零一二三四五六七八九十\d]{1,3}\s*月")

TABLES = {False: (481.9, 694.5), True: (728.5, 456.4)}
"""width and height between the margins of the pages for tables, upright and landscape (templates/styles/pdf.css)"""
TABLE_SIZES, TABLE_READABLE = (10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6), 9.0
FORM_SIZES, FORM_READABLE = (9, 8.5, 8, 7.5, 7, 6.5, 6), 8.0
SURELY_ONE = 0.9
"""pages by estimate that are surely one page in print"""
TITLE, SUBTITLE, NUMBER, CAPTION = 32.0, 22.0, 15.0, 18.0
"""heights of the lines above the head of a table"""
TEXT_WIDTH = 442.2
"""of the other pages"""
TEXTS = {False: (TEXT_WIDTH, 637.8), True: (637.8, TEXT_WIDTH)}
"""width and height between their margins, upright and landscape"""
SNUG = 0.97
"""share of the width that a title may take by estimate"""
PART_SMALLEST = 18.0
"""the smallest size of a part's title beside its number, in points"""
CONTENTS_SIZE, CONTENTS_HEIGHT, CLOSE_LEADING, WIDE_LEADING = 14.0, 585.0, 17.0, 23.0
"""字号、高度、行距 of the contents, in points"""
NO_ANNEX = Annex()
ANNEX_LINES = 3
"""that the annex takes in the contents"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A table with what print adds: its page, its columns as they fit there and the size of its type."""

    table: Table
    page: str
    columns: int
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """封面: the title's lines with their size in points, and the date at the foot."""

    lines: tuple[str, ...]
    size: float
    date: str


def pdf_html(
    publication: Publication,
    templates: Path,
    pictures: tuple[Picture, ...] = (),
    *,
    annex: Annex = NO_ANNEX,
    draft: bool = False,
    address: str = "",
) -> str:
    """The whole document, `pictures` and `annex` at its end.

    `address`: of its page on the site, empty where that is not known.
    """
    told = {"publication": publication, "cover": cover(publication), "draft": draft}
    told |= {"leading": leading(publication, ANNEX_LINES if annex else 0), "annex": annex, "title_marks": annex.titles}
    told |= {"pictures": pictures, "address": address, "code": address_code(address) if address else ""}
    return _environment(templates).draw("pdf/document.html.j2", **told)


def tables_html(publication: Publication, tables: tuple[Table, ...], templates: Path) -> str:
    """Nothing but these tables, each on pages of its own, broken as in the whole document."""
    return _environment(templates).draw("pdf/tables.html.j2", publication=publication, tables=tables, title_marks={})


def cover(publication: Publication) -> Cover:
    lines = publication.cover or (publication.title,)
    date = ""
    if len(lines) > 1 and DATED.match(lines[-1]):
        *most, date = lines
        lines = tuple(most)
    return Cover(lines=lines, size=min(fitted(line, 26, 20) for line in lines), date=date)


def fitted(line: str, largest: float, smallest: float) -> float:
    """The size in points at which a line fits the width of the text, if it may be that small."""
    return max(smallest, min(largest, floor(TEXT_WIDTH * SNUG / max(1.0, length(line)) * 2) / 2))


def _broken(part: Part) -> bool:
    """Whether a part's title stands below its number, as it does not fit beside it."""
    return length(part.number + part.separator + part.title) * PART_SMALLEST > TEXT_WIDTH * SNUG


def leading(publication: Publication, more: int = 0) -> float:
    """行距 of the contents in points: narrower where that keeps them on one page; `more`: lines below the others."""
    titles = [_section_title(section) for _, section in publication.sections()]
    wrapped = sum(1 for title in titles if (length(title) + 5) * CONTENTS_SIZE > TEXT_WIDTH)
    lines = len(publication.parts) + len(titles) + wrapped + more
    leading = (CONTENTS_HEIGHT - 5 * len(publication.parts)) / max(1, lines)
    return min(WIDE_LEADING, floor(leading * 10) / 10) if leading >= CLOSE_LEADING else WIDE_LEADING


def may_tear(table: Table) -> bool:
    """Whether a table with cells that span rows may take more than one page."""
    return any(cell.rowspan > 1 for row in table.body for cell in row.cells) and _fit(table).pages > SURELY_ONE


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
        "printed": _printed,
        "running": _running,
        "section_title": _section_title,
        "fitted": fitted,
        "broken": _broken,
    }
    return environment


def _printed(table: Table) -> PrintedTable:
    paper = "landscape" if table.landscape else "portrait"
    fit = _fit(table)
    return PrintedTable(
        table=replace(table, widths=fit.widths),
        page=f"form-{paper}" if table.form else paper,
        columns=columns(table),
        size=f"{fit.size:g}pt",
    )


def _runs(block: Block) -> bool:
    """Whether a block is a table that runs with the text."""
    return isinstance(block, Table) and block.in_text


def _running(table: Table, *, landscape: bool) -> PrintedTable:
    width, height = TEXTS[landscape]
    fit = plan(table, Paper(width=width, height=height, sizes=TABLE_SIZES, readable=TABLE_READABLE))
    return PrintedTable(
        table=replace(table, widths=fit.widths), page="in-text", columns=columns(table), size=f"{fit.size:g}pt"
    )


def _fit(table: Table) -> ColumnPlan:
    width, height = TABLES[table.landscape]
    lead = TITLE * ceil(length(table.title) * 18 / width)
    lead += SUBTITLE * bool(table.subtitle) + NUMBER * bool(table.number) + CAPTION * any(table.caption)
    sizes, readable = (FORM_SIZES, FORM_READABLE) if table.form else (TABLE_SIZES, TABLE_READABLE)
    return plan(table, Paper(width=width, height=height - lead, sizes=sizes, readable=readable))


def _opens_with_tables(part: Part) -> bool:
    """Whether a part opens with a table: its heading then stands on a page of its own."""
    if part.blocks:
        return separate(part.blocks[0])
    return bool(part.sections) and only_tables(part.sections[0])


def _section_title(section: Section) -> str:
    return section.number + (section.contents_title or plain(section.title))
