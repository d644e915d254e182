"""A broken list stops the documents that use it, those of other years go on, and a narrowed check tells of it too."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.pipeline.authoring.checking import check
from gongkai.pipeline.project import Project
from tests.small_project import ALL, EARLIER, LATER, OTHER, build_again, edit, quiet, small_project

FUNCTIONAL = "content/classifications/functional"
WRONG = {
    "head": ("code,name", "编码；名称"),
    "no name": ("行政运行", ""),
    "code": ("2010602", "2.01E+06"),
    "parent": ("20106,财政事务\n", ""),
    "repeated": ("2010602,", "2010601,"),
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Two years, each with a list of its own."""
    made = small_project(tmp_path / "project")
    folder = made.root / FUNCTIONAL
    (folder / "2024.csv").write_bytes((folder / "2023.csv").read_bytes())
    return made


@pytest.mark.parametrize("wrong", WRONG)
def test_documents_of_that_year_alone_are_stopped(project: Project, wrong: str) -> None:
    edit(project.root, f"{FUNCTIONAL}/2024.csv", *WRONG[wrong])
    checked = check(project, (), quiet)
    assert checked.blocked == (OTHER, LATER)
    assert {finding.place.path for finding in checked.findings} == {f"{FUNCTIONAL}/2024.csv"}
    assert not checked.sound


def test_what_is_stopped_stays_as_it_was_published(project: Project) -> None:
    assert build_again(project).published == ALL
    edit(project.root, f"{FUNCTIONAL}/2023.csv", "行政运行", "")
    report = build_again(project)
    assert (report.refused, report.kept) == ((EARLIER,), (EARLIER,))
    assert report.published == ALL


def test_a_narrowed_check_tells_of_the_list(project: Project) -> None:
    edit(project.root, f"{FUNCTIONAL}/2024.csv", *WRONG["no name"])
    checked = check(project, (LATER,), quiet)
    assert [(finding.code, finding.place.line, finding.place.column) for finding in checked.findings] == [
        ("L308", 4, 9)
    ]
    assert checked.blocked == (LATER,)
    assert check(project, (EARLIER,), quiet).blocked == ()


def test_a_list_that_the_edition_does_not_use_stops_nothing(project: Project) -> None:
    file = project.root / "content/classifications/governmental-economic/2023.csv"
    file.parent.mkdir()
    file.write_text("code,name\n50101,\n", encoding="utf-8")
    assert check(project, (), quiet).blocked == ()


def test_a_term_in_two_files_stops_who_explains_it(project: Project) -> None:
    glossary = project.root / "content/glossary"
    first = min(glossary.glob("*.yml"))
    (glossary / "zz-copy.yml").write_bytes(first.read_bytes())
    checked = check(project, (), quiet)
    assert checked.blocked == ALL
    assert [finding.code for finding in checked.findings] == ["L642"]
