"""核对说明 on the pages of the site: what is ours and not the department's own, which readers can hide."""

from __future__ import annotations

from gongkai.model.publication import OURS, Block, GlossaryEntry, Note, SectionKind, Table
from gongkai.model.spans import AsPrinted, NoteMark, Span
from gongkai.rendering.outline import Leaf, is_form
from gongkai.rendering.pages import PageKind


def is_ours(note: Note) -> bool:
    """Whether a note is no part of the document, and no 更正 of it."""
    return note.kind in OURS


def ours_on(leaf: Leaf) -> int:
    """核对说明 on a page, how many."""
    if leaf.form and leaf.table is not None:
        return count_ours(leaf.table)
    of_performance = leaf.kind is PageKind.PERFORMANCE
    shown = [one for one in leaf.sections if of_performance or one.kind is not SectionKind.PERFORMANCE]
    titles = sum(_printed(section.title) for section in shown)
    blocks = [*leaf.blocks, *(block for section in shown for block in section.blocks)]
    return titles + sum(count_ours(block) for block in blocks if not is_form(block))


def count_ours(block: Block) -> int:
    """核对说明 of a block: notes that are ours, and those of each 原文."""
    match block:
        case Note():
            return is_ours(block) + _printed(block.spans)
        case GlossaryEntry():
            return _printed(block.term + block.text)
        case Table():
            return _printed(block.printed_spans) + sum(map(count_ours, block.notes))
        case _:
            return _printed(block.spans)


def noted(spans: tuple[Span, ...]) -> bool:
    """Whether a line has notes behind it."""
    return any(isinstance(span, AsPrinted | NoteMark) for span in spans)


def _printed(spans: tuple[Span, ...]) -> int:
    return sum(isinstance(span, AsPrinted) for span in spans)
