"""The index that Pagefind writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.publishing import search
from gongkai.publishing.search import SearchError, bare, index, search_page, shell_search
from tests.built import DISTRICT, Built


def test_the_page_that_pagefind_reads(documents: tuple[Built, ...]) -> None:
    html = bare(search_page(documents[0].pages[4]))
    assert '<p id="t03-r2010301">2010301 · 行政 政运 运行 · 114.66 · 114.66 ¶</p>' in html
    assert '<meta data-pagefind-filter="年度[content]" content="2021">' in html
    assert html.count("地区[content]") == 2


def test_departments_are_found_by_any_of_their_names(documents: tuple[Built, ...]) -> None:
    pages = list(shell_search(tuple(one.entry for one in documents)))
    assert [page.title for page in pages] == ["测试市政务服务局", DISTRICT]
    assert all(page.filters["页别"] == ("部门",) for page in pages)


def test_the_same_pages_give_the_same_index(tmp_path: Path, documents: tuple[Built, ...]) -> None:
    pages = [search_page(page) for one in documents for page in one.pages]
    found = []
    for name in ("one", "two"):
        index(tmp_path / name, pages, tmp_path / f"{name}-work")
        folder = tmp_path / name / "pagefind"
        found.append(
            {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        )
    assert found[0] == found[1]
    languages = json.loads(found[0]["pagefind-entry.json"])["languages"]
    assert [one["page_count"] for one in languages.values()] == [len(pages)]
    assert not [name for name in found[0] if "ui" in name]


def test_without_pagefind_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "get_executable", lambda: None)
    with pytest.raises(SearchError, match="重新安装"):
        index(tmp_path, (), tmp_path / "work")


def test_when_pagefind_stops_its_words_are_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "get_executable", lambda: Path("/bin/false"))
    with pytest.raises(SearchError, match="出错（1）"):
        index(tmp_path, (), tmp_path / "work")
