"""One fault at a time in the finance system's export: told at its sheet and cell; with an error no figure is made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from gongkai.importing.request import Request
from gongkai.model.amounts import Unit
from gongkai.model.findings import errors
from tests.importing.books import Book, Page
from tests.importing.conftest import exported, told
from tests.importing.finance_system import BUREAU, book, units

BOOK = book(units()[0], BUREAU, short=True)
CODE = 13
"""the row of the first item on Z03, Z04"""


def _row(page: Page, code: str) -> int:
    return page.find(code)[0]


def unit_in_the_head(book: Book) -> None:
    book.page("Z04").cells[book.page("Z04").find("金额单位：元")] = "金额单位：万元"


def third_head_level_merged(book: Book) -> None:
    page = book.page("Z05_1")
    row, column = page.find("基本工资")
    del page.cells[row, column + 1]
    page.merges = [one for one in page.merges if one[:2] not in ((row, column), (row, column + 1))]
    page.merges.append((row, column, row + 2, column + 1))


def head_left_blank(book: Book) -> None:
    page = book.page("Z04")
    page.cells[page.find("项目支出")] = " "


def hidden_row(book: Book) -> None:
    book.page("Z03").hidden_rows.add(_row(book.page("Z03"), "2080505"))


def hidden_column(book: Book) -> None:
    book.page("Z04").hidden_columns.add(7)


def number_with_a_space_in_it(book: Book) -> None:
    page = book.page("Z03")
    page.cells[_row(page, "2080505"), 6] = "12 345.60"


def fraction_of_a_cent(book: Book) -> None:
    page = book.page("Z03")
    at = (_row(page, "2080505"), 6)
    page.cells[at] = page.cells[at] + Decimal("0.004")  # type: ignore[operator]


def code_twice(book: Book) -> None:
    page = book.page("Z04")
    page.cells[_row(page, "2080506"), 1] = "2080505"


def unknown_class(book: Book) -> None:
    page = book.page("Z03")
    page.cells[_row(page, "2080506"), 1] = "9980506"


def scientific_code(book: Book) -> None:
    page = book.page("Z04")
    page.cells[_row(page, "2080506"), 1] = "2.08E+06"


def code_as_a_date(book: Book) -> None:
    page = book.page("Z04")
    page.cells[_row(page, "2080506"), 1] = date(2024, 5, 6)


def total_that_is_not_the_sum(book: Book) -> None:
    page = book.page("Z04")
    at = (9, 6)
    page.cells[at] = page.cells[at] + 100  # type: ignore[operator]


def columns_swapped(book: Book) -> None:
    """The heads change places, the figures do not."""
    page = book.page("Z04")
    one, other = page.find("基本支出"), page.find("项目支出")
    page.cells[one], page.cells[other] = page.cells[other], page.cells[one]


def sheet_of_another_year(book: Book) -> None:
    page = book.page("Z04")
    page.cells[page.find("2024年度")] = "2023年度"


def sheet_of_another_unit(book: Book) -> None:
    page = book.page("Z04")
    page.cells[3, 1] = "编制单位：测试市水利局"


def sheet_missing(book: Book) -> None:
    book.pages.remove(book.page("Z04"))


def rows_beyond_the_total(book: Book) -> None:
    page = book.page("Z04")
    page.put(page.last + 1, 1, "2080505", None, None, "机关事业单位基本养老保险缴费支出", Decimal(5), Decimal(5))


def formula_without_a_result(book: Book) -> None:
    page = book.page("Z04")
    page.cells[9, 5] = "=SUM(F9:J9)"


def two_tables_on_a_sheet(book: Book) -> None:
    page = book.page("Z04")
    page.put(page.last + 3, 1, "项目", None, None, "科目名称", "合计", "基本支出")


def sheet_hidden(book: Book) -> None:
    book.page("Z04").hidden = True


def title_of_another_table(book: Book) -> None:
    book.page("Z04").cells[1, 1] = "收入决算表"


def other_tables_say_otherwise(book: Book) -> None:
    """A figure of the detail is less than that of the table by items."""
    page = book.page("Z08")
    for row in range(9, page.last):
        opening, income, whole, _, project, left = (page.cells.get((row, column)) for column in range(5, 11))
        amounts = [one if isinstance(one, Decimal) else Decimal(0) for one in (opening, income, whole, project, left)]
        page.cells[row, 7], page.cells[row, 9] = amounts[2] * 2, amounts[3] * 2
        page.cells[row, 10] = amounts[0] + amounts[1] - amounts[2] * 2


FAULTS: list[tuple[Callable[[Book], None], str]] = [
    (unit_in_the_head, "I304 Z04·J3"),
    (third_head_level_merged, "I305 Z05_1·H5"),
    (head_left_blank, "I305 Z04·4"),
    (hidden_row, "I208 Z03·"),
    (hidden_column, "I208 Z04·G"),
    (number_with_a_space_in_it, "I201 Z03·F"),
    (fraction_of_a_cent, "I203 Z03·F"),
    (code_twice, "I206 Z04·A"),
    (unknown_class, "I207 Z03·A"),
    (scientific_code, "I205 Z04·A"),
    (code_as_a_date, "I205 Z04·A"),
    (total_that_is_not_the_sum, "I209 Z04·F9"),
    (columns_swapped, "I312 Z04·F9"),
    (sheet_of_another_year, "I302 Z04·E3"),
    (sheet_of_another_unit, "I303 Z04·A3"),
    (sheet_missing, "I301"),
    (rows_beyond_the_total, "I306 Z04·"),
    (formula_without_a_result, "I201 Z04·E9"),
    (two_tables_on_a_sheet, "I306 Z04·"),
    (sheet_hidden, "I208 Z04·"),
    (title_of_another_table, "I303 Z04·"),
    (other_tables_say_otherwise, "I307 Z04·G"),
]


@pytest.mark.parametrize(("fault", "expected"), FAULTS, ids=lambda one: getattr(one, "__name__", ""))
def test_a_fault_is_told_at_its_cell_and_nothing_is_taken(
    alone: Request, fault: Callable[[Book], None], expected: str
) -> None:
    book = BOOK.copy()
    fault(book)
    old = fault not in (formula_without_a_result,) and len(expected) % 2 == 0
    export = exported(alone, book, old=old)
    assert errors(export.findings), told(export)
    assert any(one.startswith(expected) for one in told(export)), told(export)
    assert export.figures == ()


def number_as_text(book: Book) -> None:
    page = book.page("Z03")
    at = (_row(page, "2080505"), 6)
    page.cells[at] = f" {page.cells[at]:,} "


def full_width_digits(book: Book) -> None:
    page = book.page("Z03")
    at = (_row(page, "2080505"), 6)
    page.cells[at] = str(page.cells[at]).translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))


def name_in_another_form(book: Book) -> None:
    page = book.page("Z03")
    page.cells[page.find("行政运行")] = "\ufa08政运行"


def code_that_no_list_has(book: Book) -> None:
    for begin in ("Z03", "Z04", "Z05_1"):
        page = book.page(begin)
        row = page.find("2060199")[0] if begin != "Z05_1" else 0
        if row:
            page.cells[row, 1], page.cells[row, 4] = "2060107", "其他科技管理业务"


def negative(book: Book) -> None:
    page = book.page("F03")
    page.cells[12, 4] = Decimal(-5)


REMARKS: list[tuple[Callable[[Book], None], str]] = [
    (number_as_text, "I202 Z03·F"),
    (full_width_digits, "I202 Z03·F"),
    (name_in_another_form, "I211 Z03·D"),
    (code_that_no_list_has, "I207 Z03·A"),
]


@pytest.mark.parametrize(("change", "expected"), REMARKS, ids=lambda one: getattr(one, "__name__", ""))
def test_what_can_only_mean_one_thing_is_taken_and_told(
    alone: Request, change: Callable[[Book], None], expected: str
) -> None:
    book = BOOK.copy()
    change(book)
    export = exported(alone, book)
    assert not errors(export.findings), told(export)
    assert any(one.startswith(expected) for one in told(export)), told(export)
    plain = {(one.address, one.fund): one.number for one in exported(alone, BOOK).figures}
    taken = {(one.address, one.fund): one.number for one in export.figures}
    assert sorted(taken.values()) == sorted(plain.values())


def test_a_code_that_no_list_has_comes_with_its_name(alone: Request) -> None:
    book = BOOK.copy()
    code_that_no_list_has(book)
    assert exported(alone, book).names == {"2060107": "其他科技管理业务"}


def test_a_negative_figure_is_told(alone: Request) -> None:
    book = BOOK.copy()
    negative(book)
    assert "I210 F03·D12" in told(exported(alone, book))


def test_a_head_in_ten_thousand_over_cells_in_yuan_is_found_by_what_else_is_there(alone: Request) -> None:
    request = replace(alone, document=replace(alone.document, head=alone.document.head.model_copy(update={"unit": Unit.WAN})))
    book = BOOK.copy()
    unit_in_the_head(book)
    export = exported(request, book)
    assert any(one.code == "I312" and "差一万倍" in one.message for one in export.findings), told(export)
    assert export.figures == ()


def test_units_missing_and_twice_are_told(request_: Request) -> None:
    every = units()
    first, second = book(every[0], BUREAU, short=True), book(every[1], "测试市科普中心", short=True, own=False)
    assert "I303" in [one.code for one in errors(exported(request_, first, second).findings)]
    again = second.copy()
    again.name = "再导出一次"
    told_ = [one.message for one in errors(exported(request_, first, second, again).findings)]
    assert any("两个" in message for message in told_), told_
