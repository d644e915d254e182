"""核对说明 and links in the text, in a browser: what is ours can be told, opened and hidden; a term tells what it means."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.site.conftest import Served

pytestmark = pytest.mark.browser
DOCUMENT = "ceshi/hangkong/government-services-bureau/2021/final-accounts/"
TEXT = f"{DOCUMENT}explanation/"
NARROW, WIDE = ViewportSize(width=390, height=800), ViewportSize(width=1280, height=900)
SHIFTS = """() => new Promise((told) => {
    new PerformanceObserver((list) => {}).observe({type: "layout-shift", buffered: true});
    setTimeout(() => told(performance.getEntriesByType("layout-shift").reduce((sum, one) => sum + one.value, 0)), 300);
})"""


def note(page: Page) -> Locator:
    return page.locator(".note-original")


def test_in_a_wide_window_a_note_stands_beside_its_paragraph(page: Page, served: Served) -> None:
    page.set_viewport_size(WIDE)
    page.goto(served.address + TEXT)
    text, ours = page.locator("p.noted").bounding_box(), note(page).bounding_box()
    assert text is not None
    assert ours is not None
    assert ours["x"] > text["x"] + text["width"]
    assert abs(ours["y"] - text["y"]) < 30


def test_in_a_narrow_window_its_mark_opens_it_in_place(page: Page, served: Served) -> None:
    page.set_viewport_size(NARROW)
    page.goto(served.address + TEXT)
    mark = page.locator("a.as-printed")
    expect(note(page)).to_be_hidden()
    for key, state in (("Enter", "true"), ("Enter", "false")):
        mark.press(key)
        expect(mark).to_have_attribute("aria-expanded", state)
    mark.click()
    expect(note(page)).to_be_visible()
    assert "#" not in page.url


def test_one_switch_hides_them_on_every_page_before_it_is_painted(page: Page, served: Served) -> None:
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        page.goto(served.address + TEXT)
        page.get_by_role("button", name="隐藏核对说明").click()
        expect(note(page)).to_be_hidden()
        page.goto(f"{served.address}{DOCUMENT}tables/t03/")
        expect(page.locator(".ours-below")).to_be_hidden()
        assert page.evaluate(SHIFTS) < 0.01
        page.get_by_role("button", name="显示核对说明").press("Enter")
        expect(page.locator(".ours-below")).to_be_visible()
        expect(page.locator(".note-note").first).to_be_visible()


def test_who_comes_to_a_hidden_note_sees_it(page: Page, served: Served) -> None:
    page.set_viewport_size(NARROW)
    page.goto(f"{served.address}{DOCUMENT}tables/t03/")
    id = note(page).get_attribute("id")
    page.get_by_role("button", name="隐藏核对说明").click()
    page.goto(f"{served.address}{DOCUMENT}tables/t03/?again#{id}")
    expect(note(page)).to_be_visible()


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_without_scripts_every_note_can_be_reached(browser: Browser, served: Served, size: ViewportSize) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=size)
    page = context.new_page()
    page.goto(served.address + TEXT)
    page.locator("a.as-printed").click()
    expect(note(page)).to_be_visible()
    expect(page.get_by_role("button", name="隐藏核对说明")).to_be_hidden()
    context.close()


def test_a_printed_page_has_its_notes(page: Page, served: Served) -> None:
    page.set_viewport_size(NARROW)
    page.goto(served.address + TEXT)
    page.emulate_media(media="print")
    expect(note(page)).to_be_visible()


def test_a_term_tells_what_it_means_on_hover_and_focus_and_goes_away(page: Page, served: Served) -> None:
    page.set_viewport_size(WIDE)
    page.goto(served.address + TEXT)
    term = page.locator("a.link-term").first
    told = page.get_by_role("tooltip")
    term.hover()
    expect(told).to_contain_text("指单位用财政拨款安排的")
    told.hover()
    page.wait_for_timeout(500)
    expect(told).to_be_visible()
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    page.mouse.move(1, 1)
    term.focus()
    expect(told).to_be_visible()
    expect(term).to_have_attribute("aria-describedby", "beside")
    term.press("Enter")
    expect(page).to_have_url(re.compile(r"/glossary/#glossary-three-public$"))


def test_a_tap_shows_it_and_a_second_one_goes_there(browser: Browser, served: Served) -> None:
    context = browser.new_context(has_touch=True, viewport=NARROW, locale="zh-CN")
    page = context.new_page()
    page.goto(served.address + TEXT)
    term = page.locator("a.link-term").first
    term.tap()
    expect(page.get_by_role("tooltip")).to_contain_text("再点一次")
    term.tap()
    expect(page).to_have_url(re.compile(r"/glossary/#"))
    context.close()
