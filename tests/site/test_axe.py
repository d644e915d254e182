"""无障碍: axe finds nothing against WCAG 2.1 A and AA on a page of each kind, wide and narrow, light and dark."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from gongkai.model.contacts import OfficeContact
from gongkai.publishing.pouring import pour
from gongkai.rendering.drawer import Drawer
from gongkai.rendering.extras import Extras
from gongkai.rendering.html import page_environment, render_pages
from gongkai.rendering.levels.key import LEVELS
from gongkai.rendering.levels.level import Absent, Around
from gongkai.rendering.levels.page import level_page
from gongkai.rendering.pages import PageKind
from gongkai.rendering.series.links import table_key
from tests import sample
from tests.built import PROJECT, THREE_PUBLIC
from tests.chromium import resized
from tests.levels import UNITS, level, what_they_gave
from tests.projects import assemble
from tests.site.conftest import Served

pytestmark = pytest.mark.browser
AXE = PROJECT / "build" / "axe" / "axe.min.js"
"""from scripts/setup development"""
BUREAU = "ceshi/hangkong/government-services-bureau/"
DOCUMENT = f"{BUREAU}2021/final-accounts/"
TABLE = table_key("决算", THREE_PUBLIC)
PAGES = (
    *("", "search/?q=公务用车", "documents/", "years/2021/", "ceshi/", BUREAU, "corrections/", "glossary/"),
    *("compare/", "compare/three-public/reception/", f"compare/departments/{BUREAU}", "data/", "guide/"),
    *("compare/tables/", f"compare/tables/{TABLE}/2021/", f"compare/departments/{BUREAU}tables/{TABLE}/"),
    *("site-map/", "about/accessibility/", "404.html"),
    *(f"{DOCUMENT}{leaf}" for leaf in ("", "tables/", "tables/t01/", "tables/t07/", "explanation/")),
    *(f"{DOCUMENT}{leaf}" for leaf in ("performance/form-01/", "glossary/")),
)
NEEDED = pytest.mark.skipif(not AXE.is_file(), reason="axe-core 没有装：scripts/setup development")
RUN = """async (rules) => {
    const said = await axe.run(document, {
        resultTypes: ["violations"],
        runOnly: rules.length ? { type: "rule", values: rules } : ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    });
    return said.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
}"""


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds by its rules for WCAG, or by these alone."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RUN, list(rules))
    return found


@pytest.fixture(scope="module")
def with_changes(served: Served) -> Iterator[str]:
    """The same document with last year's words beside its own, and whom to tell of a mistake."""
    known = Extras(before=sample.publication(year=2020), contact=OfficeContact(mail="ju@example.gov.cn"))
    pages = render_pages(sample.publication(), known, page_environment(PROJECT / "templates"))
    (page,) = [one for one in pages if one.kind is PageKind.TEXT_CHANGES]
    file = served.folder / page.file
    file.parent.mkdir()
    file.write_text(pour(page.pieces, served.shell.models[page.depth]), encoding="utf-8")
    yield page.path
    shutil.rmtree(file.parent)


@pytest.fixture(scope="module")
def with_level(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """All departments of a city on one page."""
    gave = what_they_gave(assemble(tmp_path_factory.mktemp("city"), "next-year", editions=True))
    around = Around(units=UNITS, absent=(Absent(name="江城市教育局", why="没有收录"),))
    files = dict.fromkeys(("document.pdf", "data.xlsx", "data.csv", "data.json"), 1000)
    made = level_page(Drawer(page_environment(PROJECT / "templates")), level(gave, around), files, ())
    file = served.folder / made.path / "index.html"
    file.parent.mkdir(parents=True)
    file.write_text(pour(made.pieces, served.shell.indexes[made.path.count("/")]), encoding="utf-8")
    yield made.path
    shutil.rmtree(served.folder / LEVELS)


@pytest.fixture
def visitor(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    scheme: Literal["light", "dark"] = request.param
    context = browser.new_context(locale="zh-CN", color_scheme=scheme)
    yield context.new_page()
    context.close()


@NEEDED
@pytest.mark.parametrize("visitor", ["light", "dark"], indirect=True)
def test_axe_finds_nothing(visitor: Page, served: Served, with_changes: str, with_level: str) -> None:
    """In the dark only colours are another matter."""
    dark = visitor.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    found = {}
    for path in (*PAGES, with_changes, with_level):
        visitor.goto(served.address + path)
        if path.startswith("search/"):
            visitor.locator(".search-results[aria-busy=false] h2").first.wait_for()
        for width in (1280, 390):
            resized(visitor, {"width": width, "height": 900})
            found[path, width] = violations(visitor, *(["color-contrast"] if dark else []))
    assert {place: wrong for place, wrong in found.items() if wrong} == {}


@NEEDED
@pytest.mark.parametrize("visitor", ["light"], indirect=True)
def test_axe_finds_what_is_there(visitor: Page) -> None:
    visitor.set_content('<html lang="zh"><title>甲</title><p style="color:#bbb;background:#fff">淡淡的字<img src="a.png">')
    assert [one.partition(":")[0] for one in violations(visitor)] == ["color-contrast", "image-alt"]
