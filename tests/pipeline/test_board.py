"""gongkai status: the county of examples/, whose bureau has two units that publish for themselves."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from gongkai.loading.shared_forms import read_kinds
from gongkai.model.board import Board, BoardLine, State
from gongkai.pipeline.bureau.board import Asked, read_board
from gongkai.pipeline.project import Project
from gongkai.rendering.board import as_csv, as_html
from gongkai.reporting.board import as_text
from tests.pipeline.test_example_units import BUREAU, COUNTY, OFFICE, STATION, assembled
from tests.small_project import edit, folder, quiet

SIGNED = "保密审查: {人: 办公室, 日期: 2025-08-10}\n负责人审签: {人: 局长, 日期: 2025-08-11}\n批复: 2025-08-12\n"
DAY = date(2025, 8, 30)


@pytest.fixture(name="county")
def one_county(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return assembled(tmp_path_factory.mktemp("county"))


def board(project: Project, year: int = 2024, kind: str = "决算", only: tuple[str, ...] = ()) -> Board:
    found = read_kinds(project.templates).value.named(kind)
    assert found is not None
    return read_board(project, Asked(year=year, kind=found, day=DAY, only=only), quiet, 1)


def by_id(told: Board) -> dict[str, BoardLine]:
    return {line.id: line for line in told.lines}


def test_a_department_and_each_of_its_publishing_units_has_a_line(county: Project) -> None:
    """The bureau's own office publishes in the bureau's folder, the station in one of its own; neither is lost or twice."""
    lines = board(county).lines
    assert [(line.unit, line.id) for line in lines] == [("", BUREAU), ("本级", OFFICE), ("临水县河道管理所", STATION)]
    assert {line.department for line in lines} == {"临水县水务局"}


def test_a_year_without_files_is_not_begun(county: Project) -> None:
    told = board(county, 2026)
    assert {line.state for line in told.lines} == {State.MISSING}
    assert told.undated == len(told.lines) == 3


def test_what_only_lacks_what_is_to_be_typed_is_in_work_and_what_is_wrong_is_wrong(county: Project) -> None:
    (county.root / folder(STATION) / "control-totals.yml").unlink()
    (county.root / folder(OFFICE) / "figures.yml").write_text("没有这张表: 无\n", encoding="utf-8")
    lines = by_id(board(county))
    assert lines[STATION].state is State.IN_WORK, lines[STATION]
    assert lines[STATION].to_type
    assert not lines[STATION].counts.get("错误")
    assert lines[OFFICE].state is State.WRONG
    assert lines[OFFICE].counts["错误"]


def test_days_are_counted_from_the_approval(county: Project) -> None:
    path = county.root / folder(STATION) / "disclosure.yml"
    path.write_text(SIGNED, encoding="utf-8")
    line = by_id(board(county))[STATION]
    assert (line.state, line.stage, line.deadline) == (State.READY, "已批复", date(2025, 9, 1))
    assert (line.left(DAY), line.days(DAY)) == (2, "还有2天（9月1日止）")
    assert line.days(date(2025, 9, 1)) == "还有0天（9月1日止）"
    assert line.days(date(2025, 9, 3)) == "过期2天（9月1日止）"


def test_what_is_published_has_no_days_left_even_where_an_error_came_in(county: Project) -> None:
    record = SIGNED + "公开: 2025-09-04\n"
    (county.root / folder(STATION) / "disclosure.yml").write_text(record, encoding="utf-8")
    line = by_id(board(county))[STATION]
    assert (line.state, line.left(DAY)) == (State.WRONG, None)  # 公开 without what gongkai disclose freezes
    assert line.days(DAY) == "2025-09-04公开，晚了3天"


def test_late_ones_stand_first(county: Project) -> None:
    (county.root / folder(STATION) / "disclosure.yml").write_text(SIGNED.replace("-08-", "-07-"), encoding="utf-8")
    told = board(county)
    assert [line.id for line in told.overdue] == [STATION]
    assert "过了期限还没有公开的：临水县水务局（临水县河道管理所）" in as_text(told)
    assert 'class="over">过期29天（8月1日止）' in as_html(told, county.templates)


def test_a_unit_whose_folder_is_not_there_is_told(county: Project) -> None:
    file = f"content/departments/{COUNTY}/water-bureau/department.yml"
    edit(county.root, file, f"{COUNTY}/river-station", f"{COUNTY}/another-station")
    missing = next(line for line in board(county).lines if line.folder.endswith("another-station"))
    assert missing.state is State.MISSING


def test_only_what_is_below_a_path(county: Project) -> None:
    assert not board(county, only=("qingchuan/other",)).lines
    assert len(board(county, only=("qingchuan",)).lines) == 3


def test_csv_has_a_line_for_each_and_runs_nothing(county: Project) -> None:
    file = f"content/departments/{COUNTY}/water-bureau/department.yml"
    edit(county.root, file, "临水县河道管理所", "=1+1")
    told = list(csv.DictReader(io.StringIO(as_csv(board(county)).removeprefix("\ufeff"))))
    assert [line["单位"] for line in told] == ["", "本级", "'=1+1"]
    assert {line["文种"] for line in told} == {"决算", "单位决算"}


def test_the_page_escapes(county: Project) -> None:
    file = f"content/departments/{COUNTY}/water-bureau/department.yml"
    edit(county.root, file, "名称: 临水县河道管理所", '名称: "<b>临水</b>"')
    assert "<b>临水" not in as_html(board(county), county.templates)


def test_what_was_dissolved_or_is_exempted_is_not_asked_for(county: Project) -> None:
    """Of years in which it was there it stays; nobody is told that a secret department has not begun."""
    path = f"content/departments/{COUNTY}/water-bureau/department.yml"
    edit(county.root, path, "行政区划:", "沿革:\n  - {日期: 2026-03-01, 事: 撤销, 说明: 并入自然资源局}\n行政区划:")
    assert board(county, 2026).lines == ()
    assert len(board(county, 2025).lines) == len(board(county, 2024).lines) == 3
    exempt = "不公开:\n  - {自: 2025, 依据: 《中华人民共和国保守国家秘密法》}\n行政区划:"
    edit(county.root, path, "行政区划:", exempt)
    (line,) = board(county, 2025).lines
    assert (line.state, line.undone) == (State.EXEMPT, False)
    assert "不公开  依据《中华人民共和国保守国家秘密法》" in as_text(board(county, 2025))
    assert "依据《中华人民共和国保守国家秘密法》" in as_html(board(county, 2025), county.templates)
    assert len(board(county, 2024).lines) == 3
