"""邻近文件: last year's figures under this year's codes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.figures.formulas import FormulaError
from gongkai.figures.neighbours import Neighbour, SplitCodeError
from gongkai.model.amounts import Unit
from gongkai.model.code_changes import CodeChange, CodeChanges
from tests.figures.small import accounts

FORM = "支出: {键: b, 列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, 金额], 行: {按: 科目, 级次: 项}}"
FIXED = "经济: {键: e, 列: [{题: 编码, 类: 编码}, {题: 名称, 类: 名称}, 金额], 行: [{编码: '39906'}, {编码: '39907'}]}"
INDICATORS = {"支出.*": "支出.*.金额", "项目.*": "支出.*"}


def changes(*listed: tuple[int, str, str]) -> CodeChanges:
    return CodeChanges(changes=tuple(CodeChange(year=year, old=old, new=new) for year, old, new in listed))


def last_year(figures: str, known: CodeChanges) -> Neighbour:
    """A document of 2023, as one of 2024 reads it."""
    made = accounts(FORM, figures, 指标=INDICATORS)
    return Neighbour(title="2023年决算", accounts=made, changes=known.between(2023, 2024))


def wan(neighbour: Neighbour, code: str) -> Decimal:
    return neighbour.quantity(f"支出.{code}").rounded(Unit.WAN, 2)


FIGURES = '{支出: {"2010301": 5.00, "2010302": 2.00}}'


def test_without_changes_a_code_is_itself() -> None:
    neighbour = last_year(FIGURES, changes())
    assert [wan(neighbour, code) for code in ("2010301", "2010302", "2010399")] == [Decimal(5), Decimal(2), Decimal(0)]


@pytest.mark.parametrize("name", ["支出.*", "项目.*"])
def test_the_codes_behind_an_indicator(name: str) -> None:
    assert last_year(FIGURES, changes()).codes(name) == ("2010301", "2010302")


def test_a_new_code_is_read_under_the_old_one() -> None:
    assert wan(last_year(FIGURES, changes((2024, "2010301", "2019901"))), "2019901") == 5


def test_two_codes_become_one() -> None:
    merged = changes((2024, "2010301", "2019901"), (2024, "2010302", "2019901"))
    assert wan(last_year(FIGURES, merged), "2019901") == 7


def test_a_code_is_merged_into_one_that_was_there() -> None:
    assert wan(last_year(FIGURES, changes((2024, "2010301", "2010302"))), "2010302") == 7


def test_a_split_code_cannot_be_told_apart() -> None:
    split = last_year(FIGURES, changes((2024, "2010301", "2019901"), (2024, "2010301", "2019902")))
    with pytest.raises(SplitCodeError, match="2023年决算的2010301后来分成了2019901、2019902，数分不开"):
        split.quantity("支出.2019901")
    assert split.amount("支出.2019901") is None


def test_a_split_code_without_money_is_zero() -> None:
    split = last_year('{支出: {"2010302": 2.00}}', changes((2024, "2010301", "2019901"), (2024, "2010301", "2019902")))
    assert wan(split, "2019901") == 0


def test_a_code_that_goes_on_for_a_part() -> None:
    known = changes((2024, "2010301", "2010301"), (2024, "2010301", "2019902"))
    neighbour = last_year(FIGURES, known)
    assert neighbour.amount("支出.2010301") is None
    assert neighbour.amount("支出.2019902") is None
    budget = Neighbour(title="2024年预算", accounts=neighbour.accounts, changes=known.between(2024, 2024))
    assert wan(budget, "2010301") == 5


@pytest.mark.parametrize(("year", "found"), [(2022, 0), (2023, 0), (2024, 5), (2025, 0)])
def test_changes_of_other_years_do_not_count(year: int, found: int) -> None:
    """What changed in the neighbour's own year it already knows."""
    assert wan(last_year(FIGURES, changes((year, "2010301", "2019901"))), "2019901") == found


def test_a_budget_of_the_year_may_use_either_list() -> None:
    known = changes((2024, "2010301", "2019901")).between(2024, 2024)
    for code in ("2010301", "2019901"):
        made = accounts(FORM, f'{{支出: {{"{code}": 5.00}}}}', 指标=INDICATORS)
        assert wan(Neighbour(title="2024年预算", accounts=made, changes=known), "2019901") == 5


def test_a_gap_of_years_is_followed_step_by_step() -> None:
    known = changes((2023, "2010301", "2019901"), (2024, "2019901", "2029901"))
    made = accounts(FORM, FIGURES, 指标=INDICATORS)
    assert wan(Neighbour(title="2022年决算", accounts=made, changes=known.between(2022, 2024)), "2029901") == 5


def test_forms_with_fixed_rows_have_the_one_code_or_the_other() -> None:
    made = accounts(FIXED, "{经济: {'39906': 3.00}}", 指标={"经济.*": "经济.*.金额"})
    renamed = Neighbour(
        title="2021年决算", accounts=made, changes=changes((2022, "39906", "39909")).between(2021, 2022)
    )
    assert renamed.quantity("经济.39909").rounded(Unit.WAN, 2) == 3
    with pytest.raises(FormulaError):
        renamed.quantity("经济.39910")


@given(
    amounts=st.dictionaries(st.integers(2010301, 2010309).map(str), st.integers(1, 10**6), min_size=1),
    targets=st.lists(st.integers(2020301, 2020304).map(str), min_size=9, max_size=9),
)
def test_nothing_is_lost_or_counted_twice(amounts: dict[str, int], targets: list[str]) -> None:
    """However codes are renamed and merged, all of last year's money is found under the new ones."""
    moved = {f"201030{number}": new for number, new in enumerate(targets, start=1)}
    known = changes(*((2024, old, new) for old, new in moved.items()))
    figures = ", ".join(f'"{code}": {amount}' for code, amount in amounts.items())
    neighbour = last_year(f"{{支出: {{{figures}}}}}", known)
    assert sum(wan(neighbour, new) for new in set(targets)) == sum(amounts.values())


def test_circles_end() -> None:
    known = changes((2024, "2010301", "2010302"), (2024, "2010302", "2010301"))
    assert wan(last_year(FIGURES, known), "2010301") == 7
