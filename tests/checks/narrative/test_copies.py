"""雷同: texts that stand in another department's document, and those that may."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.checks.narrative.copies import texts_are_its_own
from gongkai.checks.outcomes import Skipped
from gongkai.pipeline.project import Project
from tests.checks.narrative.two_bureaus import DOCUMENT, EDUCATION, FINANCE, add_bureau, explain, two_bureaus
from tests.checks.real import ALL, case_in, findings, real

OWN = "测试市财政局承担的12个信息化项目进入集中建设期，设备采购和软件开发支出较上年增多，同时新招录工作人员5名，人员经费相应增加"
THERE = "测试市教育局承担的9个信息化项目进入集中建设期，设备采购和软件开发支出较上年增多，同时新招录工作人员21名，人员经费相应增加"
FORM = f"content/departments/{EDUCATION}/2024/final-accounts/performance/01-hall.yml"


@pytest.fixture(name="project")
def bureaus(tmp_path: Path) -> Project:
    return two_bureaus(tmp_path)


def said(project: Project) -> list[str]:
    return [one.message for one in findings(texts_are_its_own, case_in(project, DOCUMENT))]


@pytest.mark.parametrize("id", ALL)
def test_real_documents_say_it_in_their_own_words(id: str) -> None:
    assert findings(texts_are_its_own, real(id)) == []


def test_a_copy_under_another_name(project: Project) -> None:
    explain(project, FINANCE, OWN)
    explain(project, EDUCATION, THERE)
    (found,) = findings(texts_are_its_own, case_in(project, DOCUMENT))
    assert found.message == "“测试市财政局承担的12个信息化项……”与 ceshi/education-bureau/2024/final-accounts 的几乎一样"
    assert (found.place.path, found.place.line) == (f"content/departments/{DOCUMENT}/explanation.yml", 3)
    assert [str(place) for place in found.related] == [
        "content/departments/ceshi/education-bureau/2024/final-accounts/explanation.yml:3:1"
    ]


def test_a_copy_in_another_kind_of_file(project: Project) -> None:
    explain(project, FINANCE, OWN)
    with (project.root / FORM).open("a", encoding="utf-8") as file:
        file.write(f"说明: {THERE}\n")
    assert len(said(project)) == 1


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (THERE.replace("软件开发", "软件研发"), 0),  # one of the longest clauses: less than 80 percent are left
        (THERE.replace("较上年增多，", "较上年增多，本年"), 1),
        (THERE.replace("同时新招录", "新招录"), 1),
        ("项目进入集中建设期，设备采购和软件开发支出较上年增多", 0),  # half of it
    ],
)
def test_a_few_words_changed(project: Project, other: str, told: int) -> None:
    explain(project, FINANCE, OWN)
    explain(project, EDUCATION, other)
    assert len(said(project)) == told


def test_short_texts_are_alike_by_chance(project: Project) -> None:
    for department in (FINANCE, EDUCATION):
        explain(project, department, "人员增加，工作业务增多，项目支出较上年增加，同时新招录工作人员")
    assert said(project) == []


def test_what_many_say_is_a_form_of_words(project: Project) -> None:
    for department in (FINANCE, EDUCATION):
        explain(project, department, OWN)
    assert len(said(project)) == 1
    for slug, name in (("sport-bureau", "测试市体育局"), ("culture-bureau", "测试市文化局")):
        explain(project, add_bureau(project, slug, name), OWN)
    assert said(project) == []


@pytest.mark.parametrize("words", ["应当", "是指"])
def test_rules_are_quoted(project: Project, words: str) -> None:
    for department in (FINANCE, EDUCATION):
        explain(project, department, OWN.replace("进入", words))
    assert said(project) == []


def test_duties_are_alike(project: Project) -> None:
    """概况 of the base document is the same in both."""
    for department in (FINANCE, EDUCATION):
        path = project.content / "departments" / department / "2024/final-accounts/document.yml"
        path.write_text(path.read_text(encoding="utf-8").replace("拟订财政政策。", OWN), encoding="utf-8")
    assert said(project) == []


def test_alone_there_is_nothing_to_compare(tmp_path: Path) -> None:
    project = two_bureaus(tmp_path)
    (project.content / "departments" / EDUCATION / "2024/final-accounts/document.yml").unlink()
    assert list(texts_are_its_own(case_in(project, DOCUMENT))) == [Skipped(reason="库里没有别的部门")]
