"""control-totals.yml: what is read of it, and what is said of what cannot be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.loading.control_totals_file import read_controls
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.amounts import Amount, Unit
from gongkai.model.control_totals import ControlTotal
from tests.figures.small import edition

FORM = edition(
    "甲表: {键: a, 列: [{题: 编码, 类: 编码}, 金额], 行: {按: 科目, 合计: 首}}",
    核对数={"收入合计": "甲表.合计.金额", "收入科目.*": {"式": "甲表.金额[科目=*]", "各": "款"}},
)


def read(text: str, unit: Unit = Unit.YUAN) -> tuple[tuple[ControlTotal, ...], list[str]]:
    node = parse_yaml(text.encode(), "control-totals.yml").node
    assert node is not None
    found = read_controls(node, FORM, unit)
    return found.value, [f"{one.place.line}:{one.place.column} {one.code} {one.message}" for one in found.findings]


def test_a_total_knows_its_source_and_cell() -> None:
    (one,), said = read("- {文件: 嘉禾决算.xlsx, 表: 收入决算表, 核对数: {收入合计: {数: '6,482,317.46', 格: C7}}}")
    assert said == []
    assert (one.name, one.amount, one.source) == (
        "收入合计",
        Amount(yuan=Decimal("6482317.46")),
        "嘉禾决算.xlsx·收入决算表·C7",
    )


def test_a_source_in_another_unit_and_one_in_the_documents() -> None:
    totals, said = read(
        "- {文号: 滨财决〔2025〕3号, 核对数: {收入合计: 12.50}}\n"
        "- {文件: 滨州.xlsx, 单位: 元, 核对数: {收入科目.20106: 125000.00}}",
        Unit.WAN,
    )
    assert said == []
    assert [one.amount for one in totals] == [
        Amount(yuan=Decimal(125000), margin=Decimal(50)),
        Amount(yuan=Decimal(125000)),
    ]


def test_zero_is_a_figure() -> None:
    (one,), said = read("- {文号: 岭财决〔2025〕1号, 核对数: {收入合计: 0}}")
    assert said == []
    assert one.amount == Amount(yuan=Decimal(0))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收入合计: 5", "1:1 L651 control-totals.yml 应写成一列来源，每处来源以“- ”开头"),
        ("- {核对数: {收入合计: 5}}", "没有写来源：抄自批复的写“文号”，抄自导出的报表的写“文件”"),
        ("- {文号: 甲, 核对数: {收入总计: 5}}", "1:17 L651 版式没有叫“收入总计”的核对数"),
        (
            "- {文号: 甲, 核对数: {收入合计: 5}}\n- {文号: 乙, 核对数: {收入合计: 6}}",
            "2:17 L651 “收入合计”写了两次，第1行已经有了",
        ),
        ("- {文号: 甲, 核对数: {收入合计: 五百}}", "1:23 L301 “五百”不是数"),
        ("- {文号: 甲, 核对数: {收入合计: [5]}}", "1:23 L314 这里要填金额，只能写一个值"),
        ("- {文号: 甲, 核对数: {收入合计: {格: C7}}}", "1:23 L651 核对数应写一个数，或者“{数: 120.00, 格: C7}”"),
        ("- {文号: 甲, 核对数: {收入合计: {数: 5, 列: C}}}", "L651 核对数应写一个数"),
        ("- {文号: 甲, 核对数: {}}", "核对数"),
        ("- {文号: 甲, 核对: {收入合计: 5}}", "核对"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_place(text: str, expected: str) -> None:
    _, said = read(text)
    assert any(expected in one for one in said), said


def test_one_slip_leaves_the_others_in_force() -> None:
    totals, said = read("- {文号: 甲, 核对数: {收入合计: 5.00, 收入科目.20106: 五}}")
    assert [one.name for one in totals] == ["收入合计"]
    assert len(said) == 1
