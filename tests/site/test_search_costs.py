"""What a query costs: files and bytes that are asked for, counted and not timed; and that nothing jumps while it comes."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from bench.search.asking import FINISHED, SUBMIT, Cost, Traffic
from tests.chromium import PATIENCE
from tests.site.conftest import Served

pytestmark = pytest.mark.browser
SEARCHED = 10
"""files of a query, the first or a later one, with a slip of the pen or without"""
FIRST, SECOND = 100_000, 30_000
"""bytes, compressed, with the heads of the answers"""
STILL = 0.02
"""layout shift; 0.1 is thought good"""
SHIFTS = """new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted = (window.shifted || 0) + one.value;
}).observe({ type: "layout-shift", buffered: true })"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """With nothing in its cache."""
    context = browser.new_context(locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def costs(context: BrowserContext, address: str, *queries: str) -> list[Cost]:
    """Of queries one after another, from the load event of the search page on."""
    page = context.new_page()
    page.goto(f"{address}search/", wait_until="load")
    traffic = Traffic()
    traffic.watch(context.new_cdp_session(page))
    return [_cost(page, traffic, query) for query in queries]


def _cost(page: Page, traffic: Traffic, query: str) -> Cost:
    page.evaluate(SUBMIT, query)
    page.locator(FINISHED).wait_for(state="attached")
    traffic.settle(page)
    assert page.locator(".search-results > li").count(), query
    return traffic.take()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("三公经费", "2021年支出合计多少"),
        ("公务接待费", "3685.85"),
        ("2021年决算", "年末结转和结余"),
    ],
)
def test_a_query_is_cheap(context: BrowserContext, served: Served, first: str, second: str) -> None:
    one, two = costs(context, served.address, first, second)
    assert one.requests <= SEARCHED, one.addresses
    assert one.bytes <= FIRST
    assert two.requests <= SEARCHED, two.addresses
    assert two.bytes <= SECOND


@pytest.mark.parametrize(
    "slip",
    ["公务接代费", "一般公共服物支出", "机关事业单位基养老保险缴费支出", "sangong", "決算 公務接待費", "三公經費"],
)
def test_a_slip_of_the_pen_costs_no_more(context: BrowserContext, served: Served, slip: str) -> None:
    _, second = costs(context, served.address, "三公经费", slip)
    assert second.requests <= SEARCHED, second.addresses
    assert second.bytes <= SECOND
    (first,) = costs(context, served.address, slip)
    assert first.requests <= SEARCHED, first.addresses
    assert first.bytes <= FIRST


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("query", ["", "?q=公务用车", "?q=&年度=2021"])
def test_nothing_jumps_while_results_come(context: BrowserContext, served: Served, width: int, query: str) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 844})
    page.add_init_script(SHIFTS)
    page.goto(f"{served.address}search/{quote(query, safe='?=&')}")
    page.locator(".search-filter select").first.wait_for(state="attached")
    if query:
        page.locator(FINISHED).wait_for(state="attached")
        page.locator(".search-results > li").first.wait_for()
    assert page.evaluate("window.shifted || 0") <= STILL
