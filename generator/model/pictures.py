"""图: the bars of one picture, finished for the reader; site and PDF draw them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from gongkai.model.spans import Figure


class Bar(Struct, frozen=True, kw_only=True):
    """一条: one figure, or why there is none."""

    series: str
    """决算数"""
    look: int = 0
    """0: what the picture is about; 1, 2: what it is set beside"""
    figure: Figure | None = None
    reason: str = ""
    """why there is no figure; may be empty where there is none"""
    share: str = ""
    """82.35%"""

    @property
    def value(self) -> Decimal | None:
        return Decimal(self.figure.value) if self.figure else None


class BarGroup(Struct, frozen=True, kw_only=True):
    """一项: the bars of one code, name or year."""

    title: str
    bars: tuple[Bar, ...]
    total: bool = False
    current: bool = False
    """of years: the document's own"""

    @property
    def nothing(self) -> bool:
        """Whether all of its figures are there, and are zero."""
        return all(bar.value == 0 for bar in self.bars)


class Absent(Struct, frozen=True, kw_only=True):
    """没有的一种数: a series of which there is no figure at all, and why."""

    series: str
    reason: str


class Picture(Struct, frozen=True, kw_only=True):
    """图."""

    id: str
    title: str
    year: int
    unit: str
    groups: tuple[BarGroup, ...]
    remark: str = ""
    of_years: bool = False
    series: tuple[str, ...] = ()
    """those that it shows"""
    rest: tuple[BarGroup, ...] = ()
    """what the last group adds up"""
    nothing: tuple[str, ...] = ()
    """parts that are zero, and have no bar"""
    absent: tuple[Absent, ...] = ()
    shares_sum: str = ""
    """what the printed shares come to, where it is not 100 %"""
    no_shares: bool = False
    """shares would mislead: a part is below zero, or there is no total"""
    apart: str = ""
    """how far the parts are from the total, with the unit, where they are not equal"""
    told_here: tuple[tuple[str, str], ...] = ()
    """years whose figures this document tells, and why their own does not"""
    events: tuple[str, ...] = ()
    """2023年3月合并：…: what happened to the department between the years"""
    scopes: tuple[str, ...] = ()
    """2022年3个, 2023年没有写明: how many units each year takes in, where it is not always the same"""

    @property
    def compares(self) -> bool:
        """Whether a group may have several bars."""
        return len(self.series) > 1

    @property
    def has_shares(self) -> bool:
        return any(bar.share for group in self.groups for bar in group.bars)

    def bars(self) -> Iterator[Bar]:
        """Those that are drawn: of one series, the total is the whole of the others, and no bar among them."""
        return (bar for group in self.groups if self.compares or not group.total for bar in group.bars)
