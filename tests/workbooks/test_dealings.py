"""往来 in the workbook: from document.yml into its sheet, from its sheet into document.yml."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model import sheets as model
from gongkai.model.dealings import DEALINGS, Dealing
from gongkai.model.intake import Intake
from gongkai.model.nodes import plain
from gongkai.pipeline.workspace import Workspace
from gongkai.spreadsheets import read
from gongkai.workbooks.book import written
from gongkai.workbooks.filled.reading import read_filled
from gongkai.workbooks.ground import Ground
from gongkai.workbooks.made_from import marks_of
from gongkai.workbooks.merging import merged_filled
from tests.workbooks.conftest import Value, at, grounds, held

ID = "qingchuan/linshui/water-bureau/2024/unit-final-accounts"
FINANCE, COLLEGE = "临水县财政局", "青川市水利学校"
TOLD = (
    Dealing(other=FINANCE, received="120.00", under="其他收入", why="防汛补助"),
    Dealing(other=COLLEGE, paid="3.5"),
)
AS_FILE = (
    {"对方": FINANCE, "收": "120.00", "列入": "其他收入", "事由": "防汛补助"},
    {"对方": COLLEGE, "付": "3.50"},
)


@pytest.fixture(scope="module")
def ground(examples: Workspace) -> Ground:
    return grounds(examples, ID)[0]


def with_dealings(ground: Ground) -> Ground:
    head = ground.document.head.model_copy(update={"dealings": TOLD})
    return replace(ground, document=replace(ground.document, head=head))


def sheet_of(ground: Ground) -> model.Sheet:
    workbook = read(written(ground), "填好的.xlsx")
    assert not isinstance(workbook, tuple)
    return next(sheet for sheet in workbook.sheets if sheet.name == DEALINGS)


def read_back(ground: Ground, sheet: model.Sheet, values: Mapping[str, Value]) -> Intake:
    cells = {**sheet.cells, **{at(cell): held(at(cell), value) for cell, value in values.items()}}
    changed = replace(sheet, cells=cells, rows=max(row for row, _ in cells))
    return read_filled(model.Workbook(name="填好的.xlsx", digest="0" * 64, sheets=(changed,)), ground)


def put(intake: Intake, ground: Ground, before: bytes) -> tuple[object, list[str]]:
    """What document.yml says of 往来 then, and what is told."""
    made = merged_filled({"document.yml": before}, intake, ground.document.edition, "")
    node = parse_yaml(made.files.get("document.yml", before), "document.yml").node
    assert node is not None
    said = node.get(DEALINGS)
    return plain(said) if said is not None else None, [finding.code for finding in made.findings]


def test_what_a_document_says_comes_back_the_same(ground: Ground) -> None:
    intake = read_back(ground, sheet_of(with_dealings(ground)), {})
    assert [(one.path, one.value) for one in intake.inputs] == [(DEALINGS, AS_FILE)]
    assert not intake.findings


def test_lines_are_put_into_the_document(ground: Ground) -> None:
    sheet = sheet_of(ground)
    values: dict[str, Value] = {
        "A4": FINANCE,
        "B4": 120,
        "D4": "其他收入",
        "E4": "防汛补助",
        "A6": COLLEGE,
        "C6": "3.5",
    }
    before = "版式: x\n年度: 2024\n".encode()
    assert put(read_back(ground, sheet, values), ground, before) == (AS_FILE, [])


def test_a_document_changed_meanwhile_keeps_its_own(ground: Ground) -> None:
    """An old copy of the workbook is imported."""
    made = "版式: x\n往来:\n  - 对方: 甲局\n    收: 1.00\n".encode()
    now = made.replace(b"1.00", b"2.00")
    filled = read_back(ground, sheet_of(ground), {"A4": "甲局", "B4": 1})
    said, told = put(replace(filled, made_from=marks_of({"document.yml": made})), ground, now)
    assert said == ({"对方": "甲局", "收": "2.00"},)
    assert told == ["I310"]


def test_an_empty_sheet_takes_nothing_away(ground: Ground) -> None:
    intake = read_back(ground, sheet_of(ground), {})
    assert not intake.inputs
    assert not intake.findings


def test_a_sheet_that_was_emptied_takes_nothing_away_and_says_so(ground: Ground) -> None:
    intake = read_back(with_dealings(ground), sheet_of(ground), {})
    assert not intake.inputs
    (finding,) = intake.findings
    assert (finding.code, finding.place.sheet) == ("I310", DEALINGS)
    assert "文件里写的是2笔，工作簿里没有这个数" in finding.message


def test_an_amount_that_is_none_is_told_once(ground: Ground) -> None:
    intake = read_back(ground, sheet_of(ground), {"A4": FINANCE, "B4": "约12万"})
    assert not intake.inputs
    assert len(intake.findings) == 1


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"B4": 12}, "A4"),
        ({"A4": FINANCE}, "B4"),
        ({"A4": FINANCE, "B4": 12, "C4": 3}, "B4"),
        ({"A4": FINANCE, "B4": -12}, "B4"),
    ],
    ids=["nobody", "nothing", "both", "negative"],
)
def test_a_line_that_cannot_be_meant_is_told_at_its_cell(ground: Ground, values: dict[str, Value], place: str) -> None:
    intake = read_back(ground, sheet_of(ground), values)
    told = [f"{one.code} {one.place.sheet}·{one.place.cell}" for one in intake.findings if one.code == "I333"]
    assert told == [f"I333 往来·{place}"]
    assert not intake.inputs
