"""F101, F102, R101 on the smallest tables that raise them, and on those that must not."""

from __future__ import annotations

import pytest

from gongkai.checks.figures import cross_footing
from gongkai.model.amounts import Unit
from tests.checks.cases import case, messages

TABLES = """
支出:
  键: s
  列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, {题: 合计, 公式: 基本 + 项目}, 基本, 项目]
  行: {按: 科目}
总表:
  键: t
  列: [{题: 项目, 类: 名称}, {题: 数, 取: 支出.合计}]
  行: [{题: 服务, 条件: {科目: "201"}}, {题: 社保, 条件: {科目: "208"}}, {题: 合计, 公式: 服务 + 社保}]
"""


def told(figures: str, unit: Unit = Unit.WAN) -> list[str]:
    looked_at = case(TABLES, figures, unit)
    rules = (cross_footing.given_against_derived, cross_footing.same_quantity, cross_footing.cross_footing)
    return [message for rule in rules for message in messages(rule, looked_at)]


@pytest.mark.parametrize(
    "figures",
    [
        '支出: {"2010301": {基本: 1.00, 项目: 2.00, 合计: 3.01}}',  # n + 1 = 3 roundings: up to 0.015
        '支出: {"2010301": {基本: 1.00, 合计: 1.00}, "2010302": {基本: 2.00}, "20103": {基本: 3.01}}',
        '{支出: {"2010301": {基本: 1.00}, "2080505": {基本: 2.00}}, 总表: {合计: 3.01, 服务: 1.00}}',
        '支出: {"2010301": {基本: 1.00, 项目: -1.00, 合计: 0}}',
        '支出: {"2010301": {基本: 0, 合计: 0}, 合计: {合计: 0}}',
    ],
)
def test_rounding_is_silent(figures: str) -> None:
    assert told(figures) == []


def test_a_sum_out_of_rounding() -> None:
    assert told('支出: {"2010301": {基本: 1.00, 项目: 2.00, 合计: 3.02}}') == [
        "1: 支出·2010301·合计：填的是3.02万元，由明细推算是3.00万元，相差0.02万元（四舍五入最多差0.015万元）"
    ]


def test_in_yuan_nothing_is_rounded() -> None:
    assert told('支出: {"2010301": {基本: 1.00, 项目: 2.00, 合计: 3.01}}', Unit.YUAN) == [
        "1: 支出·2010301·合计：填的是0.000301万元，由明细推算是0.0003万元，相差0.000001万元"
    ]


def test_something_given_where_nothing_derives() -> None:
    assert told('{支出: {"2010301": {基本: 1.00}}, 总表: {社保: 5}}')[0].startswith(
        "1: 总表·社保·数：填的是5.00万元，由明细推算是0.00万元"
    )


@pytest.mark.parametrize(
    ("figures", "message"),
    [
        (
            '支出: {"2010301": {基本: 5.00, 合计: 5.01}}',
            "1: 支出·2010301·合计：填的是5.01万元，同一个数在另一处是5.00万元",
        ),
        (
            '{支出: {"2010301": {基本: 1.00}, "2010302": {基本: 2.00}, "201": {合计: 3.00}}, 总表: {服务: 3.01}}',
            "1: 总表·服务·数：填的是3.01万元，同一个数在另一处是3.00万元",
        ),
    ],
)
def test_one_quantity_in_two_places(figures: str, message: str) -> None:
    assert told(figures) == [message]


def test_printed_subtotals_that_do_not_add_up() -> None:
    """Each subtotal is within the rounding of its own figures, but they do not add up to the printed total."""
    lowest = ", ".join(f'"20103{n:02}": {{基本: 1.00}}' for n in range(1, 9))
    figures = f'支出: {{{lowest}, "20103": {{基本: 8.04}}, "2080505": {{基本: 1.00}}, 合计: {{基本: 8.96}}}}'
    assert told(figures) == [
        "1: 支出·合计·基本：印出来是8.96万元，各行相加是9.04万元，相差0.08万元，超出四舍五入的尾差"
    ]


def test_a_wrong_figure_is_told_once() -> None:
    """What contradicts its own figures is not told again wherever it is added up."""
    assert (
        len(
            told('{支出: {"2010301": {基本: 1.00}, "2010302": {基本: 2.00}, "201": {基本: 30.00}, 合计: {基本: 3.00}}}')
        )
        == 1
    )


def test_signs() -> None:
    tables = "表: {键: t, 列: [年初, 收入, 支出, {题: 年末, 公式: 年初 + 收入 - 支出}], 行: [{键: 行}]}"
    looked_at = case(tables, "表: {年初: 1.00, 收入: 5.00, 支出: 4.50, 年末: 1.53}")
    assert messages(cross_footing.given_against_derived, looked_at) == [
        "1: 年末：填的是1.53万元，由明细推算是1.50万元，相差0.03万元（四舍五入最多差0.02万元）".replace(
            "1: 年末", "1: 表·年末"
        )
    ]
