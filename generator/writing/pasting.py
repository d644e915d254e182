"""粘贴的行: rows pasted from a spreadsheet into a table of figures.yml → rows as they are typed, if it is clear how."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gongkai.loading.pasted import pasted_lines
from gongkai.loading.typed_values import half_width
from gongkai.loading.yaml_source import SourceLines
from gongkai.model.columns import LEADING, ColumnKind
from gongkai.model.edition import Edition
from gongkai.model.forms import TableForm
from gongkai.model.names import same_but_for_width
from gongkai.model.numbers import absent, read
from gongkai.writing.scalars import Kind, key, settled

_AMOUNT = ColumnKind.AMOUNT
_TABLE = re.compile(r"[\"']?(?P<name>[^\s\"'#:：-][^\"':：]*)[\"']?[:：]\s*(?:#.*)?")


def typed_rows(source: SourceLines, edition: Edition) -> Mapping[int, str]:
    """By line the rows that can be typed for what was pasted: all of a row's numbers have their columns."""
    made: dict[int, str] = {}
    pasted = frozenset(pasted_lines(source))
    for number in sorted(pasted):
        at, form = _table(source, number, edition)
        row = _row(form, source.line(number)) if form is not None else ""
        if row:
            made[number] = _indentation(source, at, pasted) + row
    return made


def _table(source: SourceLines, number: int, edition: Edition) -> tuple[int, TableForm | None]:
    """The table that a line stands in, and in which line that begins."""
    for at in range(number, -1, -1):
        match = _TABLE.fullmatch(source.line(at).rstrip())
        if match:
            name = same_but_for_width(match["name"], edition.tables)
            return at, edition.tables.get(name)
    return 0, None


def _indentation(source: SourceLines, table: int, pasted: frozenset[int]) -> str:
    """That of the rows which were typed in the table."""
    for at in range(table + 1, len(source.lines)):
        line = source.line(at)
        if at not in pasted and line.strip() and not line.lstrip().startswith("#"):
            return line[: len(line) - len(line.lstrip(" "))] or "  "
    return "  "


def _row(form: TableForm, line: str) -> str:
    """A row with its code and the numbers below the columns that they stand in; "" where that is not clear."""
    if form.rule is None or len(form.parts) != 1:
        return ""
    cells = [half_width(cell).strip("\"'") for cell in line.split("\t" if "\t" in line else None)]
    columns = [(name, leaf.kind) for name, leaf in form.parts[0].keyed if leaf.kind not in LEADING]
    row, *names = cells[: -len(columns)] or [""]
    called = form.is_code(row) or row == form.rule.total_title
    if not called or len(names) > 1 or any(map(read, names)):
        return ""
    given = _given(columns, cells[-len(columns) :])
    return f"{key(row)}: {{{given}}}" if given else ""


def _given(columns: list[tuple[str, ColumnKind]], cells: list[str]) -> str:
    """The numbers of a row by their columns; "" where a cell holds something else, and where all are empty."""
    typed = {name: _number(value) for (name, kind), value in zip(columns, cells, strict=True) if kind is _AMOUNT}
    if None in typed.values():
        return ""
    return ", ".join(f"{key(name, flow=True)}: {value}" for name, value in typed.items() if value)


def _number(cell: str) -> str | None:
    """A number as it is typed, "" for nothing; None for what is no number."""
    number = read(cell)
    if number is None or number.unit:
        return "" if absent(cell) else None
    return settled(cell, Kind.AMOUNT) if number.value else ""
