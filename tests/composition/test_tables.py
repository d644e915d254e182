"""报表排印: heads, bodies, zeros, last rows, notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.composition.compose import Composed
from gongkai.model.amounts import Unit
from gongkai.model.grid_cells import CellKind
from gongkai.model.publication import Paragraph
from gongkai.model.spans import AsPrinted, Figure, plain
from tests.composition.small import composed, first_table, original, said
from tests.projects import grid, head

CODES = """
支出:
  键: t03
  栏次: 栏次
  列:
    - 题: 科目编码
      列: [{题: 类, 类: 编码, 段: [0, 3]}, {题: 款, 类: 编码, 段: [3, 5]}, {题: 项, 类: 编码, 段: [5, 7]}]
    - {题: 科目名称, 类: 名称}
    - {题: 合计, 公式: 基本 + 项目.一 + 项目.二}
    - 基本
    - 题: 项目
      列: [{题: 一, 键: 项目.一}, {题: 二, 键: 项目.二}]
    - {题: 备注, 类: 文字}
  行: {按: 科目, 级次: 项, 合计: 末}
  注: ["注：{{ 年度 }}年度。"]
  空表: {说明: "说明：{{ 部门 }}无数据。", 零: ""}
"""


def test_head_spans_and_numbers(tmp_path: Path) -> None:
    table = first_table(composed(tmp_path, tables=CODES))
    assert head(table) == [
        ["科目编码(3×1)", "科目名称(1×2)", "合计(1×2)", "基本(1×2)", "项目(2×1)", "备注(1×2)"],
        ["类", "款", "项", "一", "二"],
        ["栏次(4×1)", "1", "2", "3", "4", ""],
    ]
    assert [cell.header for cell in table.head[0].cells] == ["colgroup", "col", "col", "col", "colgroup", "col"]


def test_code_columns_total_last_and_texts(tmp_path: Path) -> None:
    figures = '支出: {"2010301": {基本: 1234.50, 备注: 说明}, "2080505": {项目: {一: 2, 二: 3}}}'
    table = first_table(composed(tmp_path, tables=CODES, figures=figures))
    assert grid(table) == [
        ["201", "03", "01", "行政运行", "1,234.50", "1,234.50", "0.00", "0.00", "说明"],
        ["208", "05", "05", "机关事业单位基本养老保险缴费支出", "5.00", "0.00", "2.00", "3.00", ""],
        ["合计", "1,239.50", "1,234.50", "2.00", "3.00", ""],
    ]
    assert [row.id for row in table.body] == ["t03-r2010301", "t03-r2080505", "t03-total"]
    assert table.body[2].cells[0].colspan == 4
    assert [note.spans[0].text for note in table.notes] == ["注：2024年度。"]


def test_a_record_prints_the_name_that_was_typed(tmp_path: Path) -> None:
    tables = "采购: {键: t, 列: [{题: 序号, 类: 序号}, {题: 项目, 类: 名称}, 金额], 行: {按: 记录, 合计: 末}}"
    figures = "采购: [{项目: 物业, 金额: 2}, {项目: 电脑, 金额: 3}]"
    table = first_table(composed(tmp_path, tables=tables, figures=figures))
    assert grid(table) == [["1", "物业", "2.00"], ["2", "电脑", "3.00"], ["", "合计", "5.00"]]


def test_empty_table_has_a_blank_total_and_its_statement(tmp_path: Path) -> None:
    table = first_table(composed(tmp_path, tables=CODES))
    assert grid(table) == [["合计", "", "", "", "", ""]]
    assert [(note.kind, note.spans[0].text) for note in table.notes] == [
        ("note", "注：2024年度。"),
        ("empty", "说明：测试局无数据。"),
    ]


@pytest.mark.parametrize(
    ("form", "edition", "printed"),
    [
        ("", {}, ["0.00", "30.00"]),
        ("", {"零": ""}, ["", "30.00"]),
        ('零: "0",', {"零": ""}, ["0", "30.00"]),
        ("", {"单位": "元", "零": "—"}, ["—", "300,000.00"]),
        ("单位: 元, 小数: 0,", {"单位": "万元"}, ["0.00", "300,000"]),
        ("小数: 4,", {}, ["0.00", "30.0000"]),
    ],
)
def test_zeros_and_units(tmp_path: Path, form: str, edition: dict[str, str], printed: list[str]) -> None:
    tables = f"表: {{键: t01, {form} 列: [{{题: 项目, 类: 名称}}, 甲, 乙], 行: [行一, 行二]}}"
    table = first_table(composed(tmp_path, tables=tables, figures="表: {行一: {乙: 30}}", 金额=edition))
    assert grid(table)[0] == ["行一", *printed]


def test_a_column_may_print_its_own_zero_and_small_amounts_print_as_zero(tmp_path: Path) -> None:
    tables = "表: {键: t01, 列: [{题: 项目, 类: 名称}, {题: 甲, 零: —}, 乙], 行: [行一, 行二]}"
    table = first_table(composed(tmp_path, tables=tables, figures="表: {行一: {乙: 30.00}}", unit=Unit.YUAN))
    assert grid(table)[0] == ["行一", "—", "0.00"]
    figure = table.body[0].cells[2].spans[0]
    assert isinstance(figure, Figure)
    assert (figure.value, figure.unit) == ("0.003", "万元")


BLOCKS = """
总表:
  键: t01
  栏次: 栏次
  栏组:
    收入: {行次: 1, 列: [{题: 项目, 类: 名称}, {题: 行次, 类: 行次}, 金额], 行: [一、拨款, null, {题: 总计, 键: 甲计, 公式: 拨款, 粗: true}]}
    支出: {行次: 32, 列: [{题: 项目, 类: 名称}, {题: 行次, 类: 行次}, 金额, 基金], 行: [一、服务, 二、社保]}
    支出（续）: {题: 支出, 列: [{题: 项目, 类: 名称}, 金额], 行: [三、其他]}
