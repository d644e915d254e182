"""一份文件: a department or a unit, a year and a kind, with what its writer knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from random import Random
from typing import Any

from msgspec import Struct

from bench.invented.books import CAR_BOUGHT, GENERAL, Line, Unit
from bench.invented.sums import Sums
from bench.invented.words import Voice

AUTHORED = 2025
"""the year whose documents are written here; earlier ones were published elsewhere first"""
FORMS = 3
"""performance forms that a document keeps: most departments have few"""


class Filed(Struct, frozen=True, kw_only=True, dict=True):
    """What a document is made of."""

    name: str
    """of the department or unit"""
    kind: Mapping[str, Any]
    """of departments.yml"""
    style: str
    unit: str
    """元 or 万元"""
    code: str
    units: Sequence[Unit]
    year: int
    is_unit: bool
    """单位决算 or 单位预算"""
    knows_last_year: bool
    """last year's document of this kind is in the library"""
    knows_budget: bool
    """this year's budget is there"""
    voice: Voice
    random: Random

    @cached_property
    def sums(self) -> Sums:
        return self._sums(self.year)

    @cached_property
    def before(self) -> Sums:
        return self._sums(self.year - 1)

    def _sums(self, year: int) -> Sums:
        return Sums(units=self.units, year=year, main=self.kind["科目"])

    @property
    def yuan(self) -> float:
        """元 of a hundredth of the unit."""
        return 0.01 if self.unit == "元" else 100

    def differ(self, one: int, other: int) -> bool:
        """Whether two amounts differ as the text prints them, in 万元."""
        return f"{one * self.yuan / 10000:.2f}" != f"{other * self.yuan / 10000:.2f}"

    @property
    def is_first_henan(self) -> bool:
        return self.style == "三年各一" and self.year == 2021

    @property
    def is_second_henan(self) -> bool:
        return self.style == "三年各一" and self.year == 2022

    @property
    def runs_by_budget(self) -> bool:
        """机关运行经费 is compared with the budget, not with last year."""
        return self.is_first_henan or self.style == "说明在前"

    @property
    def public_table(self) -> str:
        return f"{GENERAL if self.is_first_henan else ''}财政拨款三公经费支出决算表"

    @cached_property
    def evaluated(self) -> list[Line]:
        """Projects with a performance form."""
        if self.style == "单位各一":
            return []
        lines = [line for line in self.sums.lines if line.spent and line.planned and line.project.fund == GENERAL]
        return sorted(lines, key=lambda line: -line.spent)[:FORMS]

    @property
    def key_evaluated(self) -> list[Line]:
        """重点绩效评价: since 2023, of those that have several projects."""
        asked = self.style == "三年各一" and self.year >= 2023 and not self.is_unit
        return self.evaluated[:1] if asked and len(self.evaluated) > 1 else []

    @property
    def bought_cars(self) -> int:
        return sum(1 for line in self.sums.lines if line.project.economic == CAR_BOUGHT and line.spent)
