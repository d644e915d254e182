"""行: which rows a table prints."""

from __future__ import annotations

import pytest

from tests.figures.small import accounts, rows, value

TABLE = """
支出:
  键: t
  列: [{{题: 编码, 类: 编码}}, {{题: 科目名称, 类: 名称}}, {{题: 备注, 类: 文字}}, 金额]
  行: {rule}
  属性: {{资金: {{默认: 一般, 取值: [一般, 基金]}}}}
"""
FIGURES = '支出: {"2080505": {金额: 2}, "2010302": {金额: 0}, "2010301": {金额: 1}}'


def printed(rule: str, figures: str = FIGURES) -> list[str]:
    return rows(accounts(TABLE.format(rule=rule), figures), "支出")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("{按: 科目}", "合计 201 20103 2010301 2010302 208 20805 2080505"),
        ("{按: 科目, 合计: 末}", "201 20103 2010301 2010302 208 20805 2080505 合计"),
        ("{按: 科目, 合计: 无}", "201 20103 2010301 2010302 208 20805 2080505"),
        ("{按: 科目, 级次: 项}", "合计 2010301 2010302 2080505"),
        ("{按: 科目, 级次: [类, 项]}", "合计 201 2010301 2010302 208 2080505"),
        ("{按: 科目, 级次: [类]}", "合计 201 208"),
        ("{按: 科目, 级次: 项, 序: 填报}", "合计 2080505 2010302 2010301"),
        ("{按: 科目, 级次: 项, 部门行: true}", "合计 152 2010301 2010302 2080505"),
    ],
)
def test_codes(rule: str, expected: str) -> None:
    assert printed(rule) == expected.split()


def test_parents_have_names_levels_and_children() -> None:
    statement = accounts(TABLE.format(rule="{按: 科目}"), FIGURES).statements["支出"]
    told = [(row.key, row.title, row.level) for row in statement.rows[:4]]
    assert told == [
        ("合计", "合计", 0),
        ("201", "一般公共服务支出", 1),
        ("20103", "政府办公厅（室）及相关机构事务", 2),
        ("2010301", "行政运行", 3),
    ]


def test_a_figure_above_the_lowest_level_is_still_printed() -> None:
    assert printed("{按: 科目, 级次: 项}", '支出: {"201": {金额: 1}}') == ["合计", "201"]


def test_a_code_of_no_level_is_printed_as_it_stands() -> None:
    assert printed("{按: 科目}", '支出: {"20699999": {金额: 1}}') == ["合计", "206", "20699", "2069999", "20699999"]


def test_rows_of_other_tables_that_meet_the_condition() -> None:
    tables = TABLE.format(rule="{按: 科目}") + (
        "基金: {键: f, 列: [{题: 编码, 类: 编码}, {题: 名, 类: 名称}, {题: 金额, 取: 支出.金额, 条件: {资金: 基金}}],"
        " 行: {按: 科目, 级次: 项, 来自: 支出, 条件: {资金: 基金}}}"
    )
    made = accounts(tables, '支出: {"2010301": [{金额: 1}, {金额: 2, 资金: 基金}], "2010302": {金额: 3}}')
    assert rows(made, "基金") == ["合计", "2010301"]
    assert value(made, "基金.合计") == "2.00"


def test_economic_codes_have_parents_too() -> None:
    tables = TABLE.format(rule="{按: 经济科目, 级次: [类, 款]}")
    made = accounts(tables, '支出: {"30101": {金额: 1}, "30201": {金额: 2}}')
    assert rows(made, "支出") == ["合计", "301", "30101", "302", "30201"]
    assert made.statements["支出"].rows[1].title == "工资福利支出"
    assert value(made, "支出.301") == "1.00"


def test_every_unit_of_the_department() -> None:
    tables = (
        "单位: {键: u, 列: [{题: 序号, 类: 序号}, {题: 名称, 类: 名称}, {题: 性质, 类: 文字}, 金额], 行: {按: 单位}}"
    )
    statement = accounts(tables, '单位: {"152201": {金额: 2}}').statements["单位"]
    assert [(row.key, row.ordinal, row.title) for row in statement.rows] == [
        ("合计", None, "合计"),
        ("152101", 1, "测试局"),
        ("152201", 2, "测试中心"),
        ("测试站", 3, "测试站"),
    ]
    assert statement.rows[1].fields["性质"] == "行政单位"


def test_a_list_of_units_without_amounts_is_not_empty() -> None:
    tables = "单位: {键: u, 列: [{题: 名称, 类: 名称}], 行: {按: 单位, 合计: 无}}"
    assert not accounts(tables).statements["单位"].empty


def test_unit_codes_are_not_prefixes() -> None:
    tables = "单位: {键: u, 列: [{题: 代码, 类: 编码}, {题: 名称, 类: 名称}, 金额], 行: {按: 单位, 部门行: true}}"
    made = accounts(tables, '单位: {"15": {金额: 1}, "152101": {金额: 2}}')
    assert value(made, "单位.15") == "1.00"
    assert value(made, "单位.152") == "3.00"


def test_fixed_rows_count_through_blanks_and_texts_come_from_figures() -> None:
    tables = "表: {键: t, 行次: 5, 列: [{题: 项目, 类: 名称}, {题: 行次, 类: 行次}, 金额, {题: 备注, 类: 文字}], 行: [一、甲, null, （二）乙]}"
    statement = accounts(tables, "表: {乙: {金额: 1, 备注: 说明}}").statements["表"]
    assert [(row.key, row.number, row.blank) for row in statement.rows] == [
        ("甲", 5, False),
        ("#空0-1", 6, True),
        ("乙", 7, False),
    ]
    assert statement.rows[2].fields == {"备注": "说明"}


def test_a_name_typed_beside_a_code_that_no_list_has() -> None:
    made = accounts(
        TABLE.format(rule="{按: 科目}"), '支出: {"2012604": {科目名称: 档案馆, 金额: 1}, "20126": {科目名称: 档案事务}}'
    )
    titles = {row.key: row.title for row in made.statements["支出"].rows}
    assert titles["2012604"] == "档案馆"
    assert titles["20126"] == "档案事务"
    assert titles["201"] == "一般公共服务支出"


def test_empty_table_has_its_total_row() -> None:
    made = accounts(TABLE.format(rule="{按: 科目}"))
    assert rows(made, "支出") == ["合计"]
    assert made.statements["支出"].empty
