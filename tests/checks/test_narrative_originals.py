"""原文: what an original prints otherwise than derives, by kind: the code, and what must not be said."""

from __future__ import annotations

import pytest

from gongkai.model.publication import Figure
from tests.checks.words import codes, printed, told


@pytest.mark.parametrize(
    ("expected", "original", "remark", "code"),
    [
        ("完成年初预算的94.87%", "完成年初预算的85.33%", "", "N201"),
        ("占0.22%", "占0.23%", "", "N201"),
        ("年初无此预算", "完成年初预算的0%", "", "N202"),
        ("年初无此预算", "完成年初预算的100.00%", "", "N202"),
        ("支出决算为35.20万元", "支出决算为35.02万元", "", "N203"),
        ("购置车辆1台", "购置车辆0台", "", "N203"),
        ("比上年度增加25.50万元", "比上年度减少25.50万元", "", "N204"),
        ("决算数大于预算数", "决算数小于预算数", "", "N204"),
        ("决算数与年初预算数持平。", "决算数与年初预算数存在差异的主要原因是节约开支。", "", "N205"),
        ("决算数与年初预算数持平。", "决算数与年初预算数持平的主要原因是用于政务云。", "", "N205"),
        ("基本工资、津贴补贴、奖金", "基本工资、津贴补贴、离休费", "", "N206"),
        ("支出决算为35.20万元", "支出决算为35.2万元", "", "N207"),
        ("占100.00%", "占100%", "", "N207"),
        ("教育支出1.00万元；住房保障支出2.00万元", "住房保障支出2.00万元；教育支出1.00万元", "", "N208"),
        ("其他用车0辆", "其他用车0辆，无其他用车", "印了两遍", "N209"),
        ("购置车辆0台。", "购置车辆0台，其中0车0辆。", "", "N209"),
        ("我单位纳入绩效管理", "我单机纳入绩效管理", "", "N210"),
        ("2024年机构运转经费", "2024机构运转经费", "缺“年”字", "N210"),
        ("取得成效。", "取得成效", "", "W202"),
    ],
)
def test_codes(expected: str, original: str, remark: str, code: str) -> None:
    assert codes(printed(expected, original, remark=remark)) == {code}


@pytest.mark.parametrize(
    ("expected", "original"),
    [
        ("支出决算为1,235.20万元", "支出决算为1235.20 万元"),
        ("2024年机构运转经费", "2024年度机构运转经费"),
        ("我部门", "我单位"),
        ("决算数与预算数持平", "决算数与预算数不存在差异"),
        ("比上年度增加25.50万元", "较上年增加25.50万元"),
        ("增加5.00万元", "增加5.00万元，增长3.20%"),
        ("一般公共服务支出（类）", "一般公共服务（类）支出"),
    ],
)
def test_another_way_of_saying_is_not_told(expected: str, original: str) -> None:
    """Nobody remarks on it, and the figures are the same."""
    assert codes(printed(expected, original)) == set()


def test_what_a_percentage_is_made_of_is_told() -> None:
    figure = Figure(text="94.87%", value="94.87", unit="%", source="决算数÷年初预算数")
    [finding] = told(printed("94.87%", "85.33%", figures=(figure,)))
    assert finding.message == "“2024年度支出合计175.50万元”一句的百分比印作85.33%，应为94.87%（决算数÷年初预算数）"
    assert finding.place.line == 9


def test_lists_tell_what_is_lacking_and_what_is_too_much() -> None:
    [finding] = told(printed("基本工资、津贴补贴", "基本工资、办公费、采暖补贴"))
    assert finding.message.endswith("漏了有金额的津贴补贴；多了没有金额的办公费；多了科目表里没有的采暖补贴")
