"""PDF 的版面文件: a publication as the one HTML document that is printed; templates/pdf and the shared components."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from jinja2 import Environment

from generator.model.publication import Block, Part, Publication, Section, SectionKind, Table, plain
from generator.rendering.columns import columns, plan
from generator.rendering.components import component_environment

DATED = re.compile(r"[〇○零一二三四五六七八九十\d]{4}\s*年[〇零一二三四五六七八九十\d]{1,3}\s*月")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """版心: a kind of page of templates/styles/pdf.css with the width between its margins and its type sizes, in points."""

    page: str
    width: float
    sizes: tuple[float, ...]
    """largest first; a smaller one where a table needs it"""


TABLE_SIZES = (10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6)
FORM_SIZES = (9, 8.5, 8, 7.5, 7, 6.5, 6)
PORTRAIT = 481.9
LANDSCAPE = 728.5


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A table with what print adds: its page, its columns as they fit there and the size of its type."""

    table: Table
    page: str
    columns: int
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """封面: the title's lines, and the date at the foot."""

    lines: tuple[str, ...]
    date: str


def pdf_html(publication: Publication, templates: Path) -> str:
    """The whole document."""
    template = _environment(templates).get_template("pdf/document.html.j2")
    return template.render(publication=publication, cover=cover(publication))


def tables_html(publication: Publication, tables: tuple[Table, ...], templates: Path) -> str:
    """Nothing but these tables, each on pages of its own, broken as in the whole document."""
    template = _environment(templates).get_template("pdf/tables.html.j2")
    return template.render(publication=publication, tables=tables)


def separate_tables(publication: Publication) -> Iterator[Table]:
    """Every table that stands on pages of its own, in reading order."""
    for part in publication.parts:
        for block in (*part.blocks, *(block for section in part.sections for block in section.blocks)):
            if isinstance(block, Table) and _separate(block):
                yield block


def with_tables(publication: Publication, change: Callable[[Table], Table]) -> Publication:
    """The publication with each of its tables put through `change`."""

    def blocks(old: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(change(block) if isinstance(block, Table) else block for block in old)

    def sections(old: tuple[Section, ...]) -> tuple[Section, ...]:
        return tuple(replace(section, blocks=blocks(section.blocks)) for section in old)

    parts = tuple(
        replace(part, blocks=blocks(part.blocks), sections=sections(part.sections)) for part in publication.parts
    )
    return replace(publication, parts=parts)


def cover(publication: Publication) -> Cover:
    lines = publication.cover or (publication.title,)
    if len(lines) > 1 and DATED.match(lines[-1]):
        return Cover(lines=lines[:-1], date=lines[-1])
    return Cover(lines=lines, date="")


@cache
def _environment(templates: Path) -> Environment:
    environment = component_environment(templates)
    environment.tests |= {"separate_table": _separate, "table_section": _of_tables, "table_part": _part_of_tables}
    environment.filters |= {"printed": _printed, "section_title": _section_title}
    return environment


def _printed(table: Table) -> PrintedTable:
    paper = "landscape" if table.landscape else "portrait"
    width = LANDSCAPE if table.landscape else PORTRAIT
    fit = plan(table, width, FORM_SIZES if table.form else TABLE_SIZES)
    return PrintedTable(
        table=replace(table, widths=fit.widths),
        page=f"form-{paper}" if table.form else paper,
        columns=columns(table),
        size=f"{fit.size:g}pt",
    )


def _separate(block: Block) -> bool:
    return isinstance(block, Table) and bool(block.title or block.form)


def _of_tables(section: Section) -> bool:
    return section.kind is SectionKind.TABLE


def _part_of_tables(part: Part) -> bool:
    """Whether a part opens with a table: its heading then stands on a page of its own."""
    return not part.blocks and bool(part.sections) and _of_tables(part.sections[0])


def _section_title(section: Section) -> str:
    return section.number + (section.contents_title or plain(section.title))
