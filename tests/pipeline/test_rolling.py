"""结转: next year's document of every document there is holds nothing stale that the check does not name."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.checks.narrative.last_year import texts_are_of_this_year
from gongkai.checks.wording.to_write import texts_are_written
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.findings import Finding
from gongkai.model.nodes import Node, Scalar
from gongkai.pipeline.authoring.rolling import roll_forward
from gongkai.pipeline.authoring.starting import StartError
from gongkai.pipeline.deriving import case_of
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.projects import ROOT, assemble

YEARS = {
    "henan/anyang/government-services-bureau/2022/final-accounts": "henan-2023-final-accounts",
    "henan/nanyang/government-services-bureau/2021/final-accounts": "henan-2022-final-accounts",
    "henan/nanyang/government-services-bureau/2024/budget": "nanyang-2024-budget",
    "henan/pingdingshan/xinhua/government-services-bureau/2023/final-accounts": "henan-2023-final-accounts",
    "jiangdong/yunling/water-bureau/2024/final-accounts": "yunling-2024-final-accounts",
    "qingchuan/linshui/river-station/2024/unit-final-accounts": "linshui-2024-unit-final-accounts",
    "qingchuan/linshui/river-station/2025/unit-budget": "linshui-2025-unit-budget",
    "qingchuan/linshui/water-bureau/2024/final-accounts": "linshui-2024-final-accounts",
    "qingchuan/linshui/water-bureau/2024/unit-final-accounts": "linshui-2024-unit-final-accounts",
}
"""every document, and the edition of its next year, or its own, from which that is to inherit"""
STAYS = {
    "金额单位": "it is told when the document is made",
    "部门名称": "how the department calls itself",
    "状态": "编制",
    "表单": "what the form is called",
}
NAMES = {"项目名称", "部门名称", "主管部门", "主管部门及代码", "实施单位"}
"""of projects and bodies, in forms that W206 names as a whole"""


@pytest.fixture(scope="module", name="rolled")
def all_rolled(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A project in which every document has been rolled forward."""
    project = assemble(tmp_path_factory.mktemp("rolled"), editions=True)
    shutil.copytree(ROOT / "content/departments", project.content / "departments")
    shutil.copytree(ROOT / "examples/content/departments", project.content / "departments", dirs_exist_ok=True)
    shutil.copytree(ROOT / "examples/templates/editions", project.editions, dirs_exist_ok=True)
    before = Workspace.open(project)
    for id, parent in YEARS.items():
        roll_forward(project, id, next_edition(project, parent, year_after(id)), before)
    after = Workspace.open(project)
    after.editions.update(before.editions)  # each read once
    return after


def year_after(id: str) -> int:
    return int(id.split("/")[-2]) + 1


def next_id(id: str) -> str:
    *department, _, kind = id.split("/")
    return "/".join((*department, str(year_after(id)), kind))


def next_edition(project: Project, edition: str, year: int) -> str:
    """An edition of a year: the one that is there, or one that inherits from the year before."""
    if str(year) in edition:
        return edition
    name = edition.replace(str(year - 1), str(year))
    (project.editions / name).mkdir(exist_ok=True)
    text = f"继承: {edition}\n名称: {year}年度\n年度: {year}\n"
    (project.editions / name / "edition.yml").write_text(text, encoding="utf-8")
    return name


@pytest.mark.parametrize("id", YEARS)
def test_nothing_stale_is_left_unnamed(rolled: Workspace, id: str) -> None:
    findings = found_in(rolled, next_id(id))
    assert {one.code for one in findings} <= {"L201", "W206", "N405"}
    before = {text for _, _, text in values(rolled, id)}
    same = [one for one in values(rolled, next_id(id)) if one[2] in before]
    named = set(lines_named(findings))
    assert same
    assert [one for one in same if one[0] not in named and not allowed(one[0][0], one[1])] == []


def allowed(path: str, key: str) -> str:
    """Why a value may be last year's; "" where it may not."""
    if key in STAYS:
        return "units and kinds"
    if "/performance/" in path and key.rpartition(".")[2] in NAMES:
        return "names of projects and bodies"
    if path.endswith("explanation.yml") and key.startswith("上年."):
        return "it is last year's figure"
    return ""


Line = tuple[str, int]


def test_figures_of_last_year_that_nothing_takes(rolled: Workspace) -> None:
    """上年.机关运行经费 has no 取: it is what its reason's other figure came to last year (解释)."""
    loaded = rolled.load(next_id("henan/pingdingshan/xinhua/government-services-bureau/2023/final-accounts"))
    assert loaded.document is not None
    figures = {path: str(given.value) for path, given in loaded.document.inputs.items() if path.startswith("上年")}
    assert list(figures) == ["上年.机关运行经费"]


