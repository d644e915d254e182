"""文种: kinds of documents that a place adds to kinds.yml, and what pages, checks and other documents make of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongkai.checks.figures.of_units import department_is_its_units
from gongkai.checks.outcomes import Held
from gongkai.loading.shared_forms import read_kinds
from gongkai.model.findings import Finding
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.checks.real import case_in, findings
from tests.projects import edit, prepare, publication, told

FINDINGS = Path(__file__).parents[1] / "findings"
BUREAU, CENTRE = "ceshi/finance-bureau", "ceshi/finance-centre"
WHOLE = f"{BUREAU}/2024/final-accounts"
DOCUMENTS = "content/departments"
EDITION = "templates/editions/ceshi-final-accounts/edition.yml"


@pytest.fixture(name="units")
def with_units(tmp_path: Path) -> Project:
    """A bureau with two units, whose accounts are 单位决算 in folders of their own; one types 元."""
    for folder in ("_base", "C202/project"):
        shutil.copytree(FINDINGS / folder, tmp_path, dirs_exist_ok=True)
    project = Project(root=tmp_path)
    heir = project.editions / "ceshi-unit"
    heir.mkdir()
    heir.joinpath("edition.yml").write_text(
        "继承: ceshi-final-accounts\n名称: 单位\n种类: 单位决算\n"
        '标题: "{{ 部门 }}{{ 年度 }}年度单位决算"\n封面: ["{{ 部门 }}单位决算"]\n',
        encoding="utf-8",
    )
    for unit in (CENTRE, "ceshi/finance-office"):
        year = project.root / DOCUMENTS / unit / "2024"
        (year / "final-accounts").rename(year / "unit-final-accounts")
        edit(project, f"{DOCUMENTS}/{unit}/2024/unit-final-accounts/document.yml", "ceshi-final-accounts", "ceshi-unit")
    own = f"{DOCUMENTS}/{CENTRE}/2024/unit-final-accounts"
    edit(project, f"{own}/document.yml", "万元", "元")
    (project.root / own / "figures.yml").write_text(
        "收入支出决算总表: {财政拨款收入: 300000.00, 年初结转和结余: 45000.00}\n支出决算表:\n"
        "  '2010601': {基本支出: 200000}\n  '2010602': {项目支出: 120000}\n",
        encoding="utf-8",
    )
    return project


def with_kind(project: Project, kind: str) -> None:
    """One more kind in kinds.yml."""
    file = project.templates / "kinds.yml"
    file.write_text(f"{file.read_text(encoding='utf-8')}  - {kind}\n", encoding="utf-8")


def test_a_kind_says_what_its_documents_call_themselves(tmp_path: Path) -> None:
    project = small(
        tmp_path,
        "{名称: 街道决算, 自称: 街道, 文件夹: street, 类: 决算, 最早: 下年1月, 邻近: {上年决算: 决算}}",
        "street",
    )
    edit(project, EDITION, '年度部门决算"\n封面', '年度{{ 自称 }}决算"\n封面')
    edit(project, EDITION, "种类: 决算", "种类: 街道决算")
    assert publication(prepare(project, f"{BUREAU}/2024/street")).title == "测试市财政局2024年度街道决算"


def small(folder: Path, kind: str, slug: str) -> Project:
    """The small project with its document moved to another kind."""
    shutil.copytree(FINDINGS / "_base", folder, dirs_exist_ok=True)
    project = Project(root=folder)
    with_kind(project, kind)
    year = folder / DOCUMENTS / BUREAU / "2024"
    (year / "final-accounts").rename(year / slug)
    return project


def test_a_department_is_the_sum_of_its_units_own_accounts(units: Project) -> None:
    assert set(department_is_its_units(case_in(units, WHOLE))) == {Held()}
    edit(units, f"{DOCUMENTS}/{CENTRE}/2024/unit-final-accounts/figures.yml", "300000.00", "310000.00")
    (found,) = findings(department_is_its_units, case_in(units, WHOLE))
    assert found.message == (
        "收入支出决算总表·财政拨款收入·金额：部门是150.00万元，"
        "各单位合起来是151.00万元（本级120.00万元、财政信息中心31.00万元），相差1.00万元"
    )


def test_the_own_office_s_accounts_may_lie_in_the_department_s_folder(units: Project) -> None:
    shutil.move(
        units.root / DOCUMENTS / "ceshi/finance-office/2024/unit-final-accounts",
        units.root / DOCUMENTS / BUREAU / "2024/unit-final-accounts",
    )
    edit(units, f"{DOCUMENTS}/{BUREAU}/department.yml", "ceshi/finance-office", BUREAU)
    assert set(department_is_its_units(case_in(units, WHOLE))) == {Held()}
    own = f"{BUREAU}/2024/unit-final-accounts"
    assert list(department_is_its_units(case_in(units, own))) == []


def test_a_unit_s_document_is_called_what_it_is(units: Project) -> None:
    prepared = prepare(units, f"{CENTRE}/2024/unit-final-accounts")
    assert str(prepared.identity) == "测试市财政信息中心 2024年度单位决算"
    made = publication(prepared)
    assert (made.kind, made.kind_title) == ("单位决算", "单位决算")
    assert made.title == "测试市财政信息中心2024年度单位决算"


def test_a_unit_s_document_is_not_called_the_department_s(units: Project) -> None:
    edit(units, "templates/editions/ceshi-unit/edition.yml", "}}单位决算", "}}部门决算")
    prepared = prepare(units, f"{CENTRE}/2024/unit-final-accounts")
    assert "P203 这份文件是单位决算，封面和标题写的是“部门决算”：测试市财政信息中心是一个单位，不是部门" in told(
        prepared
    )


def test_last_year_s_document_is_of_the_neighbour_s_kind(units: Project) -> None:
    """上年决算 of a 单位决算 is last year's 单位决算, not the department's in the same folder."""
    year = units.root / DOCUMENTS / CENTRE
    for slug in ("unit-final-accounts", "final-accounts"):
        shutil.copytree(year / "2024/unit-final-accounts", year / "2023" / slug)
    workspace = Workspace.open(units)
    assert workspace.neighbours(f"{CENTRE}/2024/unit-final-accounts") == {
        "上年决算": f"{CENTRE}/2023/unit-final-accounts"
    }


def test_final_accounts_of_a_government(tmp_path: Path) -> None:
    """政府决算: rules for final accounts, a name and a folder of its own."""
    project = small(
        tmp_path,
        "{名称: 政府决算, 文件夹: government-accounts, 类: 决算, 最早: 下年3月, 邻近: {上年决算: 政府决算}}",
        "government-accounts",
    )
    edit(project, EDITION, "种类: 决算", "种类: 政府决算")
    id = f"{BUREAU}/2024/government-accounts"
    prepared = prepare(project, id)
    assert str(prepared.identity) == "测试市财政局 2024年度政府决算"
    assert told(prepared) == []
    edit(project, f"{DOCUMENTS}/{id}/document.yml", "2025-09", "2025-02")
    assert told(prepare(project, id)) == ["P206 成文日期是2025-02：2024年还没有过完，不会有2024年度政府决算"]


def test_a_review_without_neighbours(tmp_path: Path) -> None:
    """中期评估: dated within its year, and nothing to read figures from."""
    project = small(tmp_path, "{名称: 中期评估, 文件夹: mid-term-review, 类: 其他, 最早: 本年7月}", "mid-term-review")
    edit(project, EDITION, "种类: 决算", "种类: 中期评估")
    id = f"{BUREAU}/2024/mid-term-review"
    edit(project, f"{DOCUMENTS}/{id}/document.yml", "2025-09", "2024-08")
    inputs = project.editions / "ceshi-final-accounts/inputs.yml"
    (wrong,) = told(prepare(project, id))
    assert wrong == "L622 填报“上年.收支总计”的“取”写的是“上年决算.收支总计”"
    inputs.write_text(inputs.read_text(encoding="utf-8").replace("取: 上年决算.收支总计, ", ""), encoding="utf-8")
    assert told(prepare(project, id)) == []
    edit(project, f"{DOCUMENTS}/{id}/document.yml", "2024-08", "2024-06")
    assert told(prepare(project, id)) == ["P206 成文日期是2024-06：2024年度中期评估还没有开始编制"]


def test_an_edition_of_no_kind(tmp_path: Path) -> None:
    shutil.copytree(FINDINGS / "_base", tmp_path, dirs_exist_ok=True)
    project = Project(root=tmp_path)
    edit(project, EDITION, "种类: 决算", "种类: 年终决算")
    found = prepare(project, WHOLE).findings
    assert [(one.code, one.message, one.place.line) for one in found if one.place.path == EDITION] == [
        ("L404", "没有叫“年终决算”的文种", 4)
    ]


@pytest.mark.parametrize(
    ("kind", "told_of"),
    [
        ("{名称: 决算, 文件夹: accounts, 类: 决算, 最早: 下年1月}", "有两种文件的“名称”都是“决算”"),
        ("{名称: 乙, 文件夹: budget, 类: 决算, 最早: 下年1月}", "有两种文件的“文件夹”都是“budget”"),
        (
            "{名称: 乙, 文件夹: b, 类: 决算, 最早: 下年1月, 邻近: {去年决算: 决算}}",
            "乙的“邻近”不能叫“去年决算”；以上年或同年开头，如 上年乙",
        ),
        ("{名称: 乙, 文件夹: b, 类: 决算, 最早: 下年1月, 汇入: 部门决算}", "乙用到了“部门决算”，这里没有这一种"),
        ("{名称: 乙, 文件夹: b, 类: 决算, 最早: 次年1月}", "“次年1月”不是月份；写上年、本年或下年的几月，如 下年1月"),
    ],
)
def test_kinds_at_fault(tmp_path: Path, kind: str, told_of: str) -> None:
    shutil.copytree(FINDINGS / "_base", tmp_path, dirs_exist_ok=True)
    with_kind(Project(root=tmp_path), kind)
    found: tuple[Finding, ...] = read_kinds(tmp_path / "templates").findings
    assert [one.message for one in found] == [told_of]
    assert found[0].place.path == "templates/kinds.yml"
