"""表格文件（CSV）: a list that documents share, read as strictly as they are: every oddity is a finding at its place.

A file begins with lines of what it says of itself (`# 来源: …`), then the head line, then one line for each entry.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from itertools import takewhile
from pathlib import Path

from msgspec import Struct, field

from gongkai.loading.files import read_within
from gongkai.loading.problems import capped, short
from gongkai.model.findings import Finding, found
from gongkai.model.names import nearest
from gongkai.model.places import Place

SOURCE, COUNT, EXTENT, REMARK = "来源", "行数", "收录", "说明"
ABOUT = (SOURCE, COUNT, EXTENT, REMARK)
"""what a file may say of itself"""
LONGEST = 200
"""characters of a line that a hint repeats"""

_COLON = re.compile("[:：]")
_START = re.compile(r"[0-9]+")
_SEPARATORS = {"\t": "制表符（Tab 键）", "，": "全角逗号", ";": "分号", "；": "全角分号", "、": "顿号"}


class CsvRow(Struct, frozen=True, kw_only=True):
    """一行: its cells, as many as the head has, with nothing at their edges."""

    path: str
    line: int
    cells: tuple[str, ...]
    columns: tuple[int, ...]

    def place(self, cell: int = 0) -> Place:
        return Place(path=self.path, line=self.line, column=self.columns[cell])


class CsvFile(Struct, frozen=True, kw_only=True):
    """读入的表格. Rows may be there beside findings, so that more can be checked."""

    path: str
    about: Mapping[str, tuple[Place, str]] = field(default_factory=dict)
    rows: tuple[CsvRow, ...] = ()
    unread: frozenset[str] = frozenset()
    """what the lines that could not be read begin with"""
    findings: tuple[Finding, ...] = ()


def read_csv(content: Path, name: str, head: tuple[str, ...]) -> CsvFile:
    """Read `content/name`, which has these columns."""
    path = f"content/{name}"
    read = read_within(content, name, path)
    if read.value is None:
        return CsvFile(path=path, findings=capped(read.findings))
    reader = _CsvReader(path, head)
    rows = tuple(reader.read(read.value.split("\n")))
    return CsvFile(
        path=path,
        about=reader.about,
        rows=rows,
        unread=frozenset(reader.unread),
        findings=capped((*read.findings, *reader.findings)),
    )


class _CsvReader:
    def __init__(self, path: str, head: tuple[str, ...]) -> None:
        self.path = path
        self.head = head
        self.about: dict[str, tuple[Place, str]] = {}
        self.unread: set[str] = set()
        self.findings: list[Finding] = []

    def read(self, lines: list[str]) -> Iterator[CsvRow]:
        numbered = [(number, line) for number, line in enumerate(lines, start=1) if line.strip(" \t,")]
        about = list(takewhile(lambda one: one[1].lstrip('"').startswith("#"), numbered))
        for number, line in about:
            self._about(number, line)
        body = self._below_head(numbered[len(about) :])
        for number, line in body:
            row = self._row(number, line)
            if row is not None:
                yield row
            elif (start := _START.match(line)) is not None:
                self.unread.add(start[0])
        if body:
            self._count(len(body))

    @property
    def _wanted(self) -> str:
        return ",".join(self.head)

    def _about(self, number: int, line: str) -> None:
        """# 行数: 176; a spreadsheet puts quotation marks around it and commas behind it."""
        text = line.rstrip(" ,")
        if text.startswith('"'):
            text = text.strip('"').replace('""', '"')
        place = self._place(number)
        said = [one.strip() for one in _COLON.split(text.removeprefix("#"), maxsplit=1)]
        key = said[0].lstrip("# ")
        if len(said) < 2 or said[0] not in ABOUT:
            near, known = nearest(key, ABOUT), "、".join(ABOUT)
            self.findings.append(found("L401", place, hint="表近" if near else "表", 填=short(key), 近=near, 可=known))
        elif key in self.about:
            self.findings.append(found("L642", place, "表头", related=(self.about[key][0],), 名=key))
        else:
            self.about[key] = (place, said[1])

    def _below_head(self, lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """The lines below the head line; none if it is wrong so that they could not be read rightly."""
        if not lines:
            self.findings.append(found("L201", Place(path=self.path), "表格", 头=self._wanted))
            return []
        number, line = lines[0]
        cells, _ = self._cells(line)
        if cells == self.head:
            return lines[1:]
        if separator := self._separator(line):
            place = self._place(number, line.index(separator) + 1)
            self.findings.append(found("L641", place, "分隔", 号=_SEPARATORS[separator], 头=self._wanted))
            return []
        if cells and cells[0].isdigit():
            self.findings.append(found("L641", self._place(number), "缺表头", 行=short(line), 头=self._wanted))
            return lines
        swapped = sorted(cells) == sorted(self.head)
        place, typed = self._place(number), short(line)
        self.findings.append(found("L641", place, "次序" if swapped else "表头", 行=typed, 头=self._wanted))
        return lines[1:] if len(cells) == len(self.head) and not swapped else []

    def _separator(self, line: str) -> str:
        """What stands in the place of the commas, if no comma does."""
        if "," in line:
            return ""
        return next((sign for sign in _SEPARATORS if line.count(sign) >= len(self.head) - 1), "")

    def _row(self, number: int, line: str) -> CsvRow | None:
        cells, columns = self._cells(line)
        if len(cells) == len(self.head):
            return CsvRow(path=self.path, line=number, cells=cells, columns=columns)
        self.findings.append(self._wrong_row(number, line, cells, columns))
        return None

    def _wrong_row(self, number: int, line: str, cells: tuple[str, ...], columns: tuple[int, ...]) -> Finding:
        if not cells:
            return found("L641", self._place(number, line.find('"') + 1), "引号")
        if separator := self._separator(line):
            place, meant = self._place(number, line.index(separator) + 1), line[:LONGEST].replace(separator, ",")
            return found("L641", place, "行分隔", 号=_SEPARATORS[separator], 应=meant)
        wanted = len(self.head)
        too_few = len(cells) < wanted
        place = self._place(number, 1 if too_few else columns[wanted])
        return found("L641", place, "少" if too_few else "多", 数=len(cells), 应=wanted, 头=self._wanted)

    def _cells(self, line: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """Cells of a line and their columns; none if its quotation marks are not in pairs.

        Empty cells beyond the head, as spreadsheets leave them, do not count.
        """
        cells = _split(line)
        while len(cells) > len(self.head) and not cells[-1].strip():
            cells.pop()
        return tuple(cell.strip(" \t") for cell in cells), tuple(_columns(line))

    def _count(self, count: int) -> None:
        """行数: what the head says there is must be there, or lines were lost."""
        if COUNT not in self.about:
            return
        place, said = self.about[COUNT]
        if said != str(count):
            self.findings.append(found("L645", place, 填=said, 应=count))

    def _place(self, line: int, column: int = 1) -> Place:
        return Place(path=self.path, line=line, column=column)


def _split(line: str) -> list[str]:
    if '"' not in line:
        return line.split(",")
    try:
        (cells,) = csv.reader([line], strict=True)
    except csv.Error:
        return []
    loose = any('"' in cell for cell in cells) and '""' not in line
    return [] if loose else cells


def _columns(line: str) -> Iterator[int]:
    """Where each cell begins, counted from 1."""
    yield 1
    inside = False
    for number, sign in enumerate(line, start=1):
        if sign == '"':
            inside = not inside
        elif sign == "," and not inside:
            yield number + 1
