"""The shell, built by MkDocs."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.publishing.leaf_pages import MARKS, mark, pour
from generator.publishing.shell import ShellError, ShellInputs, build_shell
from tests.built import PROJECT, Built, shell_of


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory, documents: tuple[Built, ...]) -> Path:
    work = tmp_path_factory.mktemp("shell")
    assert shell_of(documents, work).rebuilt
    return work


def test_it_is_built_again_only_when_something_changed(work: Path, documents: tuple[Built, ...]) -> None:
    assert not shell_of(documents, work).rebuilt
    assert shell_of(documents[:3], work).rebuilt
    assert shell_of(documents, work).rebuilt


def test_pages_and_nothing_that_no_reader_uses(work: Path, documents: tuple[Built, ...]) -> None:
    site = shell_of(documents, work).site
    found = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    bureau = documents[0].publication.department_id
    wanted = {
        "index.html",
        "404.html",
        "guide/index.html",
        "glossary/index.html",
        "search/index.html",
        "assets/site.css",
    }
    assert wanted | {"ceshi/index.html", f"{bureau}/index.html", f"{bureau}/2021/index.html"} <= found
    assert not [path for path in found if path.endswith((".map", ".gz")) or "model-page" in path or "sitemap" in path]


def test_there_is_a_model_for_every_depth(work: Path, documents: tuple[Built, ...]) -> None:
    shell = shell_of(documents, work)
    page = documents[0].pages[4]
    html = pour(page.pieces, shell.models[page.depth])
    assert "@@gongkai" not in html
    assert f'href="{"../" * page.depth}assets/site.css"' in html
    assert "<title>支出决算表 - 测试市政务服务局2021年度部门决算 - 部门预算决算公开</title>" in html
    assert '<meta name="ArticleTitle" content="测试市政务服务局2021年度部门决算：支出决算表">' in html
    assert '<meta name="PubDate" content="2022-09">' in html
    assert all(mark(name) in shell.models[page.depth] for name in MARKS)


def test_no_page_asks_another_host_or_tells_versions(work: Path, documents: tuple[Built, ...]) -> None:
    site = shell_of(documents, work).site
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', html), path
        assert not re.search(r"<script(?![^>]*(?:src=|application/json))", html), path
        assert 'name="generator"' not in html
        assert " style=" not in html


def test_names_cannot_leave_their_place(tmp_path: Path, documents: tuple[Built, ...]) -> None:
    hostile = '</title><script>alert(1)</script>\n---\n{{ config }} "x" \u2028'
    entry = replace(documents[0].entry, title=hostile, department=hostile, region=(hostile, hostile))
    shell = build_shell(ShellInputs(project=PROJECT, work=tmp_path, entries=(entry,)))
    for path in shell.site.rglob("*.html"):
        assert "<script>alert" not in path.read_text(encoding="utf-8"), path


def test_the_same_catalogue_gives_the_same_bytes(tmp_path: Path, work: Path, documents: tuple[Built, ...]) -> None:
    def contents(site: Path) -> dict[str, bytes]:
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}

    assert contents(shell_of(documents, tmp_path).site) == contents(shell_of(documents, work).site)


def test_a_broken_setting_is_said_plainly(tmp_path: Path, documents: tuple[Built, ...]) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "templates").symlink_to(PROJECT / "templates")
    settings = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    (project / "mkdocs.yml").write_text(settings + "\nno_such_setting: 1\n", encoding="utf-8")
    entries = tuple(one.entry for one in documents)
    with pytest.raises(ShellError, match="no_such_setting"):
        build_shell(ShellInputs(project=project, work=tmp_path / "build", entries=entries))
