"""A year opened for a whole county: everything rolled forward at once, workbooks sent out and taken back in one run."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.cell import MergedCell

from gongkai.loading.shared_forms import read_kinds
from gongkai.model.opened import Gathered, Opened
from gongkai.pipeline.authoring.importing import import_files
from gongkai.pipeline.bureau.gathering import gather
from gongkai.pipeline.bureau.opening import Rolled, open_year
from gongkai.pipeline.project import Project
from gongkai.reporting.opening import gathered_as_text, messages, opened_as_text, to_do_list
from tests.pipeline.test_example_units import COUNTY, UNIT_EDITION, assembled
from tests.pipeline.test_rolling import next_edition
from tests.small_project import quiet

NEW_OFFICE = f"{COUNTY}/water-bureau/2025/unit-final-accounts"
NEW_STATION = f"{COUNTY}/river-station/2025/unit-final-accounts"
NEW_BUREAU = f"{COUNTY}/water-bureau/2025/final-accounts"


def opened(project: Project, year: int = 2024) -> Opened:
    kind = read_kinds(project.templates).value.named("决算")
    assert kind is not None
    return open_year(project, Rolled(year=year, kind=kind), "", quiet)


@pytest.fixture(name="county", scope="module")
def one_county(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Opened]:
    """Its units have an edition of the next year, its bureau has none yet."""
    project = assembled(tmp_path_factory.mktemp("county"))
    next_edition(project, UNIT_EDITION, 2025)
    return project, opened(project)


def test_each_document_is_begun_or_says_why_not(county: tuple[Project, Opened]) -> None:
    project, result = county
    told = {one.id: one for one in result.documents}
    assert {id for id, one in told.items() if one.workbook} == {NEW_OFFICE, NEW_STATION}
    assert "没有2025年决算的版式" in told[NEW_BUREAU].refused
    assert (project.content / "departments" / NEW_STATION / "figures.yml").is_file()
    assert "没有起：临水县水务局 部门决算：没有2025年决算的版式" in opened_as_text(result)


def test_the_list_has_what_each_still_needs(county: tuple[Project, Opened]) -> None:
    _, result = county
    listed = to_do_list(result)
    for one in result.documents:
        assert all(line in listed for line in one.todo)
    sent = messages(result)
    assert sent.count("附件：") == 2
    assert "附件：临水县河道管理所（下属单位） 单位决算.xlsx" in sent


def test_again_nothing_is_overwritten(county: tuple[Project, Opened]) -> None:
    project, _ = county
    figures = project.content / "departments" / NEW_STATION / "figures.yml"
    figures.write_text(text := figures.read_text(encoding="utf-8") + "# 部门写的\n", encoding="utf-8")
    again = opened(project)
    assert {one.id for one in again.documents if one.there} == {NEW_OFFICE, NEW_STATION}
    assert figures.read_text(encoding="utf-8") == text


def test_a_department_without_last_years_document_is_named(county: tuple[Project, Opened]) -> None:
    project, _ = county
    assert opened(project, 2019).without == (f"{COUNTY}/river-station", f"{COUNTY}/water-bureau")


def test_workbooks_go_back_into_their_own_documents(county: tuple[Project, Opened]) -> None:
    project, result = county
    office, station = (workbook_of(county, id) for id in (NEW_OFFICE, NEW_STATION))
    told = by_file(project, {"甲.xlsx": typed(station), "乙.xlsx": office, "别的.xlsx": other(), "坏.xlsx": b"PK"})
    assert (told["甲.xlsx"].id, told["乙.xlsx"].id) == (NEW_STATION, NEW_OFFICE)
    assert told["甲.xlsx"].taken == ("explanation.yml",)
    assert told["乙.xlsx"].same
    assert told["别的.xlsx"].reasons
    assert told["坏.xlsx"].reasons
    assert "没有取的 2" in gathered_as_text(told.values(), written=False)
    assert result.folder.startswith("build/workbooks/")


def test_two_workbooks_of_one_document_are_both_left(county: tuple[Project, Opened]) -> None:
    """Nobody can tell which of them counts."""
    project, _ = county
    station = workbook_of(county, NEW_STATION)
    told = by_file(project, {"一.xlsx": station, "二.xlsx": typed(station)})
    assert told["一.xlsx"].reasons[0].startswith("二.xlsx也是给这份文件的，内容不同")
    assert told["二.xlsx"].reasons[0].startswith("一.xlsx也是给这份文件的，内容不同")


def test_a_workbook_that_came_twice_is_taken_once(county: tuple[Project, Opened]) -> None:
    project, _ = county
    station = typed(workbook_of(county, NEW_STATION))
    told = by_file(project, {"一.xlsx": station, "副本.xlsx": station})
    assert told["一.xlsx"].taken
    assert told["副本.xlsx"].reasons == ("同一.xlsx一模一样，不用再取",)


def test_a_workbook_whose_marks_are_gone_is_known_by_its_guide(county: tuple[Project, Opened]) -> None:
    project, _ = county
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(county, NEW_STATION)))
    del book["原来的内容"]
    told = by_file(project, {"甲.xlsx": saved(book)})
    assert told["甲.xlsx"].id == NEW_STATION


def workbook_of(county: tuple[Project, Opened], id: str) -> bytes:
    project, result = county
    name = next(one.workbook for one in result.documents if one.id == id)
    return (project.root / result.folder / name).read_bytes()


def by_file(project: Project, files: dict[str, bytes]) -> dict[str, Gathered]:
    return {one.file: one for one in gather(project, list(files.items()), quiet, write=False)}


def other() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "部门名单"
    return saved(book)


def typed(data: bytes) -> bytes:
    """With a reason written, as a clerk does."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["情况说明"]
    rows = (row for row in range(4, sheet.max_row + 1) if "原因" in str(sheet.cell(row, 1).value))
    row = next(row for row in rows if not isinstance(sheet.cell(row, 2), MergedCell))
    sheet.cell(row, 2).value = "新增了两处水闸的养护"
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_for_another_document_is_not_taken(county: tuple[Project, Opened]) -> None:
    """Same edition, same year, same unit: only whose it is tells them apart."""
    project, _ = county
    imported = import_files(project, NEW_OFFICE, [("甲.xlsx", typed(workbook_of(county, NEW_STATION)))], write=True)
    assert [one.code for one in imported.findings] == ["I332"]
    assert NEW_STATION in imported.findings[0].message
