"""比较: what an invented city's documents give, and what stands beside each figure."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from gongkai.model.series import Contribution
from gongkai.pipeline.project import Project
from gongkai.rendering.series.csv_file import csv_of
from gongkai.rendering.series.departments import sections
from gongkai.rendering.series.dividing import MOST_CELLS
from gongkai.rendering.series.items import Item
from gongkai.rendering.series.links import compare_address, compare_department
from tests.ceshi import bureau
from tests.compared import (
    NAMES,
    REGION,
    SERIES,
    accounts,
    department,
    documents,
    given,
    lines_by_document,
    lines_of,
    row,
    tables,
)

RECEPTION = "three-public/reception"
OWN = {"代码": "101", "名称": "本级"}
STATION = {"代码": "102", "名称": "江城市水文站"}
LATER = {"代码": "103", "名称": "江城市河道所", "自": 2023}
WATER, DATA, PARK = NAMES.values()


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """水利局 gets a unit in 2023 and prints 元 from then on; 数据局 is merged in 2023; 公园管理处 spends nothing."""
    project = bureau(tmp_path_factory.mktemp("jiangcheng"))
    department(project, "water-bureau", 单位=[OWN, STATION, LATER])
    said = {"日期": "2023-03-15", "事": "合并", "说明": "由市大数据中心、市信息化办公室合并组建"}
    department(project, "data-bureau", 单位=[OWN], 沿革=[said])
    department(project, "park-office", 单位=[OWN])
    for year, unit, amount in ((2021, "万元", "3.00"), (2022, "万元", "4.50"), (2023, "元", "51000.50")):
        accounts(project, "water-bureau", year, amount, unit=unit)
    accounts(project, "data-bureau", 2022, "2.00")
    accounts(project, "data-bureau", 2023, "6.00")
    accounts(project, "park-office", 2023, "0")
    region = project.root / "content/departments" / REGION / "region.yml"
    region.write_text(
        "人口:\n  - {年度: 2022, 人数: 120万人, 口径: 常住人口, 来源: 江城市统计公报}\n", encoding="utf-8"
    )
    return project


@pytest.fixture(scope="module")
def found(city: Project) -> dict[str, Contribution]:
    places = ("water-bureau/2021", "water-bureau/2022", "water-bureau/2023", "data-bureau/2022", "data-bureau/2023")
    return given(city, [f"{REGION}/{place}/final-accounts" for place in (*places, "park-office/2023")])


def test_every_figure_leads_to_its_cell(found: Mapping[str, Contribution]) -> None:
    cells = row(tables(found, RECEPTION)["决算数"], WATER).cells
    assert [cell.text for cell in cells] == ["5.10", "4.50", "3.00"]
    assert cells[1].path == f"{REGION}/water-bureau/2022/final-accounts/tables/t09/#t09-row1-12"
    assert cells[2].path.endswith("/tables/t07/#t07-row1-12")


def test_what_is_printed_in_another_unit_is_said(found: Mapping[str, Contribution]) -> None:
    cells = row(tables(found, RECEPTION)["决算数"], WATER).cells
    assert [cell.printed for cell in cells] == ["", "", ""]  # the editions print 万元 whatever is typed
    line = found[f"{REGION}/water-bureau/2023/final-accounts"].lines[RECEPTION]["决算数"]
    yuan = line._replace(text="51,000.50", unit="元")
    changed = dict(found)
    id = f"{REGION}/water-bureau/2023/final-accounts"
    changed[id] = replace(found[id], lines={RECEPTION: {"决算数": yuan}})
    cell = row(tables(changed, RECEPTION)["决算数"], WATER).cells[0]
    assert (cell.text, cell.printed) == ("5.10", "51,000.50元")


def test_other_units_in_scope_are_not_compared(found: Mapping[str, Contribution]) -> None:
    table = tables(found, RECEPTION)["决算数"]
    newest = row(table, WATER).cells[0]
    assert newest.change == ""
    ((number, short),) = newest.reasons
    assert short == "范围不同"
    assert table.notes[number - 1] == "范围不同：2022年含2个单位，2023年含3个单位（多了江城市河道所）。"


def test_another_table_is_another_accounting(found: Mapping[str, Contribution]) -> None:
    table = tables(found, RECEPTION)["决算数"]
    earlier = row(table, WATER).cells[1]
    ((number, short),) = earlier.reasons
    assert (earlier.change, short) == ("", "口径不同")
    assert "一般公共预算财政拨款三公经费支出决算表" in table.notes[number - 1]


def test_a_merger_is_said_instead_of_a_change(found: Mapping[str, Contribution]) -> None:
    table = tables(found, RECEPTION)["决算数"]
    cell = row(table, DATA).cells[0]
    ((number, short),) = cell.reasons
    assert (cell.text, cell.change, short) == ("6.00", "", "2023年3月合并")
    assert table.notes[number - 1] == "2023年3月合并：由市大数据中心、市信息化办公室合并组建。"


def test_what_is_alike_is_compared(found: Mapping[str, Contribution]) -> None:
    spending = tables(found, "totals/expenditure")["决算数"]
    assert [cell.change for cell in row(spending, WATER).cells] == ["", "持平", ""]
    ids = [f"{REGION}/water-bureau/{year}/final-accounts" for year in (2022, 2023)]
    heads = {id: replace(one.head, units=("本级",)) for id, one in found.items()}
    alike = {id: replace(found[id], head=heads[id]) for id in ids}
    assert row(tables(alike, RECEPTION)["决算数"], WATER).cells[0].change == "增0.60（13.3%）"


def test_a_zero_is_a_zero_and_what_is_not_there_is_not(found: Mapping[str, Contribution]) -> None:
    gone = {(f"{REGION}/park-office", "决算", 2022): "已撤回"}
    cells = row(tables(found, RECEPTION, gone)["决算数"], PARK).cells
    assert [(cell.text, bool(cell.path)) for cell in cells] == [("0.00", True), ("已撤回", False), ("未收录", False)]


def test_no_such_row_is_neither(found: Mapping[str, Contribution]) -> None:
    id = f"{REGION}/water-bureau/2023/final-accounts"
    without = {item: measures for item, measures in found[id].lines.items() if item != "functional/2130301"}
    table = tables({**found, id: replace(found[id], lines=without)}, "functional/2130301")["决算数"]
    assert [cell.text for cell in row(table, WATER).cells] == ["没有这一项", "120.00", "120.00"]


def test_a_form_without_the_figure_is_another_thing(found: Mapping[str, Contribution]) -> None:
    """A department that spends nothing under a code has a form that would print it; another form has no place at all."""
    id, item = f"{REGION}/water-bureau/2023/final-accounts", "three-public/abroad"
    less = {one: measures for one, measures in found[id].lines.items() if one != item}
    head = replace(found[id].head, without=(f"{item}:决算数",))
    told = {**found, id: replace(found[id], head=head, lines=less)}
    assert row(tables(told, item)["决算数"], WATER).cells[0].text == "本年版式没有这一项"
    own = {id: one for id, one in told.items() if "water" in id}
    sections_ = {one.id: one for one in sections(lines_by_document(own), documents(own), SERIES)}
    table = next(one for one in sections_["three-public"].tables if one.title == "决算数")
    assert row(table, "因公出国（境）费").cells[0].text == "本年版式没有这一项"


def test_ranks_are_among_their_like(found: Mapping[str, Contribution]) -> None:
    table = tables(found, RECEPTION)["决算数"]
    assert [row(table, name).cells[0].rank for name in (DATA, WATER, PARK)] == [
        "第1（共3）",
        "第2（共3）",
        "第3（共3）",
    ]
    assert row(table, WATER).cells[2].rank == ""
    id = f"{REGION}/water-bureau/2023/final-accounts"
    alone = {**found, id: replace(found[id], head=replace(found[id].head, alone=True))}
    table = tables(alone, RECEPTION)["决算数"]
    assert row(table, f"{WATER}").cells[0].rank == ""
    assert row(table, DATA).cells[0].rank == "第1（共2）"


def test_shares_and_heads(found: Mapping[str, Contribution]) -> None:
    reception = row(tables(found, RECEPTION)["决算数"], WATER).cells
    assert [cell.share for cell in reception] == ["4.3%", "3.8%", "2.5%"]
    spending = row(tables(found, "totals/expenditure")["决算数"], WATER).cells
    assert [cell.per_head for cell in spending] == ["", "1.00", ""]  # the population of another year is not taken
    assert found[f"{REGION}/water-bureau/2022/final-accounts"].head.people == "常住人口120万人（江城市统计公报）"


def test_budget_figures_stand_apart(found: Mapping[str, Contribution]) -> None:
    assert list(tables(found, RECEPTION)) == ["决算数", "决算里印的预算数"]


def test_a_department_over_its_years(found: Mapping[str, Contribution]) -> None:
    own = {id: one for id, one in found.items() if "water" in id}
    told = {one.id: one for one in sections(lines_by_document(own), documents(own), SERIES)}
    assert list(told) == ["three-public", "totals", "functional", "economic"]
    (table,) = told["economic"].tables
    assert {one.code: one.name for one in table.groups[0].rows} == {
        "301": "工资福利支出",
        "30101": "基本工资",
        "302": "商品和服务支出",
        "30217": "公务接待费",
    }
    assert table.zeros > 0
    assert table.groups[0].rows[0].path.startswith("compare/economic/")


def test_data_says_why_there_is_no_figure(found: Mapping[str, Contribution]) -> None:
    text = csv_of("公务接待费", tables(found, RECEPTION).values()).decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0].startswith("项目,地区,部门,文种,数,年度,金额（万元）")
    assert f"公务接待费,湖南省 江城市,{PARK},部门决算,决算数,2022,,,,未收录,,,," in lines
    assert any(",6.00," in line and "2023年3月合并：" in line for line in lines)


def test_too_much_for_a_page_is_parted_by_region(found: Mapping[str, Contribution]) -> None:
    one = found[f"{REGION}/data-bureau/2023/final-accounts"]
    many: dict[str, Contribution] = {}
    for city in range(3):
        for number in range(MOST_CELLS // 2):
            folder = f"hunan/city{city}/bureau{number:03}"
            id = f"{folder}/2023/final-accounts"
            region = ("湖南省", f"第{city}市")
            head = replace(one.head, id=id, department_id=folder, department=f"局{number}", region=region)
            many[id] = Contribution(head=head, lines={"totals/income": one.lines["totals/income"]})
    item = Item("totals/income", lines_of(many, "totals/income"), documents(many), SERIES.measures, by_code=False)
    nodes = list(item.nodes())
    assert [node.path for node in nodes] == ["", "hunan/", "hunan/city0/", "hunan/city1/", "hunan/city2/"]
    assert [(below.name, below.departments) for below in nodes[1].below] == [
        (f"第{city}市", MOST_CELLS // 2) for city in range(3)
    ]
    assert nodes[0].tables == nodes[1].tables == ()
    assert [len(node.own) for node in nodes[2:]] == [MOST_CELLS // 2] * 3


def test_too_much_for_a_region_is_parted_by_pages(found: Mapping[str, Contribution]) -> None:
    one = found[f"{REGION}/data-bureau/2023/final-accounts"]
    many: dict[str, Contribution] = {}
    for number in range(MOST_CELLS + 1):
        folder = f"hunan/bureau{number:03}"
        head = replace(one.head, id=f"{folder}/2023/x", department_id=folder, region=("湖南省",))
        line = one.lines["totals/income"]["决算数"]._replace(yuan=str(number))
        many[head.id] = Contribution(head=head, lines={"totals/income": {"决算数": line}})
    item = Item("totals/income", lines_of(many, "totals/income"), documents(many), SERIES.measures, by_code=False)
    nodes = list(item.nodes())
    assert [node.path for node in nodes] == ["", "hunan/", "hunan/page-2/"]
    last = nodes[2].tables[0].groups[0].rows[-1].cells[0]
    assert last.rank == f"第1（共{MOST_CELLS + 1}）"  # among all of the region, not of the page


def test_addresses() -> None:
    assert compare_address("three-public", "reception") == "compare/three-public/reception/"
    assert compare_address("functional", "2010301", "henan/nanyang/") == "compare/functional/2010301/henan/nanyang/"
    assert compare_department("henan/x", "three-public") == "compare/departments/henan/x/#three-public"
    assert compare_department("henan/x", "economic", by_code=True) == "compare/departments/henan/x/economic/"


def test_the_city_is_read_without_its_region_file(tmp_path: Path) -> None:
    project = bureau(tmp_path)
    department(project, "park-office")
    id = accounts(project, "park-office", 2023, "1.00")
    (one,) = given(project, [id]).values()
    assert one.head.people == ""
    assert one.lines["totals/expenditure"]["决算数"].per_head == ""
    assert one.head.units == ()


WATER_2023 = f"{REGION}/water-bureau/2023/final-accounts"


def _with_line(found: Mapping[str, Contribution], id: str, item: str, **changed: Any) -> dict[str, Contribution]:
    """The same documents, one figure otherwise."""
    line = found[id].lines[item]["决算数"]._replace(**changed)
    return {**found, id: replace(found[id], lines={**found[id].lines, item: {"决算数": line}})}


def test_a_misprint_is_told_with_nothing_to_compare_too(found: Mapping[str, Contribution]) -> None:
    first = f"{REGION}/water-bureau/2021/final-accounts"
    misprinted = _with_line(found, first, RECEPTION, text="30.00", expected="3.00")
    table = tables(misprinted, RECEPTION)["决算数"]
    cell = row(table, WATER).cells[2]
    ((number, short),) = cell.reasons
    assert (cell.text, short, cell.apart) == ("30.00", "原文有误", False)
    assert table.notes[number - 1].startswith("2021年原文印作“30.00”，按同一文件的其他数据应为“3.00”；")
    misprinted = _with_line(found, WATER_2023, RECEPTION, text="51.00", expected="5.10")
    cell = row(tables(misprinted, RECEPTION)["决算数"], WATER).cells[0]
    assert ([short for _, short in cell.reasons], cell.apart) == (["范围不同", "原文有误"], True)


def test_a_misprint_of_the_year_before_is_told(found: Mapping[str, Contribution]) -> None:
    year = f"{REGION}/water-bureau/2022/final-accounts"
    misprinted = _with_line(found, year, "totals/basic", text="210.00", expected="120.00")
    ids = [year, WATER_2023]
    alike = {id: replace(misprinted[id], head=replace(misprinted[id].head, units=("本级",))) for id in ids}
    newest, before = row(tables(alike, "totals/basic")["决算数"], WATER).cells
    assert (newest.change, [short for _, short in newest.reasons]) == ("持平", ["上年原文有误"])
    assert [short for _, short in before.reasons] == ["原文有误"]


def test_a_blank_is_neither_ranked_nor_the_least(found: Mapping[str, Contribution]) -> None:
    blank = _with_line(found, WATER_2023, RECEPTION, text="", yuan="0")
    table = tables(blank, RECEPTION)["决算数"]
    assert (row(table, WATER).cells[0].text, row(table, WATER).cells[0].rank) == ("空白", "")
    assert [row(table, name).cells[0].rank for name in (DATA, PARK)] == ["第1（共2）", "第2（共2）"]
    item = Item(RECEPTION, lines_of(blank, RECEPTION), documents(blank), SERIES.measures, by_code=False)
    below = item.below("hunan/", tuple(f"{REGION}/{folder}" for folder in NAMES))
    assert (below.departments, below.year, below.given, below.lowest, below.highest) == (3, 2023, 2, "0.00", "6.00")


def test_no_percentage_of_less_than_nothing(found: Mapping[str, Contribution]) -> None:
    year = f"{REGION}/water-bureau/2022/final-accounts"
    below = _with_line(found, year, "totals/carry-over", text="-1.00", yuan="-10000")
    above = _with_line(below, WATER_2023, "totals/carry-over", text="2.00", yuan="20000")
    alike = {id: replace(above[id], head=replace(above[id].head, units=("本级",))) for id in (year, WATER_2023)}
    assert row(tables(alike, "totals/carry-over")["决算数"], WATER).cells[0].change == "增3.00（上年为负数）"
