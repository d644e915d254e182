"""栏头和单元格的文字 of a bureau's lists, as they are compared and kept."""

from __future__ import annotations

import re
import unicodedata

from gongkai.model.sheets import Sheet, SheetCell

MOST_HEAD_ROWS = 30
"""in which a list's head is looked for"""
_MARKS = re.compile(r"[\s'’‘]+")


def folded(text: str) -> str:
    """A head as it is compared: one width, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def cleaned(text: str) -> str:
    """A name as it is kept: without indentation and breaks, its characters in their usual form."""
    return "".join(unicodedata.normalize("NFC", text).split()).strip("　")


def typed_code(cell: SheetCell | None) -> str:
    """What stands for a code in a cell: digits as they are shown, zeros before them too (0101); "" for nothing."""
    if cell is None:
        return ""
    shown = cell.shown if cell.number is not None and cell.shown.isdecimal() else ""
    text = _MARKS.sub("", unicodedata.normalize("NFKC", cell.text))
    return shown if len(shown) > len(text) else text


def text_at(sheet: Sheet, row: int, column: int) -> str:
    """The text of a cell, or of the one that is merged over it."""
    cell = sheet.at(row, column)
    return cell.text if cell is not None else ""
