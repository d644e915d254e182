"""K101, K201: codes and names beside them."""

from __future__ import annotations

from generator.checks import classification
from generator.model.findings import Finding
from tests.checks.cases import case, messages

TABLES = """
支出: {键: s, 列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, 金额], 行: {按: 科目, 部门行: true}}
收入: {键: r, 列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, 金额], 行: {按: 科目}}
明细: {键: e, 列: [{题: 编码, 类: 编码, 值: 部门经济}, 金额], 行: {按: 记录}}
"""


def test_unknown_codes_once_each() -> None:
    looked_at = case(
        TABLES,
        '{支出: {"152": {金额: 6}, "2010301": {金额: 1}, "2019999": {金额: 2}, "20103011": {金额: 3}}, 收入: {"2019999": {金额: 2}},'
        ' 明细: [{部门经济: "30101", 金额: 1}, {部门经济: "30999", 金额: 1}]}',
    )
    assert messages(classification.codes_are_known, looked_at) == [
        "1: 支出：2024年的科目表里没有“2019999”",
        "1: 支出：2024年的科目表里没有“20103011”（有8位，应为3、5或7位）",
        "1: 明细：2024年的经济分类科目表里没有“30999”",
    ]
    found = (one for one in classification.codes_are_known(looked_at) if isinstance(one, Finding))
    severities = [finding.severity.value for finding in found]
    assert severities == ["warning", "inconsistency", "warning"]


def test_names_that_are_not_the_classifications() -> None:
    looked_at = case(TABLES, '支出: {"2010301": {名称: 行政运行, 金额: 1}, "2010302": {名称: 行政管理, 金额: 1}, "2019999": {名称: 其他, 金额: 1}}')
    assert messages(classification.names_agree, looked_at) == [
        "1: 支出：“2010302”的名称填的是“行政管理”，科目表里是“一般行政管理事务”"
    ]
