"""表格矩阵: a drawn table (cells with extents) as named columns and plain rows, for data files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from gongkai.model.grid import Placed, body_places, placed, spread
from gongkai.model.grid_cells import CellKind, GridCell
from gongkai.model.publication import Table
from gongkai.model.spans import AsPrinted, Figure, NoteMark

Grid = list[list[GridCell | None]]
"""one entry per leaf column; None where a cell of the row above or to the left reaches over"""


class DataColumn(Struct, frozen=True, kw_only=True):
    """列: its heads from the top down, 本年支出/基本支出; kind as the body has it."""

    key: str
    kind: CellKind


class DataValue(Struct, frozen=True, kw_only=True):
    """值 of a cell: amounts as plain decimal strings, everything else as printed."""

    text: str
    expected: str = ""
    """what derives, where the original prints something else"""


NO_VALUE = DataValue(text="")


class DataRow(Struct, frozen=True, kw_only=True):
    """行: its values in the order of the columns."""

    id: str
    level: int
    values: tuple[DataValue, ...]


class TableData(Struct, frozen=True, kw_only=True):
    columns: tuple[DataColumn, ...]
    rows: tuple[DataRow, ...]


def table_data(table: Table) -> TableData:
    """The columns and rows of a table; a label that spans rows stands in the first of them only."""
    width = _width(table)
    head = [row for row in table.head if any(cell.header for cell in row.cells)]
    body = _beginning(body_places(table), len(table.body), width)
    return TableData(
        columns=_columns(spread(placed(head), len(head), width), body, width),
        rows=tuple(
            DataRow(
                id=row.id,
                level=max((cell.level for cell in row.cells), default=0),
                values=tuple(value(cell) if cell else NO_VALUE for cell in cells),
            )
            for row, cells in zip(table.body, body, strict=True)
        ),
    )


def value(cell: GridCell) -> DataValue:
    """The value of one cell."""
    if len(cell.spans) == 1 and isinstance(figure := cell.spans[0], Figure) and cell.kind is CellKind.AMOUNT:
        return DataValue(text=figure.value)
    expected = "".join(span.expected for span in cell.spans if isinstance(span, AsPrinted))
    if cell.kind is CellKind.AMOUNT:
        spans = [span for span in cell.spans if not isinstance(span, NoteMark)]
        if len(spans) == 1 and isinstance(spans[0], Figure):
            return DataValue(text=spans[0].value)
        return DataValue(text=cell.text.replace(",", ""), expected=expected.replace(",", ""))
    return DataValue(text=cell.text, expected=expected)


def _width(table: Table) -> int:
    if table.widths:
        return len(table.widths)
    first = (*table.head, *table.body)[:1]
    return sum(cell.colspan for row in first for cell in row.cells)


def _beginning(cells: Iterable[Placed], height: int, width: int) -> Grid:
    """Cells at the places where they begin."""
    grid: Grid = [[None] * width for _ in range(height)]
    for one in cells:
        if one.column < width:
            grid[one.row][one.column] = one.cell
    return grid


def _columns(head: Grid, body: Grid, width: int) -> tuple[DataColumn, ...]:
    seen: Counter[str] = Counter()
    columns: list[DataColumn] = []
    for x in range(width):
        key = _key([row[x] for row in head]) or f"第{x + 1}列"
        seen[key] += 1
        kinds = [cell.kind for row in body if (cell := row[x]) is not None]
        columns.append(
            DataColumn(
                key=key if seen[key] == 1 else f"{key}（{seen[key]}）",
                kind=max(kinds, key=kinds.count) if kinds else CellKind.TEXT,
            )
        )
    return tuple(columns)


def _key(heads: list[GridCell | None]) -> str:
    """What stands over a column, a cell that reaches over several rows once."""
    own = (cell for cell, above in zip(heads, (None, *heads), strict=False) if cell is not above)
    return "/".join("".join(cell.text.split()) for cell in own if cell is not None and cell.text)
