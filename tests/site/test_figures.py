"""数字的来历 in a browser: one stop of the Tab key for a table, a panel that says what the plain pages say."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from msgspec import Struct
from posixpath import normpath

import pytest
from playwright.sync_api import Browser, Page, expect

from gongkai.publishing.pouring import pour
from gongkai.publishing.verification import page_faults
from gongkai.rendering.figures.file import figures_file
from gongkai.rendering.extras import Extras
from gongkai.rendering.html import page_environment, render_pages
from gongkai.rendering.pages import Page as Leaf
from tests.built import PROJECT
from tests.chromium import still
from tests.rendering.invented import Invented, invented
from tests.site.conftest import Served

TABLE = "tables/t01/"
PANEL = ".figure-panel"


class Site(Struct, frozen=True, kw_only=True):
    """The invented document beside the sample's."""

    document: Invented
    pages: tuple[Leaf, ...]
    address: str
    """of the document, ending in /"""


@pytest.fixture(scope="module", name="site")
def with_the_document(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    document = invented(tmp_path_factory.mktemp("invented"))
    id = document.publication.id
    pages = render_pages(
        document.publication, Extras(origins=document.origins), page_environment(PROJECT / "templates")
    )
    for page in pages:
        file = served.folder / page.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(pour(page.pieces, served.shell.models[page.depth]), encoding="utf-8")
    (served.folder / id / "figures.json").write_bytes(figures_file(document.publication, document.origins))
    yield Site(document=document, pages=pages, address=f"{served.address}{id}/")
    shutil.rmtree(served.folder / id)


def opened(page: Page, site: Site, id: str = "t01-total-3", path: str = TABLE) -> None:
    """The panel of a figure."""
    page.goto(site.address + path)
    page.locator(f"[id='{id}']").click()
    expect(page.locator(f"{PANEL} .figure-panel-amount")).to_be_visible()


def test_a_table_is_one_stop_of_the_tab_key(page: Page, site: Site) -> None:
    page.goto(site.address + TABLE)
    expect(page.locator(".grid td[tabindex='0']")).to_have_count(1)
    page.locator(".grid td[tabindex='0']").focus()
    expect(page.locator("#t01-row1-2")).to_be_focused()
    for key, id in (
        *(("ArrowRight", "t01-row1-3"), ("ArrowDown", "t01-row2-3"), ("End", "t01-row2-4")),
        *(
            ("ArrowDown", "t01-total-4"),
            ("Home", "t01-total-2"),
            ("ArrowUp", "t01-row3-2"),
            ("ArrowLeft", "t01-row3-2"),
        ),
    ):
        page.keyboard.press(key)
        expect(page.locator(f"#{id}"), key).to_be_focused()
    expect(page.locator(".grid td[tabindex='0']")).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.locator("td:focus")).to_have_count(0)


def test_enter_opens_and_escape_gives_the_focus_back(page: Page, site: Site) -> None:
    page.goto(site.address + TABLE)
    page.locator("#t01-row1-2").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="《收入表》财政拨款收入·决算数")
    expect(panel).to_be_visible()
    expect(panel).to_be_focused()
    expect(panel).to_contain_text("导入自工作簿“2024年决算.xlsx”的 Z03 收入决算表·F12")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator("#t01-row1-3")).to_be_focused()


def test_a_screen_reader_hears_cells_and_a_dialog(page: Page, site: Site) -> None:
    """The figures stay cells of their table, so that their heads are read out; nothing in it became a button."""
    page.goto(site.address + TABLE)
    heard = page.locator(".grid").aria_snapshot()
    assert 'row "一、财政拨款收入 80.00 90.00 112.50%"' in heard
    assert 'cell "90.00"' in heard
    assert "button" not in heard
    described = page.locator("#t01-row1-2").get_attribute("aria-describedby")
    assert page.locator(f"[id='{described}']").inner_text() == "点一个数，或用方向键走到它按回车，看它是怎么来的。"
    page.locator("#t01-total-3").click()
    expect(page.locator(f"{PANEL} .figure-panel-amount")).to_be_visible()
    said = page.locator(PANEL).aria_snapshot()
    assert said.startswith('- dialog "《收入表》合计·决算数"')
    for words in ('link "财政拨款收入"', 'button "复制链接"', 'button "引用"', 'button "关闭"', "status"):
        assert words in said


def test_the_panel_says_what_the_plain_pages_say(page: Page, site: Site) -> None:
    for table in site.document.origins.tables:
        page.goto(site.address + table.page)
        for one in table.figures:
            page.locator(f"[id='{one.spot.id}']").evaluate("cell => cell.click()")
            expect(page.locator(f"{PANEL} h2")).to_have_text(one.spot.called(None))
            assert _lines(page) == [re.sub(r"[\[\]]", "", line) for line in site.document.lines(one.spot.id)]


def _lines(page: Page) -> list[str]:
    labels, told = (page.locator(f"{PANEL} {name}").all_text_contents() for name in ("dt", "dd"))
    return [f"{label} {text}" for label, text in zip(labels, told, strict=True)]


