"""文中的数: the figures of running text that are no cell of a table: differences, shares, counts, typed ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.composition.printing import printed, style_of_text
from gongkai.figures.derivation import Accounts
from gongkai.model.amounts import Amount
from gongkai.model.consolidation import UnitShare
from gongkai.model.origins import Origin
from gongkai.model.publication import Block, Paragraph, Passage, Publication, SectionKind
from gongkai.model.spans import Figure, Operand, Span, plain
from gongkai.model.statements import Address
from gongkai.rendering.anchors import addressed
from gongkai.rendering.figures import pieces as words
from gongkai.rendering.figures.lines import imported, readable
from gongkai.rendering.figures.pieces import Line, Piece, Signed, ToCell, ToPage, formula, joined
from gongkai.rendering.figures.spots import Spot
from gongkai.rendering.outline import Leaf, outline, walk
from gongkai.rendering.pages import SOURCES, PageKind, relative

TEXT_SOURCES = f"{SOURCES}/text/"
TYPED = "填报·"
"""how the source of an input begins"""
OTHER_DOCUMENT = re.compile(r"\d{4}年[^·]+·")
CLAUSE, NEXT = re.compile("[。；：，]"), re.compile("[。；：，、]")
LISTED = re.compile(r"[^。；：，、]{0,8}、")
"""the end of the item before, its unit and 、"""
MOST_WORDS = 40
FEW = 4
"""terms that are all told, those that are 0 among them"""


class TextFigure(Struct, frozen=True, kw_only=True):
    """文中的一个数, with the clause in which it stands."""

    id: str
    """of the figure on its page: income-p3-f2"""
    page: str
    title: str
    """of the section or part"""
    clause: str
    figure: Figure

    @property
    def target(self) -> str:
        return f"{self.page}#{self.id}"


class TextOrigin(Struct, frozen=True, kw_only=True):
    """文中一个数的来历."""

    figure: TextFigure
    lines: tuple[Line, ...]


def text_figures(publication: Publication) -> Iterator[TextFigure]:
    """Those of every page of text, in reading order."""
    for leaf in walk(outline(publication)):
        for title, blocks in _passages(leaf):
            for block in blocks:
                if isinstance(block, Paragraph):
                    yield from _of_paragraph(block, leaf.path, title)


def with_origins(publication: Publication, texts: Iterable[TextOrigin]) -> Publication:
    """The publication with a link to its origin at each of these figures."""
    pages = {one.figure.id: one.figure.page for one in texts}
    return (
        publication.with_blocks(lambda passage: tuple(_linked(passage, pages, publication.id)))
        if pages
        else publication
    )


def _linked(passage: Passage, pages: Mapping[str, str], document: str) -> Iterator[Block]:
    scope = (passage.section or passage.part).id
    for block in addressed(passage.blocks, scope):
        if isinstance(block, Paragraph):
            yield replace(block, spans=tuple(_linked_spans(block, pages, document)))
        else:
            yield block


def _linked_spans(paragraph: Paragraph, pages: Mapping[str, str], document: str) -> Iterator[Span]:
    number = 0
    for span in paragraph.spans:
        number += isinstance(span, Figure)
        id = figure_id(paragraph, number)
        if isinstance(span, Figure) and id in pages:
            here, target = f"{document}/{pages[id]}", f"{document}/{TEXT_SOURCES}#{id}"
            yield replace(span, id=id, origin=relative(target, here))
        else:
            yield span


def figure_id(paragraph: Paragraph, number: int) -> str:
    """The anchor of a figure of a paragraph, counted from 1."""
    return f"{paragraph.id}-f{number}"


def _passages(leaf: Leaf) -> Iterator[tuple[str, Iterable[Block]]]:
    """The texts of a page, with their anchors as the page has them."""
    if leaf.form or leaf.kind is PageKind.TABLE:
        return
    yield leaf.title, addressed(leaf.blocks, leaf.part.id)
    for section in leaf.sections:
        if leaf.kind is PageKind.PERFORMANCE or section.kind is not SectionKind.PERFORMANCE:
            yield section.number + plain(section.title), addressed(section.blocks, section.id)


def _of_paragraph(paragraph: Paragraph, page: str, title: str) -> Iterator[TextFigure]:
    number, before = 0, ""
    for at, span in enumerate(paragraph.spans):
        if isinstance(span, Figure):
            number += 1
            if len(span.cells) != 1:
                clause = _clause(before, span.text, plain(paragraph.spans[at + 1 :]))
                id = figure_id(paragraph, number)
                yield TextFigure(id=id, page=page, title=title, clause=clause, figure=span)
            before = ""
        else:
            before += span.text


def _clause(before: str, figure: str, after: str) -> str:
    """The clause of a figure: 收、支总计各减少5548.56万元; `before` begins at the figure before it."""
    start = max((match.end() for match in CLAUSE.finditer(before)), default=0)
    listed = LISTED.match(before)
    head = before[max(start, listed.end() if listed else 0) :]
    end = NEXT.search(after)
    tail = after[: end.start() if end else len(after)]
    return (f"…{head[-MOST_WORDS:]}" if len(head) > MOST_WORDS else head) + figure + tail[:MOST_WORDS]


class TextTeller(Struct, frozen=True, kw_only=True):
    """Tells of the figures of the text of one document."""

    accounts: Accounts
    spots: Mapping[Address, Spot]
    inputs: Mapping[str, Origin]
    archived: bool = False
    """whether what was typed is what an original prints"""
    units: Mapping[str, str] = field(default_factory=dict)
    """the pages of the units' documents, by the units' names, where the document is their sum"""
    shares: Mapping[str, tuple[UnitShare, ...]] = field(default_factory=dict)
    """what each unit has of an input that is a sum, by its path"""

    def told(self, one: TextFigure) -> TextOrigin:
        line = Line(label=words.HOW, pieces=joined(self._how(one.figure)))
        return TextOrigin(figure=one, lines=(line, *self._imported(one.figure)))

    def _how(self, figure: Figure) -> Iterator[Piece]:
        source = figure.source
        if figure.terms:
            yield from self._formula(figure)
        elif figure.cells:
            yield from formula([Signed(sign=1, piece=self._cell(cell)) for cell in figure.cells])
        elif source.removeprefix(TYPED) in self.shares:
            yield "各单位相加 "
            yield from formula(list(self._of_units(self.shares[source.removeprefix(TYPED)])))
        elif source.startswith(TYPED):
            who = "照原文的文字录入的数" if self.archived else "部门在文字部分填报的数"
            yield f"{who}：{self._readable(source.removeprefix(TYPED))}"
        elif OTHER_DOCUMENT.match(source):
            yield f"取自{self._readable(source)}"
        elif figure.unit:
            yield f"＝ {self._readable(source)}"
        else:
            yield "按文件的内容数出来的个数"

    def _of_units(self, shares: Iterable[UnitShare]) -> Iterator[Signed]:
        style = style_of_text(self.accounts.edition.amounts)
        for one in shares:
            value = printed(one.value, style) if isinstance(one.value, Amount) else f"{one.value}"
            told = f"{one.unit} {value or '0'}"
            page = self.units.get(one.unit)
            yield Signed(sign=1, piece=ToPage(text=told, target=page) if page else told)

    def _formula(self, figure: Figure) -> Iterator[Piece]:
        """Terms of one name are told as so many of it."""
        names = {term.name for term in figure.terms if not term.cells}
        if len(figure.terms) > 1 and len(names) == 1 and not any(term.cells for term in figure.terms):
            name = self._readable(*names)
            yield f"{len(figure.terms)} 个“{name}”相加 "
            yield from formula([self._bare(term) for term in figure.terms], [self._signed(one) for one in figure.base])
        else:
            shown = [term for term in figure.terms if term.text.strip("0.")]
            terms = shown if shown and len(figure.terms) > FEW else figure.terms
            yield from formula([self._signed(one) for one in terms], [self._signed(one) for one in figure.base])
            if len(terms) < len(figure.terms):
                yield f"（另有 {len(figure.terms) - len(terms)} 项是 0）"

    def _cell(self, address: Address) -> Piece:
        return ToCell(spot=self.spots[address]) if address in self.spots else f"{address} 0"

    def _bare(self, term: Operand) -> Signed:
        return Signed(sign=-1 if term.taken_off else 1, piece=term.text)

    def _signed(self, term: Operand) -> Signed:
        spot = self.spots.get(term.cells[0]) if len(term.cells) == 1 else None
        piece: Piece = f"{self._readable(term.name)} {term.text}"
        if spot is not None:
            piece = ToCell(spot=spot, text=term.text if term.text != spot.text else "")
        return Signed(sign=-1 if term.taken_off else 1, piece=piece)

    def _readable(self, name: str) -> str:
        """填报·上年.收支总计 → 填报的上年·收支总计; of an original, 录入的."""
        typed = ("录入的" if self.archived else "填报的") if name.startswith(TYPED) else ""
        return typed + readable(name.removeprefix(TYPED), self.accounts.naming)

    def _imported(self, figure: Figure) -> Iterator[Line]:
        origin = self.inputs.get(figure.source.removeprefix(TYPED))
        if origin is not None:
            yield Line(label=words.IMPORTED, pieces=(imported(origin),))
