"""十种改动: what diff and check show of each, as golden files."""

from __future__ import annotations

import pytest

from gongkai.pipeline.authoring.checking import check
from gongkai.pipeline.project import Project
from gongkai.pipeline.reviewing.differing import differences
from gongkai.reporting.changes.forms import as_markdown, as_text
from gongkai.reporting.report import as_text as checked_as_text
from tests.projects import golden
from tests.small_project import quiet
from tests.ten_changes import CHANGES, git, repository


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return repository(tmp_path_factory.mktemp("ten") / "project")


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_reviewer_sees(project: Project, name: str) -> None:
    found = differences(project, "main", name, quiet, jobs=1)
    golden(f"ten_changes/{name}.diff.txt", as_text(found))
    golden(f"ten_changes/{name}.diff.md", as_markdown(found))
    git(project.root, "switch", "--quiet", name)
    golden(f"ten_changes/{name}.check.txt", checked_as_text(check(project, (), quiet, jobs=1)))
    git(project.root, "switch", "--quiet", "main")
