"""A line that could not be read: what rests on its table waits, which the ledger says; all else is judged."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from gongkai.checks import rules
from gongkai.checks.context import Case
from gongkai.model.amounts import Amount, Unit
from gongkai.model.control_totals import ControlTotal, ControlTotals
from gongkai.model.places import Place
from tests.checks.cases import case

TABLES = """
收入: {键: r, 列: [{题: 编码, 类: 编码}, {题: 合计, 公式: 拨款 + 事业}, 拨款, 事业], 行: {按: 科目, 合计: 首}}
支出: {键: s, 列: [{题: 编码, 类: 编码}, {题: 合计, 公式: 基本 + 项目}, 基本, 项目], 行: {按: 科目, 合计: 首}}
复核: {键: c, 列: [{题: 编码, 类: 编码}, {题: 数, 取: 支出.合计}], 行: {按: 科目, 合计: 首}}
"""
ASKED = {"收入合计": "收入.合计.合计", "支出合计": "支出.合计.合计", "复核数": "复核.合计.数"}
RIGHT = {"收入合计": "150", "支出合计": "120", "复核数": "120"}
FIGURES = """
收入: {"2010301": {拨款: 120.00}, "2080505": {事业: 30.00}, 合计: {拨款: 120.00, 合计: 150.00}}
支出: {"2010301": {基本: 100.00}, "2080505": {项目: 20.00}}
复核: {合计: {数: 120.00}}
"""


def half_read(unread: str, unit: Unit, wrong: str) -> Case:
    """A line of a table could not be read; of the control totals of 收入 and of 支出 one is wrong."""
    made = case(TABLES, FIGURES, unit, 核对数=ASKED)
    totals = tuple(
        ControlTotal(
            name=name,
            amount=Amount(yuan=Decimal("151" if name == wrong else right) * unit.yuan, margin=unit.margin(2)),
            place=Place(path="control-totals.yml", line=line),
            number="甲",
        )
        for line, (name, right) in enumerate(RIGHT.items(), start=1)
    )
    controls = ControlTotals(items=totals)
    return replace(made, document=replace(made.document, controls=controls, unread=frozenset({unread})))


@pytest.mark.parametrize("unit", [Unit.YUAN, Unit.WAN])
@pytest.mark.parametrize(
    ("unread", "wrong", "told"),
    [
        ("支出", "收入合计", True),
        ("支出", "支出合计", False),
        ("支出", "复核数", False),
        ("收入", "支出合计", True),
        ("收入", "复核数", True),
        ("收入", "收入合计", False),
    ],
)
def test_totals_of_other_tables_are_compared(unread: str, wrong: str, unit: Unit, *, told: bool) -> None:
    """云岭县、明川市: 复核 rests on 支出, and waits with it."""
    checked = rules.run(half_read(unread, unit, wrong))
    assert [one.message.partition("：")[0] for one in checked.findings if one.code == "H101"] == (
        [wrong] if told else []
    )
    reasons = {one.code: one.reasons for one in checked.examined}
    for code in ("H101", "H102", "F201", "R101", "F206"):
        assert f"“{unread}”有读不出来的行，改正后再核对" in reasons[code]


@pytest.mark.parametrize(("unread", "codes"), [("支出", {"F101", "F201"}), ("收入", set())])
def test_sums_of_other_tables_are_judged(unread: str, codes: set[str]) -> None:
    wrong = FIGURES.replace("合计: 150.00", "合计: 160.00")
    made = case(TABLES, wrong, Unit.YUAN)
    found = rules.run(replace(made, document=replace(made.document, unread=frozenset({unread})))).findings
    assert {one.code for one in found if one.code[0] in "FR"} == codes
