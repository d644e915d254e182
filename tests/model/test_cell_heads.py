"""单元格的表头: against tables read by hand, and for every cell of the four documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.model.cell_heads import Headed, cell_heads
from gongkai.model.grid_cells import CellKind
from gongkai.model.publication import Table
from tests.checks import real

BY_HAND: dict[str, dict[str, list[list[Any]]]] = yaml.safe_load(
    Path(__file__).with_name("heads_by_hand.yml").read_text(encoding="utf-8")
)


def tables(document: str) -> dict[str, Table]:
    publication = real.real(getattr(real, document)).publication
    assert publication is not None
    return {table.id: table for table in publication.tables()}


@pytest.mark.parametrize("document", BY_HAND)
def test_as_read_by_hand(document: str) -> None:
    known = tables(document)
    for id, expected in BY_HAND[document].items():
        table = known[id]
        heads = {(one.at.row - len(table.head) + 1, one.at.column + 1): one for one in cell_heads(table)}
        for row, column, text, over, beside in expected:
            one = heads[row, column]
            told = ["·".join(head.cell.text for head in some) for some in (one.columns, one.rows)]
            assert (one.at.cell.text, *told) == (text, over, beside), (id, row, column)


def test_sixty_cells_at_least_are_read_by_hand() -> None:
    assert sum(len(cells) for by_table in BY_HAND.values() for cells in by_table.values()) >= 60


@pytest.mark.parametrize("document", BY_HAND)
def test_every_cell_has_a_head_of_its_column_and_of_its_row_where_the_table_has_them(document: str) -> None:
    for table in tables(document).values():
        cells = [one for one in cell_heads(table) if one.at.row >= len(table.head) and one.at.cell.text.strip()]
        values = [one for one in cells if not one.at.cell.header and one.at.cell.kind is not CellKind.LABEL]
        if table.form:
            assert all(one.heads for one in values), table.id
            continue
        assert all(one.columns for one in cells), table.id
        named = {(name.at.row, _side(table, name)) for name in cells if name.at.cell.header}
        assert all(one.rows for one in values if (one.at.row, _side(table, one)) in named), table.id


def _side(table: Table, one: Headed) -> int:
    """The widest head over a cell; tables without one are one side."""
    tops = [cell.colspan for cell in table.head[0].cells]
    return one.columns[0].column if len(tops) in {2, 3} and one.columns else 0
