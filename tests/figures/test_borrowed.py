"""取自另一份文件的列: what last year's document has stands beside this year's figures, and is never zero unsaid."""

from __future__ import annotations

import pytest

from gongkai.checks.classification.known_codes import printed_codes_are_known
from gongkai.checks.context import Case
from gongkai.checks.editions.loans import loan_faults
from gongkai.checks.figures.between_documents import entered_figures_agree
from gongkai.checks.figures.cross_footing import given_against_derived
from gongkai.checks.figures.negative import negative_figures
from gongkai.checks.publication.completeness import borrowed_figures_are_there
from gongkai.figures.derivation import Accounts, derive
from gongkai.figures.neighbours import Neighbour
from gongkai.figures.workings import workings
from gongkai.model.amounts import Unit
from gongkai.model.code_changes import CodeChange, CodeChanges
from tests.checks.cases import case_of, messages
from tests.figures.small import NAMING, accounts, edition, entries, rows, value

LAST = """
支出: {键: a, 列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, 金额], 行: {按: 科目}}
收入: {键: b, 列: [{题: 项目, 类: 名称}, 金额], 行: [一、拨款, {题: 二、其他}, {题: 合计, 公式: 拨款 + 其他}]}
"""
INDICATORS = {"支出.*": "支出.*.金额", "收入.*": "收入.*", "收入合计": "收入.合计"}
COMPARED = """
支出: {键: a, 列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, 金额], 行: {按: 科目}}
对比:
  键: c
  列:
    - {题: 编码, 类: 编码}
    - {题: 名称, 类: 名称}
    - {题: 上年, 取: 上年决算.支出.*}
    - {题: 本年, 取: 支出.金额}
    - {题: 增减, 公式: 本年 - 上年}
    - {题: 增减率, 类: 百分比, 公式: 增减 / 上年}
  行: {按: 科目, 来自: [支出]}
"""
FIXED = """
收入:
  键: b
  列: [{题: 项目, 类: 名称}, 本年, {题: 上年, 取: 上年决算.收入.*}]
  行: [一、拨款, {题: 二、其他}, {题: 合计, 公式: 拨款 + 其他}]
"""


def last_year(figures: str, unit: Unit = Unit.WAN, changes: CodeChanges | None = None) -> dict[str, Neighbour]:
    made = accounts(LAST, figures, unit, 指标=INDICATORS)
    return {"上年决算": Neighbour(title="2023年决算", accounts=made, changes=changes or CodeChanges())}


def this_year(tables: str, figures: str, before: dict[str, Neighbour], unit: Unit = Unit.WAN) -> Accounts:
    form = edition(tables)
    return derive(form, entries(form, figures, unit), NAMING, before)


def case(tables: str, figures: str, before: dict[str, Neighbour], unit: Unit = Unit.WAN) -> Case:
    form = edition(tables)
    listed = entries(form, figures, unit)
    return Case(
        document=case_of(form, listed).document, accounts=derive(form, listed, NAMING, before), neighbours=before
    )


BEFORE = '{支出: {"2010301": 5.00, "2080505": 2.00}, 收入: {拨款: 6.00, 其他: 1.00}}'
NOW = '{支出: {"2010301": 8.00, "2010302": 1.00}}'


def test_codes_of_both_years_and_their_sums() -> None:
    made = this_year(COMPARED, NOW, last_year(BEFORE))
    assert rows(made, "对比") == [
        "合计", "201", "20103", "2010301", "2010302", "208", "20805", "2080505",
    ]  # fmt: skip
    assert [value(made, f"对比.{row}.上年") for row in ("合计", "201", "2010302", "2080505")] == [
        "7.00", "5.00", "0.00", "2.00",
    ]  # fmt: skip
    assert value(made, "对比.合计.增减") == "2.00"
    row = made.statements["对比"].row("2010301")
    assert row is not None
    percent = row.ratios["增减率"]
    assert percent is not None
    assert percent.percent == 60
    (working,) = workings(made, row.cells["上年"])
    assert working.lent is not None
    assert working.lent.lent == "2023年决算·支出.2010301"
    assert made.lacking == ()


def test_last_year_in_another_unit_and_under_another_code() -> None:
    moved = CodeChanges(changes=(CodeChange(year=2024, old="2080505", new="2010302"),))
    before = last_year('{支出: {"2010301": 50000.00, "2080505": 20000.00}}', Unit.YUAN, moved)
    made = this_year(COMPARED, NOW, before)
    assert [value(made, f"对比.{row}.上年") for row in ("2010301", "2010302", "201")] == ["5.00", "2.00", "7.00"]
    assert "208" not in rows(made, "对比")


