"""组件: the Jinja environment in which templates/components draw the blocks of a publication.

Site and PDF share it; its tests tell the kinds of spans and blocks apart, its filters name what a template
would otherwise have to compute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from gongkai.model.dates import readable_date
from gongkai.model.grid_cells import GridRow
from gongkai.model.publication import GlossaryEntry, Heading, Note, Paragraph, Table
from gongkai.model.spans import AsPrinted, NoteNumber, Span, plain
from gongkai.model.table_sides import table_sides
from gongkai.rendering.anchors import anchored
from gongkai.rendering.bars import drawn, scale
from gongkai.rendering.sandbox import TemplateEnvironment
from gongkai.rendering.tables.column_choices import column_choices
from gongkai.rendering.tables.marks import is_cards, table_marks
from gongkai.rendering.tables.rows_html import rows_html
from gongkai.rendering.text.our_notes import count_ours, is_ours, noted
from gongkai.rendering.text.spans_html import spans_html, written


def component_environment(templates: Path, *, on_site: bool = False) -> TemplateEnvironment:
    """组件环境 over the folder templates/: `{% from "components/table/table.html" import statement %}`.

    `on_site`: for pages of the site, where 原文 and marks of notes are links.
    """
    environment = TemplateEnvironment(templates)
    kinds = {
        "as_printed_span": AsPrinted,
        "number_span": NoteNumber,
        "heading_block": Heading,
        "paragraph_block": Paragraph,
        "note_block": Note,
        "glossary_block": GlossaryEntry,
        "table_block": Table,
    }
    for name, kind in kinds.items():
        environment.tests[name] = _is(kind)
    environment.tests |= {"tree_table": is_tree, "cards_table": is_cards, "our_note": is_ours}
    environment.functions(on_site=lambda: on_site)
    environment.filters |= {
        "anchored": anchored,
        "date": readable_date,
        "column_choices": column_choices,
        "plain": plain,
        "shares": shares,
        "sides": table_sides,
        "table_marks": table_marks,
        "row_groups": row_groups,
        "rows_html": partial(rows_html, spans=partial(written, on_site=on_site)),
        "spans_html": partial(spans_html, on_site=on_site),
        "colon_first": colon_first,
        "bar_scale": scale,
        "bar_drawn": drawn,
        "count_ours": count_ours,
        "noted": noted,
    }
    return environment


def _is(kind: type) -> Callable[[object], bool]:
    """A Jinja test for one class."""
    return lambda value: isinstance(value, kind)


def is_tree(table: Table) -> bool:
    """Whether 类, 款, 项 stand below each other, so that the 类 want emphasis."""
    return any(cell.level > 1 for row in table.body for cell in row.cells)


def shares(table: Table) -> tuple[str, ...]:
    """列宽 in percent of the whole; the same digits on every machine."""
    total = sum(table.widths)
    return tuple(f"{width / total * 100:.2f}" for width in table.widths)


class RowGroup(Struct, frozen=True, kw_only=True):
    """行组: rows that stay on one page because a label spans them (`together`), or plain rows."""

    rows: tuple[GridRow, ...]
    together: bool
    first: int
    """the number of its first row, those of the head counted too"""


def row_groups(table: Table) -> Iterator[RowGroup]:
    """The body in runs of equal `group`; group 0 holds rows that may be parted."""
    first = len(table.head)
    for group, run in groupby(table.body, key=lambda row: row.group):
        rows = tuple(run)
        yield RowGroup(rows=rows, together=bool(group), first=first)
        first += len(rows)


def colon_first(spans: tuple[Span, ...]) -> bool:
    """Whether an explanation brings its own colon (：指…)."""
    return plain(spans)[:1] in {"：", ":"}
