"""推算: cells, sums, pulls and what is said where a formula cannot be worked out."""

from __future__ import annotations

import pytest

from gongkai.figures.formulas import FormulaError
from gongkai.model.amounts import Unit
from tests.figures.small import accounts, problems, rows, value

TABLES = """
收入:
  键: r
  列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, {题: 合计, 公式: 拨款 + 其他}, 拨款, 其他]
  行: {按: 科目}
  属性: {资金: {默认: 一般, 取值: [一般, 基金, 国资]}}
支出:
  键: s
  列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, {题: 合计, 公式: 基本 + 项目}, 基本, 项目]
  行: {按: 科目}
  属性: {资金: {默认: 一般, 取值: [一般, 基金, 国资]}}
一般支出:
  键: g
  列:
    - {题: 编码, 类: 编码}
    - {题: 名称, 类: 名称}
    - {题: 合计, 公式: 基本 + 项目}
    - {题: 基本, 取: 支出.基本, 条件: {资金: 一般}}
    - {题: 项目, 取: 支出.项目, 条件: {资金: 一般}}
  行: {按: 科目, 来自: 支出, 条件: {资金: 一般}}
总表:
  键: t
  栏组:
    收入:
      列: [{题: 项目, 类: 名称}, {题: 数, 键: 收入数}]
      行:
        - {题: 一、一般, 公式: "收入.拨款[资金=一般]"}
        - {题: 二、基金和国资, 公式: "收入.拨款[资金=基金|国资]"}
        - {题: 三、其他, 公式: 收入.合计.其他}
        - {题: 本年收入, 公式: 一般 至 其他}
        - {题: 年初}
        - {题: 总计, 键: 收入总计, 公式: 本年收入 + 年初}
    支出:
      列: [{题: 项目, 类: 名称}, {题: 数, 取: 支出.合计}, {题: 其中基本, 取: 支出.基本}]
      行:
        - {题: 服务, 条件: {科目: "201"}}
        - {题: 社保及其他, 条件: {科目: ["208", "229"]}}
        - {题: 本年支出, 公式: 服务 至 社保及其他}
        - {题: 年末, 公式: {数: 收入总计 - 本年支出}}
        - {题: 只有基本, 取: 支出.基本}
"""
FIGURES = """
收入: {"2010301": {拨款: 10}, "2120899": {拨款: 5, 资金: 基金}, "2230105": {拨款: 2, 资金: 国资}, "2299999": {其他: 1}}
支出:
  "2010301": {基本: 6, 项目: 1}
  "2080505": {基本: 2}
  "2120899": [{项目: 4, 资金: 基金}, {项目: 0.50}]
总表: {年初: 3}
"""


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("收入.合计.合计", "18.00"),
        ("支出.201.合计", "7.00"),
        ("支出.20103.基本", "6.00"),
        ("一般支出.合计.合计", "9.50"),
        ("一般支出.2120899.项目", "0.50"),
        ("支出.2120899.项目", "4.50"),
        ("总表.一般", "10.00"),
        ("总表.基金和国资", "7.00"),
        ("总表.其他", "1.00"),
        ("总表.收入总计", "21.00"),
        ("总表.本年支出.数", "9.00"),
        ("总表.本年支出.其中基本", "8.00"),
        ("总表.年末.数", "12.00"),
        ("总表.只有基本.数", "8.00"),
        ("支出.基本[科目=201]", "6.00"),
        ("支出.基本[]", "8.00"),
        ("一般支出.合计[科目=212]", "0.50"),
        ("支出.合计.合计 - 支出.合计.基本", "5.50"),
        ("支出.2019999.合计", "0.00"),
        ("收入总计指标", "21.00"),
        ("支出指标.201", "7.00"),
        ("支出指标.2999999", "0.00"),
    ],
)
def test_quantity(reference: str, expected: str) -> None:
    made = accounts(TABLES, FIGURES, 指标={"收入总计指标": "总表.收入总计", "支出指标.*": "支出.*.合计"})
    assert not problems(made)
    assert value(made, reference) == expected


def test_conditions_of_row_and_column_must_both_hold() -> None:
    tables = (
        TABLES
        + """
交叉:
  键: x
  列: [{题: 项目, 类: 名称}, {题: 一般, 取: 支出.项目, 条件: {资金: 一般}}, {题: 全部, 取: 支出.项目}]
  行: [{题: 基金行, 条件: {资金: 基金}}, {题: 一般行, 条件: {资金: 一般, 科目: "2120899"}}]
"""
    )
    made = accounts(tables, FIGURES)
    assert value(made, "交叉.基金行.一般") == "0.00"
    assert value(made, "交叉.基金行.全部") == "4.00"
    assert value(made, "交叉.一般行.一般") == "0.50"


