"""比较的表 in a browser: what a figure costs in clicks, order, filter; and a page without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.sample import BUREAU
from tests.site.conftest import Served

pytestmark = pytest.mark.browser
RECEPTION = "compare/three-public/reception/"


@pytest.mark.parametrize("width", [390, 1280])
def test_receptions_of_all_are_two_clicks_from_home(page: Page, served: Served, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(served.address)
    page.get_by_role("link", name="各部门、历年比较").click()
    page.get_by_role("link", name="公务接待费", exact=True).click()
    expect(page.locator("h1")).to_have_text("公务接待费")
    expect(page.get_by_role("rowheader", name=BUREAU).first).to_be_visible()
    expect(page.get_by_text("不比：范围不同").first).to_be_visible()


def test_a_figure_leads_to_its_cell(page: Page, served: Served) -> None:
    page.goto(served.address + "compare/functional/2010301/")
    page.locator(".series-figure").first.click()
    expect(page.locator(":target")).to_have_text("114.66")


def test_the_order_of_a_year_and_back(page: Page, served: Served) -> None:
    page.goto(served.address + RECEPTION)
    table = page.locator("table.series").first
    before = table.locator("tbody th[scope=row]").all_inner_texts()
    button = table.get_by_role("button", name="2021年")
    button.click()
    expect(table.locator("th[aria-sort=descending]")).to_have_text("2021年")
    expect(table.locator("tbody th[scope=row]").first).to_contain_text("新华区")
    button.click()
    expect(table.locator("tbody th[scope=row]")).to_have_text(before, use_inner_text=True)


def test_why_is_below_the_table(page: Page, served: Served) -> None:
    page.goto(served.address + RECEPTION)
    page.get_by_text("不比：范围不同").first.click()
    expect(page.locator(":target")).to_contain_text("多了测试市信息中心")


def test_without_scripts(browser: Browser, served: Served) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(served.address + RECEPTION)
    expect(page.locator("table.series").first).to_be_visible()
    assert page.locator("table.series button").count() == 0
    page.context.close()
