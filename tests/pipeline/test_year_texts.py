"""与上年对照 on the site: there where last year's document is, and silent where that one is not published as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai.pipeline.project import Project
from tests.small_project import EARLIER, LATER, build_again, edit, folder, small_project

PAGE = f"{LATER}/text-changes/index.html"
REASON = f"{folder(EARLIER)}/explanation.yml"
WITHHELD = "现在不能对照"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return small_project(tmp_path / "project")


def page(project: Project, *only: str) -> str:
    build_again(project, *only)
    text = (project.site / PAGE).read_text(encoding="utf-8")
    return re.sub(r"<[^<>]*>", "", re.sub(r'<span class="told">[^<]*</span>', "", text))


def test_what_is_said_otherwise_stands_beside_last_years_words(project: Project) -> None:
    shown = page(project)
    assert "人员增加两名" in shown
    assert WITHHELD not in shown
    assert not (project.site / EARLIER / "text-changes").exists()
    text = (project.site / LATER / "explanation/index.html").read_text(encoding="utf-8")
    assert 'href="../text-changes/"' in text
    assert "text-changes/" not in (project.site / EARLIER / "explanation/index.html").read_text(encoding="utf-8")


def test_last_years_words_are_not_shown_before_they_are_published(project: Project) -> None:
    """Last year's document is edited and not fit: what it says now is nowhere on the site."""
    page(project)
    edit(project.root, REASON, "人员增加两名", "内部讨论稿")
    edit(project.root, f"{folder(EARLIER)}/document.yml", "版式:", "不认识的: 一\n版式:")
    shown = page(project)
    assert WITHHELD in shown
    assert "内部讨论稿" not in shown
    edit(project.root, f"{folder(EARLIER)}/document.yml", "不认识的: 一\n版式:", "版式:")
    assert "内部讨论稿" in page(project)


def test_it_is_not_shown_beside_words_that_are_newer_than_the_site(project: Project) -> None:
    """Only this year's is built again: last year's on the site is not what its files say."""
    page(project)
    edit(project.root, REASON, "人员增加两名", "新增信息系统")
    assert WITHHELD in page(project, LATER)
    assert "新增信息系统" in page(project)
