"""gongkai compare: what is said where, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.comparison.units import units_of
from gongkai.pipeline.project import Project
from tests.cli.conftest import Command
from tests.projects import prepare, publication
from tests.small_project import EARLIER, OTHER, edit, folder


@pytest.fixture
def original(project: Project) -> Path:
    edit(project.root, f"{folder(EARLIER)}/document.yml", "状态: 编制", "状态: 存档\n来源: 从档案录入")
    path = project.root / "原件.txt"
    text = "\n".join(unit.text for unit in units_of(publication(prepare(project, EARLIER))))
    path.write_text(text, encoding="utf-8")
    return path


def test_nothing_differs(command: Command, project: Project, original: Path) -> None:
    done = command(project.root, "compare", folder(EARLIER), original.name)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("没有不同。")


def test_what_differs_is_told_in_each_form(command: Command, project: Project, original: Path) -> None:
    edit(project.root, original.name, "增加20.00万元", "增加2.00万元")
    arguments = ("compare", folder(EARLIER), original.name)
    text = command(project.root, *arguments)
    assert text.returncode == 1
    assert "数：文件里是“20.00万元”，原件是“2.00万元”" in text.stdout
    entry = "- {处: explanation.overall, 应为: 20.00万元, 印作: 2.00万元}"
    assert entry in text.stdout
    assert entry in command(project.root, *arguments, "--format", "yaml").stdout
    data = json.loads(command(project.root, *arguments, "--format", "json").stdout)
    assert [one["printed"] for one in data["differences"]] == ["2.00万元"]


def test_an_original_that_cannot_be_read(command: Command, project: Project, original: Path) -> None:
    original.write_bytes(b"\x00\x01\x02")
    done = command(project.root, "compare", folder(EARLIER), original.name)
    assert done.returncode == 2
    assert "既不是文本，也不是 PDF 或 Word" in done.stderr


@pytest.mark.parametrize("path", ["content", "content/departments/ceshi", "mkdocs.yml"])
def test_one_document_at_a_time(command: Command, project: Project, original: Path, path: str) -> None:
    done = command(project.root, "compare", path, original.name)
    assert done.returncode == 2
    assert "不是一份文件的文件夹" in done.stderr or "不在" in done.stderr


def test_a_document_with_errors(command: Command, project: Project, original: Path) -> None:
    edit(project.root, f"{folder(OTHER)}/document.yml", "版式: ", "版本: ")
    done = command(project.root, "compare", folder(OTHER), original.name)
    assert done.returncode == 1
    assert "先运行 gongkai check" in done.stderr


def test_without_a_part_of_the_system(
    command: Command, project: Project, original: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original.write_bytes(b"%PDF-1.7\n")
    monkeypatch.setenv("PATH", "")
    done = command(project.root, "compare", folder(EARLIER), original.name)
    assert done.returncode == 69
    assert "poppler-utils" in done.stderr
