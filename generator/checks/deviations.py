"""原文的出入: where an archived original prints other words or figures than derive, in the sentence where it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.texts import bodies_of
from gongkai.model.entries import OriginalWording
from gongkai.model.grid_cells import CellKind
from gongkai.model.mentions import measures
from gongkai.model.places import Place
from gongkai.model.publication import Block, GlossaryEntry, Heading, Note, Paragraph, Publication, Table
from gongkai.model.spans import AsPrinted, Figure, Span, plain
from gongkai.model.text_diff import Aspect, Difference, cut_from, differences

SENTENCE, CLAUSE = re.compile(r"[。；\n]"), re.compile(r"[。；，\n]")
HEAD = re.compile(r"(?:标题|封面\.\d+|.*\.(?:题|目录题|编号|栏头\.[左中右]))")
"""places of 原文 whose words a publication has as plain text"""


class Area(Enum):
    """哪里的字."""

    TEXT = auto()
    """a paragraph, a heading within the text, a note, a term"""
    CELL = auto()
    CODE = auto()
    """a cell with a code, which K203 looks at"""
    HEAD = auto()
    """a title, what stands over a table"""


class Deviation(Struct, frozen=True, kw_only=True):
    """一处出入, with the words around it in its paragraph."""

    original: OriginalWording
    area: Area
    with_forms: bool
    """whether the section shows performance forms, which E114 and E121 compare with it"""
    before: str = ""
    after: str = ""
    figures: tuple[tuple[int, Figure], ...] = ()
    """the derived figures of the paragraph, and where they begin in it"""
    names: tuple[str, ...] = ()
    title: str = ""
    """of the table that a cell is in, of what a head stands over"""

    @property
    def expected(self) -> str:
        return self.original.expected

    @property
    def printed(self) -> str:
        return self.original.printed

    @property
    def place(self) -> Place:
        return self.original.place

    @property
    def remark(self) -> str:
        return self.original.remark

    @property
    def derived(self) -> str:
        """The whole paragraph as it derives."""
        return self.before + self.expected + self.after

    @property
    def as_printed(self) -> str:
        return self.before + self.printed + self.after

    def printed_for(self, words: str) -> str | None:
        """What is printed where derived words would stand; None where they do, or are not touched."""
        start, end = len(self.before), len(self.before) + len(self.expected)
        for match in re.finditer(re.escape(words), self.derived):
            if match.start() < max(end, start + 1) and start < match.end():
                behind = len(self.derived) - max(match.end(), end)
                printed = self.as_printed[min(match.start(), start) : len(self.as_printed) - behind]
                if words not in printed:
                    return printed
        return None

    @property
    def differences(self) -> tuple[Difference, ...]:
        return differences(self.expected, self.printed, self.before, self.after, names=self.names)

    @property
    def aspects(self) -> frozenset[Aspect]:
        return frozenset(one.aspect for one in self.differences)

    def of(self, *aspects: Aspect) -> tuple[Difference, ...]:
        return tuple(one for one in self.differences if one.aspect in aspects)

    def figure(self, difference: Difference) -> Figure | None:
        """The derived figure that a difference is about."""
        end = difference.start + len(difference.expected)
        meant = (figure for at, figure in self.figures if at < end and difference.start < at + len(figure.text))
        return next(meant, None)

    @property
    def clause(self) -> str:
        """The clauses that derive where it is, whole."""
        return CLAUSE.split(self.before)[-1] + self.expected + CLAUSE.split(self.after)[0]

    def is_right(self, difference: Difference) -> bool:
        """Whether a printed percentage lies in the interval that the rounding of its figures allows (domain 2.1)."""
        figure = self.figure(difference)
        return figure is not None and difference.numbers is not None and figure.allows(difference.numbers[1])

    def is_cut(self, difference: Difference) -> bool:
        """Whether a printed number is the exact one cut off and not rounded."""
        figure, numbers = self.figure(difference), difference.numbers
        return figure is not None and numbers is not None and cut_from(Decimal(figure.value), numbers[1])

    def counted(self, *, rates: bool) -> int:
        """How many percentages, or how many amounts and counts, it is about."""
        return sum(one.is_rate == rates for one in measures(self.expected))

    @property
    def subject(self) -> str:
        """Where it is: the beginning of the paragraph, and of the sentence; table, row and column; what it is over."""
        if self.area in (Area.CELL, Area.CODE):
            return "·".join((self.title, *self.original.where.split(".")[1:]))
        if self.area is Area.HEAD:
            return "·".join(dict.fromkeys((self.title, self.as_printed)))
        head = _first(self.as_printed)
        own = _first(SENTENCE.split(self.before)[-1] or self.printed + self.after)
        return head if head.startswith(own) else f"{head}……{own}"


def _first(text: str) -> str:
    """Its first clause."""
    return re.split(r"[，。；]", text)[0].strip()


def deviations(case: Case, *aspects: Aspect) -> Iterator[Deviation]:
    """Every 原文 of sentences, cells and heads, in printed order; of these aspects, if any is given."""
    return (one for one in _all(case) if not aspects or one.aspects.intersection(aspects))


def in_text(case: Case, *aspects: Aspect) -> Iterator[Deviation]:
    """Those of sentences."""
    return (one for one in deviations(case, *aspects) if one.area is Area.TEXT)


@lru_cache(maxsize=1)
def _all(case: Case) -> tuple[Deviation, ...]:
    """Kept for the rules that look at them in turn."""
    if case.publication is None:
        return ()
    names = tuple(bodies_of(case.document))
    return (*_in_publication(case, case.publication, names), *_in_heads(case, case.publication, names))


def _in_publication(case: Case, publication: Publication, names: tuple[str, ...]) -> Iterator[Deviation]:
    recorded = {original.place: original for original in case.document.originals}
    with_forms = case.document.edition.sections_of_forms()
    for part, section, blocks in publication.walk():
        of_forms = (part.id, section.id if section else "") in with_forms
        for area, title, spans in (text for block in blocks for text in _texts(block)):
            for index, span in enumerate(spans):
                if isinstance(span, AsPrinted):
                    yield Deviation(
                        original=recorded.get(span.place) or _recorded(span),
                        area=area,
                        with_forms=of_forms,
                        before=plain(spans[:index]),
                        after=plain(spans[index + 1 :]),
                        figures=tuple(_figures(spans, index)),
                        names=names,
                        title=title,
                    )


def _recorded(span: AsPrinted) -> OriginalWording:
    return OriginalWording(where="", expected=span.expected, printed=span.text, remark=span.remark, place=span.place)


def _figures(spans: tuple[Span, ...], index: int) -> Iterator[tuple[int, Figure]]:
    """The figures of a text as it derives where `index` stands, and where they begin."""
    at, own = 0, spans[index]
    derived = own.replaced if isinstance(own, AsPrinted) else ()
    for span in (*spans[:index], *derived, *spans[index + 1 :]):
        if isinstance(span, Figure):
            yield at, span
        at += len(span.text)


def _texts(block: Block) -> Iterator[tuple[Area, str, tuple[Span, ...]]]:
    """The texts of a block that 原文 can change; of cells with the title of their table."""
    match block:
        case Heading() | Paragraph() | Note():
            yield Area.TEXT, "", block.spans
        case GlossaryEntry():
            yield Area.TEXT, "", block.term
            yield Area.TEXT, "", block.text
        case Table():
            for row in (*block.head, *block.body):
                for cell in row.cells:
                    yield Area.CODE if cell.kind is CellKind.CODE else Area.CELL, block.title, cell.spans
            yield from ((Area.TEXT, "", note.spans) for note in block.notes)


def _in_heads(case: Case, publication: Publication, names: tuple[str, ...]) -> Iterator[Deviation]:
    """原文 of titles and of what stands over tables."""
    for original in case.document.originals:
        if HEAD.fullmatch(original.where) and original.printed:
            heads = ((name, head.partition(original.printed)) for name, head in _heads(publication, original.where))
            name, (before, _, after) = next((one for one in heads if one[1][1]), ("", ("", "", "")))
            yield Deviation(
                original=original,
                area=Area.HEAD,
                with_forms=False,
                before=before,
                after=after,
                names=names,
                title=name,
            )


def _heads(publication: Publication, where: str) -> Iterator[tuple[str, str]]:
    """The titles and heads of a publication, each with what it belongs to; those at the place before others."""
    part = where.partition(".")[0]
    for table in sorted(publication.tables(), key=lambda one: one.id != part):
        yield from ((table.title, head) for head in (table.title, table.number, table.subtitle, *table.caption))
    yield from (("封面", line) for line in (*publication.cover, publication.title))
    for one in publication.parts:
        yield from ((one.title, head) for head in (one.title, one.listed))
        for section in one.sections:
            yield from ((section.contents_title, head) for head in (plain(section.title), section.contents_title))
