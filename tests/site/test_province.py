"""省的首页 in a browser without scripts: a question typed once goes to whichever site is chosen; nobody is locked out."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.publishing.test_province import page as made
from tests.site.test_axe import NEEDED, violations

pytestmark = pytest.mark.browser
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
HERE = "https://sheng-front.example.gov.cn/"


def seen_as(page: Page, scheme: Literal["light", "dark"]) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    return violations(page)


@NEEDED
@pytest.mark.parametrize("width", [1440, 390])
def test_the_question_is_carried_to_the_search_of_a_site(browser: Browser, tmp_path: Path, width: int) -> None:
    made(tmp_path)
    asked: list[str] = []

    def served(route: Route) -> None:
        path = tmp_path / route.request.url.removeprefix(HERE)
        if route.request.url.startswith(HERE):
            route.fulfill(path=path if path.is_file() else path / "index.html")
        else:
            asked.append(route.request.url)
            route.fulfill(body="<title>另一个网站</title>", content_type="text/html; charset=utf-8")

    with browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800}) as plain:
        tab = plain.new_page()
        tab.route("**/*", served)
        tab.goto(HERE)
        tab.get_by_role("searchbox").fill("三公经费 水利局")
        tab.get_by_role("button", name="在乙县检索").click()
        tab.wait_for_url("https://yi.example.gov.cn/**")
        tab.goto(HERE)
        tab.get_by_role("searchbox").fill("2010301")
        tab.get_by_role("searchbox").press("Enter")
        tab.wait_for_url("https://sheng.example.gov.cn/**")
    with browser.new_context(bypass_csp=True, viewport={"width": width, "height": 800}) as open_to_scripts:
        looked_at = open_to_scripts.new_page()
        looked_at.route("**/*", served)
        looked_at.goto(HERE)
        faults = [fault for scheme in SCHEMES for fault in seen_as(looked_at, scheme)]
        wide = looked_at.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert asked[0] == (
        "https://yi.example.gov.cn/search/?q=%E4%B8%89%E5%85%AC%E7%BB%8F%E8%B4%B9+%E6%B0%B4%E5%88%A9%E5%B1%80"
    )
    assert asked[1] == "https://sheng.example.gov.cn/gongkai/search/?q=2010301"
    assert len(asked) == 2, "it asks other hosts for nothing by itself"
    assert faults == []
    assert wide <= 0
