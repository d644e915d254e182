"""报告排印: free text of a publication (绩效评价报告), a small part of Markdown, no HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from gongkai.composition.markup import joined
from gongkai.model.filled_forms import INCLUSION, Report
from gongkai.model.places import Place
from gongkai.model.publication import Block, Heading, Paragraph, Table
from gongkai.model.spans import Span, Text

if TYPE_CHECKING:
    from markdown_it.token import Token

_BREAK = re.compile(r"(?<=(.))\n(?=(.))")
BULLET = "•"


def report_blocks(report: Report, form: Callable[[str, Place], Table | None]) -> tuple[Block, ...]:
    """Headings, paragraphs and the performance forms that a line [[绩效:slug]] names."""
    return tuple(_blocks(report, form))


def _blocks(report: Report, form: Callable[[str, Place], Table | None]) -> Iterator[Block]:
    count = 0
    for token, inline, mark in _lines(report.text):
        first, last = inline.map or (0, 0)
        places = tuple(Place(path=report.place.path, line=line + 1, column=1) for line in range(first, last))
        spans = joined((Text(text=mark, places=places), *_inline(inline, places)))
        shown = INCLUSION.fullmatch("".join(span.text for span in spans).strip())
        if shown:
            table = form(shown[1].removesuffix(".yml"), next(iter(places), report.place))
            yield from () if table is None else (table,)
        elif token.type == "heading_open":
            count += 1
            yield Heading(id=f"{report.slug}-{count}", level=int(token.tag[1:]) + 2, spans=spans)
        elif spans:
            yield Paragraph(spans=spans)


def _lines(text: str) -> Iterator[tuple[Token, Token, str]]:
    """What opens each piece of text, the text, and the mark of the item of a list that it begins."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - sixty modules, wanted only where there is a report

    mark = ""
    for token, inline in pairwise(MarkdownIt("zero").enable(["heading", "emphasis", "list"]).parse(text)):
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else f"{BULLET} "
        if inline.type == "inline":
            yield token, inline, mark
            mark = ""


def _inline(token: Token, places: tuple[Place, ...]) -> Iterator[Span]:
    bold = False
    for child in token.children or ():
        if child.type in ("strong_open", "strong_close"):
            bold = child.type == "strong_open"
        elif child.content:
            yield Text(text=_BREAK.sub(_as_break, child.content), bold=bold, places=places)


def _as_break(match: re.Match[str]) -> str:
    """A line that goes on: nothing between Chinese words, a space between others."""
    return " " if match[1].isascii() and match[2].isascii() else ""
