"""下一年的版式和邻近文件: an edition that changes a few things of last year's, and figures that flow from other documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.pipeline.preparing import Prepared
from gongkai.pipeline.project import Project
from tests.controls import write_controls
from tests.projects import ROOT, assemble, edit, grid, prepare, publication, table, text, told

DEPARTMENT = "ceshi/qu/services-bureau"
LATER, EARLIER, BUDGET = (
    f"{DEPARTMENT}/{part}" for part in ("2024/final-accounts", "2023/final-accounts", "2024/budget")
)
EXPLANATION = f"content/departments/{LATER}/explanation.yml"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return assemble(tmp_path, "next-year", editions=True)


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    return prepare(assemble(tmp_path_factory.mktemp("later"), "next-year", editions=True), LATER)


def of_composition(prepared: Prepared) -> list[str]:
    """What is said of reading, formulas, inputs and neighbours; the other rules have tests of their own."""
    return [line for line in told(prepared) if line.startswith(("L", "N1", "C1", "F1", "R1"))]


@pytest.mark.parametrize("id", [LATER, EARLIER, BUDGET])
def test_all_three_are_published(project: Project, id: str) -> None:
    if id == LATER:
        write_controls(project.root / "content/departments" / id)
    prepared = prepare(project, id)
    assert not prepared.blocked
    assert of_composition(prepared) == []


def test_the_next_years_folder_has_no_python_and_few_lines() -> None:
    folder = ROOT / "tests/fixtures/next-year/templates/editions/henan-2024-final-accounts"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    expected = ["edition.yml", "tables.yml", "waivers.yml", "agency-operating.j2", "state-capital.j2"]
    assert [path.name for path in files] == expected
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files) < 70


def test_a_renamed_row_a_new_table_one_less(later: Prepared) -> None:
    made = publication(later)
    assert grid(table(made, "t01"))[27][0] == "使用专用结余"
    assert grid(table(made, "t10")) == [["机关运行经费", "12.00"], ["其中：办公费", "4.00"], ["其他运行经费", "8.00"]]
    titles = [section.contents_title for section in made.parts[1].sections]
    assert titles[-2:] == ["财政拨款“三公”经费支出决算表", "机关运行经费支出决算表"]
    assert "国有资本经营预算财政拨款支出决算表" not in titles
    assert made.parts[3].title == "名词解释和说明"


def test_figures_of_last_year_and_of_the_budget(later: Prepared) -> None:
    made = publication(later)
    assert text(made, "overall").startswith(
        "2024年度收、支总计均为144.00万元。与上年度相比，收、支总计各增加9.00万元，增长6.67%。"
    )
    lines = text(made, "general-public-budget")
    assert "年初预算为128.00万元，支出决算为137.00万元，完成年初预算的107.03%" in lines
    assert "行政运行（项）。年初预算为95.00万元，支出决算为101.00万元，完成年初预算的106.32%" in lines
    assert "一般行政管理事务（项）。年初预算为0.00万元，支出决算为3.00万元，年初无此预算。" in lines
    assert (
        "（项）。年初预算为22.00万元，支出决算为22.00万元，完成年初预算的100.00%。决算数与年初预算数不存在差异。"
        in lines
    )
    assert text(made, "agency-operating").startswith(
        "2024年度机关运行经费支出12.00万元，上年10.00万元，变动原因：业务增加。"
    )


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("上年: {收支总计: 136.00}\n", "C101 “上年.收支总计”填的是136.00万元，2023年决算·收支总计是135.00万元"),
        ("上年: {收支总计: 135.00}\n", ""),
        ("上年: {收支总计: 135.01}\n", ""),  # within the rounding of what it sums
    ],
)
def test_what_is_typed_beside_is_compared(project: Project, typed: str, message: str) -> None:
    edit(project, EXPLANATION, "原因: {收支总计", f"{typed}原因: {{收支总计")
    assert of_composition(prepare(project, LATER)) == [message][: bool(message)]


def test_the_budget_of_one_code_is_compared(project: Project) -> None:
    edit(project, EXPLANATION, '"2010301": {原因', '"2010301": {年初预算数: 95.10, 原因')
    (message,) = of_composition(prepare(project, LATER))
    assert (
        message == "C101 “年初预算.2010301.年初预算数”填的是95.10万元，2024年预算·一般公共预算支出.2010301是95.00万元"
    )


def test_a_change_in_the_neighbour_flows_in(project: Project) -> None:
    edit(
        project,
        f"content/departments/{BUDGET}/figures.yml",
        '"2210201": {工资福利支出: 11.00}',
        '"2210201": {工资福利支出: 12.00}',
    )
    prepared = prepare(project, LATER)
    assert "完成年初预算的91.67%" in text(publication(prepared), "general-public-budget")
    told = "住房公积金：本年11.00，年初预算数12.00，少1.00万元（8.3%）"
    assert of_composition(prepared) == [f"N101 情况说明要用到“年初预算.2210201.原因”，还没有填；{told}"]


def test_without_neighbours_their_figures_are_asked_for(project: Project) -> None:
    (project.content / f"departments/{EARLIER}/document.yml").unlink()
    (project.content / f"departments/{BUDGET}/document.yml").unlink()
    missing = [line.split("“")[1].split("”")[0] for line in of_composition(prepare(project, LATER))]
    assert {"上年.收支总计", "上年.机关运行经费", "年初预算.合计", "年初预算.2010301.年初预算数"} <= set(missing)
