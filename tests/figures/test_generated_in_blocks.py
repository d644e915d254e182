"""生成行 among fixed rows: 收入 | 支出 with only the classes that have money, level at the foot."""

from __future__ import annotations

import pytest

from gongkai.figures.derivation import derive
from gongkai.figures.formulas import FormulaError
from gongkai.loading.edition_merge import merge
from gongkai.loading.figures_file import read_figures
from gongkai.model.amounts import Unit
from gongkai.model.findings import Finding
from gongkai.model.nodes import Mapping, plain
from tests.figures.small import NAMING, accounts, edition, entries, node, problems, rows, value

SPENDING = """
支出表:
  键: s
  列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, {题: 合计, 公式: 基本 + 项目}, 基本, 项目]
  行: {按: 科目}
  属性: {资金: {默认: 一般, 取值: [一般, 基金]}}
"""
TWO_SIDES = (
    SPENDING
    + """
收支总表:
  键: t
  栏组:
    收入:
      列: [{题: 项目, 类: 名称}, {题: 行次, 类: 行次}, {题: 预算数, 键: 收入数}]
      行次: 1
      行:
        - 一、财政拨款
        - 二、事业收入
        - {补齐: true}
        - {题: 收入总计, 公式: 财政拨款 + 事业收入}
    支出:
      列: [{题: 项目, 类: 名称}, {题: 行次, 类: 行次}, {题: 预算数, 取: 支出表.合计}, {题: 其中基本, 取: 支出表.基本}]
      行次: 续
      行:
        - {按: 科目, 级次: 类, 序号: 一、}
        - {补齐: true}
        - {题: 本年支出, 公式: 各科目}
        - {题: 结转下年, 公式: {预算数: 收入总计 - 本年支出}}
        - {题: 支出总计, 公式: 本年支出 + 结转下年}
"""
)
SPENT = """
支出表:
  "2050201": {基本: 700, 项目: 50}
  "2050299": [{项目: 4, 资金: 基金}]
  "2080505": {基本: 30}
  "2210201": {基本: 20}
"""
FIGURES = SPENT + "收支总表: {财政拨款: 800, 事业收入: 10}"


def printed(made: object, table: str, block: int) -> list[str]:
    statement = made.statements[table]  # type: ignore[attr-defined]
    return [f"{row.number or ''}{row.numbering}{row.title}" for row in statement.block(block)]


def test_only_classes_with_money_are_printed_numbered_and_both_sides_end_level() -> None:
    made = accounts(TWO_SIDES, FIGURES)
    assert not problems(made)
    assert printed(made, "收支总表", 0) == ["1一、财政拨款", "2二、事业收入", "3", "4", "5", "6收入总计"]
    assert printed(made, "收支总表", 1) == [
        "7一、",
        "8二、社会保障和就业支出",
        "9三、",
        "10本年支出",
        "11结转下年",
        "12支出总计",
    ]
    assert rows(made, "收支总表")[6:9] == ["205", "208", "221"]


def test_the_longer_side_may_be_the_fixed_one() -> None:
    made = accounts(TWO_SIDES, '支出表: {"2080505": {基本: 30}}\n收支总表: {财政拨款: 30}')
    assert printed(made, "收支总表", 0) == ["1一、财政拨款", "2二、事业收入", "3", "4收入总计"]
    assert printed(made, "收支总表", 1) == ["5一、社会保障和就业支出", "6本年支出", "7结转下年", "8支出总计"]


def test_a_side_without_any_figure_keeps_its_totals_level() -> None:
    made = accounts(TWO_SIDES, "收支总表: {财政拨款: 30}")
    assert not problems(made)
    assert printed(made, "收支总表", 1) == ["4本年支出", "5结转下年", "6支出总计"]
    assert value(made, "收支总表.支出总计.预算数") == "30.00"


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("收支总表.本年支出.预算数", "804.00"),
        ("收支总表.本年支出.其中基本", "750.00"),
        ("收支总表.支出总计.预算数", "810.00"),
        ("收支总表.205.预算数", "754.00"),
        ("收支总表.20502.其中基本", "700.00"),
        ("收支总表.212.预算数", "0.00"),
        ("收支总表.各科目.预算数", "804.00"),
        ("收支总表.各科目.预算数 - 支出表.合计.合计", "0.00"),
    ],
)
def test_generated_rows_are_found_by_code_and_by_their_name(reference: str, expected: str) -> None:
    assert value(accounts(TWO_SIDES, FIGURES), reference) == expected


