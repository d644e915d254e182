"""Faults of real exports, one at a time: each changes the invented one, and says where it is to be told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tests.importing.books import Book, Page
from tests.importing.finance_system import BUREAU, book, units

BOOK = book(units()[0], BUREAU, short=True)


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


def formula_that_is_stale(book: Book) -> None:
    """Its stored result is not what its cells come to."""
    book.page("Z04").stale[9, 6] = "SUM(F20:F30)"


def no_unit(book: Book) -> None:
    for page in book.pages:
        del page.cells[page.find("金额单位：元")]


def another_system(book: Book) -> None:
    for at, page in enumerate(book.pages, start=1):
        page.name, page.cells[1, 1] = f"表{at}", "某表"


def table_that_the_edition_has_not(book: Book) -> None:
    """For I308: read by an edition without it."""


EXAMPLES = {
    "数里有空格": number_with_a_space_in_it, "数存成文字": number_as_text, "不到一分": fraction_of_a_cent,
    "公式的结果旧了": formula_that_is_stale, "编码成了科学记数": scientific_code, "编码写了两次": code_twice,
    "科目表里没有的编码": unknown_class, "隐藏的行": hidden_row, "合计不对": total_that_is_not_the_sum, "负数": negative,
    "名称用了别的字": name_in_another_form, "缺一张表": sheet_missing, "别的年的表": sheet_of_another_year,
    "别的单位的表": sheet_of_another_unit, "没有写金额单位": no_unit, "合并了第三层栏头": third_head_level_merged,
    "一张工作表两张表": two_tables_on_a_sheet, "基金表比支出表多": other_tables_say_otherwise,
    "没有国有资本表的版式": table_that_the_edition_has_not, "别的系统的表": another_system, "栏头换了位置": columns_swapped,
}  # fmt: skip
"""by what tests/findings/ calls them"""


WHOLE = book(units()[0], BUREAU, general=True)
"""with all tables, which prove each other"""
SPENDING_ON_30217 = "3．公务接待费", "（1）国内接待费", "（一）支出合计"


def _exchanged(page: Page, one: str, other: str) -> None:
    """All figures of two rows change places; no sum changes."""
    first, second = _row(page, one), _row(page, other)
    for column in range(5, 12):
        at, to = (first, column), (second, column)
        page.cells[at], page.cells[to] = page.cells.get(to), page.cells.get(at)


def income_of_two_items_exchanged(book: Book) -> None:
    _exchanged(book.page("Z03"), "2060101", "2060199")


def spending_of_two_items_exchanged(book: Book) -> None:
    for begin in ("Z07", "Z05_1"):  # which tell it otherwise
        book.pages.remove(book.page(begin))
    _exchanged(book.page("Z04"), "2080505", "2080506")


def three_expenses_in_ten_thousand(book: Book) -> None:
    page = book.page("F03")
    for at, value in page.cells.items():
        if isinstance(value, Decimal):
            page.cells[at] = (value / 10_000).quantize(Decimal("0.01"))


def _more_on_guests(book: Book, more: int) -> None:
    page = book.page("F03")
    for label in SPENDING_ON_30217:
        row, _ = page.find(label)
        page.cells[row, 5] = page.cells[row, 5] + more  # type: ignore[operator]


def part_and_total_too_much(book: Book) -> None:
    _more_on_guests(book, 100)


def part_and_total_too_little(book: Book) -> None:
    _more_on_guests(book, -100)


PROVEN: list[tuple[Callable[[Book], None], str]] = [
    (income_of_two_items_exchanged, "I312 Z07"),
    (spending_of_two_items_exchanged, "I312 Z05"),
    (three_expenses_in_ten_thousand, "I312 F03·E12"),
]
