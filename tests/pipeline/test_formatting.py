"""gongkai format: on files; and what this repository holds is in the one form."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongkai.pipeline.authoring.formatting import format_files
from gongkai.pipeline.project import Project
from gongkai.reporting.formatting import told_formatted
from tests.small_project import LATER, folder, small_project

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("content", "editions"),
    [
        ("examples/content/departments", "examples/templates/editions"),
        ("bench/fifth/content/departments", "bench/fifth/templates/editions"),
        ("bench/handwritten", ""),
    ],
)
def test_examples_are_in_their_one_form(content: str, editions: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / content, tmp_path / "content/departments")
    for name in filter(None, ("templates/editions", editions)):
        shutil.copytree(ROOT / name, tmp_path / "templates/editions", dirs_exist_ok=True)
    for name in ("classifications.yml", "kinds.yml"):
        shutil.copyfile(ROOT / "templates" / name, tmp_path / "templates" / name)
    result = format_files(Project(root=tmp_path), (), write=False)
    assert result.done, told_formatted(result)


def bytes_of(project: Project) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in project.content.rglob("*") if path.is_file()}


def test_files_are_looked_at_and_then_written(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    format_files(project, (), write=True)
    settled = bytes_of(project)
    path = project.root / folder(LATER) / "document.yml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n") + b"\n\n")
    before = bytes_of(project)
    looked = format_files(project, (), write=False)
    assert [one.shown for one in looked.other] == [f"{folder(LATER)}/document.yml"]
    assert not looked.done
    assert bytes_of(project) == before
    assert format_files(project, (path,), write=True).done
    assert bytes_of(project) == settled


def test_files_with_errors_and_links_are_left(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    head, figures = (project.root / folder(LATER) / name for name in ("document.yml", "figures.yml"))
    head.write_text(head.read_text(encoding="utf-8").replace("版式: ", "版式: 没有-"), encoding="utf-8")
    figures.write_text("甲: [\n", encoding="utf-8")
    outside = tmp_path / "outside.yml"
    outside.write_text("乙:   1\n", encoding="utf-8")
    (project.root / folder(LATER) / "linked.yml").symlink_to(outside)
    before = bytes_of(project)
    result = format_files(project, (project.root / folder(LATER),), fix=True, write=True)
    assert not result.done
    assert all(one.left for one in result.files if not one.same)
    assert "不知道它的版式" in told_formatted(result)
    assert bytes_of(project) == before


def test_what_is_put_right_is_told_with_its_line(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    format_files(project, (), write=True)
    path = project.root / folder(LATER) / "document.yml"
    right = path.read_bytes()
    path.write_text(path.read_text(encoding="utf-8").replace("金额单位: ", "金额单位："), encoding="utf-8")
    result = format_files(project, (path,), fix=True, write=True)
    assert path.read_bytes() == right
    assert f"{folder(LATER)}/document.yml:4:1: L205 “金额单位：" in told_formatted(result)