"""


def test_blocks_side_by_side(tmp_path: Path) -> None:
    table = first_table(composed(tmp_path, tables=BLOCKS, figures="总表: {拨款: 1, 服务: {金额: 2}, 其他: 3}"))
    assert head(table) == [
        ["收入(3×1)", "支出(6×1)"],
        ["项目", "行次", "金额", "项目", "行次", "金额", "基金", "项目", "金额"],
        ["栏次", "", "1", "栏次", "", "2", "3", "栏次", "4"],
    ]
    assert grid(table) == [
        ["一、拨款", "1", "1.00", "一、服务", "32", "2.00", "0.00", "三、其他", "3.00"],
        ["", "2", "", "二、社保", "33", "0.00", "0.00", "", ""],
        ["总计", "3", "1.00", "", "", "", "", "", ""],
    ]
    assert [row.id for row in table.body] == ["t01-r1", "t01-r2", "t01-r3"]
    assert [row.strong for row in table.body] == [False, False, True]


def test_bold_is_the_side_that_is_a_total(tmp_path: Path) -> None:
    forms = BLOCKS.replace("[一、服务, 二、社保]", "[一、服务, {题: 合计, 公式: 服务, 粗: true}, 二、社保]")
    table = first_table(composed(tmp_path, tables=forms, figures="总表: {拨款: 1, 服务: {金额: 2}, 其他: 3}"))
    second, third = table.body[1:]
    assert (second.strong, third.strong) == (True, False), "nothing stands beside 合计, 二、社保 beside 总计"
    assert [cell.text for cell in third.cells if cell.strong] == ["总计", "1.00"]


def written(made: Composed) -> list[str]:
    """The paragraphs of the text."""
    return [
        plain(block.spans) for block in made.publication.parts[0].sections[-1].blocks if isinstance(block, Paragraph)
    ]


GENERATED = """
支出表: {键: t03, 登记: true, 列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, 数], 行: {按: 科目}}
总表:
  键: t01
  栏组:
    收入: {列: [{题: 项目, 类: 名称}, {题: 行次, 类: 行次}, 金额], 行次: 1, 行: [一、拨款, {补齐: true}, {题: 总计, 公式: 拨款}]}
    支出:
      列: [{题: 项目, 类: 名称}, {题: 行次, 类: 行次}, {题: 金额, 取: 支出表.数}]
      行次: 续
      行: [{按: 科目, 级次: 类, 序号: 一、}, {补齐: true}, {题: 总计, 键: 支出总计, 公式: 各科目, 粗: true}]
