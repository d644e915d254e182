"""名词解释: terms that are explained and not used, and terms with money that are used and not explained."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Outcome
from gongkai.checks.publication.glossary import explained_terms_are_used, used_terms_are_explained
from gongkai.loading.edition_files import load_edition
from gongkai.model.findings import Severity
from gongkai.model.places import Place
from gongkai.pipeline.project import Project
from tests.checks.real import ALL, NANYANG_2024, case_in, findings, real
from tests.projects import edit

FINDINGS = Path(__file__).parents[1] / "findings"
DOCUMENT = "ceshi/finance-bureau/2024/final-accounts"
FIGURES = f"content/departments/{DOCUMENT}/figures.yml"
EDITION = "templates/editions/ceshi-business/edition.yml"


def planted(folder: Path, code: str) -> Project:
    shutil.copytree(FINDINGS / "_base", folder, dirs_exist_ok=True)
    shutil.copytree(FINDINGS / code / "project", folder, dirs_exist_ok=True)
    return Project(root=folder)


@pytest.fixture(name="business")
def with_business(tmp_path: Path) -> Project:
    """经营支出 is a column with 5.50万元 beside 基本支出 and 项目支出, and is not explained."""
    return planted(tmp_path, "P104")


@pytest.mark.parametrize("id", ALL)
def test_real_documents_explain_what_they_use(id: str) -> None:
    assert findings(used_terms_are_explained, real(id)) == []


@pytest.mark.parametrize("id", ALL)
def test_real_documents_use_what_they_explain(id: str) -> None:
    """南阳's budget of 2024 explains 用事业基金弥补收支差额, which none of its tables has."""
    said = [one.message for one in findings(explained_terms_are_used, real(id))]
    assert said == ["名词解释里有“用事业基金弥补收支差额”，别处都没有用到"] * (id == NANYANG_2024)


def told(project: Project) -> list[str]:
    return [one.message for one in findings(used_terms_are_explained, case_in(project, DOCUMENT))]


def test_a_column_with_money_is_told_of(business: Project) -> None:
    assert len(told(business)) == 1


def test_a_column_without_money_is_not(business: Project) -> None:
    edit(business, FIGURES, "项目支出: 50.00, 经营支出: 5.50", "项目支出: 55.50")
    assert told(business) == []


def test_a_list_that_is_not_explained_at_all_is_the_bureau_s_choice(business: Project) -> None:
    edit(business, EDITION, "[财政拨款收入, 基本支出, 项目支出]", "[财政拨款收入, 项目支出]")
    assert told(business) == []


def test_what_the_glossary_explains_for_another_kind_is_not(business: Project) -> None:
    edit(business, "content/glossary/business-expenditure.yml", "自: 2019-01-01", "自: 2019-01-01, 种类: 预算")
    assert told(business) == []


def test_explained_under_another_name(business: Project) -> None:
    edit(business, "content/glossary/project-expenditure.yml", "名词: 项目支出", "名词: 项目支出\n又作: [经营支出]")
    assert told(business) == []


@pytest.fixture(name="more")
def with_one_term_more(tmp_path: Path) -> Project:
    return planted(tmp_path, "P105")


TERM = "content/glossary/business-revenue.yml"


def unused(project: Project) -> int:
    return len(findings(explained_terms_are_used, case_in(project, DOCUMENT)))


def test_a_term_that_nobody_reads(more: Project) -> None:
    assert unused(more) == 1


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("templates/editions/ceshi-final-accounts/wording/duties.j2", "部门", "经营收入"),
        ("templates/editions/ceshi-final-accounts/edition.yml", "题: 情况说明", "题: 经营收入情况说明"),
        (TERM, "名词: 经营收入", "名词: 经营收入\n又作: [年初结转和结余]"),
    ],
)
def test_used_in_the_wording_a_title_or_under_another_name(more: Project, path: str, old: str, new: str) -> None:
    edit(more, path, old, new)
    assert unused(more) == 0


def test_other_explanations_are_no_use(more: Project) -> None:
    edit(more, TERM, "指开展非独立核算", "经营收入指开展非独立核算")
    assert unused(more) == 1


def test_quotation_marks_do_not_matter(more: Project) -> None:
    edit(more, EDITION, "经营收入", "“年初”结转和结余")
    edit(more, TERM, "名词: 经营收入", "名词: “年初”结转和结余")
    assert unused(more) == 0


def test_what_a_term_adds_in_brackets_is_another_rule_s_matter(more: Project) -> None:
    edit(more, EDITION, "经营收入", "年初结转和结余（含上年）")
    edit(more, TERM, "名词: 经营收入", "名词: 年初结转和结余（含上年）")
    assert unused(more) == 0


@pytest.mark.parametrize(
    ("code", "old", "new", "rule"),
    [
        ("P104", "项目支出]", "{名词: 项目支出, 又作: [经营支出]}]", used_terms_are_explained),
        ("P105", "经营收入", "{名词: 经营收入, 又作: [年初结转和结余]}", explained_terms_are_used),
        (
            "P105",
            "经营收入",
            "{名词: 经营收入, 文: 经营所得。, 又作: [利息, “年初”结转和结余]}",
            explained_terms_are_used,
        ),
    ],
)
def test_an_edition_says_what_else_a_term_is_called(
    tmp_path: Path, code: str, old: str, new: str, rule: Callable[[Case], Iterator[Outcome]]
) -> None:
    project = planted(tmp_path, code)
    assert len(findings(rule, case_in(project, DOCUMENT))) == 1
    edit(project, EDITION, old, new)
    assert findings(rule, case_in(project, DOCUMENT)) == []


def test_another_name_of_no_letters_is_a_fault_at_its_line(tmp_path: Path) -> None:
    project = planted(tmp_path, "P105")
    edit(project, EDITION, "经营收入", "{名词: 经营收入, 又作: ['']}")
    told = load_edition(project.editions, "ceshi-business", Place(path="document.yml")).findings
    assert [one.place.line for one in told if one.severity is Severity.ERROR] == [3]
