"""F201: which mistake explains figures that contradict each other; F202; and how little is said of one wrong figure."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.checks.culprits import explain
from gongkai.checks.figures import RULES
from gongkai.checks.figures.diagnosis import Contradiction, diagnosis
from gongkai.checks.figures.feasibility import joint_feasibility
from gongkai.checks.figures.magnitude import unit_is_right
from gongkai.checks.figures.programme import Programme
from gongkai.checks.figures.system import system_of
from gongkai.figures.derivation import derive
from gongkai.model.amounts import NOTHING, Amount, Unit
from gongkai.model.findings import Finding, Severity
from tests.checks.cases import case
from tests.checks.real import ALL, ANYANG_2022, NANYANG_2021, NANYANG_2024, changed, findings, real, told_once

INCOME, SPENDING = "收入决算表", "支出决算表"
GENERAL = "一般公共预算财政拨款支出决算表"
BASIC = "一般公共预算财政拨款基本支出决算明细表"
TABLES = """
支出:
  键: s
  列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, {题: 合计, 公式: 基本 + 项目}, 基本, 项目]
  行: {按: 科目, 合计: 首}
"""


def wan(value: str) -> Amount:
    yuan = Decimal(value) * 10000
    return Amount(yuan=yuan, margin=Decimal(50)) if yuan else NOTHING


def with_figures(id: str, figures: dict[tuple[str, str, str], str]) -> Case:
    """A document with some of its typed figures replaced; an empty one is taken away."""
    looked_at = real(id)
    for (table, row, column), value in figures.items():
        looked_at = changed(looked_at, table, row, column, wan(value or "0"))
    return looked_at


def told(looked_at: Case) -> list[Finding]:
    return list(told_once(RULES, looked_at))


@pytest.mark.parametrize("id", ALL)
def test_real_documents_agree(id: str) -> None:
    assert told(real(id)) == []


@pytest.mark.parametrize(
    ("id", "cell", "wrong", "advice"),
    [
        (ANYANG_2022, (SPENDING, "2010301", "基本支出"), "471.38", "看来有两个数字写颠倒了，改成417.38万元就都能成立"),
        (ANYANG_2022, (SPENDING, "2010301", "基本支出"), "47.38", "看来漏写了一个数字，改成417.38万元就都能成立"),
        (
            NANYANG_2021,
            (INCOME, "206", "财政拨款收入"),
            "12777.07",
            "看来有一个数字写了两遍，改成1,277.07万元就都能成立",
        ),
        (
            NANYANG_2021,
            (INCOME, "206", "财政拨款收入"),
            "12770700.00",
            "看来把元当成了万元，改成1,277.07万元就都能成立",
        ),
        (NANYANG_2021, (BASIC, "30103", "金额"), "1521.80", "看来小数点错了一位，改成152.18万元就都能成立"),
        (NANYANG_2021, (GENERAL, "合计", "项目支出"), "1089.75", "同别处的数对不上，大约多了0.18万元"),
    ],
)
def test_one_wrong_figure(id: str, cell: tuple[str, str, str], wrong: str, advice: str) -> None:
    """It is named with what mends it; all that it spoils is told under it."""
    looked_at = with_figures(id, {cell: wrong})
    (finding,) = told(looked_at)
    assert finding.code == "F201"
    assert finding.follows
    assert finding.hint == f"最可能是{'·'.join(cell)}：{advice}；请核对"


def test_two_figures_in_each_others_place() -> None:
    cells = {(SPENDING, "2010305", "项目支出"): "223.88", (SPENDING, "2060199", "项目支出"): "96.55"}
    (finding,) = told(with_figures(NANYANG_2021, cells))
    assert finding.message == (
        "支出决算表·2010305·项目支出和支出决算表·2060199·项目支出像是填反了：两个数互换以后，同别处的数就都能对上"
    )
    assert len(finding.related) == 1


def test_a_column_out_of_step() -> None:
    """From 20805 on the figures of a column stand one row too low; the last one is lost."""
    typed = {
        entry.row: next(one.amount for one in entry.amounts if one.column == "财政拨款收入")
        for entry in real(NANYANG_2021).document.entries
        if entry.table == INCOME
    }
    rows = list(typed)[list(typed).index("20805") :]
    moved = {rows[0]: NOTHING} | {row: typed[above] for above, row in pairwise(rows)}
    looked_at = real(NANYANG_2021)
    for row, amount in moved.items():
        if amount != typed[row]:
            looked_at = changed(looked_at, INCOME, row, "财政拨款收入", amount)
    (finding,) = told(looked_at)
    assert finding.message == (
        "收入决算表的“财政拨款收入”这一列像是从“2080502”这一行起错了一行，数都低了一行：往上移一行以后，同别处的数就都能对上"
    )


def test_a_row_in_yuan() -> None:
    figures = {(SPENDING, "2010301", "本年支出合计"): "21996000", (SPENDING, "2010301", "基本支出"): "4173800"}
    figures[SPENDING, "2010301", "项目支出"] = "17822300"
    (finding,) = told(with_figures(ANYANG_2022, figures))
    assert finding.message.startswith("支出决算表的“2010301”这一行的数像是元，不是万元")


def test_two_wrong_figures_are_both_named() -> None:
    cells = {(INCOME, "206", "财政拨款收入"): "1377.07", (BASIC, "303", "金额"): "82.14"}
    said = [one for one in told(with_figures(NANYANG_2021, cells)) if one.code == "F201"]
    assert sorted(one.hint.split("：")[0] for one in said) == [
        f"最可能是{BASIC}·303·金额",
        f"最可能是{INCOME}·206·财政拨款收入",
    ]


def test_relations_of_the_edition_are_part_of_the_whole() -> None:
    """The detail of basic expenditure is consistent in itself and 1.00 more than table 05 says."""
    figures = {(BASIC, "30101", "金额"): "176.76", (BASIC, "301", "金额"): "548.19"}
    figures[BASIC, "人员经费合计", "金额"] = "576.33"
    looked_at = with_figures(NANYANG_2021, figures)
    assert not Programme(system_of(looked_at)).feasible()
    assert "R33" in {one.message.partition("：")[0] for one in told(looked_at)}


@pytest.mark.parametrize("id", [ANYANG_2022, NANYANG_2021, NANYANG_2024])
def test_a_whole_document_in_yuan(id: str) -> None:
    """One finding: what does not agree any more for its rounding is told under it."""
    looked_at = real(id)
    entries = tuple(
        replace(
            entry,
            amounts=tuple(
                replace(one, amount=replace(one.amount, yuan=one.amount.yuan * 10000)) for one in entry.amounts
            ),
        )
        for entry in looked_at.document.entries
    )
    accounts = derive(looked_at.document.edition, entries, looked_at.accounts.naming)
    document = replace(looked_at.document, entries=entries)
    (finding,) = told(replace(looked_at, document=document, accounts=accounts))
    assert finding.code == "F202"
    assert finding.severity is Severity.INCONSISTENCY


def test_large_figures_beside_small_ones_are_no_matter_of_units() -> None:
    rows = ", ".join(f'"20103{n:02}": {{基本: {n}00000.00}}' for n in range(10, 30))
    assert findings(unit_is_right, case(TABLES, f"支出: {{{rows}}}"))
    assert not findings(unit_is_right, case(TABLES, f'支出: {{{rows}, "2080505": {{基本: 12.30}}}}'))
    assert not findings(unit_is_right, case(TABLES, f"支出: {{{rows}}}", Unit.YUAN))


def test_a_cent_in_a_document_in_yuan() -> None:
    figures = '支出: {合计: {合计: 3000000000.02}, "2010301": {基本: 1000000000.01}, "2010302": {项目: 2000000000.02}}'
    (finding,) = findings(joint_feasibility, case(TABLES, figures, Unit.YUAN))
    assert "四舍五入" not in finding.message


steps = st.integers(min_value=1, max_value=10**7)


@settings(max_examples=25, deadline=None)
@given(st.lists(steps, min_size=2, max_size=6), st.integers(min_value=-(10**4), max_value=10**4))
def test_contradictory_sets_have_none_to_spare(cells: list[int], off: int) -> None:
    """Without any one of the figures named, the others can all be right."""
    rows = ", ".join(f'"20103{n:02}": {{基本: {cell / 100:.2f}}}' for n, cell in enumerate(cells, start=1))
    looked_at = case(TABLES, f'支出: {{{rows}, "20103": {{基本: {(sum(cells) + off) / 100:.2f}}}}}')
    system = system_of(looked_at)
    assert Programme(system).feasible() is (abs(off) * 2 <= len(cells) + 1 and sum(cells) + off != 0)
    for contradiction in diagnosis(looked_at).mistakes:
        assert isinstance(contradiction, Contradiction)
        members = {figure.number for figure in contradiction.members}
        others = {figure.number for figure in system.figures} - members
        assert not Programme(system, others).feasible()
        for member in members:
            assert Programme(system, others | {member}).feasible()


@given(st.integers(min_value=100, max_value=10**9), st.data())
def test_a_digit_lost_or_swapped_is_mended(value: int, data: st.DataObject) -> None:
    """Where the others leave it no more than a step, the figure that was meant is the one proposed."""
    digits = str(value)
    place = data.draw(st.integers(min_value=0, max_value=len(digits) - 2))
    lost = digits[:place] + digits[place + 1 :]
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    meant = Amount(yuan=Decimal(value) * 100)
    for wrong in (lost, swapped):
        if int(wrong) not in (0, value):
            typed = Amount(yuan=Decimal(wrong) * 100, margin=Decimal(50))
            guess = explain(typed, meant.yuan, meant.yuan, None)
            assert guess.amount is not None
            assert guess.amount.yuan == meant.yuan


@pytest.mark.parametrize(("off", "improbable"), [(4, False), (6, False), (7, True), (10, True)])
def test_a_gap_that_chance_would_not_make(off: int, *, improbable: bool) -> None:
    """Nineteen figures and their sum could be 0.10 apart; by chance they are within 0.06."""
    rows = ", ".join(f'"20103{n:02}": {{基本: 1.00}}' for n in range(1, 20))
    looked_at = case(
        TABLES, f'支出: {{{rows}, "20103": {{基本: {19 + off / 100:.2f}}}, 合计: {{基本: {19 + off / 100:.2f}}}}}'
    )
    assert [one.code for one in told(looked_at)] == (["F103"] if improbable else [])
