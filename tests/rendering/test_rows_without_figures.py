"""The rows that a reader may hide: nothing but zeros, and never what would be missed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gongkai.model.grid_cells import GridRow
from gongkai.model.publication import Table
from gongkai.model.spans import AsPrinted, NoteMark
from gongkai.model.table_sides import table_sides
from gongkai.rendering.tables.rows_without_figures import sides_without_figures
from tests import invented_tables
from tests.checks import real
from tests.sample import form


def hidden(table: Table) -> dict[str, tuple[int, ...]]:
    """The sides that may be hidden, by the last part of a row's id."""
    found = sides_without_figures(table, table_sides(table))
    return {row.id.split("-", 1)[1]: sides for row, sides in zip(table.body, found, strict=True) if sides}


def test_each_side_for_itself() -> None:
    """0.00 that is worth 40 yuan stays, and so do totals; a side that has no row left is empty."""
    assert hidden(invented_tables.balance()) == {"row2": (1, 2), "row4": (1, 2), "end": (2,)}


def test_blanks_are_zeros_where_zeros_are_not_printed() -> None:
    assert hidden(invented_tables.economic()) == {"r301": (3,), "r30101": (2, 3), "r30102": (1, 3)}


def test_a_name_over_figures_and_words_of_their_own_stay() -> None:
    assert hidden(invented_tables.units()) == {"r20502": (1,)}


@pytest.mark.parametrize("span", [NoteMark(note="n1", label="核1"), AsPrinted(text="0.0", expected="0.00", note="…")])
def test_what_a_note_is_about_stays(span: NoteMark | AsPrinted) -> None:
    table = invented_tables.units()
    row = table.body[3]
    cells = (*row.cells[:4], replace(row.cells[4], spans=(*row.cells[4].spans, span)), row.cells[5])
    table = replace(table, body=(*table.body[:3], replace(row, cells=cells), *table.body[4:]))
    assert hidden(table) == {}


def test_a_row_within_a_cell_over_several_stays() -> None:
    table = invented_tables.units()
    first, second = table.body[3], table.body[4]
    tall = replace(first, cells=(replace(first.cells[0], rowspan=2), *first.cells[1:]))
    table = replace(table, body=(*table.body[:3], tall, GridRow(id=second.id, cells=second.cells[1:])))
    assert hidden(table) == {}


def test_forms_hide_nothing() -> None:
    assert set(sides_without_figures(form(1, "会议费"), ())) == {()}


@pytest.mark.parametrize("id", real.ALL)
def test_no_total_of_the_four_documents_is_hidden(id: str) -> None:
    publication = real.real(id).publication
    assert publication is not None
    for table in publication.tables():
        sides = table_sides(table)
        for row, empty in zip(table.body, sides_without_figures(table, sides), strict=True):
            assert not (row.strong and empty), (table.id, row.id)
