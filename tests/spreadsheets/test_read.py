"""What a workbook says, cell by cell, the same from .xlsx and .xls."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Any

import pytest

from gongkai import spreadsheets
from gongkai.model.sheets import MergedRange, Sheet, SheetCell, Workbook
from tests.workbook_made import at, parts_of, written, zipped

KINDS = ("报表.xlsx", "报表.xls")


def workbook(data: bytes, name: str = "报表.xlsx") -> Workbook:
    read = spreadsheets.read(data, name)
    assert isinstance(read, Workbook), read
    return read


def sheet(name: str, **cells: Any) -> Sheet:
    (only,) = workbook(written(name, {"Z03 收入决算表": cells}), name).sheets
    return only


def cell(name: str, value: Any) -> SheetCell:
    return sheet(name, B2=value).cells[2, 2]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    ("stored", "exact"),
    [
        (2010601, "2010601"),
        (1234.5600000001, "1234.5600000001"),
        (0.1 + 0.2, "0.30000000000000004"),
        (-12.5, "-12.5"),
        (0.1, "0.1"),
        (123456789.12, "123456789.12"),
        (12.34, "12.34"),
        (0, "0"),
        (1e15, "1000000000000000"),
    ],
)
def test_numbers_are_exact(name: str, stored: float, exact: str) -> None:
    read = cell(name, stored)
    assert (read.number, read.text) == (Decimal(exact), exact)


def test_a_number_is_the_shortest_that_is_the_same_double() -> None:
    """Excel writes 0.1 with seventeen digits."""
    parts = parts_of(written("报表.xlsx", {"表": {"A1": 0.1}}))
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        b"<v>0.1<", b"<v>0.10000000000000001<"
    )
    assert workbook(zipped(parts)).sheets[0].cells[1, 1].number == Decimal("0.1")


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        (1234.5, "#,##0.00", "1,234.50"),
        (1234.5651, "0.00", "1234.57"),
        (-1234.5, "#,##0.00;(#,##0.00)", "(1,234.50)"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (2010000, "0.00E+00", "2.01E+06"),
        (101, "0000", "0101"),
        (0.9861, "0.00%", "98.61%"),
        (12345678, '#,##0.00,"千元"', "12,345.68千元"),
        (0.5, "#.##", ".5"),
        (2010601, "General", "2010601"),
        (7, "# ?/?", ""),
        (1e300, "#,##0.00", ""),
        (0.5, f"0.{'0' * 40}", ""),
        (1e300, "General", "1.00000E+300"),
    ],
)
def test_shown_as_its_format_shows_it(name: str, stored: float, code: str, shown: str) -> None:
    assert cell(name, {"值": stored, "格式": code}).shown == shown


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    "code", ["yyyy-mm-dd", 'yyyy"年"m"月"', "[$-804]aaaa;@ yyyy", "m/d/yy h:mm", "上午/下午h:mm d"]
)
def test_a_date_is_no_number(name: str, code: str) -> None:
    read = cell(name, {"值": 40330, "格式": code})
    assert (read.is_date, read.number, read.text) == (True, None, "2010-06-01")


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("days", [-1, 3_000_000, 1e300])
def test_what_is_formatted_as_a_date_and_is_none(name: str, days: float) -> None:
    read = cell(name, {"值": days, "格式": "yyyy-mm-dd"})
    assert (read.is_date, read.number) == (True, None)


@pytest.mark.parametrize("code", ["#,##0.00", "[Red]0.00", '0.00"days"', "0.00_m", "General"])
def test_letters_beside_the_digits_make_no_date(code: str) -> None:
    assert not cell("报表.xlsx", {"值": 40330, "格式": code}).is_date


def test_dates_of_1904() -> None:
    parts = parts_of(written("报表.xlsx", {"表": {"A1": {"值": 38868, "格式": "yyyy-mm-dd"}}}))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<sheets>", b'<workbookPr date1904="1"/><sheets>')
    assert workbook(zipped(parts)).sheets[0].cells[1, 1].text == "2010-06-01"


@pytest.mark.parametrize("name", KINDS)
def test_texts_stay_as_they_are(name: str) -> None:
    decomposed = unicodedata.normalize("NFD", "が")
    read = sheet(name, A1=" 2010601 ", A2="１２３４．５", A3=f"{decomposed}\n𠮷", A4="长" * 9000)
    assert [one.text for one in read.cells.values()] == [" 2010601 ", "１２３４．５", f"{decomposed}\n𠮷", "长" * 9000]
    assert all(one.number is None for one in read.cells.values())


@pytest.mark.parametrize("name", KINDS)
def test_names_of_sheets_stay_as_they_are(name: str) -> None:
    cut = "Z08_1 政府性基金财政拨款基本支出决算明细表(财决08-"
    sheets = workbook(written(name, {cut: {"A1": "x"}, "Z03 收入决算表 ": {"A1": "x", "隐藏": True}}), name).sheets
    assert [(one.name, one.hidden) for one in sheets] == [(cut, False), ("Z03 收入决算表 ", True)]


@pytest.mark.parametrize("name", KINDS)
def test_what_is_hidden_and_merged(name: str) -> None:
    read = sheet(name, A1="科目编码", D1="名称", A2=["x", "y", "z"], 合并=["A1:C1"], 隐藏行=[2], 隐藏列=["C"])
    assert (set(read.hidden_rows), set(read.hidden_columns)) == ({2}, {3})
    assert read.merged == (MergedRange(row=1, column=1, last_row=1, last_column=3),)
    over = read.at(1, 3)
    assert over is not None
    assert over.text == "科目编码"
    assert (read.rows, read.columns) == (2, 4)


@pytest.mark.parametrize("name", KINDS)
def test_a_formula_without_a_result_is_known(name: str) -> None:
    read = cell(name, "=SUM(B3:B9)")
    assert (read.uncached, read.text, read.number) == (True, "", None)
    assert read.formula


def test_a_formula_with_its_result() -> None:
    read = cell("报表.xlsx", {"公式": "B3*2", "值": 6.5})
    assert (read.formula, read.number, read.uncached) == ("B3*2", Decimal("6.5"), False)
    nothing = cell("报表.xlsx", {"公式": 'IF(B3=0,"",B3)', "值": ""})
    assert (nothing.text, nothing.uncached) == ("", False)


def test_a_formula_of_the_old_format_that_may_come_to_nothing() -> None:
    assert not cell("报表.xls", '=IF(B3=0,"",B3)').uncached


def test_a_shared_formula_is_told_in_each_cell() -> None:
    parts = parts_of(written("报表.xlsx", {"表": {"A1": "x"}}))
    cells = '<row r="1"><c r="A1"><f t="shared" ref="A1:B1" si="0">C1</f><v>1</v></c><c r="B1"><f t="shared" si="0"/><v>2</v></c></row>'
    parts["xl/worksheets/sheet1.xml"] = f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode()
    assert [one.formula for one in workbook(zipped(parts)).sheets[0].cells.values()] == ["C1", "C1"]


def test_an_error_and_what_is_no_number_spoil_their_cells_only() -> None:
    parts = parts_of(written("报表.xlsx", {"表": {"A1": {"错误": "#REF!"}, "A2": 1, "A3": 2}}))
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"<v>1<", b"<v>NaN<")
    errors = [(one.text, one.is_error) for one in workbook(zipped(parts)).sheets[0].cells.values()]
    assert errors == [("#REF!", True), ("#NUM!", True), ("2", False)]


def test_shared_texts_in_pieces_without_the_guide_above_them() -> None:
    parts = parts_of(written("报表.xlsx", {"表": {"A1": 0}}))
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b' s="0">', b' t="s">')
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="t" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>',
    )
    parts["xl/sharedStrings.xml"] = (
        "<sst><si><r><t>财政</t></r><r><t>拨款_x000A_</t></r><rPh><t>cai</t></rPh></si></sst>".encode()
    )
    assert workbook(zipped(parts)).sheets[0].cells[1, 1].text == "财政拨款\n"


def test_cells_without_references_and_a_lying_size() -> None:
    """Some exporters leave references out, and say A1 is all there is."""
    parts = parts_of(written("报表.xlsx", {"表": {"A1": "x"}}))
    rows = "".join(f"<row><c/><c><v>{number}</v></c></row>" for number in range(3))
    told = f'<x:worksheet xmlns:x="y"><x:dimension ref="A1"/><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    parts["xl/worksheets/sheet1.xml"] = told.encode()
    assert list(workbook(zipped(parts)).sheets[0].cells) == [(1, 2), (2, 2), (3, 2)]


def test_the_same_from_both_formats() -> None:
    cells = {
        "A1": "编制单位：测试市财政局",
        "A3": [["2010601", "行政运行", 120.5], ["2010602", "一般行政管理事务", 0.07]],
    }
    new, old = (sheet(name, **cells) for name in KINDS)
    assert new.cells == old.cells


def test_places() -> None:
    read = workbook(written("报表.xlsx", {"Z03 收入决算表 ": {"F12": 1}}), "C:\\下载\\报表.xlsx")
    row, column = at("F12")
    assert str(read.place(read.sheets[0], row, column)) == "报表.xlsx·Z03 收入决算表·F12"
