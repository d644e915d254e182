"""外来的行: lines that are no YAML at all: rows pasted from a spreadsheet, the marks of an unsettled merge."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.loading.problems import short
from gongkai.loading.yaml_source import SourceLines
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place

_OURS, _BETWEEN, _THEIRS = (re.compile(rf"{re.escape(sign * 7)}(?: |$)") for sign in "<=>")
_CODE = re.compile(r"[0-9]{3}(?:[0-9]{2}){0,2}")
_NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")
_BLOCK_TEXT = ("|", ">", "|-", ">-", "|+", ">+")


def unsettled_merge(lines: list[str], shown: str) -> Finding | None:
    """The finding for the first conflict that git left in a file (<<<<<<<, =======, >>>>>>>)."""
    begun = between = None
    for number, line in enumerate(lines, start=1):
        if _OURS.match(line):
            begun, between = number, None
        elif begun and _BETWEEN.match(line):
            between = number
        elif begun and between and _THEIRS.match(line):
            return found("L225", Place(path=shown, line=begun, column=1), 起=begun, 止=number)
    return None


def pasted_rows(source: SourceLines) -> tuple[SourceLines, tuple[Finding, ...]]:
    """The source without rows that were pasted from a table, and a finding for each run of them."""
    runs: list[list[int]] = []
    for number in pasted_lines(source):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    if not runs:
        return source, ()
    left_out = [number for run in runs for number in run]
    return source.without(left_out), tuple(_told(source, run) for run in runs)


def pasted_lines(source: SourceLines) -> Iterator[int]:
    """Lines with cells outside of texts of several lines."""
    text_above: int | None = None
    for number, line in enumerate(source.lines):
        if not line.strip():
            continue
        indentation = len(line) - len(line.lstrip(" "))
        if text_above is not None and indentation > text_above:
            continue
        text_above = indentation if line.endswith(_BLOCK_TEXT) else None
        if _is_row(line):
            yield number


def _is_row(line: str) -> bool:
    """Whether a line holds cells, one of them a number, and no “名称: 值”."""
    if ": " in line or line.lstrip().startswith("#"):
        return False
    cells = _cells(line)
    return len(cells) > 1 and any(map(_NUMBER.fullmatch, cells))


def _cells(line: str) -> list[str]:
    """The cells of a pasted row: between tabs, or, where a code begins the row, between spaces."""
    bare = line.strip(" \t")
    if "\t" in bare:
        return [cell.strip(" \"'") for cell in bare.split("\t") if cell.strip()]
    cells = [cell.strip("\"'") for cell in bare.split(" ") if cell]
    return cells if _CODE.fullmatch(cells[0]) and not bare.endswith(":") else []


def _told(source: SourceLines, run: list[int]) -> Finding:
    line = source.line(run[0])
    cells = _cells(line)
    code = cells[0] if _CODE.fullmatch(cells[0]) else "编码"
    numbers = [cell.replace(",", "") for cell in cells if _NUMBER.fullmatch(cell) and cell != code]
    number = next((one for one in numbers if one.strip("0.")), "120.00")
    place = source.place(run[0], len(line) - len(line.lstrip()))
    last = run[-1] + 1 if len(run) > 1 else ""
    return found("L226", place, 起=run[0] + 1, 止=last, 文=short(" ".join(cells), 30), 编码=code, 数=number)
