"""文字的片段: runs of text, figures, what an original prints, marks of notes: what a printed line is made of."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from gongkai.model.amounts import WIDE
from gongkai.model.numbers import Number
from gongkai.model.places import NOWHERE, Place
from gongkai.model.statements import Address

PLACES = 2
"""decimals that a percentage needs at least"""


class _Run(Struct, frozen=True, kw_only=True):
    bold: bool = False
    places: tuple[Place, ...] = ()
    """where it, or what stands behind it, was typed; empty for the words of the edition"""


class Text(_Run, frozen=True, kw_only=True):
    """文字: a run of plain text."""

    text: str


class Operand(Struct, frozen=True, kw_only=True):
    """一项: an amount from which a figure of the text is worked out, as it would be printed there."""

    name: str
    """what the wording calls it: 填报·上年.收支总计"""
    text: str
    cells: tuple[Address, ...] = ()
    """as of a Figure"""
    taken_off: bool = False


class Figure(_Run, frozen=True, kw_only=True):
    """数字: a derived or entered figure as printed, with its exact value and where it comes from."""

    text: str
    value: str
    """the exact number, in `unit`, as a plain decimal string"""
    unit: str
    """万元, 元, % or a counter such as 个"""
    source: str
    """Chinese, for a tooltip: 支出决算表·合计·基本支出"""
    low: str = ""
    high: str = ""
    """for a ratio: the interval that the rounding of its figures allows"""
    cells: tuple[Address, ...] = ()
    """the cell of this document that it is, or those that it is the sum of; empty for a difference, a share, a count"""
    terms: tuple[Operand, ...] = ()
    """of the text: what it is worked out from; empty for a figure that is a cell, typed, or another document's"""
    base: tuple[Operand, ...] = ()
    """of a share: what it is taken of"""
    id: str = ""
    """of the text, on a page of the site: its anchor"""
    origin: str = ""
    """the same: the link to how it comes about"""

    def allows(self, printed: Number) -> bool:
        """Whether a printed percentage is one of the interval, rounded (domain rule 2.1)."""
        if not self.low or printed.unit != "%" or printed.places < PLACES:
            return False
        step = Decimal(1).scaleb(-printed.places)
        low, high = (Decimal(end).quantize(step, ROUND_HALF_UP, WIDE) for end in (self.low, self.high))
        return low <= printed.value <= high


class AsPrinted(_Run, frozen=True, kw_only=True):
    """原文: what an archived original prints where it differs from what derives (`expected`, may be empty)."""

    text: str
    expected: str
    note: str
    """the Chinese sentence of the note: 原文印作“…”，按本文件数据应为“…”。"""
    remark: str = ""
    """what the recorder says of it"""
    replaced: tuple[Text | Figure, ...] = ()
    """the derived words and figures in whose place it stands"""
    place: Place = NOWHERE
    """where it is recorded"""


class NoteMark(_Run, frozen=True, kw_only=True):
    """注号: stands behind a figure or a sentence and leads to its note. It is no word of the publication."""

    note: str
    """id of the note"""
    label: str = ""
    """核1; empty for a hint, whose mark is not printed and only tells what the note is about"""
    id: str = ""
    """its own address, to which the note leads back"""
    leads: bool = False
    """stands before a figure, so that the figures of a column stay in line"""

    @property
    def text(self) -> str:
        return ""


class NoteNumber(_Run, frozen=True, kw_only=True):
    """注的编号: the label at the head of a note, which leads back to its mark."""

    text: str
    """核1"""
    mark: str
    """id of the mark"""


class Linked(_Run, frozen=True, kw_only=True):
    """链接: words of a page of the site that lead elsewhere; made for the site alone, no part of a publication."""

    words: tuple[Text | Figure, ...]
    """a term as it is printed, or one figure"""
    href: str
    """relative to the page"""
    kind: str
    """figure, term (名词), record (检查记录)"""

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)


Span = Text | Figure | AsPrinted | NoteMark | NoteNumber | Linked


def plain(spans: tuple[Span, ...]) -> str:
    """The words a reader sees; most lines are one run, and cells are asked a hundred thousand times."""
    return spans[0].text if len(spans) == 1 else "".join(span.text for span in spans)