def test_one_quantity_is_printed_the_same_everywhere() -> None:
    """支出 201 and 总表 服务 sum the same figures; what is given for one is printed for both."""
    tables, figures = (
        TABLES,
        FIGURES.replace("支出:\n", '支出:\n  "201": {合计: 7.01}\n  "2010302": {基本: 0.004}\n').replace(
            "0.004", "0.02"
        ),
    )
    made = accounts(tables, figures)
    assert value(made, "支出.201.合计") == "7.01"
    assert value(made, "总表.服务.数") == "7.01"
    assert str(made.cells[("总表", "服务", "数")].derived.rounded(Unit.WAN, 2)) == "7.02"  # type: ignore[index]


def test_an_entered_figure_is_its_own_quantity() -> None:
    made = accounts(TABLES, FIGURES.replace('"2080505": {基本: 2}', '"2080505": {基本: 2, 合计: 2.50}'))
    assert value(made, "支出.2080505.合计") == "2.50"
    assert value(made, "总表.社保及其他.数") == "2.00"


def test_relations_hold_what_is_added() -> None:
    made = accounts(TABLES, FIGURES)
    cell = made.cells[("支出", "201", "合计")]  # type: ignore[index]
    assert [(relation.kind, [str(term) for _, term in relation.terms]) for relation in cell.relations] == [
        ("行", ["支出·20103·合计"]),
        ("列", ["支出·201·基本", "支出·201·项目"]),
    ]


def test_percentages_of_the_row() -> None:
    tables = """
表:
  键: t
  列: [{题: 项目, 类: 名称}, 今年, 上年, {题: 增减, 公式: 今年 - 上年}, {题: 增减%, 类: 百分比, 公式: 增减 / 上年}]
  行: [甲, 乙]
"""
    statement = accounts(tables, "表: {甲: {今年: 3, 上年: 2}, 乙: {今年: 3}}").statements["表"]
    first, second = (row.ratios["增减%"] for row in statement.rows)
    assert first is not None
    assert first.percent == 50
    assert second is None


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("列: [{题: 甲, 公式: 甲 + 乙}, 乙]\n  行: [一, 二]", "错误·一·甲的公式绕回了自己"),
        ("列: [{题: 甲, 公式: 甲 + 乙}, 乙]\n  行: {按: 科目, 来自: 支出}", "错误·合计·甲的公式绕回了自己"),
        ("列: [{题: 甲, 取: 错误.乙}, {题: 乙, 取: 错误.甲}]\n  行: [一, 二]", "错误·乙的公式绕回了自己"),
        ("列: [{题: 甲, 公式: 丙}, 乙]\n  行: [一, 二]", "找不到“丙”"),
        ("列: [{题: 甲, 公式: 乙+丙}, 乙]\n  行: [一, 二]", "两边各要空一格"),
        ("列: [{题: 甲, 取: 没有.基本}]\n  行: [一, 二]", "“没有.基本”应写成“表名.列名”"),
        ("列: [{题: 甲, 取: 支出.没有}]\n  行: [一, 二]", "支出没有“没有”这一列"),
        ("列: [{题: 甲, 取: 支出}]\n  行: {按: 科目, 来自: 支出}", "“支出”应写成“表名.列名”"),
        ("列: [{题: 甲, 取: 支出.基本 至 支出.项目}]\n  行: [一]", "里面不能用“至”"),
        ("列: [甲]\n  行: [一, {题: 二, 公式: 三 至 一}]", "错误没有“三”这一行"),
        ("列: [甲]\n  行: [一, 二, {题: 三, 公式: 二 至 一}]", "前后写反了"),
        ("列: [甲]\n  行: [一, {题: 二, 公式: 支出.201}]", "支出的“201”有几列金额，请写明是哪一列"),
        ("列: [甲]\n  行: [一, {题: 二, 公式: 支出.201.没有}]", "支出没有“没有”这一列"),
        ("列: [甲]\n  行: [一, {题: 二, 公式: 支出.没有.基本}]", "支出没有“没有”这一行"),
        ("列: [甲]\n  行: [一, {题: 二, 公式: 圈}]", "指标“圈”绕回了自己"),
        ("列: [甲]\n  行: [一]\n  末行: [{题: 二, 公式: 没有}]", "找不到“没有”"),
        ("列: [甲, {题: 率, 类: 百分比, 公式: 甲 / 乙}]\n  行: [一]", "没有“乙”这一列"),
        ("列: [甲, {题: 率, 类: 百分比, 公式: 甲}]\n  行: [一]", "应写成“甲 / 乙”"),
    ],
)
def test_what_cannot_be_worked_out_is_told(table: str, said: str) -> None:
    made = accounts(f"{TABLES}\n错误:\n  键: e\n  {table}", FIGURES, 指标={"圈": "圈"})
    assert any(said in problem for problem in problems(made)), problems(made)
    assert value(made, "总表.收入总计") == "21.00"


