"""报表工作簿: real numbers, codes as text, heads merged as printed; valid for Excel."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter.worksheet import Worksheet as Written

from gongkai.model.publication import Publication, Table
from gongkai.rendering.open_data.number_formats import number_format
from gongkai.rendering.open_data.workbook import tables_workbook
from tests import sample
from tests.rendering.open_data import towns
from tests.workbooks.test_valid import faults


def sheets(publication: Publication) -> dict[str, Worksheet]:
    book = load_workbook(BytesIO(tables_workbook(publication)))
    return {sheet.title: sheet for sheet in book}


def sheet_of(table: Table) -> Worksheet:
    (sheet,) = sheets(towns.with_table(table)).values()
    return sheet


def found(sheet: Worksheet, text: object) -> str:
    return str(next(cell.coordinate for row in sheet for cell in row if cell.value == text))


def shown(sheet: Worksheet, text: object) -> str:
    return str(sheet[found(sheet, text)].number_format)


def test_amounts_are_numbers_in_their_printed_format() -> None:
    sheet = sheet_of(towns.in_yuan())
    assert shown(sheet, 1234.5) == "#,##0.00"
    assert shown(sheet, -5) == "#,##0.00;(#,##0.00)"
    assert shown(sheet, 1) == "#,##0.00%"


def test_cells_are_written_as_the_library_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    publications = [towns.with_table(table) for table in (towns.in_yuan(), towns.as_printed())]
    ours = [*map(tables_workbook, publications)]
    monkeypatch.setattr("gongkai.rendering.open_data.workbook._Sheet", Written)
    assert [*map(tables_workbook, publications)] == ours


def test_zero_reads_as_it_is_printed() -> None:
    assert shown(sheet_of(towns.as_printed()), 0) == '0;-0;"—"'


def test_an_original_keeps_what_it_prints() -> None:
    assert found(sheet_of(towns.as_printed()), 1000.01)


def test_codes_are_texts() -> None:
    sheet = sheet_of(towns.in_yuan())
    code = sheet[found(sheet, "007")]
    assert (code.data_type, code.number_format) == ("s", "@")


def test_no_text_is_a_formula() -> None:
    sheet = sheet_of(towns.in_yuan())
    assert sheet[found(sheet, "=1+1")].data_type == "s"


def test_heads_are_merged_as_printed() -> None:
    sheet = sheets(sample.publication())["一般公共预算财政拨款“三公”经费支出决算表"]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    first = sheet[found(sheet, "预算数")].row
    assert {
        f"A{first}:F{first}",
        f"G{first}:L{first}",
        f"A{first + 1}:A{first + 2}",
        f"C{first + 1}:E{first + 1}",
    } <= merged


def test_heads_stay_in_sight_and_repeat_in_print() -> None:
    sheet = sheets(sample.publication())["支出决算表"]
    first = sheet[found(sheet, "合计")].row
    assert sheet.freeze_panes == f"C{first}"
    assert sheet.print_title_rows == f"$1:${first - 1}"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_unit_and_caption_stand_above_and_notes_below() -> None:
    sheet = sheets(sample.publication())["支出决算表"]
    texts = [cell.value for row in sheet for cell in row if isinstance(cell.value, str)]
    assert {"公开03表", f"部门：{sample.BUREAU}", "2021年度", "单位：万元"} <= set(texts[:6])
    assert texts[-1].startswith("注：")


@pytest.mark.parametrize(
    ("printed", "value", "format"),
    [
        ("12", "12", "#,##0"),
        ("1234.50", "1234.5", "0.00"),
        ("1,234.5", "1234.5", "#,##0.0"),
        ("无", "0", '0;-0;"无"'),
        ("-3.20", "-3.2", "#,##0.00"),
    ],
)
def test_formats(printed: str, value: str, format: str) -> None:
    assert number_format(printed, value) == format


def test_excel_opens_it_and_it_is_the_same_every_time(tmp_path: Path) -> None:
    for number, publication in enumerate([sample.publication(), towns.with_table(towns.spanning())]):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(tables_workbook(publication))
        assert faults(path) == []
        assert path.read_bytes() == tables_workbook(publication)
