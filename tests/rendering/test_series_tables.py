"""一张表: the same table of an invented city's departments beside each other, and one department's over its years."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from gongkai.model.series import Contribution, TableGiven, TableRow
from gongkai.pipeline.project import Project
from gongkai.rendering.series.dividing import MOST_CELLS
from gongkai.rendering.series.form_tables import CELLS_EACH, NAME, FormTable, fixed, merged
from gongkai.rendering.series.table_years import TableYears
from gongkai.rendering.series.tables import Table
from tests.ceshi import bureau
from tests.compared import NAMES, REGION, accounts, department, documents, given, row, table_named

WATER, DATA, _ = NAMES.values()
WHOLE, SPENDING = "收入支出决算总表", "支出决算表"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Contribution]:
    project: Project = bureau(tmp_path_factory.mktemp("jiangcheng"))
    department(project, "water-bureau", 单位=[{"代码": "101", "名称": "本级"}, {"代码": "102", "名称": "水文站"}])
    said = {"日期": "2023-03-15", "事": "合并", "说明": "由两个中心合并组建"}
    department(project, "data-bureau", 单位=[{"代码": "101", "名称": "本级"}], 沿革=[said])
    ids = [accounts(project, "water-bureau", year, "3.00") for year in (2021, 2022, 2023)]
    return given(project, [*ids, accounts(project, "data-bureau", 2023, "2.00")])


def over_departments(found: Mapping[str, Contribution], name: str, year: int = 2023) -> Table:
    tables = {id: fixed(one) for id, one in table_named(found, name, year).items()}
    ((table,),) = [node.tables for node in FormTable(tables, documents(found)).nodes()]
    return table


def over_years(found: Mapping[str, Contribution], name: str) -> dict[str, Table]:
    tables = {
        id: table
        for year in (2021, 2022, 2023)
        for id, table in table_named(found, name, year).items()
        if "water" in id
    }
    return {table.title: table for page in TableYears(tables, documents(found)).pages() for table in page}


def test_a_row_for_each_department_with_what_its_figures_hold(found: Mapping[str, Contribution]) -> None:
    table = over_departments(found, WHOLE)
    assert [one.name for one in table.groups[0].rows] == [DATA, WATER]
    assert row(table, WATER).besides == ("含2个单位",)
    assert row(table, DATA).besides == ("含1个单位", "2023年3月合并")


def test_both_sides_of_a_table_are_told_apart_and_lead_to_their_cells(found: Mapping[str, Contribution]) -> None:
    table = over_departments(found, WHOLE)
    sums = [(column.over, column.text) for column in table.columns if column.text == "总计"]
    assert [over.partition(" ")[0] for over, _ in sums] == ["收入", "支出"]
    at = [number for number, column in enumerate(table.columns) if column.text == "总计"]
    paths = [row(table, WATER).cells[number].path for number in at]
    assert len(set(paths)) == 2
    assert all(path.startswith(f"{REGION}/water-bureau/2023/final-accounts/tables/t01/#t01-") for path in paths)


def test_what_is_nothing_for_all_is_left_out_and_counted(found: Mapping[str, Contribution]) -> None:
    table = over_departments(found, WHOLE)
    cells = [cell.text for cell in row(table, WATER).cells]
    assert "0.00" not in cells
    (whole,) = {len(fixed(one).rows) for one in table_named(found, WHOLE, 2023).values()}
    assert len(cells) + table.zeros == whole


def test_a_form_without_a_row_says_so(found: Mapping[str, Contribution]) -> None:
    id = f"{REGION}/data-bureau/2023/final-accounts"
    key = next(key for key, one in found[id].tables.items() if one.name == WHOLE)
    less = found[id].tables[key]
    rows = tuple(one for one in less.rows if one.title != "一、一般公共预算财政拨款收入")
    told = {**found, id: replace(found[id], tables={key: less._replace(rows=rows)})}
    assert len(rows) == len(less.rows) - 1
    assert row(over_departments(told, WHOLE), DATA).cells[0].text == "本年版式没有这一项"


def test_a_form_that_lists_codes_has_the_class_of_that_name(found: Mapping[str, Contribution]) -> None:
    """In one place 农林水支出 is a row of the form, in another it stands there by its code."""
    id = f"{REGION}/data-bureau/2023/final-accounts"
    key = next(key for key, one in found[id].tables.items() if one.name == WHOLE)
    mine = found[id].tables[key]
    (old,) = [one for one in mine.rows if one.title.endswith("农林水支出")]
    coded = old._replace(key="213", code="213", title="农林水支出")
    told = {**found, id: replace(found[id], tables={key: _without(mine, old, coded)})}
    table = over_departments(told, WHOLE)
    at = [column.text for column in table.columns].index("农林水支出")
    assert row(table, DATA).cells[at].text == row(table, WATER).cells[at].text == "120.00"
    other = old._replace(key="201", code="201", title="一般公共服务支出")
    told = {**found, id: replace(found[id], tables={key: _without(mine, old, other)})}
    assert row(over_departments(told, WHOLE), DATA).cells[at].text == "没有这一项"


def _without(table: TableGiven, old: TableRow, new: TableRow) -> TableGiven:
    return table._replace(rows=tuple(new if one is old else one for one in table.rows))


def test_a_table_of_one_row_has_its_heads_as_columns(found: Mapping[str, Contribution]) -> None:
    table = over_departments(found, "财政拨款三公经费支出决算表")
    assert ("决算数", "公务接待费") in [(column.over, column.text) for column in table.columns]


def test_over_years_rows_of_codes_too_with_changes(found: Mapping[str, Contribution]) -> None:
    tables = over_years(found, SPENDING)
    cells = next(one for one in tables["基本支出"].groups[0].rows if one.code == "2130301").cells
    assert [cell.change for cell in cells] == ["持平", "持平", ""]
    assert cells[0].path.endswith("2023/final-accounts/tables/t03/#t03-r2130301-4")


def test_a_year_without_the_table_is_told(found: Mapping[str, Contribution]) -> None:
    """The table of 三公 has another name in 2021."""
    table = over_years(found, "财政拨款三公经费支出决算表")["各年的数"]
    reception = row(table, "决算数·公务接待费")
    assert [cell.text for cell in reception.cells] == ["3.00", "3.00"]
    gone = {id: replace(one, tables={}) if "/2022/" in id else one for id, one in found.items()}
    one_year_less = over_years({**gone}, SPENDING)["基本支出"].groups[0].rows[0]
    assert one_year_less.cells[1].text == "没有这张表"


def test_too_much_for_a_page_is_parted(found: Mapping[str, Contribution]) -> None:
    one = found[f"{REGION}/data-bureau/2023/final-accounts"]
    table = fixed(next(table for table in one.tables.values() if table.name == WHOLE))
    width = sum(len(row.cells) for row in table.rows)
    count = MOST_CELLS * CELLS_EACH // (width + NAME) + 5
    many = {}
    for number in range(count):
        folder = f"hunan/bureau{number:03}"
        head = replace(one.head, id=f"{folder}/2023/x", department_id=folder, region=("湖南省",))
        many[head.id] = replace(one, head=head)
    made = FormTable(dict.fromkeys(many, table), documents(many))
    nodes = list(made.nodes())
    assert [node.path for node in nodes] == ["", "hunan/", "hunan/page-2/"]
    assert sum(len(node.own) for node in nodes) == count


def test_the_order_of_forms_is_kept() -> None:
    assert merged(["abd", "acd", "e"]) == ["e", "a", "c", "b", "d"]
