"""上纸: a publication made ready for print, without what only a screen can show."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import is_
from typing import Any, TypeGuard, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from gongkai.model.grid_cells import GridCell
from gongkai.model.publication import Block, Publication, Section, Table
from gongkai.model.spans import Figure, Span, Text

Piece = TypeVar("Piece")


def on_paper(piece: Piece) -> Piece:
    """A publication, or any piece of one, in which a figure is no more than its words (no source, no exact value).

    Print shows no more of it, and fewer spans are fewer boxes to lay out.
    """
    made: Any = piece
    if isinstance(piece, GridCell):  # most of what there is
        spans = on_paper(piece.spans)
        made = piece if spans is piece.spans else replace(piece, spans=spans)
    elif isinstance(piece, tuple):
        line = bool(piece) and all(isinstance(item, Span) for item in piece)
        made = tuple(_merged(piece)) if line else tuple(map(on_paper, piece))
        made = piece if len(made) == len(piece) and all(map(is_, made, piece)) else made
    elif isinstance(piece, Struct):
        parts = ((name, getattr(piece, name)) for name in piece.__struct_fields__)
        changed = {name: new for name, old in parts if _has_parts(old) and (new := on_paper(old)) is not old}
        made = replace(piece, **changed) if changed else piece
    return made  # type: ignore[no-any-return]


def _has_parts(value: object) -> bool:
    return bool(value) if isinstance(value, tuple) else isinstance(value, Struct)


def _merged(spans: tuple[Span, ...]) -> Iterator[Span]:
    """Neighbours of one weight as one run; 原文 and what belongs to notes stand alone."""
    if len(spans) == 1 and type(spans[0]) is Text:
        yield spans[0]
        return
    for (words, bold), run in groupby(spans, key=lambda span: (isinstance(span, Text | Figure), span.bold)):
        if not words:
            yield from run
        else:
            first, *others = run
            alone = not others and isinstance(first, Text)
            yield first if alone else Text(text="".join(span.text for span in (first, *others)), bold=bold)


def separate(block: Block) -> TypeGuard[Table]:
    """Whether a block is a table that stands on pages of its own."""
    return isinstance(block, Table) and not block.in_text


def only_tables(section: Section) -> bool:
    """Whether a section is nothing but tables with titles of their own: its title then stands in the contents only."""
    return bool(section.blocks) and all(separate(block) for block in section.blocks)


def neighbouring_tables(publication: Publication) -> Iterator[list[Table]]:
    """Tables on pages of their own, in reading order: those together between which nothing else is printed."""
    run: list[Table] = []
    part = None
    for passage in publication.walk():
        if passage.part is not part or (passage.section and not only_tables(passage.section)):
            yield run
            run, part = [], passage.part
        for block in passage.blocks:
            if separate(block):
                run.append(block)
            else:
                yield run
                run = []
    yield run
