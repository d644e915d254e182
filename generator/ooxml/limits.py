"""限度: how much one file may hold, so that a hostile one costs neither memory nor time (decision 0036)."""

from __future__ import annotations

from msgspec import Struct

from gongkai.ooxml.refusals import RefusedError

MOST_BYTES = 10_000_000
"""of the file"""
MOST_INFLATED = 64_000_000
"""of all that it holds, unpacked"""
MOST_PARTS = 1_000
MOST_MARKS = 600_000
"""XML elements or BIFF records, of formatted empty cells too"""
MOST_CHARACTERS = 4_000_000
LONGEST_TEXT = 32_767
"""characters of a cell: what Excel itself allows; no run of a Word file needs more"""


class Tally(Struct):
    """已用: what a file has taken so far; raises RefusedError where it is too much."""

    sheet: str = ""
    """the one that is being read"""
    marks: int = 0
    most_marks: int = MOST_MARKS
    characters: int = 0

    def mark(self, count: int = 1) -> None:
        self.marks += count
        if self.marks > self.most_marks:
            raise RefusedError("I107", "空格", sheet=self.sheet, 数=self.most_marks // 10_000)

    def text(self, length: int) -> None:
        self.characters += length
        if length > LONGEST_TEXT or self.characters > MOST_CHARACTERS:
            raise RefusedError("I107", "文字", sheet=self.sheet)