def test_a_code_is_found_though_both_sides_call_their_column_alike() -> None:
    tables = TWO_SIDES.replace("键: 收入数", "键: 预算数")
    made = accounts(tables, FIGURES)
    assert not problems(made)
    assert [value(made, f"收支总表.{code}.预算数") for code in (205, 212, 20502)] == ["754.00", "0.00", "754.00"]


def test_the_sum_of_generated_rows_is_a_relation_of_its_cells() -> None:
    cell = accounts(TWO_SIDES, FIGURES).cells[("收支总表", "本年支出", "预算数")]  # type: ignore[index]
    assert [str(term) for _, term in cell.relations[0].terms] == [f"收支总表·{code}·预算数" for code in (205, 208, 221)]


def test_what_is_given_for_a_generated_row_is_checked_like_any_other() -> None:
    figures = FIGURES.replace("收支总表: {", '收支总表: {"205": {预算数: 753.99}, ')
    cell = accounts(TWO_SIDES, figures).cells[("收支总表", "205", "预算数")]  # type: ignore[index]
    assert cell.given is not None
    assert str(cell.derived.rounded(Unit.WAN, 2)) == "754.00"


def test_levels_are_numbered_each_in_its_way_and_summed_once() -> None:
    tables = TWO_SIDES.replace("级次: 类, 序号: 一、", "级次: [类, 项], 序号: [一、, （一）], 键: 各类")
    made = accounts(tables.replace("公式: 各科目}", "公式: 各类}"), FIGURES)
    assert not problems(made)
    assert [line.lstrip("0123456789") for line in printed(made, "收支总表", 1)[:7]] == [
        "一、",
        "（一）",
        "（二）",
        "二、社会保障和就业支出",
        "（一）机关事业单位基本养老保险缴费支出",
        "三、",
        "（一）",
    ]
    assert value(made, "收支总表.本年支出.预算数") == "804.00"


def test_a_condition_of_the_rule_and_of_the_column_must_both_hold() -> None:
    tables = (
        SPENDING
        + """
基金:
  键: f
  列: [{题: 项目, 类: 名称}, {题: 数, 取: 支出表.合计}]
  行: [{题: 上年, 公式: "205"}, {按: 科目, 级次: 类, 条件: {资金: 基金}}, {题: 合计, 公式: 上年 至 结余}, {题: 结余, 公式: "212"}]
"""
    )
    tables = tables.replace("上年 至 结余", "各科目")
    made = accounts(tables, SPENT)
    assert rows(made, "基金") == ["上年", "205", "合计", "结余"]
    assert value(made, "基金.上年") == "4.00"
    assert value(made, "基金.结余") == "0.00"
    assert value(made, "基金.208") == "0.00"


def test_a_range_over_generated_rows_sums_the_highest_level_only() -> None:
    tables = (
        SPENDING
        + """
表:
  键: f
  列: [{题: 项目, 类: 名称}, {题: 数, 取: 支出表.合计}]
  行: [{题: 首, 条件: {科目: "999"}}, {按: 科目, 级次: [类, 款]}, {题: 尾, 条件: {科目: "999"}}, {题: 合计, 公式: 首 至 尾}]
"""
    )
    assert value(accounts(tables, SPENT), "表.合计") == "804.00"


def test_figures_may_be_typed_into_generated_rows() -> None:
    tables = """
表:
  键: f
  列: [{题: 编码, 类: 编码}, {题: 科目, 类: 名称}, {题: 数, 公式: 甲 + 乙}, 甲, 乙]
  行: [上年结转, {按: 科目, 级次: [类, 项], 键: 本年}, {题: 合计, 公式: 上年结转 + 本年}]
"""
    made = accounts(
        tables, '表: {上年结转: {甲: 1}, "2010301": {甲: 2}, "2010302": {乙: 3}, "2080505": {甲: 4, 乙: 1}}'
    )
    assert not problems(made)
    assert rows(made, "表") == ["上年结转", "201", "2010301", "2010302", "208", "2080505", "合计"]
    assert value(made, "表.合计.数") == "11.00"
    assert value(made, "表.201.甲") == "2.00"


