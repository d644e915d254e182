"""F307 and what derives: balances that rounding alone makes, on the national style of tables with three funds."""

from __future__ import annotations

import pytest

from gongkai.checks.context import Case
from gongkai.checks.figures.cross_footing import cross_footing, given_against_derived
from gongkai.checks.figures.relations import relations_hold
from gongkai.checks.figures.rounded_balances import balances_are_no_rounding
from gongkai.model.amounts import Unit
from tests.checks.cases import case, messages

TABLES = """
收入表:
  键: r
  列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, 数]
  行: {按: 科目}
  属性: {资金: {默认: 一般, 取值: [一般, 其他]}}
支出表:
  键: s
  列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, 数]
  行: {按: 科目}
  属性: {资金: {默认: 一般, 取值: [一般, 其他]}}
结转:
  键: c
  登记: true
  列: [{题: 资金, 类: 名称}, 年初, {题: 收入, 取: 收入表.数}, {题: 支出, 取: 支出表.数}, {题: 年末, 公式: 年初 + 收入 - 支出}]
  行:
    - {题: 一般, 条件: {资金: 一般}}
    - {题: 其他, 条件: {资金: 其他}}
    - {题: 合计, 公式: 一般 至 其他}
总表:
  键: t
  栏组:
    收:
      列: [{题: 项目, 类: 名称}, 金额]
      行: [{题: 本年收入, 公式: 收入表.合计}, {题: 年初结转, 公式: 结转.合计.年初}, {题: 收入总计, 公式: 本年收入 + 年初结转}]
    支:
      列: [{题: 项目, 类: 名称}, 金额]
      行: [{题: 本年支出, 公式: 支出表.合计}, {题: 年末结转, 公式: 结转.合计.年末}, {题: 支出总计, 公式: 本年支出 + 年末结转}]
"""
RULES = {"年末": "结转.*.年末 ≥ 0", "平衡": "总表.收入总计 = 总表.支出总计"}


def made(income: str, spent: str, carried: str = "", unit: Unit = Unit.WAN, other: str = "") -> Case:
    """Income and expenditure of 一般, and `other` of both in 其他."""
    income = f"[{{数: {income}}}{f', {{数: {other}, 资金: 其他}}' if other else ''}]"
    figures = f'收入表: {{"2010301": {income}}}\n支出表: {{"2010301": {{数: {spent}}}}}\n'
    return case(TABLES, figures + (f"结转: {{{carried}}}" if carried else ""), unit, 勾稽=RULES)


def shown(one: Case, reference: str) -> str:
    return one.shown(one.accounts.quantity(reference))


def quiet(one: Case) -> bool:
    rules = (relations_hold, cross_footing, given_against_derived)
    return not any(messages(rule, one) for rule in rules)


def test_a_balance_below_zero_by_rounding_is_nothing_everywhere() -> None:
    one = made("119.99", "120.00")
    cells = ("结转.一般.年末", "结转.合计.年末", "总表.年末结转", "结转.合计.年初 + 收入表.合计 - 支出表.合计")
    assert [shown(one, cell) for cell in cells] == ["0.00万元"] * 4
    assert shown(one, "总表.收入总计") == shown(one, "总表.支出总计") == "119.99万元"
    assert not messages(balances_are_no_rounding, one)
    assert quiet(one)


def test_a_balance_above_zero_by_rounding_is_asked_for_once() -> None:
    one = made("120.01", "120.00")
    assert messages(balances_are_no_rounding, one) == [
        "1: 结转·一般·年末推算出来是0.01万元，不超过四舍五入的尾差：也许本来没有结余"
    ]
    assert shown(one, "总表.年末结转") == "0.01万元"


@pytest.mark.parametrize(("typed", "printed"), [("0", "0.00万元"), ("0.01", "0.01万元"), ("0.02", "0.02万元")])
def test_the_answer_is_printed_and_nothing_is_asked_again(typed: str, printed: str) -> None:
    one = made("120.01", "120.00", f"一般: {{年末: {typed}}}")
    assert [shown(one, cell) for cell in ("结转.一般.年末", "结转.合计.年末", "总表.年末结转")] == [printed] * 3
    assert not messages(balances_are_no_rounding, one)
    assert quiet(one)


def test_with_a_second_fund_the_whole_follows_from_the_answer() -> None:
    one = made("120.01", "120.00", "一般: {年末: 0}, 其他: {年初: 0}", other="0")
    assert shown(one, "总表.年末结转") == "0.00万元"
    assert not messages(balances_are_no_rounding, one)


def test_a_real_balance_of_another_fund_is_no_rounding() -> None:
    one = made("119.99", "120.00", other="30")
    assert [shown(one, f"结转.{row}.年末") for row in ("一般", "其他")] == ["0.00万元", "30.00万元"]
    assert not messages(balances_are_no_rounding, one)


def test_what_is_beyond_rounding_is_a_balance_or_a_mistake() -> None:
    assert shown(made("120.03", "120.00"), "总表.年末结转") == "0.03万元"
    assert not messages(balances_are_no_rounding, made("120.03", "120.00"))
    wrong = made("119.97", "120.00")
    assert shown(wrong, "总表.年末结转") == "-0.03万元"
    assert not quiet(wrong)


def test_figures_in_yuan_are_exact() -> None:
    wrong = made("1199999.99", "1200000.00", unit=Unit.YUAN)
    assert wrong.accounts.quantity("总表.年末结转").yuan < 0
    assert not quiet(wrong)
    right = made("1200000.01", "1200000.00", unit=Unit.YUAN)
    assert not messages(balances_are_no_rounding, right)
    assert str(right.accounts.quantity("总表.年末结转").yuan) == "0.01"


def test_a_difference_that_may_be_below_zero_is_left_as_it_is() -> None:
    """增减 is no balance: the edition does not say ≥ 0 of it."""
    tables = "表: {键: t, 列: [{题: 项目, 类: 名称}, 今年, 上年, {题: 增减, 公式: 今年 - 上年}], 行: [甲, 乙]}"
    one = case(tables, "表: {甲: {今年: 1.00, 上年: 1.01}, 乙: {今年: 2.01, 上年: 2.00}}", 勾稽={"R": "表.*.今年 ≥ 0"})
    assert [shown(one, f"表.{row}.增减") for row in ("甲", "乙")] == ["-0.01万元", "0.01万元"]
    assert not messages(balances_are_no_rounding, one)
