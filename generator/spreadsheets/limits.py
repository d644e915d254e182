"""限度 of a workbook: what its cells and sheets may be, beside what every file may (ooxml/limits.py).

Far above what a department's reports need (the finance system's workbook has about 20 sheets of at most 120 columns),
far below 64 MB and 5 s of CPU: decision 0036.
"""

from __future__ import annotations

from gongkai.ooxml.limits import LONGEST_TEXT, MOST_BYTES, MOST_CHARACTERS, MOST_INFLATED, MOST_MARKS, MOST_PARTS
from gongkai.ooxml.limits import Tally as FileTally
from gongkai.ooxml.refusals import RefusedError, damaged

__all__ = ["LONGEST_TEXT", "MOST_BYTES", "MOST_CHARACTERS", "MOST_INFLATED", "MOST_MARKS", "MOST_PARTS", "Tally"]

MOST_CELLS = 60_000
"""that hold something"""
MOST_STRINGS = 100_000
MOST_MERGED = 100_000
"""ranges, and cells in them"""
MOST_SHEETS = 300
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384


class Tally(FileTally):
    """已用: what a workbook has taken so far; raises RefusedError where it is too much."""

    cells: int = 0
    strings: int = 0
    merged: int = 0

    def cell(self, row: int, column: int) -> None:
        if not (1 <= row <= MOST_ROWS and 1 <= column <= MOST_COLUMNS):
            raise damaged("有单元格在表格之外")
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise RefusedError("I107", "格子", sheet=self.sheet, 数=MOST_CELLS // 10_000)

    def string(self, length: int) -> None:
        self.strings += 1
        if self.strings > MOST_STRINGS:
            raise RefusedError("I107", "文字", sheet=self.sheet)
        self.text(length)

    def merge(self, count: int) -> None:
        self.merged += count
        if self.merged > MOST_MERGED:
            raise RefusedError("I107", "合并", sheet=self.sheet, 数=MOST_MERGED // 10_000)
