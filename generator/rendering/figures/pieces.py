"""来历的句子: what a line about a figure is made of: words, links to cells, links to pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from gongkai.rendering.figures.spots import Spot

PLUS, MINUS = " ＋ ", " － "
HOW, ALSO, ROUNDING, GIVEN_HERE, GIVEN_THERE = "怎么来的", "也等于", "四舍五入", "另外填报", "对照"
ORIGINAL, IMPORTED, FOUND, SAME = "原文", "出自", "核对", "也印在"


class ToCell(Struct, frozen=True, kw_only=True):
    """一格: its name and its amount, or that of one of the figures that were typed into it (`share`)."""

    spot: Spot
    text: str = ""
    """the amount, where it is not that of the cell"""
    share: str = ""
    bare: bool = False
    """only named"""

    @property
    def remark(self) -> str:
        """In brackets behind its name; of a misprint, that the formula takes another figure than is printed."""
        misprint = f"原文印作 {self.spot.text}" if not self.bare and self.spot.expected else ""
        return self.share or misprint

    def words(self, at: Spot | None) -> str:
        return self.spot.called(at) + (f"（{self.remark}）" if self.remark else "")

    @property
    def amount(self) -> str:
        return "" if self.bare else self.text or self.spot.expected or self.spot.text


class ToPage(Struct, frozen=True, kw_only=True):
    """一页, below the document: ../../ is the department's."""

    text: str
    target: str


Piece = str | ToCell | ToPage


class Line(Struct, frozen=True, kw_only=True):
    """一句: 怎么来的 ＝ 财政拨款收入 90.00 ＋ 其他收入 12.00."""

    label: str
    pieces: tuple[Piece, ...]


class Signed(Struct, frozen=True, kw_only=True):
    """带号的一项."""

    sign: int
    piece: Piece


def formula(terms: Sequence[Signed], base: Sequence[Signed] = ()) -> Iterator[Piece]:
    """＝ 甲 － 乙, or ＝（甲 － 乙）÷ 乙: what is divided, or divides, stands in brackets if it is a sum."""
    if not base:
        yield "＝ "
        yield from _sum(terms)
        return
    yield "＝（" if len(terms) > 1 else "＝ "
    yield from _sum(terms)
    yield ("）" if len(terms) > 1 else " ") + "÷" + ("（" if len(base) > 1 else " ")
    yield from _sum(base)
    if len(base) > 1:
        yield "）"


def _sum(terms: Iterable[Signed]) -> Iterator[Piece]:
    for number, term in enumerate(terms):
        if number or term.sign < 0:
            yield PLUS if term.sign > 0 else MINUS
        yield term.piece


def joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Words beside each other as one piece."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] += piece
        elif piece:
            found.append(piece)
    return tuple(found)
