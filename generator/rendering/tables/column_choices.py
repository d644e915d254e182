"""选择列: the columns of a wide table of figures that a reader may leave out, each with the heads over it."""

from __future__ import annotations

from msgspec import Struct

from gongkai.model.cell_heads import COLUMN, cell_heads
from gongkai.model.grid import Placed
from gongkai.model.publication import Table
from gongkai.model.table_sides import table_sides
from gongkai.rendering.tables.marks import is_cards, name_columns

BETWEEN = " · "


class ColumnChoice(Struct, frozen=True, kw_only=True):
    """One column: its number from 0, and its heads, outermost first."""

    column: int
    title: str


def column_choices(table: Table) -> tuple[ColumnChoice, ...]:
    """The columns behind the names; none of a narrow table or side, of a form, or of what a phone shows as cards."""
    if not table.wide or table.form or is_cards(table):
        return ()
    cells = cell_heads(table)
    heads = [one.at for one in cells if one.at.row < len(table.head) and one.at.cell.header in COLUMN]
    sides = table_sides(table)
    named = zip(sides, name_columns(cells, sides), strict=True)
    behind = [[column for column in side.columns if column > name] for side, name in named]
    return tuple(
        ColumnChoice(column=column, title=BETWEEN.join(_over(heads, column)))
        for columns in behind
        for column in columns
        if len(columns) > 1
    )


def _over(heads: list[Placed], column: int) -> list[str]:
    words = ("".join(one.cell.text.split()) for one in heads if one.column <= column < one.end)
    return list(dict.fromkeys(filter(None, words)))
