"""Exports of other bureaus: laid out otherwise than the invented one, read alike; where they cannot be, told."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from gongkai.importing.intaking import Seen
from gongkai.importing.pulls import pulls_of
from gongkai.importing.request import Request
from gongkai.importing.zeros import Zeros
from gongkai.model.findings import errors
from gongkai.model.places import NOWHERE
from gongkai.model.statements import Address
from tests.importing.books import Book, Page
from tests.importing.conftest import exported, told
from tests.importing.faults import BOOK
from tests.importing.finance_system import BUREAU, UNITS, book, units


def _headed(page: Page, column: int, *heads: str) -> None:
    """A column more, at the right: two levels of heads, and a figure in each row that no other column has."""
    for row, head in zip((4, 5), heads, strict=True):
        page.cells[row, column] = head
    for row in {row for row, at in page.cells if at == 5 and row > 8}:
        page.cells[row, column] = Decimal(7)


def parts_of_income_and_opening(book: Book) -> None:
    """基金表 with income and balances by 基本 and 项目, as the system has them."""
    page = book.page("Z08")
    for column, heads in enumerate(
        (("本年收入", "基本支出"), ("本年收入", "项目支出"), ("年末结转和结余", "基本支出结转")), start=12
    ):
        _headed(page, column, *heads)


def numbered_opening(book: Book) -> None:
    """一、一般公共预算财政拨款 both for income and below 年初结转和结余."""
    page = book.page("Z01_1")
    for at, value in page.cells.items():
        if at[1] == 1 and value in ("一般公共预算财政拨款", "政府性基金预算财政拨款"):
            page.cells[at] = f"{'一二'[str(value).startswith('政')]}、{value}"


def levels_beside_the_line_numbers(book: Book) -> None:
    """类 款 项 栏次 1 2 3 …, and below it 合计 of a table that is empty."""
    page = book.page("Z09")
    row = page.find("栏次")[0]
    page.put(row, 1, "类", "款", "项", "栏次")


def blanks_in_a_code(book: Book) -> None:
    page = book.page("Z04")
    page.cells[page.find("2080505")] = " 208 05 05 "


@pytest.mark.parametrize(
    "change", [parts_of_income_and_opening, numbered_opening, levels_beside_the_line_numbers, blanks_in_a_code]
)
def test_other_layouts_give_the_same_figures(alone: Request, change: Callable[[Book], None]) -> None:
    book = BOOK.copy()
    change(book)
    export = exported(alone, book)
    assert not errors(export.findings), told(export)
    plain = exported(alone, BOOK).figures
    assert {(one.address, one.fund, one.number) for one in export.figures} == {
        (one.address, one.fund, one.number) for one in plain
    }


def test_the_own_office_alone_is_not_the_department(request_: Request) -> None:
    export = exported(request_, book(units()[0], f"{BUREAU}（本级）", short=True))
    found = [one.message for one in errors(export.findings)]
    assert len(found) == len(UNITS) - 1, found
    assert all(one.endswith("的文件") for one in found), found
    assert export.figures == ()


def test_the_department_alone_is_taken_as_all_its_units_and_that_is_told(request_: Request) -> None:
    export = exported(request_, BOOK)
    assert not errors(export.findings), told(export)
    assert "I303 Z01·A3" in told(export)


def test_two_sheets_of_economic_codes_have_to_agree(alone: Request) -> None:
    other = BOOK.copy()
    page = BOOK.copy().page("Z05_1")
    page.name, page.cells[1, 1] = "Z08_2", "一般公共预算财政拨款基本支出决算明细表"
    first, second = page.find("办公费"), page.find("印刷费")
    page.cells[first], page.cells[second] = "印刷费", "办公费"
    other.pages.append(page)
    found = told(exported(alone, other))
    assert any(one.startswith("I312 Z05_1·") for one in found), found
    assert any(one.startswith("I305 Z08_2·") for one in found), found


def test_an_opening_balance_that_is_not_split_is_told_once(alone: Request) -> None:
    other = BOOK.copy()
    other.pages = [page for page in other.pages if not page.name.startswith("Z01_1")]
    export = exported(alone, other)
    assert any("财政拨款收入支出决算总表" in one.hint for one in errors(export.findings)), told(export)
    assert not any(one.code == "I312" for one in export.findings), told(export)


@pytest.mark.parametrize(("own", "none"), [("300", True), ("200", False)])
def test_a_fund_whose_codes_come_to_its_total_is_of_no_other_code(request_: Request, own: str, *, none: bool) -> None:
    """国有资本经营: 223 is surely its own, and comes to all that 01 表 has of it."""
    income, overall = "收入决算表", "收入支出决算总表"
    amounts = {
        Address(overall, "一般公共预算财政拨款收入", "金额"): "700",
        Address(overall, "国有资本经营预算财政拨款收入", "金额"): "300",
        Address(income, "2230105", "财政拨款收入"): own,
        Address(income, "2070101", "财政拨款收入"): "700",
    }
    cells = {
        at: Seen(quantity=str(at), address=at, number=Decimal(number), place=NOWHERE) for at, number in amounts.items()
    }
    zeros = Zeros(request_.edition, (), cells, pulls_of(request_.edition), request_.funds)
    assert zeros.of(Address(income, "2070101", "财政拨款收入"), "国有资本经营预算") is none


def test_the_total_of_an_empty_table_is_a_row_without_line_numbers_too(alone: Request) -> None:
    other = BOOK.copy()
    page = other.page("Z09")
    numbered = page.find("栏次")[0]
    for at in [at for at in page.cells if at[0] == numbered]:
        del page.cells[at]
    export = exported(alone, other)
    assert not errors(export.findings), told(export)