def test_a_code_that_was_split_is_asked_for() -> None:
    split = CodeChanges(changes=tuple(CodeChange(year=2024, old="2080505", new=new) for new in ("2010302", "2010303")))
    before = last_year(BEFORE, changes=split)
    reason = "2023年决算的2080505后来分成了2010302、2010303，数分不开"
    assert messages(borrowed_figures_are_there, case(COMPARED, NOW, before)) == [
        f"0: “对比·2010302·上年”“对比·2010303·上年”取自另一份文件，没有取到：{reason}；这里也没有填"
    ]
    typed = '{支出: {"2010301": 8.00}, 对比: {"2010302": {上年: 1.50}, "2010303": {上年: 0.50}}}'
    assert messages(borrowed_figures_are_there, case(COMPARED, typed, before)) == []


def test_without_last_years_document_the_column_is_typed() -> None:
    told = messages(borrowed_figures_are_there, case(COMPARED, NOW, {}))
    assert told == ["0: “对比·上年”取自另一份文件，没有取到：库里没有上年决算；这里也没有填"]
    typed = '{支出: {"2010301": 8.00}, 对比: {"2010301": {上年: 5.00}, "2080505": {上年: 2.00}}}'
    looked_at = case(COMPARED, typed, {})
    assert messages(borrowed_figures_are_there, looked_at) == []
    assert value(looked_at.accounts, "对比.合计.上年") == "7.00"


def test_what_could_not_be_read_is_not_zero() -> None:
    unread = {"上年决算": Neighbour(title="2023年决算", accounts=None)}
    assert [one.reason for one in this_year(COMPARED, NOW, unread).lacking] == ["2023年决算的数没有读成功"]
    other = {"上年决算": Neighbour(title="2023年决算", accounts=accounts(LAST))}
    assert [one.reason for one in this_year(COMPARED, NOW, other).lacking] == ["2023年决算没有“支出.*”这个指标"]


def test_what_is_typed_as_well_is_printed_and_compared() -> None:
    typed = '{支出: {"2010301": 8.00}, 对比: {"2010301": {上年: 5.20}, 合计: {上年: 7.20}}}'
    looked_at = case(COMPARED, typed, last_year(BEFORE))
    assert value(looked_at.accounts, "对比.合计.上年") == "7.20"
    assert messages(entered_figures_agree, looked_at) == [
        "1: “对比·2010301·上年”填的是5.20万元，2023年决算·支出.2010301是5.00万元",
        "1: “对比·合计·上年”填的是7.20万元，2023年决算·支出.合计是7.00万元",
    ]


def test_sums_are_as_last_year_printed_them() -> None:
    """Three times 0.33 printed as 1.00: the document of last year has it so, within rounding."""
    before = last_year('{支出: {"2010301": 0.33, "2010302": 0.33, "2080505": 0.33, 合计: 1.00}}')
    made = this_year(COMPARED, NOW, before)
    assert [value(made, f"对比.{row}.上年") for row in ("合计", "201")] == ["1.00", "0.66"]


def test_sums_without_a_row_are_not_asked_for() -> None:
    by_class = COMPARED.replace(
        "行: {按: 科目, 来自: [支出]", "行: {按: 科目, 级次: [类], 来自: [支出], 条件: {资金: 甲}"
    )
    by_class = by_class.replace(
        "金额], 行: {按: 科目}}", "金额], 行: {按: 科目}, 属性: {资金: {默认: 甲, 取值: [甲, 乙]}}}"
    )
    looked_at = case(by_class, NOW, last_year(BEFORE))
    assert rows(looked_at.accounts, "对比") == ["合计", "201", "208"]
    assert value(looked_at.accounts, "对比.201.上年") == "5.00"
    assert messages(entered_figures_agree, looked_at) == []
    assert messages(given_against_derived, looked_at) == []


def test_fixed_rows_by_name() -> None:
    made = this_year(FIXED, "{收入: {拨款: {本年: 60000}}}", last_year(BEFORE), Unit.YUAN)
    assert [value(made, f"收入.{row}.上年") for row in ("拨款", "其他", "合计")] == ["6.00", "1.00", "7.00"]


