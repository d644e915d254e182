"""部门名称: texts that speak of another department, or of the department by the name of another time."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.checks.narrative.names import names_of_the_year, no_other_department
from gongkai.checks.outcomes import Skipped
from gongkai.model.findings import Severity
from gongkai.pipeline.project import Project
from tests.checks.narrative.two_bureaus import DOCUMENT, FINANCE, explain, two_bureaus
from tests.checks.real import ALL, case_in, findings, real
from tests.projects import edit

OTHER = "测试市教育局"
RENAMED = """名称:
  - {自: 2019-01-01, 名称: 测试市财政和国资局}
  - {自: 2023-06-01, 名称: 测试市财政局}
  - {自: 2026-01-01, 名称: 测试市财政金融局}
行政区划: 测试省/测试市
部门代码: "101"
单位: [{代码: "101001", 名称: 本级}]
"""


@pytest.fixture(name="project")
def bureaus(tmp_path: Path) -> Project:
    return two_bureaus(tmp_path)


@pytest.mark.parametrize("id", ALL)
def test_real_documents_name_themselves(id: str) -> None:
    assert findings(no_other_department, real(id)) == []
    assert findings(names_of_the_year, real(id)) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{OTHER}是2019年新组建单位，工作业务增多",
        f"人员增加，{OTHER}2023年度项目支出增多",
        f"主要原因是{OTHER}人员增加",
        f"{OTHER}机关日常运转经费增加",
    ],
)
def test_a_text_about_another_department(project: Project, text: str) -> None:
    explain(project, FINANCE, text)
    (found,) = findings(no_other_department, case_in(project, DOCUMENT))
    assert found.severity is Severity.INCONSISTENCY
    assert found.message == f"写的是“{OTHER}”（ceshi/education-bureau），这份文件是“测试市财政局”的"


def test_within_a_clause_it_is_a_warning(project: Project) -> None:
    explain(project, FINANCE, f"保障{OTHER}正常运转")
    assert [one.severity for one in findings(no_other_department, case_in(project, DOCUMENT))] == [Severity.WARNING]


@pytest.mark.parametrize(
    "text",
    [
        f"与{OTHER}共同举办培训，支出增加",
        f"由{OTHER}牵头的项目完成",
        f"经{OTHER}批复，项目调整",
        f"{OTHER}2023年划转人员10名，人员经费增加",
        f"{OTHER}移交的档案整理费用增加",
        f"向{OTHER}等单位提供技术支持",
        f"受{OTHER}委托开展评估",
        f"{OTHER}、测试市民政局等12个部门接入平台",
        f"配合{OTHER}完成校园网络建设",
        "测试市财政局2024年度项目增加",
        "测试市教育局属学校增加",
    ],
)
def test_dealings_with_others_are_no_finding(project: Project, text: str) -> None:
    explain(project, FINANCE, text)
    assert findings(no_other_department, case_in(project, DOCUMENT)) == []


def test_finance_stands_above_all(project: Project) -> None:
    explain(project, "ceshi/education-bureau", "测试市财政局2024年度项目支出增加")
    assert findings(no_other_department, case_in(project, "ceshi/education-bureau/2024/final-accounts")) == []


def test_a_name_that_does_not_say_where_is_nobody_s(project: Project) -> None:
    edit(project, "content/departments/ceshi/education-bureau/department.yml", OTHER, "教育局")
    explain(project, FINANCE, "教育局2024年度人员增加")
    assert findings(no_other_department, case_in(project, DOCUMENT)) == []


def test_units_are_of_the_family(project: Project) -> None:
    """What publishes for itself as a unit may name the department, and the other way round."""
    edit(
        project,
        "content/departments/ceshi/finance-bureau/department.yml",
        "名称: 本级}",
        "名称: 本级}, {代码: '101002', 名称: 教育局, 文件: ceshi/education-bureau}",
    )
    explain(project, FINANCE, f"{OTHER}是2019年新组建单位")
    case = case_in(project, DOCUMENT)
    assert list(no_other_department(case)) == [Skipped(reason="库里没有别的部门")]


@pytest.fixture(name="renamed")
def renamed_bureau(project: Project) -> Project:
    (project.root / "content/departments/ceshi/finance-bureau/department.yml").write_text(RENAMED, encoding="utf-8")
    return project


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("测试市财政和国资局人员增加", "写的是“测试市财政和国资局”，这是旧名称；2024年的名称是“测试市财政局”"),
        ("测试市财政金融局人员增加", "写的是“测试市财政金融局”，这是后来的名称；2024年的名称是“测试市财政局”"),
    ],
)
def test_names_of_other_times(renamed: Project, text: str, told: str) -> None:
    explain(renamed, FINANCE, text)
    assert [one.message for one in findings(names_of_the_year, case_in(renamed, DOCUMENT))] == [told]


@pytest.mark.parametrize(
    "text",
    [
        "测试市财政局人员增加",
        "原测试市财政和国资局的人员转入",
        "本局（原测试市财政和国资局）人员增加",
        "由测试市财政和国资局更名而来",
        "测试市财政和国资局2022年的项目已经完成",
        "2023年6月测试市财政和国资局撤销，人员转入",
    ],
)
def test_history_is_told_rightly(renamed: Project, text: str) -> None:
    explain(renamed, FINANCE, text)
    assert findings(names_of_the_year, case_in(renamed, DOCUMENT)) == []


def test_the_name_of_an_earlier_document(renamed: Project) -> None:
    """In a document of 2022 the old name is the right one, and today's is not."""
    departments = renamed.content / "departments/ceshi/finance-bureau"
    (departments / "2024").rename(departments / "2022")
    id = "ceshi/finance-bureau/2022/final-accounts"
    path = departments / "2022/final-accounts/explanation.yml"
    text = "上年: {{收支总计: 140.00}}\n原因: {{收支总计: {}人员增加}}\n"
    path.write_text(text.format("测试市财政和国资局"), encoding="utf-8")
    assert findings(names_of_the_year, case_in(renamed, id)) == []
    path.write_text(text.format("测试市财政局"), encoding="utf-8")
    assert len(findings(names_of_the_year, case_in(renamed, id))) == 1
