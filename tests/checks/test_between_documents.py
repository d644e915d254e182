"""文件之间: last year's closing, a renamed department, and units that publish for themselves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.checks.figures.between_documents import department_is_its_units, figures_go_on
from generator.checks.outcomes import Held, Skipped
from generator.pipeline.project import Project
from tests.checks.real import ALL, case_in, findings, real
from tests.projects import assemble, edit

BUREAU = "ceshi/qu/services-bureau"
THIS_YEAR = f"{BUREAU}/2024/final-accounts"
LAST_YEAR = f"content/departments/{BUREAU}/2023/final-accounts/figures.yml"
UNITS = Path(__file__).parents[1] / "findings"


@pytest.mark.parametrize("id", ALL)
def test_real_documents_have_no_neighbours(id: str) -> None:
    assert all(isinstance(one, Skipped) for one in figures_go_on(real(id)))
    assert list(department_is_its_units(real(id))) == []


@pytest.fixture(name="project")
def two_years(tmp_path: Path) -> Project:
    """Last year under the department's old name, with a closing of 10.00 or less."""
    project = assemble(tmp_path, "next-year", editions=True)
    closing = "结转和结余: {一般公共预算财政拨款: {年初: 10.00}}\n"
    figures = project.root / LAST_YEAR
    figures.write_text(
        '收入决算表:\n  "2010301": {财政拨款收入: 20.00}\n支出决算表:\n  "2010301": {基本支出: 20.00}\n' + closing,
        encoding="utf-8",
    )
    return project


def test_opening_goes_on(project: Project) -> None:
    """The bureau got another name in between."""
    looked_at = case_in(project, THIS_YEAR)
    assert looked_at.document.name != "测试区政务服务局"
    assert findings(figures_go_on, looked_at) == []
    assert sum(isinstance(one, Held) for one in figures_go_on(looked_at)) == 2


def test_opening_differs(project: Project) -> None:
    edit(project, LAST_YEAR, "年初: 10.00", "年初: 9.00")
    said = findings(figures_go_on, case_in(project, THIS_YEAR))
    assert [one.message for one in said] == [
        "R42：年初结转和结余是10.00万元，应等于上年决算·年末结转和结余（9.00万元），相差1.00万元",
        "R42-1：年初结转和结余·一般公共预算财政拨款是10.00万元，应等于上年决算·年末结转和结余·一般公共预算财政拨款（9.00万元），相差1.00万元",
    ]
    assert {one.place.path for one in said} == {f"content/departments/{THIS_YEAR}/figures.yml"}


@pytest.fixture(name="units")
def department_with_units(tmp_path: Path) -> Project:
    shutil.copytree(UNITS / "_base", tmp_path, dirs_exist_ok=True)
    shutil.copytree(UNITS / "C202" / "project", tmp_path, dirs_exist_ok=True)
    return Project(root=tmp_path)


WHOLE = "ceshi/finance-bureau/2024/final-accounts"


def test_units_do_not_add_up(units: Project) -> None:
    assert len(findings(department_is_its_units, case_in(units, WHOLE))) == 1


def test_units_add_up(units: Project) -> None:
    edit(units, "content/departments/ceshi/finance-centre/2024/final-accounts/figures.yml", "30.00", "29.00")
    assert list(department_is_its_units(case_in(units, WHOLE))) == [Held()]


def test_unit_without_its_document(units: Project) -> None:
    """What was not compared never counts as passed."""
    shutil.rmtree(units.root / "content/departments/ceshi/finance-centre/2024")
    assert list(department_is_its_units(case_in(units, WHOLE))) == [
        Skipped(reason="收支总计：没有财政信息中心的同类文件")
    ]
