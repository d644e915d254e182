"""figures.yml against an edition: what is left blank is no zero, and a number cut in two by its comma is seen."""

from __future__ import annotations

import pytest

from gongkai.loading.figures_file import ReadFigures, read_figures
from gongkai.model.amounts import Unit
from tests.figures.small import edition, node

TABLES = """
支出表: {键: t, 列: [{题: 编码, 类: 编码}, 基本支出, 项目支出], 行: {按: 科目}}
明细: {键: m, 列: [{题: 编码, 类: 编码, 值: 部门经济}, 金额], 行: {按: 记录}}
收入表: {键: s, 列: [金额], 行: [{题: 一、收入}, 支出, {题: （一）其他, 键: 其他收入}, {题: （二）其他, 键: 其他支出}]}
三公表:
  键: p
  列: [{题: 预算, 列: [合计, {题: 用车, 列: [购置, 运行]}]}, {题: 决算, 列: [合计, {题: 用车, 列: [购置, 运行]}, 接待]}]
  行: [{键: 行}]
运行表:
  键: o
  列: [{题: 预算数, 列: [购置, 接待]}, {题: 机关运行经费, 列: [预算数, 决算数]}]
  行: [{键: 行}]
"""


def read(figures: str) -> ReadFigures:
    return read_figures(node(figures), edition(TABLES), Unit.WAN)


@pytest.mark.parametrize("blank", ["", "~", "null", "''"])
def test_a_figure_left_blank_is_no_zero(blank: str) -> None:
    assert [one.code for one in read(f"收入表: {{收入: {blank}}}").findings] == ["L308"]
    assert [one.code for one in read(f'支出表: {{"2010301": {{基本支出: {blank}}}}}').findings] == ["L308"]


def test_a_table_left_blank_is_not_declared_empty() -> None:
    assert read("收入表:\n支出表: 无").empty == {"支出表"}


@pytest.mark.parametrize("code", ["30101 基本工资", "３０１０１", "30101.0", "[30101]", "基本工资"])
def test_a_code_of_a_record_is_digits(code: str) -> None:
    figures = read(f"明细: [{{部门经济: {code}, 金额: 1}}, {{部门经济: 30102, 部门经济名称: 津贴补贴, 金额: 1}}]")
    assert [one.code for one in figures.findings] == ["L313"]
    assert figures.entries[1].fields == (("部门经济", "30102"), ("部门经济名称", "津贴补贴"))


@pytest.mark.parametrize(
    ("typed", "column"),
    [
        ("接待: 1", "接待"),
        ("决算.接待: 1", "接待"),
        ("决算: {接待: 1}", "接待"),
        ("预算.购置: 1", "预算.用车.购置"),
        ("预算: {用车: {购置: 1}}", "预算.用车.购置"),
        ("预算: {购置: 1}", "预算.用车.购置"),
    ],
)
def test_a_column_goes_by_its_shortest_name(typed: str, column: str) -> None:
    figures = read(f"三公表: {{{typed}}}")
    assert not figures.findings
    ((amount,),) = (entry.amounts for entry in figures.entries)
    assert amount.column == column


def test_a_column_may_be_called_as_a_group_is() -> None:
    figures = read("运行表: {预算数: {接待: 1}, 机关运行经费: {预算数: 2, 决算数: 3}}")
    assert not figures.findings
    (entry,) = figures.entries
    assert [one.column for one in entry.amounts] == ["接待", "预算数", "决算数"]


@pytest.mark.parametrize("row", ["收入", "一、收入"])
def test_a_row_goes_by_its_title(row: str) -> None:
    assert [entry.row for entry in read(f"收入表: {{{row}: 1}}").entries] == ["收入"]


@pytest.mark.parametrize(
    ("figures", "code", "message", "hint"),
    [
        ("三公表: {购置: 1}", "L603", "有几列都叫“购置”，不知道是哪一列", "可以写：预算.用车.购置、决算.用车.购置"),
        ("三公表: {接待: 1, 决算: {接待: 2}}", "L216", "“接待”就是第 1 行的“接待”，同一列写了两次", "合成一处"),
        ("收入表: {其他: 1}", "L602", "有几行都叫“其他”，不知道是哪一行", "可以写：其他收入、其他支出"),
        ("收入表: {收入: 1, 一、收入: 2}", "L216", "“一、收入”就是第 1 行的“收入”，同一行写了两次", "合成一处"),
    ],
)
def test_names_that_are_not_enough_or_one_too_many(figures: str, code: str, message: str, hint: str) -> None:
    (finding,) = read(figures).findings
    assert (finding.code, finding.message) == (code, message)
    assert finding.hint.startswith(hint)