def test_a_row_that_last_year_had_not_is_asked_for() -> None:
    tables = FIXED.replace("{题: 二、其他}", "{题: 二、其他}, 三、借款")
    made = this_year(tables, "{收入: {拨款: {本年: 6}}}", last_year(BEFORE))
    assert [(one.row, one.column) for one in made.lacking] == [("借款", "上年")]
    typed = this_year(tables, "{收入: {拨款: {本年: 6}, 借款: {上年: 0}}}", last_year(BEFORE))
    assert typed.lacking == ()


def test_a_row_of_its_own() -> None:
    tables = """
结转: {键: c, 列: [{题: 项目, 类: 名称}, 金额], 行: [{题: 年初, 取: 上年决算.收入合计}, 本年, {题: 年末, 公式: 年初 + 本年}]}
"""
    made = this_year(tables, "{结转: {本年: 3}}", last_year(BEFORE))
    assert value(made, "结转.年末") == "10.00"
    assert [one.row for one in this_year(tables, "{结转: {本年: 3}}", {}).lacking] == ["年初"]


LOANS = {
    "上年结转表.支出.*": "“取”写的是“上年结转表.支出.*”，决算没有叫“上年结转表”的邻近文件"
    "；有：上年决算、上年预算、同年预算；表名不要以上年、同年开头",
    "上年决算.支出": "在生成的行里，只有按科目、经济科目一行一个编码的表能取，写“上年决算.指标.*”",
    "上年决算.支出.* + 上年决算.基金.*": "“取”另一份文件的一个指标，写成“上年决算.指标”，不能加减",
    "上年决算.支出.*, 公式: 本年 + 本年": "取自另一份文件的列是金额，不写“公式”“条件”",
}


@pytest.mark.parametrize("source", LOANS)
def test_a_column_that_cannot_be_taken_is_told_at_its_line(source: str) -> None:
    form = edition(COMPARED.replace("上年决算.支出.*", source))
    (fault,) = loan_faults(form)
    assert (fault.path, fault.finding.message) == (("表", "对比"), f"对比·上年：{LOANS[source]}")
    assert source.startswith(fault.text)


def test_rows_that_cannot_be_told_apart() -> None:
    one_for_all = edition(FIXED.replace("上年决算.收入.*", "上年决算.收入合计"))
    two_columns = edition(FIXED.replace("{题: 二、其他}", "{题: 二、其他, 取: 上年决算.收入合计}"))
    by_fund = edition(
        COMPARED.replace("  行: {按: 科目, 来", "  属性: {资金: {默认: 甲, 取值: [甲, 乙]}}\n  行: {按: 科目, 来")
    )
    told = [[fault.finding.message for fault in loan_faults(form)] for form in (one_for_all, two_columns, by_fund)]
    assert told == [
        ["收入·上年：这张表有几行要填，指标里写“*”代表这一行的编码或名称；只有一行要取的，把“取”写在那一行"],
        ["收入·其他取自另一份文件：这一行要正好有一列填的金额，不是末行，不写“公式”"],
        ["对比·上年：这张表的数还要写明资金，另一份文件的指标说不清；请另立一张表来取"],
    ]


def test_a_code_of_last_year_that_nobody_names_is_told() -> None:
    before = last_year('{支出: {"2010301": 5.00, "2019999": 2.00}}')
    told = messages(printed_codes_are_known, case(COMPARED, NOW, before))
    assert "0: 对比要印20199、2019999，2024年的功能分类科目表里没有，不知道名称" in told


def test_last_years_negative_figure_is_last_years_matter() -> None:
    looked_at = case(COMPARED, '{支出: {"2010301": -8.00}}', last_year('{支出: {"2010301": -5.00}}'))
    assert messages(negative_figures, looked_at) == ["1: 支出·2010301·金额：填的是负数，-8.00万元"]


def test_one_cause_is_told_once() -> None:
    unread = {"上年决算": Neighbour(title="2023年决算", accounts=None)}
    tables = FIXED.replace("{题: 二、其他}", "{题: 二、其他}, 三、借款, 四、捐赠")
    assert messages(borrowed_figures_are_there, case(tables, "{收入: {拨款: {本年: 6}}}", unread)) == [
        "0: “收入·拨款·上年”“收入·其他·上年”“收入·借款·上年”等4处取自另一份文件，没有取到：2023年决算的数没有读成功；这里也没有填"
    ]
