"""表的各栏: the parts of a table that stand side by side (收入 | 支出), each with names and figures of its own."""

from __future__ import annotations

from msgspec import Struct

from gongkai.model.grid import Placed, places
from gongkai.model.grid_cells import CellKind
from gongkai.model.once import once
from gongkai.model.publication import Table

ROW = frozenset({"row", "rowgroup"})


class Side(Struct, frozen=True, kw_only=True):
    """一栏: neighbouring columns, and what stands over all of them; empty where nothing does."""

    columns: tuple[int, ...]
    title: str = ""


@once
def table_sides(table: Table) -> tuple[Side, ...]:
    """From left to right; a form has one, and so has a table of one list."""
    cells = places(table)
    body = [cell for cell in cells if cell.row >= len(table.head)]
    of_column = {} if table.form else column_sides(body)
    count = max((cell.end for cell in cells), default=1)
    numbers = dict.fromkeys(of_column.get(column, 0) for column in range(count))
    sides = [tuple(column for column in range(count) if of_column.get(column, 0) == number) for number in numbers]
    return tuple(Side(columns=columns, title=_title(cells, columns)) for columns in sides)


def column_sides(body: list[Placed]) -> dict[int, int]:
    """The side of each column: another begins where names follow figures."""
    figures = {cell.column for cell in body if cell.cell.kind is CellKind.AMOUNT}
    names = {cell.column for cell in body if _is_name(cell)}
    sides: dict[int, int] = {}
    side = 0
    for column in range(max((cell.end for cell in body), default=0)):
        if column - 1 in figures and column not in figures and _names_lead(column, names, figures):
            side += 1
        sides[column] = side
    return sides


def _is_name(cell: Placed) -> bool:
    return cell.cell.header in ROW and bool(cell.cell.text.strip())


def _names_lead(column: int, names: set[int], figures: set[int]) -> bool:
    """Whether names stand from this column on, before the next figures."""
    leading = next((one for one in range(column, 1 + max(figures)) if one in figures), column)
    return any(column <= name < leading for name in names)


def _title(cells: tuple[Placed, ...], columns: tuple[int, ...]) -> str:
    """The words of the first row's cell over the whole side."""
    first, last = columns[0], columns[-1]
    over = (one for one in cells if one.row == 0 and one.column <= first and last < one.end)
    return next((one.cell.text.strip() for one in over), "")
