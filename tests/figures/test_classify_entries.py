"""分拣: which entered amounts are facts, and which are assertions about what derives."""

from __future__ import annotations

from tests.figures.small import accounts, value

SPENDING = """
支出:
  键: t
  列: [{题: 编码, 类: 编码}, {题: 科目名称, 类: 名称}, {题: 合计, 公式: 基本 + 项目}, 基本, 项目]
  行: {按: 科目}
  属性: {资金: {默认: 一般, 取值: [一般, 基金]}}
"""


def given(text: str, tables: str = SPENDING) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Facts as (row, column), assertions as address → amount."""
    made = accounts(tables, text)
    facts = [(fact.row, fact.column) for fact in made.facts.items]
    assertions = {str(address): str(one.amount.yuan.normalize()) for address, one in made.deriver.sorted.given.items()}
    return facts, assertions


def test_lowest_rows_and_input_columns_are_facts() -> None:
    facts, assertions = given(
        '支出: {"2010301": {基本: 1, 合计: 1}, "20103": {基本: 1}, "201": {基本: 1}, 合计: {项目: 0}}'
    )
    assert facts == [("2010301", "基本")]
    assert list(assertions) == ["支出·2010301·合计", "支出·20103·基本", "支出·201·基本", "支出·合计·项目"]


def test_the_lowest_row_need_not_be_an_item() -> None:
    facts, assertions = given('支出: {"201": {基本: 1}, "20805": {基本: 2}}')
    assert facts == [("201", "基本"), ("20805", "基本")]
    assert not assertions


def test_a_code_split_over_two_funds_is_two_facts_of_one_row() -> None:
    made = accounts(SPENDING, '支出: {"2010301": [{基本: 1, 资金: 基金}, {基本: 2}]}')
    assert [fact.attributes["资金"] for fact in made.facts.items] == ["基金", "一般"]
    assert value(made, "支出.2010301.基本") == "3.00"
    assert value(made, "支出.基本[资金=基金]") == "1.00"


def test_an_assertion_in_several_lines_asserts_their_sum() -> None:
    _, assertions = given('支出: {"2010301": {基本: 3}, "201": [{基本: 1, 资金: 基金}, {基本: 2}]}')
    assert assertions == {"支出·201·基本": "3E+4"}


def test_total_is_known_by_its_printed_title() -> None:
    tables = SPENDING.replace("{按: 科目}", "{按: 科目, 合计: 末, 合计题: 总计}")
    made = accounts(tables, '支出: {"2010301": {基本: 3}, 总计: {基本: 3.01}}')
    assert value(made, "支出.总计.基本") == "3.01"
    assert value(made, "支出.合计.基本") == "3.01"


def test_department_row_is_an_assertion_only_where_it_is_printed() -> None:
    tables = SPENDING.replace("{按: 科目}", "{按: 科目, 级次: 项, 部门行: true}")
    assert given('支出: {"152": {基本: 1}, "2010301": {基本: 1}}', tables) == (
        [("2010301", "基本")],
        {"支出·152·基本": "1E+4"},
    )


def test_each_block_has_its_own_columns() -> None:
    """收入 is typed, 支出 is pulled, and both columns are called 金额."""
    tables = (
        SPENDING
        + """
总表:
  键: t0
  栏组:
    收入: {列: [{题: 项目, 类: 名称}, 金额], 行: [拨款, {题: 合计, 键: 收入合计, 公式: 拨款}]}
    支出: {列: [{题: 项目, 类: 名称}, {题: 金额, 取: 支出.合计}], 行: [{题: 服务, 条件: {科目: "201"}}]}
"""
    )
    made = accounts(tables, '{支出: {"2010301": {基本: 3}}, 总表: {拨款: 5}}')
    assert [(fact.table, fact.row) for fact in made.facts.items] == [("支出", "2010301"), ("总表", "拨款")]
    assert value(made, "总表.收入合计") == "5.00"
    assert value(made, "总表.服务") == "3.00"


def test_rows_of_a_skeleton_with_codes() -> None:
    """301 sums its 款 wherever they stand; a given 301 is checked."""
    tables = """
明细:
  键: t
  栏组:
    左: {列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, 金额], 行: [{编码: "301"}, {编码: "30101"}]}
    右: {列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, {题: 金额, 键: 数}], 行: [{编码: "30102"}, {编码: "302"}]}
  末行: [{题: 人员, 公式: 301}, {题: 全部, 公式: 301 + 302}]
"""
    made = accounts(tables, '明细: {"30101": 1, "30102": 2, "301": 3, "302": 4}')
    assert [fact.row for fact in made.facts.items] == ["30101", "30102", "302"]
    assert value(made, "明细.301") == "3.00"
    assert value(made, "明细.人员") == "3.00"
    assert value(made, "明细.全部") == "7.00"
    assert [row.title for row in made.statements["明细"].rows] == [
        "工资福利支出",
        "基本工资",
        "津贴补贴",
        "商品和服务支出",
    ]


def test_records_and_groups() -> None:
    tables = """
项目:
  键: t
  列: [{题: 名称, 类: 文字}, 金额]
  行: {按: 记录}
分单位:
  键: g
  列: [{题: 单位, 类: 编码, 值: 单位}, {题: 科目, 类: 编码, 值: 科目}, 金额]
  行: {按: [单位, 科目], 小计: 单位}
"""
    made = accounts(
        tables,
        """
项目: [{名称: 甲, 金额: 1}, {名称: 乙, 金额: 2}]
分单位:
  - {单位: "152201", 科目: "2010301", 金额: 1}
  - {单位: "152101", 科目: "2010301", 金额: 2}
  - {单位: "152201", 科目: "2080505", 金额: 3}
  - {单位: "152201", 金额: 4.01}
""",
    )
    assert [row.key for row in made.statements["项目"].rows] == ["合计", "#1", "#2"]
    assert [row.key for row in made.statements["分单位"].rows] == [
        "合计",
        "152201",
        "152201/2010301",
        "152201/2080505",
        "152101",
        "152101/2010301",
    ]
    assert value(made, "分单位.合计") == "6.00"
    assert value(made, "分单位.152201") == "4.01"
    assert [str(address) for address in made.deriver.sorted.given] == ["分单位·152201·金额"]
