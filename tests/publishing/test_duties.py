"""职责 on pages: a county's site that says all, some and nothing of itself."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader
from msgspec.structs import replace

from gongkai.model.contacts import OfficeContact
from gongkai.model.site_settings import Emblem, NamedLink, SiteSettings
from gongkai.publishing.pouring import pour
from gongkai.publishing.shell import ShellInputs, build_shell
from gongkai.rendering.extras import Extras
from gongkai.rendering.html import page_environment, render_pages
from tests import sample
from tests.built import PROJECT, Built

NOTHING = SiteSettings()
SOME = SiteSettings(publisher="云岭县<财政局>", contact=OfficeContact(phone="0883-2120000"))
ALL = SiteSettings(
    address="https://gongkai.yunling.gov.cn/czj/",
    domain="gongkai.yunling.gov.cn",
    id_code="5309000012",
    publisher="云岭县人民政府",
    operator="云岭县财政局",
    contact=OfficeContact(phone="0883-2120000", mail="czj@yunling.gov.cn"),
    street="云岭县人民路1号",
    filing=NamedLink(name="云ICP备05000001号", address="https://beian.miit.gov.cn/"),
    police_filing=NamedLink(name="云公网安备53090000000001号", address="https://beian.mps.gov.cn/?a=1&b=2"),
    emblem=Emblem(image="assets/images/favicon.svg", address="https://bszs.conac.cn/"),
    share_image="assets/images/share.png",
    errata="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=5309000012",
    licence=NamedLink(name="注明来源可自由使用", address="https://a.gov.cn/licence"),
)


class Words(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, _: str, attributes: list[tuple[str, str | None]]) -> None:
        self.links += [str(value) for name, value in attributes if name == "href"]

    def handle_data(self, data: str) -> None:
        self.said += [data.strip()] if data.strip() else []


def foot(settings: SiteSettings) -> str:
    environment = Environment(loader=FileSystemLoader(PROJECT / "templates/site/overrides"))  # noqa: S701 - as MkDocs
    environment.filters["url"] = lambda path: f"../{path}"
    config = SimpleNamespace(site_name="云岭县预决算公开", extra=SimpleNamespace(settings=settings))
    return environment.get_template("partials/footer.html").render(config=config)


def test_a_site_that_says_all_has_the_whole_foot() -> None:
    found = Words(foot(ALL))
    said = " ".join(found.said)
    for text in (
        "主办：云岭县人民政府",
        "承办：云岭县财政局",
        "电话：0883-2120000",
        "地址：云岭县人民路1号",
        "网站标识码：5309000012",
    ):
        assert text in said
    outside = [link for link in found.links if link.startswith("https:")]
    assert outside == [
        ALL.errata,
        ALL.emblem.address,
        ALL.filing.address,
        ALL.police_filing.address,
        ALL.licence.address,
    ]
    assert 'alt="党政机关网站标识"' in foot(ALL)


@pytest.mark.parametrize(
    ("settings", "said"),
    [(NOTHING, ["云岭县预决算公开"]), (SOME, ["云岭县预决算公开", "主办：云岭县<财政局>", "电话：0883-2120000"])],
)
def test_what_is_empty_leaves_no_hole(settings: SiteSettings, said: list[str]) -> None:
    html = foot(settings)
    assert Words(html).said == ["站点地图", "使用说明", "无障碍说明", "数据下载", "更新订阅", *said]
    assert not re.search(r"<(p|span|a|div)[^<>]*>\s*</\1>", html)


def feedback(extras: Extras, path: str = "tables/t03/") -> str:
    pages = render_pages(sample.publication(), extras, page_environment(PROJECT / "templates"))
    (page,) = [one for one in pages if one.path.endswith(path)]
    return "".join(re.findall(r'<p class="feedback">.*?</p>', page.main, re.DOTALL))


def test_a_mistake_is_told_to_the_department_then_to_the_site_or_to_nobody() -> None:
    own = feedback(Extras(settings=ALL, contact=OfficeContact(phone="2120001")))
    own = re.sub("<[^>]+>", "", own)
    assert "请告诉测试市政务服务局：电话 2120001。请说明是“测试市政务服务局2021年度部门决算：支出决算表”这一页" in own
    mail = next(link for link in Words(feedback(Extras(settings=ALL))).links if link.startswith("mailto:"))
    assert mail.startswith("mailto:czj@yunling.gov.cn?subject=%E7%BA%A0%E9%94%99")
    assert "https%3A//gongkai.yunling.gov.cn/czj/ceshi/hangkong/" in mail
    assert feedback(Extras()) == ""


def head(settings: SiteSettings, **dates: Any) -> dict[str, str]:
    publication = replace(sample.publication(), **dates)
    pages = render_pages(publication, Extras(settings=settings), page_environment(PROJECT / "templates"))
    return dict(re.findall(r'<meta name="([^"]+)" content="([^"]*)">', pages[4].head))


def test_labels_of_a_document_tell_the_day_and_never_invent_one() -> None:
    said = head(ALL, date="2022-09-20")
    assert said["PubDate"] == "2022-09-20 00:00"
    assert said["ContentSource"] == "测试市政务服务局"
    assert said["Url"].startswith(ALL.address + "ceshi/hangkong/")
    assert {"ArticleTitle", "Keywords", "description", "ColumnName", "ColumnType"} <= said.keys()
    assert "PubDate" not in head(NOTHING, date="2022-09")
    assert "Url" not in head(NOTHING)


def test_every_page_of_a_whole_site_has_its_labels(tmp_path: Path, documents: tuple[Built, ...]) -> None:
    shell = build_shell(
        ShellInputs(project=PROJECT, work=tmp_path, entries=tuple(one.entry for one in documents), settings=ALL)
    )
    for path in shell.paths:
        html = (shell.site / path / "index.html").read_text(encoding="utf-8")
        said = dict(re.findall(r'<meta name="([^"]+)" content="([^"]*)">', html))
        assert (said["SiteDomain"], said["SiteIDCode"]) == (ALL.domain, ALL.id_code)
        assert said["SiteName"]
        (picture,) = re.findall(r'<meta property="og:image" content="([^"]*)">', html)
        assert picture.startswith(
            f"{ALL.address}assets/images/share."
        )  # whoever shows a link asks for the whole address
        assert (shell.site / picture.removeprefix(ALL.address)).is_file()
        columns = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
        assert columns & said.keys() == (columns if path else set()), path
        assert f'src="{"../" * path.count("/")}assets/images/favicon.' in html.replace('="./', '="')
    page = documents[0].pages[0]
    assert "云ICP备05000001号" in pour(page.pieces, shell.models[page.depth])
    assert "czj@yunling.gov.cn" in (shell.site / "about/accessibility/index.html").read_text(encoding="utf-8")
