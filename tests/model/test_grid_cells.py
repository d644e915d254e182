"""单元格: what is made of a cell is otherwise the same."""

from __future__ import annotations

from dataclasses import fields, replace

from gongkai.model.grid_cells import CellKind, GridCell
from gongkai.model.places import Place
from gongkai.model.spans import Text
from gongkai.model.statements import Address

CELL = GridCell(
    spans=(Text(text="行政运行"),),
    kind=CellKind.NAME,
    header="row",
    colspan=2,
    rowspan=3,
    level=1,
    strong=True,
    places=(Place(path="figures.yml"),),
    where="t03.2010301.基本支出",
    id="before",
    address=Address("支出决算表", "2010301", "基本支出"),
    field="数量指标.1",
)


def test_a_cell_with_an_anchor_is_otherwise_the_same() -> None:
    assert [field.name for field in fields(GridCell) if getattr(CELL, field.name) == field.default] == []
    assert CELL.called("t03-r2010301-4") == replace(CELL, id="t03-r2010301-4")
