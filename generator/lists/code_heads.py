"""科目表的栏头: which columns of a sheet hold codes, and which the names beside them."""

from __future__ import annotations

import re

from msgspec import Struct

from gongkai.lists.texts import MOST_HEAD_ROWS, folded, text_at
from gongkai.model.sheets import Sheet

_CODE = re.compile(r".*(?:编码|代码|编号)")
_NAME = re.compile(r".*名称")
_BOTH = re.compile(r".*(?:科目|分类|(?:编码|代码)[及和与、]?名称)")
_BEGUN = re.compile(r"\s*[\[(（【]?[0-9]{3}")
_OTHERS = re.compile(r".*(?:单位|部门|项目)(?:名称|编码|代码)")
"""lists of something else"""


class CodeColumns(Struct, frozen=True, kw_only=True):
    """一组栏: the columns of codes, one or one for each level, and that of names, which may be the same."""

    codes: tuple[int, ...]
    name: int


class CodeHead(Struct, frozen=True, kw_only=True):
    """栏头, and what stands below it side by side."""

    last: int
    columns: tuple[CodeColumns, ...]


def find_code_head(sheet: Sheet, levels: tuple[str, ...]) -> CodeHead | None:
    """The head of a list of codes; `levels`: what levels may be called (类, 款, 项)."""
    rows = range(1, min(MOST_HEAD_ROWS, sheet.rows) + 1)
    heads = (_by_level(sheet, row, levels) or _side_by_side(sheet, row) for row in rows)
    in_one = (_in_one_column(sheet, row) for row in rows)
    return next(filter(None, heads), None) or next(filter(None, in_one), None)


def _told(sheet: Sheet, row: int) -> dict[int, str]:
    return {column: folded(text_at(sheet, row, column)) for column in range(1, sheet.columns + 1)}


def _by_level(sheet: Sheet, row: int, levels: tuple[str, ...]) -> CodeHead | None:
    """A column for each level: in this row, or in the next below a head that they share."""
    told, below = _told(sheet, row), _told(sheet, row + 1)
    name = next((column for column in told if _is_name(told[column]) or _is_name(below[column])), 0)
    for last, texts in ((row, told), (row + 1, below)):
        codes = tuple(column for column, text in texts.items() if text in levels)
        if name and len(codes) > 1:
            return CodeHead(last=last, columns=(CodeColumns(codes=codes, name=name),))
    return None


def _side_by_side(sheet: Sheet, row: int) -> CodeHead | None:
    """A name belongs to the code before it; there may be several of both."""
    pairs: list[CodeColumns] = []
    code = 0
    for column, text in _told(sheet, row).items():
        if _CODE.fullmatch(text) and not _OTHERS.fullmatch(text):
            code = column
        elif code and _is_name(text):
            pairs.append(CodeColumns(codes=(code,), name=column))
            code = 0
    return CodeHead(last=row, columns=tuple(pairs)) if pairs else None


def _in_one_column(sheet: Sheet, row: int) -> CodeHead | None:
    """Code and name in one cell, as the next row shows: a title alone says 科目 too."""
    for column, text in _told(sheet, row).items():
        if _BOTH.fullmatch(text) and _BEGUN.match(text_at(sheet, row + 1, column)):
            return CodeHead(last=row, columns=(CodeColumns(codes=(column,), name=column),))
    return None


def _is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and not _BOTH.fullmatch(text) and not _OTHERS.fullmatch(text)
