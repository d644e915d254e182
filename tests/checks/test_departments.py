"""部门之间: what two documents say of the same money, and what a document is checked anew for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongkai.checks.departments.dealings import no_more_than_the_table, the_other_side_says_it_too
from gongkai.checks.departments.transfers import what_units_pay_units_receive
from gongkai.checks.outcomes import Held, Skipped
from gongkai.pipeline.authoring.checking import check
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from tests.checks.real import case_in, findings
from tests.projects import edit

EXAMPLES = Path(__file__).parents[1] / "findings"
FINANCE = "ceshi/finance-bureau/2024/final-accounts"
WATER = "ceshi/water-bureau/2024/final-accounts"
CENTRE = "ceshi/finance-centre/2024/final-accounts"


def example(code: str, root: Path) -> Project:
    shutil.copytree(EXAMPLES / "_base", root, dirs_exist_ok=True)
    shutil.copytree(EXAMPLES / code / "project", root, dirs_exist_ok=True)
    return Project(root=root)


def head(id: str) -> str:
    return f"content/departments/{id}/document.yml"


def codes(project: Project) -> list[tuple[str, str]]:
    checked = check(project, (), lambda *_: None, jobs=1)
    return [(one.document or one.place.path, one.code) for one in checked.findings]


@pytest.fixture(name="two")
def two_departments(tmp_path: Path) -> Project:
    """财政局 received 12.00万元 of 水利局, which says that it paid 10.00."""
    return example("B101", tmp_path)


def test_several_payments_are_one_sum_and_units_differ(two: Project) -> None:
    """9.00万元 and 3万元 of one document are 120,000.00元 of another."""
    edit(two, head(FINANCE), "收: 12.00, 事由: 河道工程评审费}", "收: 9.00}\n  - {对方: 测试市水利局, 收: 3}")
    edit(two, head(WATER), "付: 10.00", "付: 120000.00元")
    assert codes(two) == []
    edit(two, head(WATER), "付: 120000.00元", "付: 119900.00元")
    assert codes(two) == []  # 9.00 and 3.00 are rounded
    edit(two, head(WATER), "付: 119900.00元", "付: 119899.99元")
    assert codes(two) == [(FINANCE, "B101"), (WATER, "B101")]


def test_the_other_way_round_is_another_payment(two: Project) -> None:
    edit(two, head(WATER), "付: 10.00", "收: 12.00")
    assert codes(two) == [(FINANCE, "B102"), (WATER, "B102")]


def test_former_and_own_office_names_are_the_same_body(two: Project) -> None:
    department = "content/departments/ceshi/water-bureau/department.yml"
    edit(two, department, "名称: 测试市水利局}", "名称: 测试市水务局}, {自: 2022-01-01, 名称: 测试市水利局}")
    edit(two, head(FINANCE), "对方: 测试市水利局, 收: 12.00", "对方: 测试市水务局（本级）, 收: 10.00")
    assert codes(two) == []


def test_an_archived_document_says_nothing_of_it(two: Project) -> None:
    edit(two, head(WATER), "状态: 编制", "状态: 存档\n来源: 政府网站")
    edit(two, head(WATER), "往来:\n  - {对方: 测试市财政局, 付: 10.00, 事由: 河道工程评审费}\n", "")
    said = list(the_other_side_says_it_too(case_in(two, FINANCE)))
    assert said == [Skipped(reason="往来：测试市水利局的2024年度部门决算是存档的，没有写往来")]


def test_a_body_without_a_document_is_said_not_to_be_looked_at(two: Project) -> None:
    edit(two, head(FINANCE), "对方: 测试市水利局", "对方: 某省地质队")
    said = list(the_other_side_says_it_too(case_in(two, FINANCE)))
    assert said == [Skipped(reason="往来：库里没有某省地质队2024年度的文件")]


@pytest.mark.parametrize("typed", ["收: 12.00, 付: 12.00", "事由: 评审费", "收: 十二万", "付: -3.00", "收: 12%"])
def test_what_is_no_payment(two: Project, typed: str) -> None:
    edit(two, head(FINANCE), "收: 12.00, 事由: 河道工程评审费", typed)
    assert any(id == FINANCE and code.startswith("L") for id, code in codes(two))


def test_a_document_is_looked_at_again_when_the_other_changes(two: Project) -> None:
    def digest(id: str) -> str:
        return Digests(Workspace.open(two), pdf=False).document(id).whole

    before = digest(FINANCE), digest(WATER)
    edit(two, f"content/departments/{WATER}/figures.yml", "150.00", "151.00")
    assert digest(FINANCE) == before[0]  # nothing that it says to others
    edit(two, head(WATER), "付: 10.00", "付: 12.00")
    assert digest(FINANCE) != before[0]
    assert codes(two) == []


def test_what_is_in_a_table_is_a_part_of_it(tmp_path: Path) -> None:
    project = example("B103", tmp_path)
    edit(project, head(FINANCE), "付: 60.00", "付: 55.50")
    outcomes = list(no_more_than_the_table(case_in(project, FINANCE)))
    assert outcomes[0] == Held()
    assert len(outcomes) == 2  # and one whose item no table has


def test_money_from_outside_the_department_is_none_of_its_units(tmp_path: Path) -> None:
    """The centre got 4.00, of which 1.00 from the province, while the office paid 3.00."""
    project = example("B201", tmp_path)
    office = "content/departments/ceshi/finance-office/2024/final-accounts/figures.yml"
    edit(project, office, "对附属单位补助支出: 5.00", "对附属单位补助支出: 3.00")
    assert len(findings(what_units_pay_units_receive, case_in(project, FINANCE))) == 1
    with (project.root / head(CENTRE)).open("a", encoding="utf-8") as file:
        file.write("往来: [{对方: 测试省财政厅, 收: 1.00, 列入: 上级补助收入}]\n")
    assert findings(what_units_pay_units_receive, case_in(project, FINANCE)) == []


def test_projects_of_another_year_are_others(tmp_path: Path) -> None:
    project = example("B301", tmp_path)
    departments = project.root / "content/departments/ceshi"
    (departments / "water-bureau/2024").rename(departments / "water-bureau/2023")
    assert "B301" not in {code for _, code in codes(project)}


REGION = "content/departments/ceshi/region.yml"


def told(project: Project) -> list[str]:
    checked = check(project, (), lambda *_: None, jobs=1)
    return [one.message for one in checked.findings if one.code == "B401"]


def test_published_totals(tmp_path: Path) -> None:
    project = example("B401", tmp_path)
    edit(project, REGION, "121.00万元", "111.00万元")
    assert told(project) == []
    edit(project, REGION, "111.00万元", "110.00万元")
    shutil.rmtree(project.root / "content/departments/ceshi/water-bureau/2024")
    assert told(project) == [
        "2024年度决算“三公经费合计”公布的合计没有核对：没有测试市水利局的文件",
        "2024年度决算“公务接待费”公布的合计没有核对：没有测试市水利局的文件",
    ]
    edit(project, REGION, "110.00万元", "50.00万元")
    assert told(project)[0].endswith("公布的合计是50.00万元，已有的1个部门相加就有55.50万元，多了5.50万元")
    edit(project, REGION, "项: 三公经费合计", "项: 会议费")
    assert told(project)[0] == "“会议费”不是可以核对的项"
