"""别的文件的数: what one document asks of the figures of another, and nothing else of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from gongkai.model.amounts import Amount


class OtherFigures(Protocol):
    """Figures worked out (`Accounts`), or what they once answered (pipeline/known_figures.py)."""

    def quantity(self, reference: str) -> Amount:
        """数: an indicator, a cell or a formula. Raises FormulaError if it names nothing."""

    def hides(self, reference: str) -> bool:
        """不公开: whether it is nothing but what may not be printed. Raises FormulaError if it names nothing."""

    def codes(self, indicator: str) -> tuple[str, ...] | None:
        """The lowest codes behind an indicator of codes (一般公共预算支出.*); None if there is no such indicator."""

    def tables(self, name: str) -> tuple[str, ...]:
        """The tables behind an indicator, or that of a code; none if there is no such indicator."""

    @property
    def largest(self) -> Decimal:
        """The largest figure of all, in 元."""
