"""F306: what a table's columns take and none of its rows."""

from __future__ import annotations

import pytest

from gongkai.checks.figures.lost import every_figure_has_a_row
from gongkai.checks.figures.relations import relations_hold
from gongkai.model.amounts import Unit
from tests.checks.cases import case, messages

SPENDING = """
支出表:
  键: s
  列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, {题: 合计, 公式: 基本 + 项目}, 基本, 项目]
  行: {按: 科目}
  属性: {资金: {默认: 一般, 取值: [一般, 基金]}}
"""
PULLED = (
    SPENDING
    + """
总表:
  键: t
  栏组:
    收入: {列: [{题: 项目, 类: 名称}, 金额], 行: [财政拨款, {题: 收入总计, 公式: 财政拨款}]}
    支出:
      列: [{题: 项目, 类: 名称}, {题: 一般, 取: 支出表.合计, 条件: {资金: 一般}}]
      行:
        - {题: 一、教育, 条件: {科目: "205"}}
        - {题: 二、社保及卫生, 条件: {科目: ["208", "210"]}}
        - {题: 支出总计, 公式: 教育 至 社保及卫生}
"""
)
NAMED = (
    SPENDING
    + """
总表:
  键: t
  栏组:
    收入: {列: [{题: 项目, 类: 名称}, 金额], 行: [财政拨款, {题: 收入总计, 公式: 财政拨款}]}
    支出:
      列: [{题: 项目, 类: 名称}, 金额]
      行: [{题: 一、教育, 公式: "支出表.205.合计"}, {题: 本年支出, 公式: 支出表.合计.合计}, {题: 支出总计, 公式: 本年支出}]
"""
)
IN_PLACE = '支出表: {"2050201": {基本: 700, 项目: 50}, "2080505": {基本: 30}}'
BESIDE = '支出表: {"2050201": {基本: 700}, "2120101": {基本: 20, 项目: 30}}'
ONE = "1: 支出表·2120101的50.00万元没有进“总表”：表里没有它的行"


@pytest.mark.parametrize("tables", [PULLED, NAMED, NAMED.replace("支出表.205.合计", "支出表.合计[科目=205]")])
def test_a_code_without_a_row_is_told_by_name_and_amount(tables: str) -> None:
    assert messages(every_figure_has_a_row, case(tables, BESIDE)) == [ONE]


def test_what_has_its_row_is_no_matter() -> None:
    assert not messages(every_figure_has_a_row, case(PULLED, IN_PLACE))


def test_a_fund_that_the_column_does_not_take_is_no_loss() -> None:
    figures = '支出表: {"2050201": {基本: 700}, "2120899": {项目: 30, 资金: 基金}}'
    assert not messages(every_figure_has_a_row, case(PULLED, figures))


def test_the_code_is_called_by_its_name() -> None:
    said = messages(every_figure_has_a_row, case(PULLED, '支出表: {"2010301": {基本: 500000}}', Unit.YUAN))
    assert said == ["1: 支出表·2010301（行政运行）的50.00万元没有进“总表”：表里没有它的行"]


def test_the_relation_that_fails_for_it_waits() -> None:
    rules = {"R05": "总表.收入总计 = 支出表.合计.合计", "R11": "总表.支出总计 = 支出表.合计.合计"}
    one = case(PULLED, BESIDE + "\n总表: {财政拨款: 750}", 勾稽=rules)
    assert not messages(relations_hold, one)


def test_a_total_above_with_some_of_it_below_is_whole() -> None:
    tables = NAMED.replace(
        '公式: "支出表.205.合计"}, {题: 本年支出, 公式: 支出表.合计.合计}',
        "公式: 支出表.合计.合计}, {题: 其中：住房, 键: 本年支出, 公式: 支出表.212.合计}",
    )
    assert not messages(every_figure_has_a_row, case(tables, BESIDE))


@pytest.mark.parametrize(
    "rows",
    [
        '[{题: 教育, 条件: {科目: "205"}}]',
        '[{题: 支出, 粗: true}, {题: 其中：教育, 条件: {科目: "205"}}]',
        "[{按: 科目, 级次: 类}, {题: 合计, 公式: 各科目}]",
        "[{按: 科目, 条件: {资金: 一般}}]",
    ],
)
def test_a_table_of_some_figures_only(rows: str) -> None:
    tables = SPENDING + f"表: {{键: t, 列: [{{题: 项目, 类: 名称}}, {{题: 数, 取: 支出表.合计}}], 行: {rows}}}"
    assert not messages(every_figure_has_a_row, case(tables, BESIDE))


def test_a_total_that_takes_all_hides_no_loss() -> None:
    rows = '[{题: 教育, 条件: {科目: "205"}}, {题: 社保, 条件: {科目: "208"}}, {题: 合计}]'
    tables = SPENDING + f"总表: {{键: t, 列: [{{题: 项目, 类: 名称}}, {{题: 数, 取: 支出表.合计}}], 行: {rows}}}"
    assert messages(every_figure_has_a_row, case(tables, BESIDE)) == [ONE]


def test_generated_rows_of_one_table_only() -> None:
    """来自 names one of two tables that the columns pull from."""
    tables = (
        SPENDING
        + SPENDING.replace("支出表", "补充表").replace("键: s", "键: s2")
        + """
总表: {键: t, 列: [{题: 编码, 类: 编码}, {题: 数, 取: 支出表.合计 + 补充表.合计}], 行: {按: 科目, 级次: 项, 来自: 支出表}}
"""
    )
    said = messages(every_figure_has_a_row, case(tables, BESIDE + '\n补充表: {"2130101": {基本: 1}}'))
    assert said == ["2: 补充表·2130101的1.00万元没有进“总表”：表里没有它的行"]
