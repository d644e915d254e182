"""原文的出入: where an archived original prints other words or figures than derive, in the sentence where it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.checks.context import Case
from gongkai.checks.text_diff import Kind, kinds_of
from gongkai.model.places import Place
from gongkai.model.publication import AsPrinted, Block, Figure, GlossaryEntry, Heading, Note, Paragraph, Span, plain

SENTENCE = re.compile(r"[。；\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """一处出入, with the words around it in its paragraph."""

    span: AsPrinted
    with_forms: bool
    """whether the section shows performance forms, which E114 and E121 compare with it"""
    before: str
    after: str

    @property
    def expected(self) -> str:
        return self.span.expected

    @property
    def printed(self) -> str:
        return self.span.text

    @property
    def place(self) -> Place:
        return self.span.place

    @property
    def kinds(self) -> frozenset[Kind]:
        return kinds_of(self.expected, self.printed)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The derived figures that it replaces."""
        return tuple(span for span in self.span.replaced if isinstance(span, Figure))

    @property
    def subject(self) -> str:
        """The beginning of the paragraph, and of the sentence, to tell where it is."""
        whole = self.before + self.printed + self.after
        head = _first(whole)
        own = _first(SENTENCE.split(self.before)[-1] or self.printed + self.after)
        return head if head.startswith(own) else f"{head}……{own}"


def _first(text: str) -> str:
    """Its first clause."""
    return re.split(r"[，。；]", text)[0].strip()


def deviations(case: Case, *kinds: Kind) -> Iterator[Deviation]:
    """Every 原文 in headings, paragraphs, notes and the glossary, in printed order; of these kinds, if any is given."""
    if case.publication is None:
        return
    with_forms = case.document.edition.sections_of_forms()
    for part, section, blocks in case.publication.walk():
        for block in blocks:
            for one in _in_block(block, with_forms=(part.id, section.id if section else "") in with_forms):
                if not kinds or one.kinds.intersection(kinds):
                    yield one


def _in_block(block: Block, *, with_forms: bool) -> Iterator[Deviation]:
    for spans in _texts(block):
        for index, span in enumerate(spans):
            if isinstance(span, AsPrinted):
                yield Deviation(
                    span=span, with_forms=with_forms, before=plain(spans[:index]), after=plain(spans[index + 1 :])
                )


def _texts(block: Block) -> tuple[tuple[Span, ...], ...]:
    match block:
        case Heading() | Paragraph() | Note():
            return (block.spans,)
        case GlossaryEntry():
            return (block.term, block.text)
    return ()
