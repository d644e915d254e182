"""Which columns of a table belong together, in invented tables and in all tables of the four documents."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gongkai.model.grid import columns
from gongkai.model.publication import Table
from gongkai.model.table_sides import table_sides
from tests import invented_tables
from tests.checks import real
from tests.sample import form, spending


@pytest.mark.parametrize(
    ("table", "sides"),
    [
        (invented_tables.balance(), [("收入", (0, 1)), ("支出", (2, 3, 4))]),
        (invented_tables.economic(), [("人员经费", (0, 1, 2)), ("公用经费", (3, 4, 5)), ("公用经费", (6, 7, 8))]),
        (invented_tables.units(), [("", (0, 1, 2, 3, 4, 5))]),
        (spending(), [("", tuple(range(8)))]),
        (form(1, "会议费"), [("", tuple(range(9)))]),
        (replace(invented_tables.balance(), head=()), [("", (0, 1)), ("", (2, 3, 4))]),
    ],
    ids=["two", "three lists", "one", "codes", "form", "without heads"],
)
def test_sides(table: Table, sides: list[tuple[str, tuple[int, ...]]]) -> None:
    assert [(side.title, side.columns) for side in table_sides(table)] == sides


@pytest.mark.parametrize("id", real.ALL)
def test_every_column_is_on_one_side(id: str) -> None:
    publication = real.real(id).publication
    assert publication is not None
    for table in publication.tables():
        assert [one for side in table_sides(table) for one in side.columns] == list(range(columns(table))), table.id


def test_the_two_sided_tables_of_the_four_documents() -> None:
    """Whatever their titles are."""
    publications = [real.real(id).publication for id in real.ALL]
    found = [
        {table.id: len(sides) for table in one.tables() if len(sides := table_sides(table)) > 1}
        for one in publications
        if one is not None
    ]
    assert found == [
        {"t01": 2, "t04": 2, "t06": 2},
        {"t01": 2, "t04": 2},
        {"t01": 2, "t04": 2, "t06": 3},
        {"t01": 2, "t04": 2, "t06": 3},
    ]
