"""A county of another province by data alone: its bureau's accounts and those of its two units, and a unit's budget.

examples/: the editions inherit from the national ones; 单位决算, 单位预算, and what a department's units add up to.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from gongkai.model.findings import Severity
from gongkai.model.publication import Publication
from gongkai.model.spans import plain
from gongkai.pipeline import preparing
from gongkai.pipeline.preparing import Prepared
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.projects import ROOT, SHARED, blocks, edit, grid, prepare, publication, table, text, told
from tests.small_project import build_again

COUNTY = "qingchuan/linshui"
STATION = f"{COUNTY}/river-station/2024/unit-final-accounts"
OFFICE = f"{COUNTY}/water-bureau/2024/unit-final-accounts"
BUREAU = f"{COUNTY}/water-bureau/2024/final-accounts"
BUDGET = f"{COUNTY}/river-station/2025/unit-budget"
ALL = (STATION, OFFICE, BUREAU, BUDGET)
UNIT_EDITION = "linshui-2024-unit-final-accounts"
BUDGET_EDITION = "linshui-2025-unit-budget"


def assembled(root: Path) -> Project:
    """The county's examples among the real templates, nothing built yet."""
    for shared in (*SHARED, "templates"):
        shutil.copytree(ROOT / shared, root / shared)
    shutil.copytree(ROOT / "examples/templates", root / "templates", dirs_exist_ok=True)
    departments = "content/departments/qingchuan"
    shutil.copytree(ROOT / "examples" / departments, root / departments)
    shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    return Project(root=root)


@pytest.fixture(name="prepared", scope="module")
def all_prepared(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Prepared]:
    workspace = Workspace.open(assembled(tmp_path_factory.mktemp("county")))
    return {id: preparing.prepare(workspace, id) for id in ALL}


@pytest.fixture(name="made", scope="module")
def all_made(prepared: Mapping[str, Prepared]) -> Mapping[str, Publication]:
    return {id: publication(one) for id, one in prepared.items()}


def lines_of(edition: str) -> int:
    """What the bureau wrote, wording included."""
    files = (ROOT / "examples/templates/editions" / edition).rglob("*.*")
    return sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files)


def test_a_county_writes_little() -> None:
    assert lines_of("linshui-2024-final-accounts") <= 10
    assert lines_of(UNIT_EDITION) <= 150
    assert lines_of(BUDGET_EDITION) <= 60


def test_nothing_is_wrong_with_them(prepared: Mapping[str, Prepared]) -> None:
    assert {id: told(one) for id, one in prepared.items()} == {id: [] for id in ALL}


def test_a_unit_speaks_of_itself_as_a_unit(made: Mapping[str, Publication]) -> None:
    """Titles, captions, notes and sentences, of its own edition and inherited."""
    station = made[STATION]
    assert station.title == "临水县河道管理所（下属单位）2024年度单位决算"
    assert [part.title for part in station.parts] == [
        "单位概况",
        "2024年度单位决算表",
        "2024年度单位决算情况说明",
        "名词解释",
    ]
    assert text(station, "organisation") == "临水县河道管理所（下属单位）设三个内设机构：综合组、巡查组、工程组。"
    income = table(station, "t02")
    assert income.caption == ("单位名称：临水县河道管理所（下属单位）", "", "金额单位：万元")
    assert [plain(note.spans) for note in income.notes] == [
        "注：本表反映单位本年度取得的各项收入情况。本表金额转换为万元时，因四舍五入可能存在尾差。"
    ]
    assert "2024年期末，单位开支财政拨款的公务用车保有量为2辆。" in text(station, "three-public")
    assert "本单位2024年度没有政府性基金收入" in text(made[OFFICE], "government-funds")
    assert "我单位纳入预算绩效管理的支出总额为243.50万元" in text(made[BUDGET], "other-matters")


def test_amounts_typed_in_yuan_print_in_wan_and_zeros_blank(made: Mapping[str, Publication]) -> None:
    rows = {row[0]: row for row in grid(table(made[STATION], "t02"))}
    assert rows["2101102"] == ["2101102", "事业单位医疗", "7.03", "7.03", "", "", "", "", ""]
    assert "因公出国（境）费预算为0万元，支出决算为0万元。" in text(made[STATION], "three-public")
    assert text(made[STATION], "agency-operating") == "本单位不在机关运行经费统计范围之内。"
    office = text(made[OFFICE], "agency-operating")
    assert office == "本单位2024年度机关运行经费支出66.91万元，比上年减少3.33万元，原因是压减办公费和差旅费。"


def test_what_a_unit_drops_is_gone_and_the_rest_keeps_its_order(made: Mapping[str, Publication]) -> None:
    office = made[OFFICE]
    shown = {part.id: [section.id for section in part.sections] for part in office.parts}
    assert shown["tables"] == ["t01", "t02", "t03", "t04", "t05", "t06", "t07", "t09"]
    assert table(office, "t09").number == "公开08表"
    assert shown["explanation"][-3:] == ["three-public", "agency-operating", "procurement"]
    assert len(blocks(office, "glossary")) == 11
    empty = table(office, "t07")
    assert (len(empty.body), {cell.text for row in empty.body[1:] for cell in row.cells}) == (4, {""})


def test_the_department_lists_its_units_and_is_their_sum(made: Mapping[str, Publication], tmp_path: Path) -> None:
    assert "1. 临水县水务局本级\n2. 临水县河道管理所（下属单位）" in text(made[BUREAU], "organisation")
    county = assembled(tmp_path)
    figures = f"content/departments/{STATION}/figures.yml"
    edit(county, figures, '"2101102": {财政拨款收入: 70300.00}', '"2101102": {财政拨款收入: 71300.00}')
    assert told(prepare(county, BUREAU)) == [
        "C202 收入决算表·2101102·财政拨款收入：部门是70,300.00元，各单位合起来是71,300.00元（临水县河道管理所71,300.00元），相差1,000.00元"
    ]


def test_the_budget_of_a_unit_prints_yuan_and_the_unit_once(made: Mapping[str, Publication]) -> None:
    income = table(made[BUDGET], "t02")
    assert income.title == "单位收入总体情况表"
    assert [row[:3] for row in grid(income)] == [
        ["合计", "2,435,000.00", "2,430,000.00"],
        ["205002", "临水县河道管理所", "2,435,000.00"],
    ]
    assert "2025年收入总计243.50万元，支出总计243.50万元" in text(made[BUDGET], "overall")


def test_the_site_says_unit_where_it_is_one(tmp_path: Path) -> None:
    county = assembled(tmp_path)
    report = build_again(county)
    assert not [one for one in report.findings if one.severity is not Severity.WARNING]
    overview = (county.site / STATION / "index.html").read_text(encoding="utf-8")
    assert "公开单位：临水县河道管理所（下属单位）" in overview
    listed = (county.site / COUNTY / "water-bureau/index.html").read_text(encoding="utf-8")
    assert "单位决算" in listed
    assert "曾用名" not in listed
