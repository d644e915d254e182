"""表头: the column tree of a table as rows of head cells, and the row of column numbers (栏次)."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from gongkai.model.columns import LEADING, ColumnForm, ColumnKind
from gongkai.model.forms import TableForm
from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.spans import Span, Text

Title = Callable[[str, str], tuple[Span, ...]]
"""the printed words of a head cell, by its path (本年支出.基本支出) and its 题"""


def head_rows(form: TableForm, title: Title) -> tuple[GridRow, ...]:
    """The head of a table: leaves reach down to the last row, groups span their columns."""
    tops = _tops(form)
    depth = max(column.depth for column in tops)
    levels: list[list[GridCell]] = [[] for _ in range(depth)]

    def place(column: ColumnForm, level: int, above: str) -> None:
        path = f"{above}.{column.title}" if above else column.title
        levels[level].append(
            GridCell(
                spans=title(path, column.title),
                kind=CellKind.LABEL,
                header="colgroup" if column.columns else "col",
                colspan=len(list(column.leaves)),
                rowspan=1 if column.columns else depth - level,
                where=f"{form.id}.表头.{path}",
            )
        )
        for child in column.columns:
            place(child, level + 1, path)

    for column in tops:
        place(column, 0, "")
    rows = tuple(GridRow(cells=tuple(cells)) for cells in levels)
    return (*rows, _numbers(form)) if form.number_row else rows


def leading(leaves: tuple[ColumnForm, ...]) -> int:
    """How many columns stand before the first figure."""
    for count, leaf in enumerate(leaves):
        if leaf.kind not in LEADING:
            return count
    return len(leaves)


def label(text: str, colspan: int = 1) -> GridCell:
    spans = (Text(text=text),) if text else ()
    return GridCell(spans=spans, kind=CellKind.LABEL, header="row" if text else "", colspan=colspan)


def _numbers(form: TableForm) -> GridRow:
    """栏次: columns of figures numbered through all blocks."""
    cells: list[GridCell] = []
    number = 0
    for block in form.parts:
        first = leading(block.leaves)
        names = sum(leaf.kind is not ColumnKind.ROW_NUMBER for leaf in block.leaves[:first])
        if names:
            cells.append(label(form.number_row, names))
        cells.extend(label("") for _ in range(first - names))
        for leaf in block.leaves[first:]:
            number += leaf.kind not in LEADING
            text = "" if leaf.kind in LEADING else str(number)
            cells.append(replace(label(text), kind=CellKind.NUMBER, header=""))
    return GridRow(cells=tuple(cells))


def _tops(form: TableForm) -> list[ColumnForm]:
    """The column tree of the whole table; neighbouring blocks of one title share its head cell."""
    tops: list[ColumnForm] = []
    for block in form.parts:
        if not block.title:
            tops.extend(block.columns)
        elif tops and tops[-1].title == block.title and tops[-1].columns:
            columns = (*tops[-1].columns, *block.columns)
            tops[-1] = ColumnForm.model_construct(title=block.title, columns=columns)
        else:
            tops.append(ColumnForm.model_construct(title=block.title, columns=block.columns))
    return tops
