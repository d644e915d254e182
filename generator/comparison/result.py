"""对照结果: what a comparison found, as values."""

from __future__ import annotations

from msgspec import Struct

from gongkai.comparison.original import Line
from gongkai.model.entries import OriginalWording
from gongkai.model.places import NOWHERE, Place


class Spot(Struct, frozen=True, kw_only=True):
    """原件的一处: a line, on a page where pages are known."""

    line: int = 0
    page: int = 0

    def __str__(self) -> str:
        return f"第{self.page}页第{self.line}行" if self.page else f"第{self.line}行"


def spot_of(line: Line) -> Spot:
    return Spot(line=line.number, page=line.page)


class Mismatch(Struct, frozen=True, kw_only=True):
    """一处不同: what derives, and what the original prints in its place."""

    kinds: tuple[str, ...]
    """数, 百分比, 增减, 列举, 名称, 单位, 日期, 文字, 缺, 多"""
    label: str
    """where in the document, for people"""
    expected: str
    printed: str
    spot: Spot
    places: tuple[Place, ...] = ()
    """where the content that makes the words was typed"""
    entry: OriginalWording | None = None
    """what would record it; None where nothing can"""
    recorded: Place = NOWHERE
    """the entry of 原文 that says otherwise"""


class Unplaced(Struct, frozen=True, kw_only=True):
    """没有对上: words of the original that stand nowhere in the document."""

    spot: Spot
    text: str


class Moved(Struct, frozen=True, kw_only=True):
    """换了位置: words that the original prints elsewhere than they derive."""

    label: str
    text: str
    spot: Spot


class Comparison(Struct, frozen=True, kw_only=True):
    """对照 of one document with its original."""

    differences: tuple[Mismatch, ...]
    unplaced: tuple[Unplaced, ...]
    moved: tuple[Moved, ...] = ()
    lost: tuple[str, ...] = ()
    """rows of forms that the source has lost, as their content says (缺漏)"""
    personal: tuple[Spot, ...] = ()
    """lines with people's data that the document leaves out"""
    figures: int = 0
    """of the original"""
    agreed: int = 0
    """of them, those that derive"""

    @property
    def same(self) -> bool:
        return not self.differences and not self.unplaced
