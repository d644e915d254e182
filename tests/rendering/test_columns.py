"""列宽: columns take what their figures need."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gongkai.model.grid import columns, placed
from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.publication import Table
from gongkai.model.spans import Text
from gongkai.rendering.pdf.columns import Columns, length

WIDTH, ACROSS = 480.0, 4.5
SIZES = (10.5, 10, 9.5, 9, 8, 7, 6)


def cell(text: str, kind: CellKind = CellKind.TEXT, **more: int) -> GridCell:
    return GridCell(spans=(Text(text=text),) if text else (), kind=kind, **more)  # type: ignore[arg-type]


def table(*rows: tuple[GridCell, ...], widths: tuple[float, ...] = ()) -> Table:
    return Table(id="t", name="表", title="表", widths=widths, body=tuple(GridRow(cells=row) for row in rows))


def widths(made: Table, size: float = 10.5) -> tuple[float, ...] | None:
    return Columns(made, ACROSS).fitted(WIDTH, size)


def test_placed_counts_cells_that_span() -> None:
    rows = table((cell("甲", rowspan=2), cell("乙", colspan=2)), (cell("丙"), cell("丁"))).body
    assert [(one.row, one.column, one.cell.text) for one in placed(rows)] == [
        (0, 0, "甲"),
        (0, 1, "乙"),
        (1, 1, "丙"),
        (1, 2, "丁"),
    ]
    assert columns(table((cell("甲", rowspan=2), cell("乙", colspan=2)), (cell("丙"), cell("丁")))) == 3


def test_given_widths_stay_where_everything_fits() -> None:
    assert widths(table((cell("甲"), cell("1.00", CellKind.AMOUNT)), widths=(3, 1))) == pytest.approx((360, 120))


def test_text_borrows_from_figures() -> None:
    long = cell("机关事业单位基本养老保险缴费支出及职业年金缴费支出")
    found = widths(table((long, cell("1.00", CellKind.AMOUNT)), widths=(1, 3)))
    assert found is not None
    assert found[0] >= length(long.text) * 10.5


@given(
    st.lists(st.integers(min_value=0, max_value=10**10), min_size=1, max_size=14),
    st.lists(st.floats(min_value=0.1, max_value=50), min_size=14, max_size=14),
)
def test_figures_always_fit(figures: list[int], given: list[float]) -> None:
    texts = [f"{figure / 100:,.2f}" for figure in figures]
    made = replace(table(tuple(cell(text, CellKind.AMOUNT) for text in texts)), widths=tuple(given[: len(texts)]))
    for size in SIZES:
        found = widths(made, size)
        if found is not None:
            assert all(width >= length(text) * size for width, text in zip(found, texts, strict=True))
            assert sum(found) == pytest.approx(WIDTH)
        else:
            assert sum(length(text) * size + ACROSS for text in texts) > WIDTH