def test_a_row_that_two_rules_make_is_told() -> None:
    tables = (
        SPENDING
        + """
表:
  键: f
  列: [{题: 项目, 类: 名称}, {题: 数, 取: 支出表.合计}]
  行: [{按: 科目, 条件: {资金: 一般}}, {按: 科目, 条件: {资金: 基金}, 键: 基金}]
"""
    )
    assert problems(accounts(tables, SPENT)) == ["表有两行都是“205”：由“按”生成的行同别的行重复，请用“条件”分开"]


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ("{按: 记录}", "“按”只能是科目、经济科目、部门经济、政府经济中的一种"),
        ("{按: 科目, 合计: 末}", "合计另写一行：公式: 各科目"),
        ("{按: 科目}, {按: 科目}", "有两行都叫“各科目”"),
        ("{补齐: true}, {补齐: true}", "一栏里只能有一处“补齐”"),
    ],
)
def test_what_cannot_stand_among_fixed_rows_is_refused(items: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        edition(SPENDING + f"表: {{键: f, 列: [{{题: 数, 取: 支出表.合计}}], 行: [{items}]}}")


def test_row_numbers_go_on_only_from_a_block_on_the_left() -> None:
    with pytest.raises(ValueError, match="第一组的“行次”要写数"):
        edition("表: {键: f, 栏组: {左: {列: [数], 行次: 续, 行: [甲]}}}")


@pytest.mark.parametrize(("table", "row"), [("收支总表", "教育"), ("表", "30150")])
def test_a_row_that_cannot_be_there_is_not_read(table: str, row: str) -> None:
    tables = TWO_SIDES + '表: {键: f, 列: [{题: 编码, 类: 编码}, 数], 行: [{编码: "30101"}, {编码: "30102"}]}'
    read = read_figures(node(f'{table}: {{"{row}": 1}}'), edition(tables), Unit.WAN)
    assert [one.code for one in read.findings] == ["L602"]


def test_a_name_is_refused_where_all_rows_are_generated() -> None:
    with pytest.raises(ValueError, match="不写“键”"):
        edition("表: {键: f, 列: [数], 行: {按: 科目, 键: 各类}}")


def test_a_table_whose_columns_are_pulled_needs_no_sources() -> None:
    tables = SPENDING + "表: {键: f, 列: [{题: 编码, 类: 编码}, {题: 数, 取: 支出表.基本}], 行: {按: 科目, 级次: 类}}"
    assert rows(accounts(tables, SPENT), "表") == ["合计", "205", "208", "221"]


def test_a_code_that_is_not_printed_keeps_to_the_condition_of_its_table() -> None:
    tables = (
        SPENDING
        + """
基金支出: {键: f, 列: [{题: 编码, 类: 编码}, {题: 数, 取: 支出表.合计}], 行: {按: 科目, 级次: 项, 合计: 无, 条件: {资金: 基金}}}
"""
    )
    made = accounts(tables, SPENT)
    assert value(made, "基金支出.205.数") == "4.00"
    assert value(made, "基金支出.合计.数") == "4.00"
    with pytest.raises(FormulaError):
        made.quantity("基金支出.没有.数")


def test_an_heir_that_removes_a_row_keeps_both_totals_level() -> None:
    base = node(
        TWO_SIDES.replace("一、财政拨款", "一、财政拨款\n        - 三、其他收入").replace(
            "序号: 一、}", "序号: 一、, 键: 各类}"
        )
    )
    over = node("收支总表: {栏组: {收入: {行: {其他收入: null}}, 支出: {行: {各类: {级次: [类, 款]}}}}}")
    assert isinstance(base, Mapping)
    assert isinstance(over, Mapping)
    findings: list[Finding] = []
    heir = plain(merge(base, over, findings))
    assert not findings
    heir["收支总表"]["栏组"]["支出"]["行"][2]["公式"] = "各类"
    form = edition("表: {键: x, 列: [数], 行: [甲]}", 表=heir)
    made = derive(form, entries(form, FIGURES), NAMING)
    sides = [made.statements["收支总表"].block(index) for index in (0, 1)]
    assert len(sides[0]) == len(sides[1]) == 9
    assert [side[-1].title for side in sides] == ["收入总计", "支出总计"]