def test_indicators_that_run_in_a_circle() -> None:
    made = accounts(TABLES, FIGURES, 指标={"甲": "乙 + 乙", "乙": "甲"})
    with pytest.raises(FormulaError, match="指标“甲”绕回了自己"):
        made.quantity("甲")


def test_last_rows_may_be_more_than_the_blocks() -> None:
    tables = "表: {键: t, 列: [{题: 项目, 类: 名称}, 甲, 乙], 行: [一, 二], 末行: [{题: 合计, 公式: 一 + 二}, {题: 差, 公式: 一 - 二}]}"
    made = accounts(tables, "表: {一: {甲: 3, 乙: 1}, 二: {甲: 1}}")
    assert [(row.key, str(row.cells["甲"].amount.yuan)) for row in made.statements["表"].last_rows] == [
        ("合计", "40000"),
        ("差", "20000"),
    ]


def test_a_figure_that_is_given_for_an_unprinted_row_is_not_lost() -> None:
    tables = TABLES.replace("行: {按: 科目, 来自: 支出", "行: {按: 科目, 级次: 项, 来自: 支出")
    made = accounts(tables, FIGURES + '\n一般支出: {"201": {基本: 6.50}}')
    assert "201" not in rows(made, "一般支出")
    assert str(made.cells[("一般支出", "201", "基本")].amount.rounded(Unit.WAN, 2)) == "6.50"  # type: ignore[index]


def test_figures_in_yuan_are_exact() -> None:
    made = accounts(TABLES, '支出: {"2010301": {基本: 123456.78}}', Unit.YUAN)
    amount = made.quantity("支出.合计.合计")
    assert (str(amount.yuan), str(amount.margin)) == ("123456.78", "0")
    assert value(made, "支出.合计.合计") == "12.35"


NESTED = """
支出:
  键: s
  列:
    - {题: 编码, 类: 编码}
    - {题: 支出, 列: [{题: 合计, 公式: 基本.小计 + 支出.项目}, {题: 基本, 列: [{题: 小计, 公式: 人员（含离休） + 公用}, 人员（含离休）, 公用]}, 项目]}
    - {题: 占比, 类: 百分比, 公式: 支出.基本.小计 / 支出.合计}
  行: {按: 科目}
总表:
  键: t
  列: [{题: 本年, 列: [数, 其中基本]}, {题: 上年, 列: [数]}]
  行:
    - {题: 一、服务, 公式: {本年.数: 支出.合计.支出.合计, 其中基本: "支出.基本.小计[]"}}
    - {题: （一）项目, 公式: {本年.数: 支出.合计.支出.项目}}
    - {题: 合计, 公式: {本年.数: 一、服务 + （一）项目}}
"""


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("支出.合计.基本.小计", "3.00"),
        ("支出.合计.支出.基本.小计", "3.00"),
        ("支出.2010301.支出.项目", "4.00"),
        ("支出.基本.公用[科目=201]", "1.00"),
        ("总表.一、服务.本年.数", "7.00"),
        ("总表.服务.其中基本", "3.00"),
        ("总表.项目.本年.数", "4.00"),
        ("总表.合计.本年.数", "11.00"),
    ],
)
def test_names_in_formulas_may_be_short_or_long(name: str, wanted: str) -> None:
    made = accounts(
        NESTED, '支出: {"2010301": {支出: {公用: 1, 人员（含离休）: 2}, 项目: 4}}\n总表: {服务: {上年.数: 1}}'
    )
    assert problems(made) == []
    assert value(made, name) == wanted


def test_a_percentage_names_its_columns_as_others_do() -> None:
    made = accounts(NESTED, '支出: {"2010301": {公用: 1, 项目: 3}}')
    (share,) = (row.ratios["占比"] for row in made.statements["支出"].rows if row.code == "2010301")
    assert share is not None
    assert share.percent == 25


def test_an_error_knows_the_formula_that_has_it() -> None:
    more = {"甲": "支出.合计.没有", "乙": "甲 + 丙", "丙": "支出.合计.支出.项目", "各.*": "总表.*.本年.数"}
    made = accounts(NESTED, 指标=more)
    with pytest.raises(FormulaError) as told:
        made.quantity("丙 + 乙")
    assert told.value.origin is not None
    assert (told.value.origin.path, told.value.origin.formula) == (("指标", "甲"), "支出.合计.没有")
    with pytest.raises(FormulaError) as told:
        made.quantity("各.没有这行")
    assert told.value.origin is None
