"""工作表的行: what a line of a table's sheet is, and what hidden columns hold of it."""

from __future__ import annotations

from enum import Enum, auto

from msgspec import Struct

from gongkai.model.entries import Entry
from gongkai.model.statements import StatementRow


class LineKind(Enum):
    """行的种类."""

    FIXED = auto()
    TOTAL = auto()
    DEPARTMENT = auto()
    BODY = auto()
    OPEN = auto()
    """to be typed"""
    BLANK = auto()
    """keeps two sides level"""


class Line(Struct, frozen=True, kw_only=True):
    """一行 of a block."""

    kind: LineKind
    key: str = ""
    row: StatementRow | None = None
    entry: Entry | None = None
    """what was typed for it"""
    above: bool = False
    """whether other lines of the table stand below its code, so that its figures are sums"""

    @property
    def dynamic(self) -> bool:
        return self.kind in (LineKind.BODY, LineKind.OPEN)


OPEN, BLANK = Line(kind=LineKind.OPEN), Line(kind=LineKind.BLANK)


class HelperKind(Enum):
    """What a hidden column holds of a line."""

    CODE = auto()
    """the code, always as text"""
    LOWEST = auto()
    """1, if no other line's code stands below the line's"""
    LEVEL = auto()
    """the code cut to the length of a level; nothing of a shorter one"""
    VALUE = auto()
    """an attribute, its default where nothing is typed"""


class Helper(Struct, frozen=True, kw_only=True):
    """一个暗列; `of`: the field or attribute that it is about."""

    kind: HelperKind
    of: str = ""
    length: int = 0
    place: int = 0
    """the column that it reads"""
