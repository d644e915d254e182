"""The headless browser of tests that drive one, and how they wait for what a page makes of a size, a key or a click."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""the same engine; the first has no windows that are not shown, and takes less than half the time"""
PATIENCE = 30_000
"""milliseconds that a page on a busy machine may take"""
expect.set_options(timeout=PATIENCE)
STILL = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    await frame();
    await new Promise((done) => setTimeout(done));
    const moving = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.allSettled(moving.map((one) => one.finished));
}"""
"""two frames: scripts hear of a size before the first is drawn, and of what it did to elements before the second"""


@contextmanager
def chromium() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    assert program, f"这些测试要用 Chromium：apt-get install {PROGRAMS[0]}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"], timeout=8 * PATIENCE)
        yield browser
        browser.close()


def still(page: Page) -> None:
    """Waits until the page has drawn what it was told, and nothing moves any more."""
    page.evaluate(STILL)


def resized(page: Page, size: ViewportSize) -> None:
    """Gives an open page another size, and waits until it has taken it in."""
    page.set_viewport_size(size)
    page.wait_for_function("width => innerWidth === width", arg=size["width"])
    still(page)


def eventually(page: Page, seen: Callable[[], bool]) -> None:
    """Waits for what no expectation of Playwright's can tell."""
    deadline = time.monotonic() + PATIENCE / 1000
    while not seen():
        assert time.monotonic() < deadline
        page.wait_for_timeout(20)
