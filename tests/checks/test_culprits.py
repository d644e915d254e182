"""F201: a figure is blamed only where the evidence singles it out, and a value told only where it is certain."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from gongkai.checks import rules
from gongkai.checks.context import Case
from gongkai.checks.culprits import explain
from gongkai.checks.figures import RULES
from gongkai.model.amounts import Amount, Unit
from gongkai.model.documents import DocumentHead
from gongkai.model.findings import Finding
from tests.checks.cases import case

TABLES = """
支出:
  键: s
  列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, {题: 合计, 公式: 基本 + 项目}, 基本, 项目]
  行: {按: 科目, 合计: 首}
经济:
  键: e
  列: [{题: 编码, 类: 编码}, 金额]
  行: {按: 经济科目, 合计: 首}
"""
ONE_WITNESS = {"R33": "支出.合计.基本 = 经济.合计.金额"}
FUNCTIONAL = '"2010301": {基本: 2316254.09}, "2050199": {基本: 312254.92}, "2080505": {基本: 88100.40}'


def made(figures: str, unit: Unit, **relations: str) -> Case:
    head = DocumentHead.model_validate({"版式": "ceshi", "状态": "编制", "金额单位": unit.value})
    return case(TABLES, figures, unit, head=head, 勾稽=relations)


def told(looked_at: Case) -> list[Finding]:
    return [one for rule in RULES for one in rule.check(looked_at) if isinstance(one, Finding)]


def hints(looked_at: Case) -> list[str]:
    return [one.hint for one in told(looked_at) if one.code == "F201"]


def test_one_relation_between_two_tables_blames_nobody() -> None:
    """950240.37 for 954240.37 of 30299: nothing but R33 shows it, and other figures are one digit from it as well."""
    economic = '"30101": 1762369.04, "30299": 950240.37'
    looked_at = made(f"支出: {{{FUNCTIONAL}}}\n经济: {{{economic}}}", Unit.YUAN, **ONE_WITNESS)
    (finding,) = told(looked_at)
    assert finding.code == "F301"
    assert "R33：支出·合计·基本是2,716,609.41元" in finding.message
    assert finding.message.endswith("（2,712,609.41元），相差4,000.00元")
    assert "改成" not in finding.message + finding.hint


@pytest.mark.parametrize(
    ("figures", "unit", "hint"),
    [
        (
            """支出: {"2010301": {基本: 950240.37, 项目: 1200.00, 合计: 955440.37}, "2010302": {基本: 31000.25},
            合计: {基本: 985240.62, 项目: 1200.00, 合计: 986440.62}}""",
            Unit.YUAN,
            "最可能是支出·2010301·基本：看来写错了一个数字，改成954,240.37元就都能成立；请核对",
        ),
        (
            """支出: {"2010301": {基本: 95.02, 合计: 95.42}, "2010302": {基本: 3.10, 合计: 3.10},
            合计: {基本: 98.52, 合计: 98.52}}""",
            Unit.WAN,
            "最可能是支出·2010301·基本：看来写错了一个数字，改成95.42万元就都能成立；请核对",
        ),
    ],
)
def test_where_a_row_and_a_column_meet_the_figure_is_told(figures: str, unit: Unit, hint: str) -> None:
    assert hints(made(figures, unit)) == [hint]


@pytest.mark.parametrize(
    "figures",
    [
        '支出: {"2010301": {基本: 80.00}, "2010302": {基本: 17.30}, 合计: {基本: 93.70}}',
        '支出: {"2010301": {基本: 120000.00}, "2010302": {基本: 40000.00}, 合计: {基本: 180000.00}}',
        '支出: {"2010301": {基本: 3150.20}, 合计: {基本: 3510.20}}',
    ],
)
def test_one_sum_alone_tells_no_value(figures: str) -> None:
    """Sum and terms may be wrong, or a row may be missing."""
    for unit in Unit:
        (hint,) = hints(made(figures, unit))
        assert "最可能" not in hint
        assert "改成" not in hint
        assert "如果只错了一处" in hint


def test_a_figure_beside_nothing_is_not_told_to_be_nothing() -> None:
    """The other side was left out: what is typed is right."""
    looked_at = made(
        '支出: {"2010301": {基本: 37.20}, 合计: {基本: 37.20}}\n经济: {"30101": 0.05}', Unit.WAN, **ONE_WITNESS
    )
    assert not [one for one in hints(looked_at) if "改成" in one or "最可能" in one]


def test_messages_speak_the_documents_unit() -> None:
    figures = '支出: {"2010301": {基本: 1000.00}, "2010302": {基本: 31415.93}, 合计: {基本: 1000.00}}'
    for unit in Unit:
        messages = [one.message for one in told(made(figures, unit))]
        assert all(f"相差31,415.93{unit.value}" in one for one in messages), messages
        assert not any("-" in one or "−" in one for one in messages)


def test_several_values_that_fit_are_no_value() -> None:
    """What the others leave is wider than a step: the figure is told, the value is not."""
    typed = Amount(yuan=Decimal(10_897_500), margin=Decimal(50))
    guess = explain(typed, Decimal(10_895_600), Decimal(10_896_000), None)
    assert guess.amount is None
    assert guess.off.yuan == Decimal(1_700)
    assert explain(typed, Decimal(10_895_700), Decimal(10_895_700), None).amount is not None


def test_a_table_that_was_not_read_whole_is_not_judged() -> None:
    """Nothing is said of its figures, nor of what rests on them; another table is judged as ever."""
    figures = (
        '支出: {"2010301": {基本: 80.00}, 合计: {基本: 93.70}}\n经济: {"30101": 20.00, "30102": 5.00, "301": 30.00}'
    )
    looked_at = made(figures, Unit.WAN, **ONE_WITNESS)
    assert {one.message.partition("：")[0] for one in of_figures(looked_at)} >= {"支出·合计·基本", "经济·301·金额"}
    part = replace(looked_at, document=replace(looked_at.document, unread=frozenset({"支出"})))
    judged = of_figures(part)
    assert {one.code for one in judged} == {"F101", "F201"}
    assert all("经济" in one.message and "支出" not in one.message for one in judged)
    reasons = {one.code: one.reasons for one in rules.run(part).examined}
    assert reasons["F301"] == ("R33：“支出”有读不出来的行，改正后再核对",)
    for code in ("F102", "F201", "R101"):
        assert "“支出”有读不出来的行，改正后再核对" in reasons[code]


def of_figures(looked_at: Case) -> list[Finding]:
    return [one for one in rules.run(looked_at).findings if one.code[0] in "FR"]
