"""The site in a browser: phones, printing, keyboards; and that it asks no other host for anything. Its search: test_search.py."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import resized, still
from tests.sample import BUREAU
from tests.site.conftest import Served

pytestmark = pytest.mark.browser
DOCUMENT = "ceshi/hangkong/government-services-bureau/2021/final-accounts/"


def test_every_page_has_the_search(page: Page, served: Served) -> None:
    page.goto(served.address + DOCUMENT + "tables/t03/")
    box = page.locator(".site-search input")
    box.fill("行政运行")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/czj/gongkai/search/\?q="))
    expect(page.locator(".search-result").first).to_be_visible()


def test_from_home_to_a_table_by_links(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.locator(".regions").get_by_role("link", name="测试市", exact=True).click()
    page.get_by_role("link", name=BUREAU, exact=True).click()
    page.get_by_role("link", name="2021年度决算").click()
    page.locator(".contents-part").get_by_role("link", name="二、支出决算表").click()
    expect(page.locator("h1")).to_contain_text("支出决算表")
    page.locator(".breadcrumbs").get_by_role("link", name="2021年度", exact=True).click()
    expect(page.locator("h1")).to_have_text("2021年度")


def test_the_exact_title_of_a_document_finds_it_first(page: Page, served: Served) -> None:
    title = f"{BUREAU}2021年度部门决算"
    page.goto(f"{served.address}search/?q={title}")
    first = page.locator(".search-results[aria-busy=false] h2 a").first
    expect(first).to_have_attribute("href", re.compile(rf"{DOCUMENT}(#|$)"))


LEAVES = (
    "profile",
    "tables",
    "tables/t01",
    "tables/t03",
    "tables/t07",
    "explanation",
    "performance/form-01",
    "glossary",
)
PAGES = (
    *("", "search/?q=公务用车", "glossary/", "guide/", "site-map/", "about/accessibility/", "corrections/", "kinds/budget/", "ceshi/", DOCUMENT),
    *("documents/", "documents/?年度=2021", "years/2021/", "ceshi/hangkong/government-services-bureau/"),
    *("compare/", "compare/functional/", "compare/three-public/reception/"),
    "compare/departments/ceshi/hangkong/government-services-bureau/",
    *(f"{DOCUMENT}{leaf}/" for leaf in LEAVES),
)


SMALL = """() => [...document.querySelectorAll("a[href], button, input, summary, select")].filter((one) => {
    const style = getComputedStyle(one);
    const box = (one.type === "checkbox" && one.closest("label") || one).getBoundingClientRect();
    if (style.visibility === "hidden" || box.width < 2 || (box.width >= 23.9 && box.height >= 23.9)) return false;
    const words = [...one.parentElement.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    return !(style.display === "inline" && words);
}).map((one) => one.outerHTML.slice(0, 120))"""
"""what a finger is to hit, less than 24 pixels high or wide, and not within running text; of a box, its label"""


@pytest.mark.parametrize("path", PAGES)
def test_nothing_overflows_a_phone_or_escapes_a_finger(page: Page, served: Served, path: str) -> None:
    """At 320 pixels (400 % zoom of a window of 1280) and on a phone of today."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(served.address + path)
    page.wait_for_load_state("networkidle")
    for width in (390, 320):
        resized(page, {"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(SMALL) == []


def test_a_wide_table_scrolls_inside_itself_and_keeps_its_names(page: Page, served: Served) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(served.address + DOCUMENT + "tables/t03/")
    frame = page.locator(".table-scroll")
    frame.focus()
    assert frame.evaluate("frame => { frame.scrollLeft = 300; return frame.scrollLeft }") > 100
    name = page.locator("#t03-r2010301 th").bounding_box()
    assert name is not None
    assert 0 <= name["x"] < 60


THREE_CODES = """rows => rows.forEach(row => {
    const [code, name] = row.cells;
    if (code.textContent) row.prepend(code.cloneNode(true), code.cloneNode(true));
    else { code.remove(); name.colSpan = 4; }
})"""


def test_codes_in_three_columns_leave_the_names_in_sight_and_the_totals_uncovered(page: Page, served: Served) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(served.address + DOCUMENT + "tables/t03/")
    page.locator(".grid tbody tr").evaluate_all(THREE_CODES)
    still(page)
    page.locator(".table-scroll").evaluate("frame => frame.scrollLeft = 300")
    name, total = (page.locator(f"#t03-{row} th").bounding_box() for row in ("r2010301", "total"))
    assert name is not None
    assert total is not None
    assert 0 <= name["x"] < 60
    assert total["x"] < -200


def test_the_drawer_of_a_phone_holds_the_pages_of_the_document(page: Page, served: Served) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(served.address + DOCUMENT)
    page.get_by_role("button", name="目录", exact=True).click()
    page.locator(".document-nav").get_by_role("link", name="支出决算表", exact=True).click()
    expect(page.locator("h1")).to_contain_text("支出决算表")


@pytest.mark.parametrize("width", [390, 1200])
def test_the_drawer_is_there_for_the_keyboard_only_while_it_is_open(page: Page, served: Served, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(served.address + DOCUMENT)
    opener = page.get_by_role("button", name="目录", exact=True)
    expect(opener).to_have_attribute("aria-expanded", "false")
    assert page.locator("#" + (opener.get_attribute("aria-controls") or "")).is_hidden()
    assert not [one for one in walk(page, 40) if "drawer" in one]

    opener.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("button", name="关闭目录")).to_be_focused()
    assert walk(page, 3) == ["A drawer"] * 3
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")

    opener.press("Enter")
    page.get_by_role("button", name="关闭目录").press("Enter")
    expect(opener).to_be_focused()

    opener.press("Enter")
    page.locator("#site-drawer a").last.focus()
    page.keyboard.press("Tab")
    expect(opener).to_have_attribute("aria-expanded", "false")
    assert page.evaluate("!document.activeElement.closest('#site-drawer, .drawer-open')")


def walk(page: Page, steps: int) -> list[str]:
    """Where Tab leads, step by step."""
    places = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        places.append(
            page.evaluate(
                "(one => `${one.tagName} ${one.closest('#site-drawer') ? 'drawer' : ''}`)(document.activeElement)"
            )
        )
    return places


def test_without_scripts_the_lists_of_pages_stand_below_the_text(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(served.address + DOCUMENT)
    expect(page.get_by_role("button", name="目录")).to_have_count(0)
    link = page.locator(".document-nav").get_by_role("link", name="支出决算表", exact=True)
    title, place = page.locator("h1").bounding_box(), link.bounding_box()
    assert title is not None
    assert place is not None
    assert title["y"] < place["y"]
    link.click()
    expect(page.locator("h1")).to_contain_text("支出决算表")
    context.close()


@pytest.mark.parametrize("path", ["no-such", f"{DOCUMENT}tables/no-such/"])
def test_not_found_below_a_path_leads_back_to_the_site(
    page: Page, served: Served, tolerated: list[str], path: str
) -> None:
    tolerated += ["404", "MIME type", "violation"]
    response = page.goto(served.address + path)
    assert response is not None
    assert response.status == 404
    page.get_by_role("link", name="首页").click()
    expect(page).to_have_url(served.address)


def test_the_head_of_a_table_names_every_cell(page: Page, served: Served) -> None:
    page.goto(served.address + DOCUMENT + "tables/t03/")
    expect(page.get_by_role("columnheader", name="本年支出合计")).to_have_count(1)
    expect(page.get_by_role("rowheader", name="行政运行")).to_have_count(1)


def test_an_original_in_a_table_shows_its_note_on_focus(page: Page, served: Served) -> None:
    page.goto(served.address + DOCUMENT + "tables/t03/")
    page.locator("a.as-printed").focus()
    expect(page.get_by_role("tooltip")).to_contain_text("应为“2120899”")


def test_dark_and_light_are_kept(page: Page, served: Served) -> None:
    page.goto(served.address)
    dark = page.locator("body[data-md-color-scheme=slate]")
    expect(dark).to_have_count(0)
    page.locator("label[title=切换到深色]").click()
    expect(dark).to_have_count(1)
    page.goto(served.address + DOCUMENT)
    expect(dark).to_have_count(1)


def test_a_table_prints_whole(page: Page, served: Served, tmp_path: Path) -> None:
    page.goto(served.address + DOCUMENT + "tables/t07/")
    file = tmp_path / "t07.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    about = subprocess.run(["pdfinfo", str(file)], check=True, capture_output=True, text=True).stdout
    assert re.search(r"Pages: +1\n", about)
    assert "842 x 595" in about or "841.92 x 594.96" in about  # A4 landscape
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True).stdout
    assert re.search(r"1 +2 +3 +4 +5 +6 +7 +8 +9 +10 +11 +12\n", text)
    assert "检索" not in text
