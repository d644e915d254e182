"""四份真实文件: what they print adds up within rounding, and nothing is said of it (rounding-cases, parts 1, 2 and 4)."""

from __future__ import annotations

from functools import cache

import pytest

from gongkai.figures.derivation import Accounts
from gongkai.model.amounts import Unit
from gongkai.pipeline.deriving import accounts_of
from gongkai.pipeline.preparing import prepare
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.projects import ROOT, told

BUREAU = "government-services-bureau"
O0 = f"henan/nanyang/{BUREAU}/2021/final-accounts"
O1 = f"henan/nanyang/{BUREAU}/2024/budget"
O2 = f"henan/anyang/{BUREAU}/2022/final-accounts"
O3 = f"henan/pingdingshan/xinhua/{BUREAU}/2023/final-accounts"
SILENT = ("F1", "R1", "L", "N1", "N4", "C1", "C3", "K1", "P101", "P102", "P103", "P104", "X")
"""codes that must not be raised: sums, repeated quantities, reading, inputs, neighbours, codes, completeness, crashes"""


@cache
def workspace() -> Workspace:
    return Workspace.open(Project(root=ROOT))


@cache
def accounts(id: str) -> Accounts:
    document = workspace().load(id).document
    assert document is not None
    return accounts_of(workspace(), document)


@pytest.mark.parametrize("id", [O0, O1, O2, O3])
def test_nothing_is_said_of_rounding(id: str) -> None:
    prepared = prepare(workspace(), id)
    assert not prepared.blocked
    assert [line for line in told(prepared) if line.startswith(SILENT)] == []


@pytest.mark.parametrize(
    ("id", "address", "printed", "derived"),
    [
        (O0, ("收入支出决算总表", "收入总计", "金额"), "3685.85", "3685.84"),  # n1
        (O0, ("收入决算表", "20103", "本年收入合计"), "148.41", "148.40"),  # n3
        (O0, ("支出决算表", "2069999", "本年支出合计"), "982.66", "982.65"),  # n15
        (O0, ("一般公共预算财政拨款支出决算表", "20805", "合计"), "83.56", "83.55"),  # n22
        (O2, ("支出决算表", "合计", "项目支出"), "3816.81", "3816.82"),  # n30
        (O2, ("一般公共预算财政拨款基本支出决算明细表", "302", "金额"), "162.14", "162.16"),  # n39
        (O3, ("支出决算表", "20103", "项目支出"), "115.98", "115.99"),  # n42
    ],
)
def test_figures_are_printed_as_given_though_the_parts_add_up_to_another(
    id: str, address: tuple[str, str, str], printed: str, derived: str
) -> None:
    cell = accounts(id).cells[address]  # type: ignore[index]
    assert str(cell.amount.rounded(Unit.WAN, 2)) == printed
    assert str(cell.derived.rounded(Unit.WAN, 2)) == derived


@pytest.mark.parametrize(
    ("id", "reference", "expected"),
    [
        (O0, "收支总计", "3685.85"),
        (O0, "三公经费决算数", "4.04"),
        (O0, "政府性基金支出.2120899", "2000.00"),
        (O1, "收入总计", "1790.63"),
        (O1, "部门收入总体情况表.152101.一般公共预算 + 部门收入总体情况表.152201.一般公共预算", "1790.63"),
        (O1, "项目支出", "327.90"),
        (O2, "公用经费", "215.37"),
        (O2, "一般公共预算财政拨款支出决算表.2010301.合计", "2199.60"),
        (O3, "公用经费", "9.14"),
        (O3, "项目支出", "115.98"),
    ],
)
def test_quantities(id: str, reference: str, expected: str) -> None:
    assert str(accounts(id).quantity(reference).rounded(Unit.WAN, 2)) == expected


@pytest.mark.parametrize("id", [O0, O1, O2, O3])
def test_every_statement_is_complete(id: str) -> None:
    """No cell is left without a value, and no formula without an answer."""
    made = accounts(id)
    assert made.problems == ()
    for statement in made.statements.values():
        for row in (*statement.rows, *statement.last_rows):
            if not row.blank:
                assert set(row.cells) == set(statement.form.parts[row.block].amounts)
