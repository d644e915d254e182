"""A filled workbook is imported: into empty files, again, after the files were changed, after the workbook was."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gongkai.pipeline.authoring.importing import import_files
from gongkai.pipeline.authoring.workbook import workbook
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace

ID = "qingchuan/linshui/river-station/2025/unit-budget"
FILES = ("figures.yml", "explanation.yml", "control-totals.yml")
NAME = "河道站.xlsx"


@pytest.fixture
def project(examples: Workspace, tmp_path: Path) -> Project:
    shutil.copytree(examples.project.root, tmp_path / "project")
    return Project(root=tmp_path / "project")


def home(project: Project) -> Path:
    return project.content / "departments" / ID


def test_import(project: Project) -> None:
    data = workbook(project, "", ID)
    before = {name: (home(project) / name).read_bytes() for name in FILES}
    for name in FILES:
        (home(project) / name).unlink()
    (home(project) / "figures.yml").write_text("{}\n", encoding="utf-8")
    (home(project) / "explanation.yml").write_text("{}\n", encoding="utf-8")

    first = import_files(project, ID, [(NAME, data)], write=True)
    assert first.written
    figures = (home(project) / "figures.yml").read_bytes()
    assert figures == before["figures.yml"]
    assert (home(project) / "explanation.yml").read_bytes() == before["explanation.yml"]

    again = import_files(project, ID, [(NAME, data)], write=True)
    assert not again.changes
    assert not again.files

    explanation = home(project) / "explanation.yml"
    typed = explanation.read_text(encoding="utf-8").replace("压减办公费", "压减了办公费   # 复核过")
    explanation.write_text(typed, encoding="utf-8")
    kept = import_files(project, ID, [(NAME, data)], write=True)
    assert [finding.code for finding in kept.findings] == ["I310"]
    assert explanation.read_text(encoding="utf-8") == typed

    book = load_workbook(BytesIO(data))
    sheet = book["部门支出总体情况表"] if "部门支出总体情况表" in book.sheetnames else book["单位支出总体情况表"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == 160000)
    cell.value = 170000
    stream = BytesIO()
    book.save(stream)
    corrected = import_files(project, ID, [(NAME, stream.getvalue())], write=True)
    assert [(change.before, change.after) for change in corrected.changes] == [("160000.00", "170000.00")]
    assert b"170000.00" in (home(project) / "figures.yml").read_bytes()


def test_an_error_writes_nothing(project: Project) -> None:
    book = load_workbook(BytesIO(workbook(project, "", ID)))
    sheet = next(sheet for sheet in book if "支出总体情况表" in sheet.title and "收支" not in sheet.title)
    next(cell for row in sheet.iter_rows() for cell in row if cell.value == 160000).value = "十六万"
    stream = BytesIO()
    book.save(stream)
    before = {name: (home(project) / name).read_bytes() for name in FILES}
    done = import_files(project, ID, [(NAME, stream.getvalue())], write=True)
    assert [finding.code for finding in done.findings] == ["I201"]
    assert not done.written
    assert before == {name: (home(project) / name).read_bytes() for name in FILES}


def changed(data: bytes, sheet: str, old: str, new: str) -> bytes:
    """The workbook with one cell typed over."""
    book = load_workbook(BytesIO(data))
    cell = next(cell for row in book[sheet].iter_rows() for cell in row if cell.value == old)
    cell.value = new
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_is_corrected_and_imported_again(project: Project) -> None:
    path = home(project) / "document.yml"
    head = path.read_text(encoding="utf-8").partition("概况:")[0]
    path.write_text(f"{head}概况:\n  部门职责: [{DUTY}]\n", encoding="utf-8")
    data = workbook(project, "", ID)
    for old, new in ((DUTY, IN_SHEET), (IN_SHEET, "负责辖区河道和水闸")):
        data = changed(data, "情况说明", old, new)
        assert not import_files(project, ID, [(NAME, data)], write=True).findings
        assert f"[{new}]" in path.read_text(encoding="utf-8")


DUTY, BY_HAND, IN_SHEET = "负责辖区河道", "负责辖区河道（文件里改的）", "负责辖区河道（表里改的）"


@pytest.mark.parametrize(
    ("by_hand", "in_sheet", "kept", "told"),
    [
        (True, False, BY_HAND, ["I310"]),
        (False, True, IN_SHEET, []),
        (True, True, BY_HAND, ["I310"]),
        (False, False, DUTY, []),
    ],
)
def test_who_changed_something_since_the_workbook_was_made(
    project: Project, *, by_hand: bool, in_sheet: bool, kept: str, told: list[str]
) -> None:
    path = home(project) / "document.yml"
    head = path.read_text(encoding="utf-8").partition("概况:")[0]
    path.write_text(f"{head}概况:\n  部门职责: [{DUTY}]\n", encoding="utf-8")
    data = workbook(project, "", ID)
    if by_hand:
        path.write_text(path.read_text(encoding="utf-8").replace(DUTY, BY_HAND), encoding="utf-8")
    if in_sheet:
        data = changed(data, "情况说明", DUTY, IN_SHEET)
    done = import_files(project, ID, [(NAME, data)], write=True)
    assert [one.code for one in done.findings] == told
    assert all((one.place.sheet == "情况说明") == in_sheet for one in done.findings)
    assert f"[{kept}]" in path.read_text(encoding="utf-8")
