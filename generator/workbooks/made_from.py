"""原来的内容: what the files said when a workbook was made of them, kept in it as marks on a sheet that nobody sees.

So that an import knows who changed something since: the workbook, the files, or both. Without the sheet, the workbook
counts for the newer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.intake import TypedValue
from gongkai.model.nodes import Node, plain
from gongkai.model.numbers import read
from gongkai.model.sheets import Sheet

SHEET = "原来的内容"
FOR = "文件"
"""beside it: the id of the document that the workbook was made for"""


def marks_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Of every value of some files, and of what is around it."""
    read_ = {name: typed(parse_yaml(data, name).node) for name, data in files.items()}
    return dict(one for name, value in read_.items() if value is not None for one in _marks(name, (), value))


def _marks(file: str, path: tuple[str, ...], value: TypedValue) -> Iterator[tuple[str, str]]:
    yield at(file, path), mark(value)
    for key, below in value.items() if isinstance(value, dict) else ():
        yield from _marks(file, (*path, key), below)


def at(file: str, path: tuple[str, ...]) -> str:
    return "\t".join((file, *path))


def mark(value: TypedValue) -> str:
    """The same for what says the same: numbers however they are written."""
    said = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _plain(value: TypedValue) -> object:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    number = read(value)
    return value if number is None or number.unit else f"{number.value:.4f}"


def read_marks(sheet: Sheet) -> dict[str, str]:
    cells = {place: cell.text for place, cell in sheet.cells.items()}
    return {text: cells.get((row, 2), "") for (row, column), text in cells.items() if column == 1}


def typed(node: Node | None) -> TypedValue | None:
    """What a file says, every scalar as its text."""
    return _said(plain(node, "")) if node is not None else None


def _said(value: object) -> TypedValue:
    if isinstance(value, Mapping):
        return {str(key): _said(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_said(one) for one in value)
    return str(value)
