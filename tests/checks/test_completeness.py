"""P101: which tables people must fill."""

from __future__ import annotations

import pytest

from generator.checks.publication import completeness
from tests.checks.cases import case, messages

SPENDING = "支出: {键: s, 列: [{题: 编码, 类: 编码}, 基本], 行: {按: 科目}}\n"


@pytest.mark.parametrize(
    ("table", "asked"),
    [
        ("表: {键: t, 列: [{题: 项目, 类: 名称}, 金额], 行: [甲]}", True),
        ("表: {键: t, 登记: true, 列: [{题: 项目, 类: 名称}, 金额], 行: [甲]}", False),
        ("表: {键: t, 列: [{题: 项目, 类: 名称}, {题: 金额, 取: 支出.基本}], 行: [甲]}", False),
        ("表: {键: t, 列: [{题: 项目, 类: 名称}, 金额], 行: [{题: 甲, 公式: 支出.合计.基本}]}", False),
        ("表: {键: t, 列: [{题: 项目, 类: 名称}, 金额], 行: [甲, {题: 乙, 公式: 甲}]}", True),
        ("表: {键: t, 列: [{题: 编码, 类: 编码}, {题: 基本, 取: 支出.基本}], 行: {按: 科目, 来自: 支出}}", False),
        ("表: {键: t, 列: [{题: 编码, 类: 编码}, 金额], 行: {按: 科目}}", True),
        ("表: {键: t, 列: [{题: 单位, 类: 名称}], 行: {按: 单位}}", False),
        (
            "表: {键: t, 列: [{题: 编码, 类: 编码}, 金额], 行: [{编码: '301'}, {编码: '30101', 公式: 支出.合计.基本}]}",
            False,
        ),
    ],
)
def test_tables_that_hold_entered_figures_are_asked_for(table: str, *, asked: bool) -> None:
    looked_at = case(SPENDING + table, '支出: {"2010301": 1}')
    assert messages(completeness.tables_are_filled, looked_at) == (["0: 没有“表”的数"] if asked else [])


def test_a_table_that_says_it_is_empty() -> None:
    looked_at = case(SPENDING, "", declared_empty=frozenset({"支出"}))
    assert messages(completeness.tables_are_filled, looked_at) == []
