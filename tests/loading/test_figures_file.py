"""figures.yml against an edition: what is left blank is no zero, and a number cut in two by its comma is seen."""

from __future__ import annotations

import pytest

from gongkai.loading.figures_file import ReadFigures, read_figures
from gongkai.model.amounts import Unit
from tests.figures.small import edition, node

TABLES = """
支出表: {键: t, 列: [{题: 编码, 类: 编码}, 基本支出, 项目支出], 行: {按: 科目}}
明细: {键: m, 列: [{题: 编码, 类: 编码, 值: 部门经济}, 金额], 行: {按: 记录}}
收入表: {键: s, 列: [金额], 行: [收入, 支出]}
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
