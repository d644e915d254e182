"""数字的来历: what a reader is told of a figure, of invented cases."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from gongkai.model.amounts import Unit
from gongkai.model.grid_cells import GridCell
from gongkai.model.spans import AsPrinted
from gongkai.rendering.figures.file import MOST_TERMS, figures_file
from gongkai.rendering.figures.pieces import ToCell
from gongkai.rendering.figures.spots import Spot, namesakes
from tests.rendering.invented import Invented, invented


@pytest.fixture(scope="module", name="document")
def invented_document(tmp_path_factory: pytest.TempPathFactory) -> Invented:
    return invented(tmp_path_factory.mktemp("invented"))


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        (
            "t01-total-3",
            [
                "怎么来的 ＝ [财政拨款收入] 90.00 ＋ [其他收入] 12.00（另有 1 项是 0）",
                "也印在 [《总表》收入·金额]",
            ],
        ),
        (
            "overall-p1-f3",
            ["怎么来的 ＝（[《收入表》合计·决算数] 102.00 － 填报的上年·收入合计 100.00）÷ 填报的上年·收入合计 100.00"],
        ),
        (
            "t01-row1-3",
            ["怎么来的 部门填报的数", "出自 导入自工作簿“2024年决算.xlsx”的 Z03 收入决算表·F12，原数 900000.00"],
        ),
        ("t01-row1-2", ["怎么来的 没有另填，取自[2024年部门预算]的“收入·财政拨款收入”"]),
        ("t01-row1-4", ["怎么来的 ＝ [决算数] 90.00 ÷ [预算数] 80.00"]),
        ("t01-row3-3", ["怎么来的 没有这一项的数，按 0 计"]),
        ("t03-row1-2", ["怎么来的 取自[《收入表》合计·决算数] 102.00"]),
        ("t03-row3-2", ["怎么来的 ＝ [收入] 102.00 － [支出] 97.99"]),
        (
            "t02-r2080505-3",
            [
                "怎么来的 ＝ [基本支出] 7.33（另有 1 项是 0）",
                "另外填报 部门填报的是 7.34，由明细算出来是 7.33，在四舍五入的范围内",
            ],
        ),
        (
            "t02-r201-3",
            [
                "怎么来的 ＝ [政府办公厅（室）及相关机构事务] 90.66",
                "也等于 ＝ [基本支出] 60.33 ＋ [项目支出] 30.33",
            ],
        ),
        ("t02-r208-5", ["怎么来的 ＝ [行政事业单位养老支出] 0.00"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_reader_is_told(document: Invented, id: str, expected: list[str]) -> None:
    assert document.lines(id) == expected


def test_every_printed_figure_is_told_of(document: Invented) -> None:
    told = [one for table in document.origins.tables for one in table.figures]
    assert len(told) == 11 + 21 + 3
    assert all(one.lines for one in told)
    assert [one.spot.number for one in told] == [*range(1, len(told) + 1)]


def test_nothing_internal_is_said(document: Invented) -> None:
    ids = [one.spot.id for table in document.origins.tables for one in table.figures]
    ids += [one.figure.id for one in document.origins.texts]
    for text in (line for id in ids for line in document.lines(id)):
        assert "填报·" not in text
        assert "＝＝" not in text.replace(" ", "")
        assert "~" not in text
        assert "上年." not in text


def decoded(file: dict[str, Any], document: Invented) -> dict[str, list[str]]:
    """The lines of figures.json by the anchors of their figures, each with what its numbers stand for."""
    cells = {one.spot.number: one.spot for table in document.origins.tables for one in table.figures}

    def text(piece: Any) -> str:
        if isinstance(piece, str):
            return piece
        if isinstance(piece, list):
            return piece[0] if isinstance(piece[0], str) else cells[piece[0]].id
        return cells[piece].id if piece > 0 else file["strings"][-1 - piece]

    found = {}
    for table in file["tables"]:
        for line, _, *figures in table["rows"]:
            for column, _, _, *lines in figures:
                found[f"{line}-{column}"] = ["|".join(map(text, one)) for one in lines]
    return found


def test_the_file_says_the_same_in_numbers(document: Invented) -> None:
    file = json.loads(figures_file(document.publication, document.origins))
    found = decoded(file, document)
    assert found["t01-total-3"] == [
        "怎么来的|＝ |t01-row1-3|t01-row2-3|（另有 1 项是 0）",
        "也印在|t03-row1-2",
    ]
    assert found["t03-row3-2"] == ["怎么来的|＝ |t03-row1-2| － |t03-row2-2"]
    assert len(found) == 35
    assert [table["page"] for table in file["tables"]] == ["tables/t01/", "tables/t02/", "tables/t03/"]
    assert [told[0] for told in file["texts"]] == ["overall-p1-f2", "overall-p1-f3"]


REGISTERED = """
收入表: {键: t01, 列: [{题: 项目, 类: 名称}, 决算数], 行: [其他收入, {题: 一笔, 公式: 登记.甲}, {题: 两笔, 公式: 登记.甲 + 登记.乙}]}
支出表: {键: t02, 列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, 金额], 行: {按: 科目}, 属性: {资金: {默认: 一般公共预算, 取值: [一般公共预算, 政府性基金预算]}}}
总表: {键: t03, 列: [{题: 项目, 类: 名称}, 金额], 行: [乙]}
登记: {键: t90, 登记: true, 列: [{题: 项目, 类: 名称}, 金额], 行: [甲, 乙]}
"""


def test_what_is_never_printed_is_not_published_by_a_formula(tmp_path: Path) -> None:
    """Of several figures that no table prints only the sum is known."""
    funds = '支出表: {"2010301": [{资金: 一般公共预算, 金额: 5}, {资金: 政府性基金预算, 金额: 2}]}'
    figures = f"登记: {{甲: 3.21, 乙: 4.32}}\n{funds}"
    made = invented(tmp_path, tables=REGISTERED, figures=figures, wording="字。")
    assert made.lines("t01-row2-2") == ["怎么来的 取自登记的“登记”（甲，金额） 3.21"]
    assert made.lines("t01-row3-2") == ["怎么来的 ＝ 登记的“登记”（甲，金额） ＋ 登记的“登记”（乙，金额）"]
    assert made.lines("t02-r2010301-3") == [
        "怎么来的 分笔填报 ＝ [行政运行（一般公共预算）] ＋ [行政运行（政府性基金预算）]"
    ]


def test_a_long_sum_is_short_in_the_panel_and_whole_on_its_page(tmp_path: Path) -> None:
    names = [f"项目{number}" for number in range(1, 31)]
    rows = ", ".join([*names, "{题: 合计, 公式: 项目1 至 项目30}"])
    tables = f"收入表: {{键: t01, 列: [{{题: 项目, 类: 名称}}, 决算数], 行: [其他收入, {rows}]}}\n支出表: {{键: t02, 列: [{{题: 项目, 类: 名称}}, 金额], 行: [甲]}}\n总表: {{键: t03, 列: [{{题: 项目, 类: 名称}}, 金额], 行: [乙]}}"
    figures = "收入表: {" + ", ".join(f"{name}: 1.50" for name in names) + "}"
    made = invented(tmp_path, tables=tables, figures=figures, wording="字。")
    (line, *_) = made.lines("t01-total-2")
    assert line.count("项目") == 30
    told = decoded(json.loads(figures_file(made.publication, made.origins)), made)["t01-total-2"][0]
    assert told.count("t01-row") == MOST_TERMS - 1
    assert told.endswith("共 30 项，全部列出")


ROWS = """
收入表:
  键: t01
  列: [{题: 项目, 类: 名称}, 决算数]
  行: [一、财政拨款收入, {题: 二、其他收入}, {题: 合计, 公式: 财政拨款收入 至 其他收入}]
