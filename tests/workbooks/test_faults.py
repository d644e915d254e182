"""What people do to a workbook: what copes is taken, what does not is told by sheet and cell, and nothing is lost."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Protocol

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from gongkai.model import sheets as model
from gongkai.model.findings import errors
from gongkai.model.intake import Intake
from gongkai.model.sheets import Sheet
from gongkai.pipeline.workspace import Workspace
from gongkai.spreadsheets import read
from gongkai.workbooks.book import written
from gongkai.workbooks.filled.marks import is_ours
from gongkai.workbooks.filled.reading import read_filled
from gongkai.workbooks.ground import Ground
from tests.workbooks.conftest import Value, at, grounds, held, intake_of, made_of

ID = "qingchuan/linshui/water-bureau/2024/unit-final-accounts"
INCOME, EXPLANATION = "收入决算表", "情况说明"
FIRST = "D10"
"""财政拨款收入 of the first item"""


class After(Protocol):
    def __call__(self, name: str, /, **values: Value) -> Intake: ...


@pytest.fixture(scope="module")
def ground(examples: Workspace) -> Ground:
    return grounds(examples, ID)[0]


@pytest.fixture(scope="module")
def data(ground: Ground) -> bytes:
    return written(ground)


@pytest.fixture(scope="module")
def sheets(data: bytes) -> dict[str, Sheet]:
    workbook = read(data, "填好的.xlsx")
    assert not isinstance(workbook, tuple)
    return {sheet.name: sheet for sheet in workbook.sheets}


@pytest.fixture
def after(sheets: dict[str, Sheet], ground: Ground) -> After:
    """What a sheet says after other values were put into some of its cells."""

    def changed(name: str, /, **values: Value) -> Intake:
        sheet = sheets[name]
        cells = {**sheet.cells, **{at(cell): held(at(cell), value) for cell, value in values.items()}}
        changed = replace(sheet, cells=cells, rows=max(row for row, _ in cells))
        return read_filled(model.Workbook(name="填好的.xlsx", digest="0" * 64, sheets=(changed,)), ground)

    return changed


def told(intake: Intake) -> list[str]:
    return [f"{finding.code} {finding.place.sheet}·{finding.place.cell}" for finding in intake.findings]


def figure(intake: Intake, table: str, column: str, cell: str) -> str | None:
    own = (one for one in intake.figures if one.table == table and one.column == column and one.place.cell == cell)
    return next((one.number for one in own), None)


def test_the_first_item_stands_where_the_tests_say(data: bytes) -> None:
    sheet = load_workbook(BytesIO(data))[INCOME]
    assert sheet["A10"].value == "2080505"
    assert isinstance(sheet[FIRST].value, int | float)


@pytest.mark.parametrize(
    ("typed", "taken", "findings"),
    [
        ("1,234.50", "1234.50", ["I202"]),
        ("１２３４．５０", "1234.50", ["I202"]),
        (" 1234.5 ", "1234.50", ["I202"]),
        (1234.5, "1234.50", []),
        ("—", None, []),
        ("一", None, []),
        ("-", None, []),
        (0, None, []),
        ("一千二百", None, ["I201"]),
        ("1234.50元", None, ["I201"]),
        (date(2024, 5, 1), None, ["I201"]),
        (1234.567, None, ["I203"]),
        ("=600+634.5", None, ["I201"]),
    ],
)
def test_an_amount(after: After, typed: Value, taken: str | None, findings: list[str]) -> None:
    intake = after(INCOME, **{FIRST: typed})
    assert figure(intake, INCOME, "财政拨款收入", FIRST) == taken
    assert [one for one in told(intake) if one.endswith(FIRST)] == [f"{code} {INCOME}·{FIRST}" for code in findings]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("行政运行", "I207"),
        ("20805051", "I207"),
        ("2999999", "I207"),
        ("2010377", "I333"),
        ("2.08E+06", "I205"),
        (date(2010, 6, 1), "I205"),
    ],
)
def test_a_code_that_is_none(after: After, typed: Value, code: str) -> None:
    assert f"{code} {INCOME}·A10" in told(after(INCOME, A10=typed))


def test_a_code_as_a_number_is_a_code(after: After) -> None:
    assert after(INCOME, A10=2080505).figures == after(INCOME).figures


def test_a_code_twice(after: After) -> None:
    assert f"I206 {INCOME}·A30" in told(after(INCOME, A30="2080505", D30=5))


def test_other_columns_of_a_code_may_stand_on_a_line_of_their_own(after: After) -> None:
    intake = after(INCOME, A30="2080505", I30=5)
    assert not errors(intake.findings)
    own = [one for one in intake.figures if one.row == "2080505"]
    assert [one.number for one in own if one.place.cell == "I30"] == ["5.00"]
    assert len(own) == len({one.column for one in own}) > 1


def test_the_same_code_of_another_fund_is_another_line(after: After) -> None:
    intake = after(INCOME, A30="2080505", I30=5, J30="其他资金")
    assert not errors(intake.findings)
    line = next(one for one in intake.figures if one.place.cell == "I30")
    assert (line.row, line.fields, line.number) == ("2080505", (("资金", "其他资金"),), "5.00")


def test_a_fund_that_is_none(after: After) -> None:
    assert f"I333 {INCOME}·J10" in told(after(INCOME, J10="财政的钱"))


def test_a_figure_without_a_code(after: After) -> None:
    assert f"I333 {INCOME}·D31" in told(after(INCOME, D31=5))


def test_a_name_that_is_another_code_s(after: After) -> None:
    intake = after(INCOME, B10="行政运行")
    assert told(intake) == [f"I207 {INCOME}·B10"]


def test_a_total_typed_over_is_an_assertion(after: After) -> None:
    intake = after(INCOME, C7=99.5)
    assert next(one for one in intake.figures if one.place.cell == "C7").row == "合计"


def test_nothing_and_figures(after: After) -> None:
    assert any(one.startswith(f"I333 {INCOME}") for one in told(after(INCOME, C3="无")))


def test_a_head_that_is_gone(after: After) -> None:
    intake = after(INCOME, D4="别的")
    assert f"I305 {INCOME}·5" in told(intake)
    assert not any(one.table == INCOME for one in intake.figures)


def test_an_input_that_nobody_knows(after: After, data: bytes) -> None:
    row = _row_of(data, "机关运行经费·支出")
    intake = after(EXPLANATION, **{f"A{row}": "机关运行费·支出"})
    (finding,) = [one for one in intake.findings if one.code == "I333"]
    assert finding.place.cell == f"B{row}"
    assert "机关运行经费·支出" in (finding.hint or "")


def test_a_reason_that_is_missing(ground: Ground) -> None:
    inputs = {path: one for path, one in ground.document.inputs.items() if path != "原因.收支总计"}
    without = replace(ground, document=replace(ground.document, inputs=inputs))
    data = written(without)
    reasons = [one for one in told(intake_of(data, without)) if one.startswith("I334")]
    assert reasons == [f"I334 {EXPLANATION}·B{_row_of(data, '原因·收支总计')}"]


def _row_of(data: bytes, label: str) -> int:
    sheet = load_workbook(BytesIO(data))[EXPLANATION]
    return next(row for row in range(4, sheet.max_row) if sheet.cell(row, 1).value == label)


@pytest.mark.parametrize("mark", ["待写", "【待写：原因】", "待写。"])
def test_a_mark_that_something_is_to_be_written_is_not_taken(after: After, data: bytes, mark: str) -> None:
    """What was written in the files meanwhile would be lost."""
    intake = after(EXPLANATION, **{f"B{_row_of(data, '原因·收支总计')}": mark})
    assert "原因.收支总计" not in {one.path for one in intake.inputs}


def test_a_total_without_a_source(after: After) -> None:
    assert "I333 核对数·B4" in told(after("核对数", C4=None, D4=None))


def test_another_year_and_unit(after: After) -> None:
    said = after("填表说明", A2="测试市水务局　2019年度　单位决算　金额单位：万元")
    assert told(said) == ["I332 填表说明·A2"]


def test_what_people_do_to_sheets(data: bytes, ground: Ground) -> None:
    """Sheets renamed and in another order, rows put in, columns swapped, a sheet of one's own: all the same."""
    book = load_workbook(BytesIO(data))
    sheet = book[INCOME]
    sheet.title = "收入"
    book.move_sheet(sheet, offset=5)
    for found in [one for one in sheet.merged_cells.ranges if one.min_row > 40]:
        sheet.unmerge_cells(found.coord)
    sheet.insert_rows(12, 2)
    for row in range(4, sheet.max_row + 1):
        one, other = sheet.cell(row, 4), sheet.cell(row, 9)
        if all(type(cell).__name__ == "Cell" for cell in (one, other)):
            one.value, other.value = other.value, one.value
    book.create_sheet("我的草稿")["A1"].value = 5
    stream = BytesIO()
    book.save(stream)
    intake = intake_of(stream.getvalue(), ground)
    assert [one.code for one in intake.findings] == ["I331"]
    assert made_of(intake, ground) == made_of(intake_of(data, ground), ground)


def test_texts_stay_texts(examples: Workspace) -> None:
    """What begins like a formula is no formula."""
    ground, _ = grounds(examples, ID)
    path = "原因.收支总计"
    answer = replace(ground.document.inputs[path], value='=HYPERLINK("http://x","y")')
    document = replace(ground.document, inputs={**ground.document.inputs, path: answer})
    data = written(replace(ground, document=document))
    cell = load_workbook(BytesIO(data))[EXPLANATION].cell(_row_of(data, "原因·收支总计"), 2)
    assert cell.data_type == "s"
    assert any(one.value == answer.value for one in intake_of(data, ground).inputs)


def test_a_workbook_of_ours_is_known(data: bytes) -> None:
    workbook = read(data, "a.xlsx")
    assert not isinstance(workbook, tuple)
    assert is_ours(workbook)
    assert not is_ours(replace(workbook, sheets=()))
