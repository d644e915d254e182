"""取自上年决算的列: from last year's folder into this year's table, and on from year to year."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongkai.pipeline.deriving import accounts_of
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.preparing import prepare
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.small_project import EARLIER, EDITION, LATER, OTHER, edit, folder, small_project

OLDEST = EARLIER.replace("2023", "2022")
TABLES = f"{EDITION}/tables.yml"
FIGURES = f"{folder(OLDEST)}/figures.yml"


@pytest.fixture(name="project")
def with_last_year_s_figures(tmp_path: Path) -> Project:
    """Three years: last year's expenditure stands in a column, and what was left is where the next year begins."""
    made = small_project(tmp_path)
    shutil.copytree(tmp_path / folder(EARLIER), tmp_path / folder(OLDEST))
    edit(
        tmp_path,
        f"{EDITION}/edition.yml",
        "指标:",
        "指标:\n  支出.*: 支出决算表.*.本年支出合计\n  年末: 收入支出决算总表.年末结转和结余",
    )
    edit(tmp_path, TABLES, "- 项目支出", "- 项目支出\n      - {题: 上年支出, 取: 上年决算.支出.*}")
    edit(tmp_path, TABLES, "- 年初结转和结余", "- {题: 年初结转和结余, 取: 上年决算.年末}")
    for id in (EARLIER, LATER):
        edit(tmp_path, f"{folder(id)}/figures.yml", "  年初结转和结余: 10.00\n", "")
    return made


def told(project: Project, id: str) -> list[str]:
    return [f"{one.code} {one.message}" for one in prepare(Workspace.open(project), id).findings]


def figure(project: Project, id: str, name: str) -> str:
    document = Workspace.open(project).load(id).document
    assert document is not None
    return f"{accounts_of(Workspace.open(project), document).quantity(name).yuan:f}"


def test_figures_go_on_from_year_to_year(project: Project) -> None:
    assert figure(project, LATER, "支出决算表.2010602.上年支出") == "300000.00"
    assert figure(project, LATER, "收入支出决算总表.年初结转和结余") == "100000.00"
    edit(project.root, FIGURES, "项目支出: 30.00", "项目支出: 25.00")
    assert figure(project, LATER, "收入支出决算总表.年初结转和结余") == "150000.00"
    assert [one for one in told(project, LATER) if one.startswith("P101")] == []


def test_a_change_of_the_oldest_makes_all_that_rests_on_it_stale(project: Project) -> None:
    def digests() -> dict[str, str]:
        found = Digests(Workspace.open(project), pdf=False)
        return {id: found.document(id).whole for id in (OLDEST, EARLIER, LATER, OTHER)}

    before = digests()
    edit(project.root, FIGURES, "项目支出: 30.00", "项目支出: 25.00")
    after = digests()
    assert [id for id in before if before[id] != after[id]] == [OLDEST, EARLIER, LATER]


def test_where_there_is_no_document_the_figures_are_asked_for(project: Project) -> None:
    said = "“支出决算表·上年支出”取自另一份文件，没有取到：库里没有上年决算；这里也没有填"
    assert [one for one in told(project, OTHER) if one.startswith("P101")] == [f"P101 {said}"]
    shutil.rmtree(project.root / folder(EARLIER))
    assert [one for one in told(project, LATER) if one.startswith("P101")] == [
        "P101 “收入支出决算总表·年初结转和结余·金额”取自另一份文件，没有取到：库里没有上年决算；这里也没有填",
        f"P101 {said}",
    ]


def test_figures_that_differ_are_told(project: Project) -> None:
    edit(
        project.root,
        f"{folder(LATER)}/figures.yml",
        "财政拨款收入: 150.00",
        "财政拨款收入: 150.00\n  年初结转和结余: 21.00",
    )
    assert [one for one in told(project, LATER) if one.startswith("C101")] == [
        "C101 “收入支出决算总表·年初结转和结余·金额”填的是21.00万元，2023年决算·年末是10.00万元"
    ]
