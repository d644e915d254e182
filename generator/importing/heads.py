"""栏头: where the head of a table stands, what is over each column, and which columns belong together.

Found by texts alone: the words that heads of the form can have, and those that any table has (科目编码, 项目, 行次).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from enum import Enum
from functools import cached_property

from msgspec import Struct

from gongkai.importing.texts import LINE_NUMBERS, TOTALS, bare, folded, title_of
from gongkai.model.sheets import Sheet, SheetCell

_LABEL = re.compile(r"项目(?:\(.*\))?|.*(?:名称|科目)|功能分类(?:\(.*\))?|.*功能分类|项目及.*|支出项目|单位")
_CODE = re.compile(r".*(?:编码|代码)")
_COLUMN_NUMBER = re.compile("[0-9]{1,3}")
_LEVELS = ("类", "款", "项")
_SERIAL = re.compile(r"行次|栏次|序号|行号")
MOST_HEAD_ROWS = 12


class Role(Enum):
    """一栏是什么."""

    CODE = "编码"
    LABEL = "名称"
    SERIAL = "行次"
    AMOUNT = "数"


class HeadColumn(Struct, frozen=True, kw_only=True):
    """一栏 with the texts over it, from the top."""

    column: int
    path: tuple[str, ...]
    role: Role

    @property
    def title(self) -> str:
        return self.path[-1] if self.path else ""

    @property
    def told(self) -> str:
        """As messages name it."""
        return "·".join(self.path)


class HeadBlock(Struct, frozen=True, kw_only=True, dict=True):
    """一组栏: codes and label, and the figures to the right of them."""

    columns: tuple[HeadColumn, ...]

    def of(self, role: Role) -> tuple[HeadColumn, ...]:
        return tuple(one for one in self.columns if one.role is role)

    @cached_property
    def codes(self) -> tuple[int, ...]:
        return tuple(one.column for one in self.of(Role.CODE))

    @cached_property
    def labels(self) -> tuple[int, ...]:
        return tuple(one.column for one in self.of(Role.LABEL))

    @property
    def amounts(self) -> tuple[HeadColumn, ...]:
        return self.of(Role.AMOUNT)


class Head(Struct, frozen=True, kw_only=True):
    """表头: its rows, first to last, the blocks below it, and the rows that only number columns (栏次)."""

    first: int
    last: int
    blocks: tuple[HeadBlock, ...]


def find_head(sheet: Sheet, words: Collection[str], after: int = 0) -> Head | None:
    """The first head below a row. `words`: what heads of the form can say, folded."""
    rows = sorted({row for row, _ in sheet.cells if row > after})
    anchor = next((row for row in rows if _begins(sheet, row, words)), None)
    if anchor is None:
        return None
    first = anchor
    while first - 1 > after and _is_head(sheet, first - 1, words):
        first -= 1
    last = _last_row(sheet, anchor, words)
    used = [row for row in range(first, last + 1) if not _numbers(sheet, row)]
    columns = tuple(_columns(sheet, used))
    return Head(first=first, last=last, blocks=tuple(_blocks(columns)))


def _last_row(sheet: Sheet, anchor: int, words: Collection[str]) -> int:
    """The last row of a head; 栏次 ends it: what is below are rows, even 合计 of an empty table."""
    last, numbered = anchor, False
    for row in range(anchor + 1, min(anchor + MOST_HEAD_ROWS, sheet.rows + 1)):
        if not _texts(sheet, row):
            continue
        if _numbers(sheet, row):
            numbered = True
        elif numbered or not (_goes_on(sheet, row, anchor) and _is_head(sheet, row, words)):
            break
        last = row
    return last


def another_head(sheet: Sheet, words: Collection[str], titles: Collection[str], after: int) -> int:
    """The row in which another table begins below a row: a head of codes or labels, or a title; 0 if none does."""
    for row in range(after + 1, sheet.rows + 1):
        texts = _texts(sheet, row)
        keyed = any(_role(text) in (Role.CODE, Role.LABEL) for text in texts)
        if (keyed and len(texts) > 1 and _is_head(sheet, row, words)) or any(
            title_of(text) in titles for text in texts
        ):
            return row
    return 0


def _begins(sheet: Sheet, row: int, words: Collection[str]) -> bool:
    """Whether a head begins here: labels or codes are headed, or several figures."""
    texts = _texts(sheet, row)
    known = sum(_known(text, words) for text in texts)
    keyed = any(_role(text) is not Role.AMOUNT for text in texts)
    return _is_head(sheet, row, words) and (known >= 2 or (keyed and len(texts) >= 2))


def _is_head(sheet: Sheet, row: int, words: Collection[str]) -> bool:
    """Whether most of what a row says is what heads say, and no figure stands in it."""
    if any(cell.number is not None or cell.is_date for cell in sheet.row(row)):
        return False
    texts = _texts(sheet, row)
    return bool(texts) and 2 * sum(_known(text, words) for text in texts) >= len(texts)


def _known(text: str, words: Collection[str]) -> bool:
    return text in words or bare(text) in words or _role(text) is not Role.AMOUNT


def _goes_on(sheet: Sheet, row: int, anchor: int) -> bool:
    """Whether a row still heads: a total where labels or codes are headed is a row of the table."""
    left = _leftmost(sheet, anchor)
    if _role(folded(sheet.cells[anchor, left].text)) is Role.AMOUNT:
        return True
    totals = (cell.column for cell in sheet.row(row) if folded(cell.text) in TOTALS)
    headed = ((column, sheet.at(anchor, column)) for column in totals)
    return not any(
        column == left or (head is not None and _role(folded(head.text)) is not Role.AMOUNT) for column, head in headed
    )


def _leftmost(sheet: Sheet, row: int) -> int:
    return next((cell.column for cell in sheet.row(row)), 1)


def _texts(sheet: Sheet, row: int) -> list[str]:
    return [folded(cell.text) for cell in sheet.row(row) if folded(cell.text)]


def _numbers(sheet: Sheet, row: int) -> bool:
    """Whether a row only numbers the columns: 栏次 1 2 3 …."""
    texts = _texts(sheet, row)
    counted = [int(text) for text in texts if _COLUMN_NUMBER.fullmatch(text)]
    words = {text for text in texts if not text.isdigit()}
    if not counted or words - {*LINE_NUMBERS, *_LEVELS}:
        return False
    steps = list(range(counted[0], counted[0] + len(counted)))
    return counted == steps and (bool(words) or len(counted) > 2) and counted[0] <= 2


def _columns(sheet: Sheet, rows: list[int]) -> Iterator[HeadColumn]:
    """Every column that something is over, with what is over it."""
    for column in range(1, sheet.columns + 1):
        path = _path(sheet, rows, column)
        if path:
            yield HeadColumn(column=column, path=path, role=_role_of(path))


def _path(sheet: Sheet, rows: list[int], column: int) -> tuple[str, ...]:
    """What is over a column; a text over several that are not merged counts for those beside it too."""
    path: list[str] = []
    before: SheetCell | None = None
    cells = [(row, sheet.at(row, column)) for row in rows]
    lowest = max((row for row, cell in cells if cell is not None), default=0)
    for row, cell in cells:
        text = _text(cell) or (_spread(sheet, row, column) if row < lowest else "")
        if text and (cell is None or cell is not before):  # one merged over several rows counts once
            path.append(text)
        before = cell
    return tuple(path)


def _text(cell: SheetCell | None) -> str:
    return folded(cell.text) if cell is not None else ""


def _spread(sheet: Sheet, row: int, column: int) -> str:
    """The text to the left, where merging was lost: unless that one is itself merged, or heads labels."""
    for left in range(column - 1, 0, -1):
        cell = sheet.cells.get((row, left))
        if cell is not None:
            text = folded(cell.text)
            merged = any(one.row == row and one.column == left for one in sheet.merged)
            return "" if merged or _role(text) is not Role.AMOUNT else text
        if sheet.at(row, left) is not None:
            return ""
    return ""


def _role(text: str) -> Role:
    """What a text over a column says that it holds."""
    if _CODE.fullmatch(text):
        return Role.CODE
    if _SERIAL.fullmatch(text):
        return Role.SERIAL
    return Role.LABEL if _LABEL.fullmatch(text) else Role.AMOUNT


def _role_of(path: tuple[str, ...]) -> Role:
    role = _role(path[-1])
    if path[-1] in _LEVELS:
        return Role.CODE
    if role is Role.AMOUNT and len(path) > 1 and _role(path[-2]) is Role.CODE and len(path[-1]) <= 2:
        return Role.CODE
    return role


def _blocks(columns: tuple[HeadColumn, ...]) -> Iterator[HeadBlock]:
    """A block begins with each code or label that stands right of figures."""
    block: list[HeadColumn] = []
    for one in columns:
        keyed = one.role in (Role.CODE, Role.LABEL)
        if keyed and any(other.role is Role.AMOUNT for other in block):
            yield HeadBlock(columns=tuple(block))
            block = []
        block.append(one)
    if block:
        yield HeadBlock(columns=tuple(block))