def test_a_figure_of_the_text_opens_where_it_stands(page: Page, site: Site) -> None:
    page.goto(site.address + "explanation/")
    page.get_by_role("link", name="2.00%").press("Enter")
    expect(page.get_by_role("dialog", name="增长2.00%")).to_contain_text("÷ 填报的上年·收入合计 100.00")
    assert page.url.endswith("explanation/")
    page.keyboard.press("Escape")
    expect(page.locator("#overall-p1-f3")).to_be_focused()


def test_an_operand_leads_to_its_cell(page: Page, site: Site) -> None:
    opened(page, site)
    page.locator(f"{PANEL} dd a", has_text="其他收入").click()
    expect(page.locator(f"{PANEL} h2")).to_have_text("《收入表》其他收入·决算数")
    expect(page).to_have_url(re.compile("#t01-row2-3$"))
    opened(page, site, "t03-row1-2", "tables/t03/")
    page.locator(f"{PANEL} dd a").first.click()
    page.wait_for_url("**/tables/t01/#t01-total-3")


def test_link_and_citation_are_copied_and_said(page: Page, site: Site) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, site)
    address = f"{site.address}{TABLE}#t01-total-3"
    page.get_by_role("button", name="复制链接").click()
    expect(page.locator(f"{PANEL} [role=status]")).to_have_text(f"链接已复制：{address}")
    assert page.evaluate("navigator.clipboard.readText()") == address
    page.get_by_role("button", name="引用").click()
    citation = f"《测试局2024年度部门决算》公开01表 收入表·合计·决算数，102.00万元，{address}"
    expect(page.locator(f"{PANEL} [role=status]")).to_have_text(f"引用的文字已复制：{citation}")


def test_it_is_said_when_nothing_can_be_read(page: Page, site: Site, tolerated: list[str]) -> None:
    tolerated.append("ERR_FAILED")
    page.route("**/figures.json", lambda route: route.abort())
    page.goto(site.address + TABLE)
    page.locator("#t01-total-3").click()
    expect(page.locator(f"{PANEL} [role=status]")).to_have_text("没有读到这个数的来历，可能是网络断了。")
    expect(page.locator(PANEL).get_by_role("link")).to_have_attribute("href", f"{site.address}sources/t01/")
    page.unroute("**/figures.json")
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(PANEL)).to_contain_text("其他收入 12.00")


def test_nothing_moves_and_the_figure_stays_in_sight(page: Page, site: Site) -> None:
    for width, height in ((1280, 720), (390, 700), (320, 560)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(site.address + TABLE)
        still(page)
        before = page.evaluate("document.documentElement.scrollHeight")
        page.locator("#t01-total-2").click()
        expect(page.locator(f"{PANEL} .figure-panel-amount")).to_be_visible()
        still(page)
        assert page.evaluate("document.documentElement.scrollHeight") == before
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        figure, panel = page.locator("#t01-total-2").bounding_box(), page.locator(PANEL).bounding_box()
        assert figure
        assert panel
        above = figure["y"] + figure["height"] <= panel["y"]
        beside = figure["x"] + figure["width"] <= panel["x"] or figure["x"] >= panel["x"] + panel["width"]
        assert above or beside, width


def test_without_scripts_every_table_leads_to_its_origins(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.address + TABLE)
    expect(page.locator(".figure-hint")).to_be_hidden()
    page.get_by_role("link", name="数字的来历").click()
    page.wait_for_url("**/sources/t01/")
    entry = page.locator("dt", has=page.locator("#t01-total-3"))
    told = entry.locator("xpath=following-sibling::dd[1]")
    expect(told).to_contain_text("＝ 财政拨款收入 90.00 ＋ 其他收入 12.00（另有 1 项是 0）")
    told.get_by_role("link", name="其他收入").click()
    page.wait_for_url("**/sources/t01/#t01-row2-3")
    page.locator("#t01-row2-3").click()
    page.wait_for_url("**/tables/t01/#t01-row2-3")
    context.close()


def test_pages_are_sound_and_links_lead_somewhere(site: Site) -> None:
    """All links of the pages of origins that stay within the document, with their anchors."""
    anchors = {page.path: set(re.findall(r'\bid="([^"]+)"', page.main)) for page in site.pages}
    sources = [page for page in site.pages if "/sources/" in page.path]
    assert len(sources) == 4
    for page in sources:
        assert not [*page_faults(page.pieces)]
        assert 'name="robots" content="noindex"' in page.head
        for link in re.findall(r'href="([^"]+)"', page.main):
            path, _, anchor = link.partition("#")
            target = normpath(page.path + path) + "/" if path else page.path
            if target.startswith(site.document.publication.id):
                assert target in anchors, link
                assert not anchor or anchor in anchors[target], link


def test_no_figure_has_a_title(site: Site) -> None:
    assert not [page.path for page in site.pages if re.search(r"<(?:data|td)[^>]* title=", page.main)]