def test_originals_waivers_dates_and_totals_stay_behind(rolled: Workspace) -> None:
    for id in YEARS:
        document = rolled.load(next_id(id)).document
        assert document is not None
        assert (document.originals, document.waivers, document.controls.items, document.entries) == ((), (), (), ())
        assert (document.head.date, document.head.source, document.head.missing) == ("", "", ())
        assert not document.archived


def test_codes_are_those_of_the_year(tmp_path: Path) -> None:
    """One code that became another is followed, one that was split is told, one that stays stays."""
    project = assemble(tmp_path, editions=True)
    shutil.copytree(ROOT / "examples/content/departments/jiangdong", project.content / "departments/jiangdong")
    shutil.copytree(ROOT / "examples/templates/editions", project.editions, dirs_exist_ok=True)
    with (project.content / "classifications/changes.csv").open("a", encoding="utf-8") as file:
        file.write("2025,2130311,2130312\n2025,2130314,2130315\n2025,2130314,2130316\n")
    text = (project.content / "classifications/changes.csv").read_text(encoding="utf-8")
    (project.content / "classifications/changes.csv").write_text(text.replace("行数: 2", "行数: 5"), encoding="utf-8")
    id = "jiangdong/yunling/water-bureau/2024/final-accounts"
    started = roll_forward(project, id, next_edition(project, "yunling-2024-final-accounts", 2025))
    split = [one for one in started.todo if "2130314" in one]
    assert split == ["科目“2130314”今年起是2130315、2130316：分不清归哪一个，照今年的批复填"]
    written = "".join((project.root / name).read_text(encoding="utf-8") for name in started.files[1:3])
    assert '"2130312"' in written
    assert '"2130301"' in written
    for gone in ("2130311", "2130314", "2130315", "2130316"):
        assert gone not in written


def test_without_an_edition_of_the_year_nothing_is_written(tmp_path: Path) -> None:
    project = assemble(tmp_path, editions=True)
    shutil.copytree(ROOT / "content/departments/henan/pingdingshan", project.content / "departments/henan/pingdingshan")
    id = "henan/pingdingshan/xinhua/government-services-bureau/2023/final-accounts"
    with pytest.raises(StartError, match="没有一个是继承 henan-2023-final-accounts 的：national-final-accounts"):
        roll_forward(project, id)
    next_edition(project, "henan-2023-final-accounts", 2024)
    assert roll_forward(project, id).remarks[0].startswith("版式用 henan-2024-final-accounts")
    with pytest.raises(StartError, match="没有改动"):
        roll_forward(project, id)


def found_in(workspace: Workspace, id: str) -> list[Finding]:
    """What is found in reading a document, and by the two rules that are for new ones."""
    loaded = workspace.load(id)
    assert loaded.document is not None
    assert loaded.edition is not None
    case = case_of(workspace, loaded.document, loaded.edition)
    said = (*texts_are_written(case), *texts_are_of_this_year(case))
    of_document = [one for one in loaded.findings if workspace.owner(one) == id]
    return [*of_document, *(one for one in said if isinstance(one, Finding))]


def lines_named(findings: list[Finding]) -> Iterator[Line]:
    """The lines that a finding names."""
    for finding in findings:
        yield finding.place.path, finding.place.line
        if finding.code in ("W206", "N405"):
            told = finding.message.partition("：第")[2].removesuffix("行")
            for run in told.split("、"):
                first, _, last = run.partition("至")
                yield from ((finding.place.path, line) for line in range(int(first), int(last or first) + 1))


def values(workspace: Workspace, id: str) -> Iterator[tuple[Line, str, str]]:
    """Every value of a document's files: where it stands, its keys, its text."""
    for file in sorted(workspace.folders[id].path.rglob("*.yml")):
        node = parse_yaml(file.read_bytes(), file.relative_to(workspace.project.root).as_posix()).node
        assert node is not None
        yield from below(node, "")


def below(node: Node, path: str) -> Iterator[tuple[Line, str, str]]:
    if isinstance(node, Scalar) and not node.null and not re.fullmatch(r"0(\.00)?", node.text):
        yield (node.place.path, node.place.line), path, node.text
    for key, value in node.pairs:
        yield from below(value, f"{path}.{key.text}".removeprefix("."))
    for item in node.listed:
        yield from below(item, path)