"""


def test_generated_rows_print_numbered_beside_fixed_ones(tmp_path: Path) -> None:
    figures = '支出表: {"2010301": 2, "2080505": 1}\n总表: {拨款: 3}'
    wording = '{% for 类 in 各行("总表", "类") %}{{ 类.名称 }}{{ 类.数() }}；{% endfor %}共{{ 数("总表.各科目") }}。'
    made = composed(tmp_path, wording, tables=GENERATED, figures=figures)
    table = first_table(made)
    assert grid(table) == [
        ["一、拨款", "1", "3.00", "一、一般公共服务支出", "4", "2.00"],
        ["", "2", "", "二、社会保障和就业支出", "5", "1.00"],
        ["总计", "3", "3.00", "总计", "6", "3.00"],
    ]
    more = composed(tmp_path, wording, tables=GENERATED, figures=figures.replace("{", '{"2050101": 4, ', 1))
    ids = [row.id for row in table.body]
    assert len(set(ids)) == len(ids)
    assert ids[0] == first_table(more).body[0].id  # what stands in a row has one address, whatever comes beside it
    assert not said(made)
    assert written(made) == ["一般公共服务支出2.00；社会保障和就业支出1.00；共3.00。"]


def test_generated_rows_in_three_code_columns_with_the_total_last_in_yuan(tmp_path: Path) -> None:
    tables = """
支出:
  键: t03
  单位: 元
  零: ""
  列:
    - 题: 编码
      列: [{题: 类, 类: 编码, 段: [0, 3]}, {题: 款, 类: 编码, 段: [3, 5]}, {题: 项, 类: 编码, 段: [5, 7]}]
    - {题: 名称, 类: 名称}
    - 基本
    - 项目
  行: [上年结转, {按: 科目, 级次: 项}, {题: 合计, 公式: 上年结转 + 各科目, 粗: true}]
"""
    figures = '支出: {上年结转: {基本: 1}, "2010301": {基本: 500000}, "2080505": {项目: 0.5}}'
    wording = '支出{{ 数("支出.合计.基本") }}万元。'
    made = composed(tmp_path, wording, tables=tables, figures=figures, unit=Unit.YUAN)
    assert grid(first_table(made)) == [
        ["上年结转", "1.00", ""],
        ["201", "03", "01", "行政运行", "500,000.00", ""],
        ["208", "05", "05", "机关事业单位基本养老保险缴费支出", "", "0.50"],
        ["合计", "500,001.00", "0.50"],
    ]
    assert [row.id for row in first_table(made).body][1:3] == ["t03-r2010301", "t03-r2080505"]
    assert written(made) == ["支出50.00万元。"]


def test_last_rows_close_their_blocks(tmp_path: Path) -> None:
    block = "{列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, 金额], 行: [%s]}"
    tables = (
        "明细: {键: t06, 栏组: {人员: "
        + block % '{编码: "301"}'
        + ", 公用: "
        + block % '{编码: "302"}'
        + ", 续: "
        + block % '{编码: "30201", 题: 办公}'
        + "}, 末行: [{题: 人员合计, 公式: 301}, {题: 公用合计, 公式: 302}]}"
    )
    table = first_table(composed(tmp_path, tables=tables, figures='明细: {"301": 1, "30201": 2}'))
    last = table.body[-1]
    assert [(cell.text, cell.colspan) for cell in last.cells] == [
        ("人员合计", 2),
        ("1.00", 1),
        ("公用合计", 5),
        ("2.00", 1),
    ]
    assert last.id == "t06-total"


def test_last_rows_of_one_block_have_all_columns(tmp_path: Path) -> None:
    tables = """
表:
  键: t01
  列: [{题: 项目, 类: 名称}, 甲, 乙, {题: 甲/乙, 类: 百分比, 公式: 甲 / 乙}]
  行: [一, 二]
  末行: [{题: "{{ 年度 }}年合计", 键: 合计, 公式: 一 + 二}, {题: 差, 公式: 一 - 二}]
