"""The lists in a browser: few clicks from home, the filter, sorting; all of it to be reached without scripts as well."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.sample import BUREAU
from tests.site.conftest import Served

pytestmark = pytest.mark.browser
SHOWN = ".list-found table.documents tbody tr"


def test_all_documents_of_a_year_are_one_click_from_home(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.locator(".way-list").get_by_role("link", name="2021年度").click()
    expect(page.locator("table.documents tbody tr")).to_have_count(2)


def test_three_public_expenses_of_a_department_and_year_are_two_clicks_from_home(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.locator(".way-list").get_by_role("link", name="2022年度").click()
    page.get_by_role("row", name=BUREAU).get_by_role("link", name="“三公”经费").click()
    expect(page.locator("h1")).to_contain_text("“三公”经费支出决算表")
    page.goto(served.address)
    page.get_by_role("row", name=re.compile(rf"{BUREAU}\s*2022年度决算")).get_by_role("link", name="“三公”经费").click()
    expect(page.locator("h1")).to_contain_text("“三公”经费支出决算表")


def test_a_department_leads_to_its_tables_of_every_year(page: Page, served: Served) -> None:
    page.goto(served.address + "ceshi/hangkong/government-services-bureau/")
    row = page.get_by_role("row", name=re.compile("^2023"))
    expect(row.get_by_role("cell").first).to_have_text("没有收录决算")
    row.get_by_role("link", name="“三公”经费").click()
    expect(page).to_have_url(re.compile(r"/2023/budget/tables/t07/$"))


def test_the_filter_takes_part_of_a_name_and_initials_and_tells_the_address(page: Page, served: Served) -> None:
    page.goto(served.address + "documents/")
    expect(page.locator(".list-here table.documents tbody tr")).to_have_count(4)
    page.get_by_label("部门", exact=True).fill("xzsp")
    expect(page.locator(SHOWN)).to_have_count(1)
    expect(page.locator(".list-status")).to_have_text("找到1份文件")
    page.get_by_label("部门", exact=True).fill("政务 测试市")
    expect(page.locator(SHOWN)).to_have_count(4)
    page.get_by_label("类型", exact=True).select_option("预算")
    expect(page.locator(SHOWN)).to_have_count(1)
    expect(page).to_have_url(f"{served.address}documents/?{urlencode({'部门': '政务 测试市', '类型': '预算'})}")
    page.locator(f"{SHOWN} th a").click()
    expect(page.locator("h1")).to_have_text(f"{BUREAU}2023年度部门预算")
    page.go_back()
    expect(page.locator(SHOWN)).to_have_count(1)
    page.get_by_role("button", name="取消筛选").click()
    expect(page.locator(".list-here")).to_be_visible()
    expect(page).to_have_url(f"{served.address}documents/")


@pytest.mark.parametrize(
    ("query", "count"), [("年度=2021", 2), ("地区=新华区", 1), ("类型=决算&年度=2022", 1), ("年度=1999", 0)]
)
def test_an_address_that_asks_is_answered(page: Page, served: Served, query: str, count: int) -> None:
    page.goto(f"{served.address}documents/?{query}")
    expect(page.locator(".list-found")).to_be_visible()
    expect(page.locator(SHOWN)).to_have_count(count)
    expect(page.locator(".list-status")).to_have_text(re.compile(f"^找到{count}份" if count else "^没有这样的文件"))


def test_a_form_sent_before_its_script_came_lists_all(page: Page, served: Served) -> None:
    page.route("**/lists-filter*.js", lambda _: None, times=1)  # it does not come until the page is left
    page.goto(served.address + "documents/", wait_until="commit")
    page.get_by_role("button", name="筛选", exact=True).click()
    expect(page.locator(SHOWN)).to_have_count(4)
    expect(page).to_have_url(served.address + "documents/")


def test_a_column_sorts_both_ways_by_keyboard(page: Page, served: Served) -> None:
    page.goto(served.address + "documents/")
    page.get_by_role("button", name="年度", exact=True).first.press("Enter")
    years = page.locator(f"{SHOWN} td:nth-child(3)")
    expect(years).to_have_text(["2023", "2022", "2021", "2021"])
    head = page.locator(".list-found th[aria-sort]")
    expect(head).to_have_attribute("aria-sort", "ascending")
    head.get_by_role("button").press("Enter")
    expect(years).to_have_text(["2021", "2021", "2022", "2023"])


def test_rows_of_the_filter_are_like_those_of_the_page(page: Page, served: Served) -> None:
    page.goto(served.address + "documents/")
    read = "table => [...table.tBodies[0].rows].map((row) => [row.innerText, ...[...row.querySelectorAll('a')].map((a) => a.href)])"
    first = page.locator(".list-here table").evaluate(read)
    page.get_by_role("button", name="筛选", exact=True).click()
    expect(page.locator(SHOWN)).to_have_count(4)
    assert sorted(page.locator(".list-found table").evaluate(read)) == sorted(first)


@pytest.mark.parametrize("tolerated", [["404", "Error"]])
def test_a_list_that_does_not_come_is_told_and_the_page_stays(page: Page, served: Served, tolerated: list[str]) -> None:
    page.route("**/part_all.json", lambda route: route.fulfill(status=404))
    page.goto(served.address + "documents/?年度=2021")
    expect(page.locator(".list-status")).to_contain_text("清单没有取到")
    expect(page.locator(".list-here table.documents")).to_be_visible()
    page.unroute("**/part_all.json")
    page.get_by_role("button", name="筛选", exact=True).click()
    expect(page.locator(SHOWN)).to_have_count(2)


def test_without_scripts_there_is_no_form_and_every_document_is_reached(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.address + "documents/")
    expect(page.locator(".list-filter")).to_be_hidden()
    expect(page.locator("table.documents tbody tr")).to_have_count(4)
    context.close()
