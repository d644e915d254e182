"""CODEOWNERS by department."""

from __future__ import annotations

import pytest

from gongkai.pipeline.project import Project
from tests.cli.conftest import Command


def test_a_line_for_each_department(command: Command, project: Project) -> None:
    done = command(project.root, "codeowners", "@ceshi/budget", "@ceshi/{部门}")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "/content/departments/ceshi/education-bureau/  @ceshi/budget @ceshi/education-bureau",
        "/content/departments/ceshi/finance-bureau/  @ceshi/budget @ceshi/finance-bureau",
    ]


@pytest.mark.parametrize("owner", ["ceshi", "@", "@ceshi/budget * @somebody", "@{}\n/x"])
def test_what_names_nobody(command: Command, project: Project, owner: str) -> None:
    done = command(project.root, "codeowners", owner)
    assert (done.returncode, done.stdout) == (2, "")


def test_a_folder_that_is_no_name_is_no_line(command: Command, project: Project) -> None:
    """Anybody may have sent one; a pattern would give its owner all files."""
    odd = project.content / "departments" / "*  @mallory"
    odd.mkdir()
    (odd / "department.yml").write_text("", encoding="utf-8")
    assert "mallory" not in command(project.root, "codeowners", "@ceshi/budget").stdout
