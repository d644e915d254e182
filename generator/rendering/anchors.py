"""锚点: the addresses of paragraphs, rows and amounts on a page of the site, to which a hit of the search leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from gongkai.model.grid import Placed, body_places
from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.once import once
from gongkai.model.publication import Block, Paragraph, Table


def addressed(blocks: Iterable[Block], scope: str) -> Iterator[Block]:
    """Blocks with an anchor at every paragraph: income-p3, the third of 收入决算情况."""
    number = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            number += 1
            yield block if block.id else replace(block, id=f"{scope}-p{number}")
        else:
            yield block


@once
def anchored(table: Table) -> Table:
    """The table with an anchor at every row that says something, and at every amount: t03-r2010301-3."""
    return replace(table, body=tuple(_anchored(table, number, row) for number, row in enumerate(rows_of(table))))


@once
def rows_of(table: Table) -> tuple[tuple[GridRow, tuple[Placed, ...]], ...]:
    """The rows of the body, each with the cells that begin in it."""
    cells: list[list[Placed]] = [[] for _ in table.body]
    for one in body_places(table):
        cells[one.row].append(one)
    return tuple(zip(table.body, map(tuple, cells), strict=True))


def row_id(table: Table, number: int) -> str:
    """The anchor of a row of the body."""
    return table.body[number].id or f"{table.id}-l{number + 1}"


def holds_amount(table: Table, cell: GridCell) -> bool:
    """Whether a cell is for an amount; the numbers of a form are such, 行次 and 序号 of a table are not."""
    return cell.kind is CellKind.AMOUNT or (table.form and cell.kind is CellKind.NUMBER)


def _anchored(table: Table, number: int, row: tuple[GridRow, tuple[Placed, ...]]) -> GridRow:
    own, cells = row
    if own.blank:
        return own
    id = row_id(table, number)
    named = tuple(
        replace(one.cell, id=f"{id}-{one.column + 1}") if holds_amount(table, one.cell) else one.cell for one in cells
    )
    return replace(own, id=id, cells=named)
