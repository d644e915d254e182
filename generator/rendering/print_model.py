"""上纸: a publication made ready for print, without what only a screen can show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import groupby
from typing import Any, TypeVar, cast

from gongkai.model.publication import Block, Figure, Publication, Span, Table, Text

Part = TypeVar("Part")


def on_paper(part: Part) -> Part:
    """A publication, or any part of one, in which a figure is no more than its words (no source, no exact value).

    Print shows no more of it, and fewer spans are fewer boxes to lay out.
    """
    if isinstance(part, tuple):
        spans = bool(part) and all(isinstance(item, Span) for item in part)
        return cast("Part", tuple(_merged(part)) if spans else tuple(on_paper(item) for item in part))
    if not is_dataclass(part) or isinstance(part, type):
        return part
    changed: dict[str, Any] = {}
    for field in fields(part):
        old = getattr(part, field.name)
        if isinstance(old, tuple) or is_dataclass(old):
            changed[field.name] = on_paper(old)
    return replace(part, **changed) if changed else part


def _merged(spans: tuple[Span, ...]) -> Iterator[Span]:
    """Neighbours of one weight as one run; 原文 and what belongs to notes stand alone."""
    for (words, bold), run in groupby(spans, key=lambda span: (isinstance(span, Text | Figure), span.bold)):
        if not words:
            yield from run
        else:
            yield Text(text="".join(span.text for span in run), bold=bold)


def separate(block: Block) -> bool:
    """Whether a block is a table that stands on pages of its own."""
    return isinstance(block, Table) and not block.in_text


def separate_tables(publication: Publication) -> Iterator[Table]:
    """Every table on pages of its own, in reading order."""
    return (block for block in publication.blocks() if isinstance(block, Table) and separate(block))


def with_tables(publication: Publication, change: Callable[[Table], Table]) -> Publication:
    """The publication with each table on pages of its own put through `change`."""

    def changed(block: Block) -> Block:
        return change(block) if isinstance(block, Table) and separate(block) else block

    return publication.with_blocks(lambda passage: tuple(map(changed, passage.blocks)))
