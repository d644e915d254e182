"""日期: dates as documents give them, often no nearer than the month."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """年月 or 年月日; `day` 0: not known."""

    year: int
    month: int
    day: int = 0

    def __str__(self) -> str:
        """ISO: 2022-09 or 2022-09-30."""
        month = f"{self.year:04d}-{self.month:02d}"
        return f"{month}-{self.day:02d}" if self.day else month