"""
    table = first_table(composed(tmp_path, tables=tables, figures="表: {一: {甲: 3, 乙: 4}, 二: {甲: 1, 乙: 1}}"))
    assert grid(table)[2:] == [["2024年合计", "4.00", "5.00", "80.00%"], ["差", "2.00", "3.00", "66.67%"]]
    assert [row.id for row in table.body[2:]] == ["t01-total", "t01-total-2"]


def test_rows_without_names_of_their_own(tmp_path: Path) -> None:
    tables = """
项目:
  键: t10
  列: [{题: 序号, 类: 序号}, {题: 类型, 类: 文字}, {题: 单位, 类: 名称, 值: 单位, 部门行: 名称}, 金额]
  行: {按: 记录, 部门行: true}
"""
    figures = '项目: [{类型: 甲, 单位: "152101", 金额: 1}, {类型: 乙, 单位: "152201", 金额: 2}]'
    table = first_table(composed(tmp_path, tables=tables, figures=figures))
    assert grid(table) == [
        ["", "", "合计", "3.00"],
        ["", "", "测试局", "3.00"],
        ["1", "甲", "测试局", "1.00"],
        ["2", "乙", "测试中心", "2.00"],
    ]


def test_a_table_of_codes_only_still_says_total(tmp_path: Path) -> None:
    tables = "支出: {键: t01, 列: [{题: 编码, 类: 编码}, 金额], 行: {按: 科目, 级次: 项}}"
    assert grid(first_table(composed(tmp_path, tables=tables, figures='支出: {"2010301": 1}'))) == [
        ["合计", "1.00"],
        ["2010301", "1.00"],
    ]


def test_content_is_never_a_template(tmp_path: Path) -> None:
    tables = "支出: {键: t01, 列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, {题: 备注, 类: 文字}, 金额], 行: {按: 科目, 级次: 项}}"
    made = composed(
        tmp_path, tables=tables, figures='支出: {"2019999": {名称: "{{ 部门 }}", 备注: "**{{ 1 }}**", 金额: 1}}'
    )
    assert grid(first_table(made))[1] == ["2019999", "{{ 部门 }}", "**{{ 1 }}**", "1.00"]


def test_originals_of_a_table(tmp_path: Path) -> None:
    originals = (
        original("t03.题", "支出", "支岀"),
        original("t03.编号", "", "公开3表"),
        original("t03.表头.科目名称", "科目名称", "科目"),
        original("t03.2010301.项", "01", "10"),
        original("t03.2010301.基本", "1.00", "1.0"),
        original("t03.合计.科目名称", "合计", "合 计"),
        original("t03.注", "2024年度", "2024年"),
        original("t03.栏头.左", "测试局", "测试局（本级）"),
    )
    made = composed(
        tmp_path,
        tables=CODES,
        figures='支出: {"2010301": {基本: 1}}',
        originals=originals[:1] + originals[2:],
        栏头=["部门：{{ 部门 }}", "", ""],
    )
    assert not said(made)
    table = first_table(made)
    assert table.title == "支岀"
    assert table.caption[0] == "部门：测试局（本级）"
    assert head(table)[0][1] == "科目(1×2)"
    assert grid(table)[0][:3] == ["201", "03", "10"]
    assert isinstance(table.body[0].cells[2].spans[0], AsPrinted)
    assert grid(table)[1][0] == "合 计"
    assert [note.kind for note in table.notes] == ["note", "original", "original"]
    assert table.notes[0].spans[1].text == "2024年"


def test_kinds_of_cells(tmp_path: Path) -> None:
    table = first_table(composed(tmp_path, tables=CODES, figures='支出: {"2010301": {基本: 1}}'))
    kinds = [cell.kind for cell in table.body[0].cells]
    assert kinds == [CellKind.CODE] * 3 + [CellKind.NAME] + [CellKind.AMOUNT] * 4 + [CellKind.TEXT]
    assert (table.body[0].cells[3].level, table.body[0].cells[3].header) == (3, "row")
