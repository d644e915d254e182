"""The search's scripts on a page of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

SCRIPTS = Path(__file__).parents[3] / "templates/site/overrides/assets/javascripts"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    def answer(route: Route) -> None:
        file = SCRIPTS / route.request.url.removeprefix("http://gongkai.test/")
        route.fulfill(path=file) if file.is_file() else route.fulfill(body="", content_type="text/html")

    context = browser.new_context()
    context.route("http://gongkai.test/**", answer)
    page = context.new_page()
    page.goto("http://gongkai.test/")
    yield page
    context.close()
