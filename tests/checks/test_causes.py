"""One cause, one finding: what a mistake spoils is told under it, and nothing that it does not spoil (decision 0035)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.checks.causes import together
from gongkai.checks.context import Case
from gongkai.checks.figures import RULES
from gongkai.model.amounts import Amount, Unit
from gongkai.model.findings import Finding, Severity, every, found
from gongkai.model.places import Place
from tests.checks.cases import case
from tests.checks.real import told_once

TABLES = """
支出:
  键: s
  列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, {题: 合计, 公式: 基本 + 项目}, 基本, 项目]
  行: {按: 科目, 合计: 首}
复核:
  键: c
  列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, {题: 数, 取: 支出.合计}]
  行: {按: 科目, 合计: 首}
"""
CODES = ("2010301", "2010302", "2080501", "2080502", "2101101", "2210201")
ALONE = {"F201", "F101", "F102", "R101"}


def typed(basic: list[str], project: list[str], totals: list[str], copies: list[str]) -> str:
    """Two tables as a clerk types them, in the rows of CODES; "" for a blank cell."""
    own = {"基本": basic, "项目": project, "合计": totals}
    lines = []
    for row, code in enumerate(CODES):
        cells = ", ".join(f"{column}: {values[row]}" for column, values in own.items() if values[row])
        lines.append(f'"{code}": {{{cells}}}')
    repeated = ", ".join(f'"{code}": {{数: {value}}}' for code, value in zip(CODES, copies, strict=True) if value)
    return f"支出: {{{', '.join(lines)}}}\n复核: {{{repeated}}}"


def of(unit: Unit, sizes: list[int]) -> tuple[list[str], list[str], list[str]]:
    """基本, 项目 and 合计 of six rows, in a unit."""
    basic = [Decimal(size) / 100 for size in sizes]
    project = [Decimal(size * 7 % 100_003) / 100 for size in sizes]
    return (
        [f"{one:.2f}" for one in basic],
        [f"{one:.2f}" for one in project],
        [f"{one + other:.2f}" for one, other in zip(basic, project, strict=True)],
    )


PLACES = [
    pytest.param(Unit.YUAN, [1254398, 86020, 5377701, 998217, 64003, 7120455], id="云岭县，元"),
    pytest.param(Unit.WAN, [12543, 8602, 53777, 9982, 640, 71204], id="甲州市，万元"),
    pytest.param(Unit.YUAN, [93350, 712204, 41887, 2290016, 310029, 55581], id="石桥区，元"),
]


def told(looked_at: Case) -> tuple[Finding, ...]:
    return told_once(RULES, looked_at)


@pytest.mark.parametrize(("unit", "sizes"), PLACES)
def test_what_agrees_is_not_told(unit: Unit, sizes: list[int]) -> None:
    basic, project, totals = of(unit, sizes)
    assert told(case(TABLES, typed(basic, project, totals, totals), unit)) == ()


@pytest.mark.parametrize(("unit", "sizes"), PLACES)
def test_a_column_out_of_step_is_said_first(unit: Unit, sizes: list[int]) -> None:
    """From the second row on each figure stands a row too low; the last one is lost."""
    basic, project, totals = of(unit, sizes)
    (finding,) = told(case(TABLES, typed(basic, project, [totals[0], "", *totals[1:-1]], totals), unit))
    assert finding.code == "F201"
    assert finding.message.startswith("支出的“合计”这一列像是从“2080501”这一行起错了一行，数都低了一行")
    assert {one.code for one in finding.follows} <= ALONE
    assert finding.follows


@pytest.mark.parametrize("with_sums", [True, False])
@pytest.mark.parametrize(("unit", "sizes"), PLACES)
def test_two_rows_in_each_others_place(unit: Unit, sizes: list[int], *, with_sums: bool) -> None:
    basic, project, totals = of(unit, sizes)
    copies = [*totals]
    for column in (basic, project, *([totals] if with_sums else [])):
        column[1], column[3] = column[3], column[1]
    (finding,) = told(case(TABLES, typed(basic, project, totals, copies), unit))
    if with_sums:  # the two cells of the other table may as well be in each other's place
        assert "2010302·数和复核·2080502·数像是填反了" in finding.message
    else:
        assert finding.message.startswith("支出的“2010302”和“2080502”两行像是填反了")


@pytest.mark.parametrize(("unit", "sizes"), PLACES)
def test_a_column_in_another_order(unit: Unit, sizes: list[int]) -> None:
    """The last three were pasted before the first three."""
    basic, project, totals = of(unit, sizes)
    (finding,) = told(case(TABLES, typed(basic, project, [*totals[3:], *totals[:3]], totals), unit))
    assert finding.message.startswith("支出的“合计”这一列有6个数像是填乱了次序")


@pytest.mark.parametrize(("unit", "sizes"), PLACES)
def test_a_wrong_formula_of_the_edition(unit: Unit, sizes: list[int]) -> None:
    basic, project, totals = of(unit, sizes)
    tables = TABLES.replace("公式: 基本 + 项目", "公式: 基本 - 项目")
    (finding,) = told(case(tables, typed(basic, project, totals, totals), unit))
    assert finding.message.startswith("支出的“合计”这一列有6个数同公式“基本 - 项目”算出来的不一样")
    assert finding.hint.startswith("最可能是版式的公式不对，请财政局核对")


@pytest.mark.parametrize(("unit", "sizes"), PLACES)
def test_two_mistakes_are_two_findings(unit: Unit, sizes: list[int]) -> None:
    basic, project, totals = of(unit, sizes)
    wrong = [*totals[:1], f"{Decimal(totals[1]) + 30:.2f}", *totals[2:]]
    copies = [*totals[:4], f"{Decimal(totals[4]) + 200:.2f}", *totals[5:]]
    findings = told(case(TABLES, typed(basic, project, wrong, copies), unit))
    assert [one.code for one in findings] == ["F201", "F201"]
    assert {"2010302" in one.message for one in findings} == {True, False}


def test_one_place_is_put_right_once() -> None:
    """The gravest leads; the whole is as grave as it, and nothing is lost."""
    here, there = Place(path="content/a/explanation.yml", line=3, column=5), Place(path="content/a/explanation.yml")
    hint, grave, other = (
        found("F103", here, 处="甲", 填="1", 算="2", 差="1", 数=12),
        found("F302", here, 处="甲", 填="-1"),
        found("F302", there, 处="乙", 填="-1"),
    )
    first, second = together((hint, grave, other), ())
    assert (first.code, first.follows, second) == ("F302", (hint,), other)
    assert set(every((first, second))) == {hint, grave, other}
    assert hint.leading((grave,)).severity is Severity.INCONSISTENCY


@pytest.mark.parametrize(("apart", "line", "heads"), [("30.00", 9, 1), ("30.01", 9, 2), ("30.00", 12, 2)])
def test_figures_apart_by_the_same_that_meet_are_one(apart: str, line: int, heads: int) -> None:
    """乙市: two totals of one wrong detail; not two that differ otherwise, nor two that have no line in common."""
    first, second = (
        found(
            "F101",
            Place(path="content/b/figures.yml", line=at, column=9),
            related=related,
            处=name,
            填="1",
            算="2",
            差="1",
        )
        for at, related, name in (
            (3, (Place(path="content/b/figures.yml", line=9, column=4),), "小计"),
            (5, (Place(path="content/b/figures.yml", line=line, column=4),), "合计"),
        )
    )
    both = (first.apart_by(Amount(yuan=Decimal("-30.00"))), second.apart_by(Amount(yuan=Decimal(apart))))
    assert len(together(both, ())) == heads
    assert set(every(together(both, ()))) == set(both)