支出表:
  键: t02
  列: [{题: 科目编码, 类: 编码}, {题: 科目名称, 类: 名称}, {题: 合计, 公式: 基本支出 + 项目支出}, 基本支出, 项目支出]
  行: {按: 科目, 合计: 首}
总表:
  键: t03
  列: [{题: 科目编码, 类: 编码}, {题: 科目名称, 类: 名称}, {题: 基本支出, 取: 支出表.基本支出}]
  行: {按: 科目, 合计: 首, 来自: [支出表]}
"""
YUAN = """
收入表: {财政拨款收入: {决算数: 370080}}
支出表: {"2010301": {基本支出: 100040, 项目支出: 200040}, "2010302": {项目支出: 70000}}
"""


@pytest.fixture(scope="module", name="alike")
def figures_that_are_alike(tmp_path_factory: pytest.TempPathFactory) -> Invented:
    """Of 元: a figure that is two sums, a figure that is in several rows of two tables."""
    return invented(tmp_path_factory.mktemp("alike"), tables=ROWS, figures=YUAN, unit=Unit.YUAN)


def test_rows_of_one_name_tell_their_codes() -> None:
    spot = partial(Spot, number=1, cell=GridCell(), table="t02", title="支出表", page="tables/t02/", head="合计")
    spots = namesakes(
        (
            spot(line="t02-r2010301", row="行政运行", code="2010301"),
            spot(line="t02-r2060101", row="行政运行", code="2060101"),
            spot(line="t02-r2080505", row="事业运行", code="2080505"),
        )
    )
    assert [one.called(None).removeprefix("《支出表》") for one in spots] == [
        "行政运行（2010301）·合计",
        "行政运行（2060101）·合计",
        "事业运行·合计",
    ]


def test_a_second_sum_tells_its_rounding(alike: Invented) -> None:
    told = alike.lines("t02-r201-3")
    assert told[1] == "也等于 ＝ [基本支出] 10.00 ＋ [项目支出] 27.00"
    assert told[2] == "四舍五入 各项按印出的数相加是 37.00，同这个数相差 0.01 万元，是四舍五入造成的"


def test_another_table_is_named_with_the_row_of_the_same_code(alike: Invented) -> None:
    assert "也印在 [《总表》政府办公厅（室）及相关机构事务·基本支出]" in alike.lines("t02-r20103-4")


def test_a_formula_takes_what_derives_and_says_what_the_original_prints() -> None:
    misprint = AsPrinted(text="3,426.00", expected="342.60", note="原文印作“3,426.00”，按本文件数据应为“342.60”。")
    cell = GridCell(spans=(misprint,))
    spot = Spot(
        number=1, cell=cell, table="t02", title="支出表", page="t/", line="t02-r1", row="", code="", head="项目支出"
    )
    assert (ToCell(spot=spot).words(spot), ToCell(spot=spot).amount) == ("项目支出（原文印作 3,426.00）", "342.60")
    assert (ToCell(spot=spot, bare=True).words(spot), ToCell(spot=spot, bare=True).amount) == ("项目支出", "")
