"""位置: where in a table a cell stands, in words: 合计·基本支出."""

from __future__ import annotations

from gongkai.model.cell_heads import Headed, cell_heads
from gongkai.model.grid_cells import GridCell
from gongkai.model.publication import Table

LONGEST = 24
"""characters of a name that are told"""
BETWEEN = "·"


def cell_place(table: Table, number: int) -> str:
    """Of a cell, by its number row by row from the head on: what heads it beside and above; of a name, itself."""
    return _place(cell_heads(table)[number])


def _place(one: Headed) -> str:
    heads = (*one.rows, one.at) if one.at.cell.header else (*one.rows, *one.columns)
    names = (_name(head.cell) for head in heads)
    return BETWEEN.join(dict.fromkeys(filter(None, names)))


def _name(cell: GridCell) -> str:
    words = "".join(cell.text.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
