"""可重复: the same content gives the same bytes, wherever, whenever and however it is built."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from gongkai.pipeline.project import Project
from tests.small_project import (
    ALL,
    EARLIER,
    LATER,
    OTHER,
    build_again,
    bytes_of,
    folder,
    gongkai,
    leftovers,
    small_project,
    with_fonts,
)


@pytest.fixture(scope="module")
def with_pdf(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A small project built with PDFs, in a process of its own."""
    project = with_fonts(small_project(tmp_path_factory.mktemp("one") / "project"))
    done = gongkai(project.root, "build", "--jobs", "1", environment={"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai"})
    assert (done.returncode, done.stderr) == (0, "")
    assert (project.site / LATER / "document.pdf").stat().st_size > 10_000
    return project


def test_another_place_process_time_and_number_of_jobs(with_pdf: Project, tmp_path: Path) -> None:
    project = with_fonts(small_project(tmp_path / "quite" / "elsewhere" / "项目"))
    for number, path in enumerate(sorted(project.root.rglob("*"), reverse=True)):
        if not path.is_relative_to(project.build):
            os.utime(path, (number * 1000, number * 1000))
    environment = {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "5"}
    done = gongkai(project.root, "build", "--jobs", "3", environment=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert bytes_of(project.site) == bytes_of(with_pdf.site)


def test_nothing_tells_where_it_was_built(with_pdf: Project) -> None:
    root = os.fsencode(with_pdf.root)
    assert [path for path in with_pdf.site.rglob("*") if path.is_file() and root in path.read_bytes()] == []


def test_step_by_step_or_at_once(built: Project, project: Project) -> None:
    """A site that grew document by document, with detours, is the one that is built at once."""
    departments = project.content / "departments"
    held = project.root.parent / "held"
    held.mkdir()
    for id in (OTHER, LATER):
        shutil.move(departments / id, held / id.replace("/", "+"))
    build_again(project)
    for id in (LATER, OTHER):
        shutil.move(held / id.replace("/", "+"), departments / id)
        build_again(project)
    path = project.root / folder(OTHER) / "explanation.yml"
    sound = path.read_text(encoding="utf-8")
    for text in ("原因: [", sound.replace("人员增加", "新增项目"), sound):
        path.write_text(text, encoding="utf-8")
        build_again(project)
    assert bytes_of(project.site) == bytes_of(built.site)
    assert leftovers(project) == []


def test_a_moved_project_renders_nothing_again(with_pdf: Project, tmp_path: Path) -> None:
    shutil.copytree(with_pdf.root, tmp_path / "moved", symlinks=True)
    moved = Project(root=tmp_path / "moved")
    settings = moved.fonts / "fonts.conf"
    text = settings.read_text(encoding="utf-8").replace(str(with_pdf.root), str(moved.root))
    settings.write_text(text, encoding="utf-8")
    done = gongkai(moved.root, "build")
    assert done.stdout == "没有改动：site/ 已是最新（3 份文件），没有重新排印。\n"
    assert bytes_of(moved.site) == bytes_of(with_pdf.site)


def test_without_fonts_there_is_a_plain_message(project: Project) -> None:
    done = gongkai(project.root, "build")
    assert done.returncode == 69
    assert "没有准备好字体" in done.stderr
    assert not project.site.exists()


def test_the_pdf_is_the_only_difference(with_pdf: Project, built: Project) -> None:
    """With the same fonts: whether they have every character is part of the record of a check (L113)."""
    build_again(with_fonts(built))
    printed, plain = bytes_of(with_pdf.site), bytes_of(built.site)
    assert set(printed) - set(plain) >= {f"{id}/document.pdf" for id in ALL}
    assert printed[f"{EARLIER}/data.json"] == plain[f"{EARLIER}/data.json"]
