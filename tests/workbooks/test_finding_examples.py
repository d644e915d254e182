"""Every I33x: what was done to a filled workbook, and the exact text that it gives.

`UPDATE_EXPECTED=1 pytest tests/workbooks/test_finding_examples.py` rewrites the expected texts; read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from gongkai.model.finding_catalogue import catalogue
from gongkai.model.sheets import Sheet, Workbook
from gongkai.pipeline.workspace import Workspace
from gongkai.reporting.text import format_findings
from gongkai.spreadsheets import read
from gongkai.workbooks.book import written
from gongkai.workbooks.filled.reading import read_filled
from gongkai.workbooks.ground import Ground
from tests.workbooks.conftest import at, grounds, held

FOLDER = Path(__file__).parents[1] / "findings"
OURS = [code for code in catalogue() if code.startswith("I33")]
ID = "qingchuan/linshui/water-bureau/2024/unit-final-accounts"


@pytest.fixture(scope="module")
def ground(examples: Workspace) -> Ground:
    return grounds(examples, ID)[0]


@pytest.fixture(scope="module")
def workbook(ground: Ground) -> Workbook:
    made = read(written(ground), "临水县水务局.xlsx")
    assert isinstance(made, Workbook)
    return made


@pytest.mark.parametrize("code", OURS)
def test_example(code: str, ground: Ground, workbook: Workbook) -> None:
    folder = FOLDER / code
    done = yaml.safe_load((folder / "input.yml").read_text(encoding="utf-8"))
    sheet = next((one for one in workbook.sheets if one.name == done["表"]), Sheet(name=done["表"], cells={}))
    cells = dict(sheet.cells)
    for cell, value in done.get("格", {}).items():
        cells[at(cell)] = held(at(cell), value)
    for row in [row for (row, column), cell in sheet.cells.items() if column == 1 and cell.text == done.get("项")]:
        cells.pop((row, 2))
    last = max(row for row, _ in cells)
    changed = replace(sheet, cells=cells, rows=last, columns=max(column for _, column in cells))
    text = format_findings(read_filled(replace(workbook, sheets=(changed,)), ground).findings)
    if os.environ.get("UPDATE_EXPECTED"):
        (folder / "expected.txt").write_text(text, encoding="utf-8")
    assert text == (folder / "expected.txt").read_text(encoding="utf-8")
    assert f" {code} " in text


@pytest.mark.parametrize("code", OURS)
def test_page_shows_the_very_text(code: str) -> None:
    page = FOLDER.parents[1] / "docs" / "findings" / f"{code}.md"
    expected = (FOLDER / code / "expected.txt").read_text(encoding="utf-8")
    assert f"```text\n{expected}```\n" in page.read_text(encoding="utf-8")
