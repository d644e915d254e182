"""省的首页: what stands on it, what it asks for, and what it leaves alone."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from gongkai.model.province import Counts, ListedSite, ProvinceList
from gongkai.model.site_settings import SiteSettings
from gongkai.publishing.province import ForeignPageError, styles, write_front_page
from tests.small_project import ROOT

TEMPLATES = ROOT / "templates"
HOSTILE = "<script>alert(1)</script>&\"'"


def site(name: str, address: str, within: str = "") -> ListedSite:
    return ListedSite(name=name, address=address, catalogue="x", within=within)


LISTED = ProvinceList(
    name="某省部门预算决算公开",
    sites=(
        site("省本级", "https://sheng.example.gov.cn/gongkai"),
        site("甲市本级", "https://jia.example.gov.cn:8443/", "甲市"),
        site("乙县", "https://yi.example.gov.cn/", "甲市"),
    ),
)
COUNTS: list[Counts | None] = [
    {2024: Counter({"决算": 1200}), 2023: Counter({"决算": 30, "预算": 4})},
    {2023: Counter({HOSTILE: 5})},
    None,
]


def page(folder: Path, listed: ProvinceList = LISTED) -> str:
    write_front_page(folder, listed, COUNTS, SiteSettings(publisher="某省财政厅"), TEMPLATES)
    return (folder / "index.html").read_text(encoding="utf-8")


def test_every_site_has_its_links_and_counts(tmp_path: Path) -> None:
    text = page(tmp_path)
    for address in ("https://sheng.example.gov.cn/gongkai/", "https://jia.example.gov.cn:8443/"):
        assert f'<a href="{address}">' in text
        assert f'form="search" formaction="{address}search/"' in text
        assert f'<a href="{address}feed.xml"' in text
    assert "<b>1,234</b>份，2023—2024年度" in text
    assert "没有读到它的目录，份数不详" in text
    assert "合计里没有：乙县" in text
    assert "2个网站：" in text
    assert re.findall("<h2>(.*?)(?: <small>2个</small>)?</h2>", text) == ["网站", "甲市"]
    assert "主办：某省财政厅" in text


def test_what_others_wrote_is_text(tmp_path: Path) -> None:
    named = LISTED.model_copy(update={"sites": (site(HOSTILE, "https://a.example.gov.cn/"), *LISTED.sites[1:])})
    text = page(tmp_path, named)
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_it_asks_nobody_for_anything_and_sends_the_form_to_its_sites_alone(tmp_path: Path) -> None:
    text = page(tmp_path)
    (policy,) = re.findall('http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy.startswith("default-src 'none'; ")
    assert policy.endswith(
        "form-action https://jia.example.gov.cn:8443 https://sheng.example.gov.cn https://yi.example.gov.cn"
    )
    asked = re.findall(r'(?:src|<link[^>]*href)="([^"]*)"', text)
    assert asked
    assert all((tmp_path / path).is_file() for path in asked)
    assert " style=" not in text


def test_its_colours_follow_the_system() -> None:
    sheet = styles(TEMPLATES).decode()
    _, _, dark = sheet.partition("@media (prefers-color-scheme: dark)")
    assert "--paper: #141b23" in dark, "what site.css says of the dark"


def test_it_is_written_again_only_where_it_changed_and_leaves_the_rest_alone(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("own", encoding="utf-8")
    page(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    page(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == before
    assert {"own.txt", "index.html", "index.html.br"} <= {path.name for path in before}


def test_the_page_of_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<title>某省财政厅</title>", encoding="utf-8")
    with pytest.raises(ForeignPageError):
        page(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["index.html"]
