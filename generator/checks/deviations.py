"""原文的出入: where an archived original prints other words or figures than derive, in the sentence where it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from gongkai.checks.context import Case
from gongkai.checks.texts import bodies_of
from gongkai.model.entries import OriginalWording
from gongkai.model.mentions import Measure, measures
from gongkai.model.numbers import read
from gongkai.model.places import Place
from gongkai.model.publication import (
    AsPrinted,
    Block,
    CellKind,
    Figure,
    GlossaryEntry,
    Heading,
    Note,
    Paragraph,
    Publication,
    Span,
    Table,
    plain,
)
from gongkai.model.text_diff import Aspect, Difference, cut_from, differences

SENTENCE, CLAUSE = re.compile(r"[。；\n]"), re.compile(r"[。；，\n]")
HEAD = re.compile(r"(?:封面\.\d+|.*\.(?:题|目录题|编号|栏头\.[左中右]))")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
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
    table: str = ""
    """of a cell: the title of its table"""

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

    @property
    def subject(self) -> str:
        """The beginning of the paragraph, and of the sentence, to tell where it is; of a cell its row and column."""
        if self.area in (Area.CELL, Area.CODE):
            return "·".join((self.table, *self.original.where.split(".")[1:]))
        head = _first(self.as_printed)
        own = _first(SENTENCE.split(self.before)[-1] or self.printed + self.after)
        return head if head.startswith(own) else f"{head}……{own}"


def _first(text: str) -> str:
    """Its first clause."""
    return re.split(r"[，。；]", text)[0].strip()


def is_right(figure: Figure | None, printed: str) -> bool:
    """Whether a printed percentage lies in the interval that the rounding of its figures allows (domain rule 2.1)."""
    number = read(printed)
    return bool(figure and number and figure.allows(number))


def is_cut(figure: Figure | None, printed: str) -> bool:
    """Whether a printed number is the exact one cut off and not rounded."""
    number = next((one.number for one in measures(printed)), None)
    return figure is not None and number is not None and cut_from(Decimal(figure.value), number)


def deviations(case: Case, *aspects: Aspect) -> Iterator[Deviation]:
    """Every 原文 of sentences, cells and heads, in printed order; of these aspects, if any is given."""
    if case.publication is None:
        return
    recorded = {original.place: original for original in case.document.originals}
    for one in (*_in_publication(case, case.publication, recorded), *_in_heads(case, case.publication)):
        if not aspects or one.aspects.intersection(aspects):
            yield one


def in_text(case: Case, *aspects: Aspect) -> Iterator[Deviation]:
    """Those of sentences."""
    return (one for one in deviations(case, *aspects) if one.area is Area.TEXT)


def _in_publication(
    case: Case, publication: Publication, recorded: dict[Place, OriginalWording]
) -> Iterator[Deviation]:
    with_forms = case.document.edition.sections_of_forms()
    names = tuple(bodies_of(case.document))
    for part, section, blocks in publication.walk():
        of_forms = (part.id, section.id if section else "") in with_forms
        for block in blocks:
            for area, title, spans in _texts(block):
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
                            table=title,
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


def _in_heads(case: Case, publication: Publication) -> Iterator[Deviation]:
    """原文 of titles and of what stands over tables."""
    for original in case.document.originals:
        if HEAD.fullmatch(original.where):
            for head in _heads(publication, original.where):
                before, there, after = head.partition(original.printed)
                if there and original.printed:
                    yield Deviation(
                        original=original,
                        area=Area.HEAD,
                        with_forms=False,
                        before=before,
                        after=after,
                        names=tuple(bodies_of(case.document)),
                    )
                    break


def _heads(publication: Publication, where: str) -> Iterator[str]:
    """The titles and heads of a publication, those of the table that a place names before others."""
    tables = sorted(publication.tables(), key=lambda table: not where.startswith(f"{table.id}."))
    for table in tables:
        yield from (table.title, table.number, table.subtitle, *table.caption)
    yield from publication.cover
    for part in publication.parts:
        yield from (part.title, part.listed)
        for section in part.sections:
            yield from (plain(section.title), section.contents_title)


def counted(one: Deviation, *, rates: bool) -> int:
    """How many percentages, or how many amounts and counts, an 原文 is about."""
    meant: tuple[Measure, ...] = measures(one.expected)
    return sum(measure.is_rate == rates for measure in meant)
