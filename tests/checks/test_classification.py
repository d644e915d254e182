"""K101, K201: codes and names beside them."""

from __future__ import annotations

from gongkai.checks.classification import codes, known_codes
from gongkai.model.findings import Finding
from tests.checks.cases import case, messages

TABLES = """
支出: {键: s, 列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, 金额], 行: {按: 科目, 部门行: true}}
收入: {键: r, 列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, 金额], 行: {按: 科目}}
明细: {键: e, 列: [{题: 编码, 类: 编码, 值: 部门经济}, 金额], 行: {按: 记录}}
"""


def test_unknown_codes_once_each_and_those_above_them() -> None:
    looked_at = case(
        TABLES,
        """
支出: {"152": {金额: 6}, "2010301": {金额: 1}, "2019999": {金额: 2, 名称: 其他}, "20199": {名称: 杂项}, "20103011": {金额: 3}}
收入: {"2019999": {金额: 2}, "2059999": {金额: 1}}
明细: [{部门经济: "30101", 金额: 1}, {部门经济: "30999", 金额: 1}]
""",
    )
    assert messages(known_codes.codes_are_known, looked_at) == [
        "2: 支出：2024年的功能分类科目表里没有20199杂项、2019999其他，照填的名称印",
        "2: 支出：2024年的功能分类科目表里没有“20103011”（有8位，应为3、5或7位）",
        "3: 收入：2024年的功能分类科目表里没有“205”这一类",
        "4: 明细：2024年的部门经济分类科目表里没有款“30999”，不知道名称，印不出来",
    ]
    found = (one for one in known_codes.codes_are_known(looked_at) if isinstance(one, Finding))
    assert [finding.severity.value for finding in found] == ["warning", "error", "error", "error"]


def test_units_that_the_department_does_not_have() -> None:
    tables = """
分单位: {键: u, 列: [{题: 单位, 类: 名称}, 金额], 行: {按: 单位, 部门行: true}}
细: {键: g, 列: [{题: 单位, 类: 编码, 值: 单位}, {题: 科目, 类: 编码, 值: 科目}, 金额], 行: {按: [单位, 科目]}}
"""
    looked_at = case(
        tables,
        """
分单位: {合计: 3, "152": 3, "152101": 1, 测试站: 1, 测试战: 1}
细: [{单位: "152999", 科目: "2010301", 金额: 1}]
""",
    )
    assert [message.split("，")[0] for message in messages(known_codes.units_are_known, looked_at)] == [
        "2: 分单位：department.yml 的“单位”里没有“测试战”",
        "3: 细：department.yml 的“单位”里没有“152999”",
    ]


def test_names_that_are_not_the_classifications() -> None:
    looked_at = case(
        TABLES,
        '支出: {"2010301": {名称: 行政运行, 金额: 1}, "2010302": {名称: 行政管理, 金额: 1}, "2019999": {名称: 其他, 金额: 1}}',
    )
    assert messages(codes.names_agree, looked_at) == [
        "1: 支出：“2010302”的名称填的是“行政管理”，科目表里是“一般行政管理事务”"
    ]
