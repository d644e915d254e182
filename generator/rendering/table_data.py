"""表格矩阵: a drawn table (cells with extents) as named columns and plain rows, for data files."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.model.publication import AsPrinted, CellKind, Figure, GridCell, GridRow, NoteMark, Table
from gongkai.rendering.grid import placed

Grid = list[list[GridCell | None]]
"""one entry per leaf column; None where a cell of the row above or to the left reaches over"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """列: its heads from the top down, 本年支出/基本支出; kind as the body has it."""

    key: str
    kind: CellKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """值 of a cell: amounts as plain decimal strings, everything else as printed."""

    text: str
    expected: str = ""
    """what derives, where the original prints something else"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """行: its values in the order of the columns."""

    id: str
    level: int
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    columns: tuple[Column, ...]
    records: tuple[Record, ...]


def matrix(table: Table) -> Matrix:
    """The columns and rows of a table; a label that spans rows stands in the first of them only."""
    width = _width(table)
    head = [row for row in table.head if any(cell.header for cell in row.cells)]
    body = _spread(table.body, width)
    return Matrix(
        columns=_columns(_spread(tuple(head), width, repeat=True), body, width),
        records=tuple(
            Record(
                id=row.id,
                level=max((cell.level for cell in row.cells), default=0),
                values=tuple(value(cell) if cell else Value(text="") for cell in cells),
            )
            for row, cells in zip(table.body, body, strict=True)
        ),
    )


def value(cell: GridCell) -> Value:
    """The value of one cell."""
    expected = "".join(span.expected for span in cell.spans if isinstance(span, AsPrinted))
    if cell.kind is CellKind.AMOUNT:
        spans = [span for span in cell.spans if not isinstance(span, NoteMark)]
        if len(spans) == 1 and isinstance(spans[0], Figure):
            return Value(text=spans[0].value)
        return Value(text=cell.text.replace(",", ""), expected=expected.replace(",", ""))
    return Value(text=cell.text, expected=expected)


def _width(table: Table) -> int:
    if table.widths:
        return len(table.widths)
    first = (*table.head, *table.body)[:1]
    return sum(cell.colspan for row in first for cell in row.cells)


def _spread(rows: tuple[GridRow, ...], width: int, *, repeat: bool = False) -> Grid:
    """Cells at their leaf columns; `repeat` puts a spanning cell at each place it covers."""
    grid: Grid = [[None] * width for _ in rows]
    for one in placed(rows):
        below, right = (one.cell.rowspan, one.cell.colspan) if repeat else (1, 1)
        for line in grid[one.row : one.row + below]:
            for column in range(one.column, min(one.column + right, width)):
                line[column] = one.cell
    return grid


def _columns(head: Grid, body: Grid, width: int) -> tuple[Column, ...]:
    columns: list[Column] = []
    seen: dict[str, int] = {}
    for x in range(width):
        parts: list[str] = []
        last = None
        for row in head:
            cell = row[x]
            if cell is not None and cell is not last and cell.text:
                parts.append("".join(cell.text.split()))
            last = cell
        key = "/".join(parts) or f"第{x + 1}列"
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            key = f"{key}（{seen[key]}）"
        kinds = [cell.kind for row in body if (cell := row[x]) is not None]
        columns.append(Column(key=key, kind=max(kinds, key=kinds.count) if kinds else CellKind.TEXT))
    return tuple(columns)
