"""The site in a browser: search, filters, phones, printing, keyboards; and that it asks no other host for anything."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.built import DISTRICT
from tests.sample import BUREAU
from tests.site.conftest import Served

pytestmark = pytest.mark.browser
DOCUMENT = "ceshi/hangkong/government-services-bureau/2021/final-accounts/"


def results(page: Page, served: Served, query: str, **filters: str) -> list[str]:
    """The titles of the first results."""
    more = "".join(f"&{quote(name)}={quote(value)}" for name, value in filters.items())
    page.goto(f"{served.address}search/?q={quote(query)}{more}")
    expect(page.locator(".search-status")).to_contain_text("找到")
    page.wait_for_load_state("networkidle")
    return page.locator(".search-result h2").all_inner_texts()


@pytest.mark.parametrize("query", ["三公经费", "“三公”经费", '"三公"经费'])
def test_search_sees_through_quotation_marks(page: Page, served: Served, query: str) -> None:
    assert "一般公共预算财政拨款“三公”经费支出决算表" in results(page, served, query)
    assert page.locator(".search-lines mark").first.inner_text() == "三公”经费"


def test_a_code_leads_to_its_row(page: Page, served: Served) -> None:
    assert results(page, served, "2010301")[0] == "支出决算表"
    line = page.locator(".search-lines a").first
    expect(line).to_contain_text("2010301 行政运行 114.66")
    line.click()
    expect(page).to_have_url(re.compile("/tables/t03/#t03-r2010301$"))
    expect(page.locator("#t03-r2010301")).to_be_in_viewport()


@pytest.mark.parametrize("query", ["3685.85", "3,685.85", "３６８５．８５"])
def test_money_is_found_however_it_is_written(page: Page, served: Served, query: str) -> None:
    found = results(page, served, query)
    assert {"收入支出决算总表", "支出决算表", "2021年度部门决算情况说明"} <= set(found)
    assert page.locator(".search-lines mark").first.inner_text() in {"3,685.85", "3685.85"}


@pytest.mark.parametrize("query", ["7777.77", "36.85", "368585", "685.85", "幼儿园食堂"])
def test_what_is_not_there_is_not_found(page: Page, served: Served, query: str) -> None:
    page.goto(f"{served.address}search/?q={quote(query)}")
    expect(page.locator(".search-status")).to_contain_text("没有找到")
    assert page.locator(".search-result").count() == 0


@pytest.mark.parametrize("name", [BUREAU, DISTRICT, "新华区行政审批"])
def test_a_department_comes_first(page: Page, served: Served, name: str) -> None:
    assert name in results(page, served, name)[0]
    expect(page.locator(".search-result .badge").first).to_have_text("部门")


def test_filters_narrow_and_stay_in_the_address(page: Page, served: Served) -> None:
    everything = results(page, served, "公务用车")
    assert len(results(page, served, "公务用车", 年度="2022", 类型="决算")) < len(everything)
    for line in page.locator(".search-about").all_inner_texts():
        assert "2022年度部门决算" in line
    page.locator("select[name=部门]").select_option(BUREAU)
    expect(page).to_have_url(re.compile(re.escape(quote(BUREAU))))
    page.get_by_role("button", name="清除筛选").click()
    expect(page.locator(".search-status")).to_have_text(f"找到{len(everything)}页")
    page.go_back()
    expect(page.locator("select[name=年度]")).to_have_value("2022")


def test_several_words_must_all_be_there(page: Page, served: Served) -> None:
    titles = results(page, served, "新华区 公务接待费")
    assert titles
    assert all(DISTRICT in about for about in page.locator(".search-about").all_inner_texts())


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
    page.get_by_role("link", name=f"{BUREAU}2021年度部门决算").click()
    page.locator(".contents-part").get_by_role("link", name="二、支出决算表").click()
    expect(page.locator("h1")).to_contain_text("支出决算表")
    page.locator(".breadcrumbs").get_by_role("link", name="2021年度", exact=True).click()
    expect(page.locator("h1")).to_have_text("2021年度")


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
    *("", "search/?q=公务用车", "glossary/", "guide/", "ceshi/", DOCUMENT),
    *(f"{DOCUMENT}{leaf}/" for leaf in LEAVES),
)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_overflows_a_phone(page: Page, served: Served, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(served.address + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


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
    page.locator(".table-scroll").evaluate("frame => frame.scrollLeft = 300")
    name, total = (page.locator(f"#t03-{row} th").bounding_box() for row in ("r2010301", "total"))
    assert name is not None
    assert total is not None
    assert 0 <= name["x"] < 60
    assert total["x"] < -200


def test_the_drawer_of_a_phone_holds_the_pages_of_the_document(page: Page, served: Served) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(served.address + DOCUMENT)
    page.locator("label[for=__drawer].md-header__button").click()
    page.locator(".document-nav").get_by_role("link", name="支出决算表", exact=True).click()
    expect(page.locator("h1")).to_contain_text("支出决算表")


def test_the_head_of_a_table_names_every_cell(page: Page, served: Served) -> None:
    page.goto(served.address + DOCUMENT + "tables/t03/")
    expect(page.get_by_role("columnheader", name="本年支出合计")).to_have_count(1)
    expect(page.get_by_role("rowheader", name="行政运行")).to_have_count(1)
    assert page.locator("#t03-r2010301 data").first.get_attribute("title") == "支出决算表·2010301·本年支出合计（万元）"


def test_an_original_shows_its_note_on_focus(page: Page, served: Served) -> None:
    page.goto(served.address + DOCUMENT + "explanation/")
    printed = page.locator(".as-printed").first
    printed.focus()
    shown = printed.evaluate("one => getComputedStyle(one, '::after').content")
    assert "应为“94.87%”" in shown
    described = printed.get_attribute("aria-describedby")
    expect(page.locator(f"#{described}")).to_be_visible()


def test_dark_and_light_are_kept(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.locator("label[title=切换到深色]").click()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    page.goto(served.address + DOCUMENT)
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


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
