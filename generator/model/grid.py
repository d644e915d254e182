"""网格: where the cells of a drawn table stand, cells that reach over several rows and columns among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from gongkai.model.grid_cells import GridCell, GridRow
from gongkai.model.once import once
from gongkai.model.publication import Table


class Placed(Struct, frozen=True, kw_only=True):
    """A cell with the row and column at which it starts."""

    row: int
    column: int
    cell: GridCell

    @property
    def below(self) -> int:
        """The row after it."""
        return self.row + self.cell.rowspan

    @property
    def end(self) -> int:
        """The column after it."""
        return self.column + self.cell.colspan


@once
def columns(table: Table) -> int:
    """How many columns the grid has."""
    return max((one.end for one in places(table)), default=1)


@once
def places(table: Table) -> tuple[Placed, ...]:
    """Every cell with its place; rows count on from the head to the body."""
    return tuple(placed((*table.head, *table.body)))


@once
def body_places(table: Table) -> tuple[Placed, ...]:
    """Every cell of the body with its place; rows count from the first of the body."""
    return tuple(placed(table.body))


def spread(cells: Iterable[Placed], height: int, width: int) -> list[list[GridCell | None]]:
    """The cell that covers each place: a cell that spans is at all of its places."""
    grid: list[list[GridCell | None]] = [[None] * width for _ in range(height)]
    for one in cells:
        for line in grid[one.row : one.row + one.cell.rowspan]:
            for column in range(one.column, min(one.column + one.cell.colspan, width)):
                line[column] = one.cell
    return grid


def placed(rows: Sequence[GridRow]) -> Iterator[Placed]:
    """Every cell with its place, cells that span rows taken into account."""
    taken: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while taken.get(column, 0) > number:
                column += 1
            yield Placed(row=number, column=column, cell=cell)
            end = column + cell.colspan
            if taken or cell.rowspan > 1:
                taken |= dict.fromkeys(range(column, end), number + cell.rowspan)
            column = end
