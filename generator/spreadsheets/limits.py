"""限度: how much one workbook may hold, so that a hostile one costs neither memory nor time.

Far above what a department's reports need (the finance system's workbook has about 20 sheets of at most 120 columns),
far below 64 MB and 5 s of CPU: decision 0036.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.spreadsheets.refusals import RefusedError, damaged

MOST_BYTES = 10_000_000
"""of the file"""
MOST_INFLATED = 64_000_000
"""of all that a .xlsx holds, unpacked"""
MOST_PARTS = 1_000
MOST_MARKS = 600_000
"""XML elements or BIFF records, of formatted empty cells too"""
MOST_CELLS = 60_000
"""that hold something"""
MOST_STRINGS = 100_000
MOST_CHARACTERS = 4_000_000
LONGEST_TEXT = 32_767
"""characters of a cell: what Excel itself allows"""
MOST_MERGED = 100_000
"""ranges, and cells in them"""
MOST_SHEETS = 300
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384


@dataclass(slots=True)
class Tally:
    """已用: what a workbook has taken so far; raises RefusedError where it is too much."""

    sheet: str = ""
    """the one that is being read"""
    marks: int = 0
    cells: int = 0
    characters: int = 0
    strings: int = 0
    merged: int = 0

    def mark(self, count: int = 1) -> None:
        self.marks += count
        if self.marks > MOST_MARKS:
            raise RefusedError("I107", "空格", sheet=self.sheet, 数=MOST_MARKS // 10_000)

    def cell(self, row: int, column: int) -> None:
        if not (1 <= row <= MOST_ROWS and 1 <= column <= MOST_COLUMNS):
            raise damaged("有单元格在表格之外")
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise RefusedError("I107", "格子", sheet=self.sheet, 数=MOST_CELLS // 10_000)

    def text(self, length: int) -> None:
        self.characters += length
        if length > LONGEST_TEXT or self.characters > MOST_CHARACTERS:
            raise RefusedError("I107", "文字", sheet=self.sheet)

    def string(self, length: int) -> None:
        self.strings += 1
        if self.strings > MOST_STRINGS:
            raise RefusedError("I107", "文字", sheet=self.sheet)
        self.text(length)

    def merge(self, count: int) -> None:
        self.merged += count
        if self.merged > MOST_MERGED:
            raise RefusedError("I107", "合并", sheet=self.sheet, 数=MOST_MERGED // 10_000)
