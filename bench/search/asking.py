"""提问: the search page of a served site in a browser, asked as a reader asks it; and what that costs on the line."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from msgspec import Struct
from playwright.sync_api import Browser, CDPSession, Page

from bench.search.questions import Answer, Question, Result

FINISHED = ".search-results[aria-busy=false]"
"""the page says so itself"""
SUBMIT = """query => {
    const form = document.querySelector(".search-form");
    form.querySelector("input").value = query;
    form.dispatchEvent(new Event("submit", { cancelable: true }));
}"""
READ = """() => [...document.querySelectorAll(".search-results > li")].map((item) => ({
    link: item.querySelector("a").href,
    heading: [...item.querySelectorAll("h2, .search-about")].map((part) => part.innerText).join("\\n"),
    lines: [...item.querySelectorAll(".search-lines > li")].map((line) => line.innerText),
}))"""
TIME_TO_HIT = """query => new Promise((resolve) => {
    const begun = performance.now();
    const list = document.querySelector(".search-results");
    const seen = () => {
        if (!list.firstElementChild && list.getAttribute("aria-busy") !== "false") return;
        observer.disconnect();
        requestAnimationFrame(() => resolve(performance.now() - begun));
    };
    const observer = new MutationObserver(seen);
    const form = document.querySelector(".search-form");
    form.querySelector("input").value = query;
    form.dispatchEvent(new Event("submit", { cancelable: true }));
    observer.observe(list, { childList: true, attributes: true });
})"""
QUIET = 0.4
"""seconds without a request, after which no more is coming"""
LINE = 1.6e6 / 8
"""bytes a second: 1.6 Mbit/s"""
DELAY = 50
"""milliseconds until an answer begins to come"""
PATIENCE = 20_000


class AskingError(Exception):
    """The search page failed, which is no answer."""


def ask(page: Page, site: str, questions: Iterable[Question]) -> Iterator[Answer]:
    """Answers to questions asked one after another on one page; the first by its address. Raises AskingError."""
    asked = False
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    for question in questions:
        if asked:
            page.evaluate(SUBMIT, question.asked)
        else:
            page.goto(f"{site}search/?q={quote(question.asked)}")
            asked = True
        page.locator(FINISHED).wait_for(state="attached", timeout=PATIENCE)
        if faults:
            raise AskingError(f"{question.asked}：{faults[0]}")
        yield Answer(question=question, results=tuple(_result(one, site) for one in page.evaluate(READ)))


def _result(shown: dict[str, str | list[str]], site: str) -> Result:
    path = str(shown["link"]).removeprefix(site).partition("#")[0]
    return Result(path=path, heading=str(shown["heading"]), lines=tuple(shown["lines"]))


class Traffic:
    """流量 of a page: what came over the line, compressed, with the heads of the answers."""

    def __init__(self) -> None:
        self.requests = 0
        self.bytes = 0.0
        self.last = time.monotonic()
        self.addresses: list[str] = []
        self.awaited: set[str] = set()
        """requests on which nothing has been heard yet"""

    def watch(self, session: CDPSession) -> None:
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.loadingFinished", self._came)
        session.on("Network.loadingFailed", self._ended)
        session.send("Network.enable")

    def _sent(self, event: dict[str, Any]) -> None:
        self.requests += 1
        self.addresses.append(event["request"]["url"])
        self.awaited.add(event["requestId"])
        self.last = time.monotonic()

    def _came(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]
        self._ended(event)

    def _ended(self, event: dict[str, Any]) -> None:
        self.awaited.discard(event["requestId"])
        self.last = time.monotonic()

    def settle(self, page: Page) -> None:
        """Wait until nothing comes any more."""
        while self.awaited or time.monotonic() - self.last < QUIET:
            page.wait_for_timeout(50)

    def take(self) -> Cost:
        """What came since the last time."""
        cost = Cost(requests=self.requests, bytes=round(self.bytes), addresses=tuple(self.addresses))
        self.requests, self.bytes, self.addresses = 0, 0, []
        return cost


class Cost(Struct, frozen=True, kw_only=True):
    """一问的流量: bytes compressed; seconds to the first hit, on a slow line."""

    requests: int
    bytes: int
    addresses: tuple[str, ...] = ()
    seconds: float = 0.0


def cost(browser: Browser, site: str, first: str, second: str) -> tuple[Cost, Cost]:
    """Of a first query and a second one with a cold cache: everything after the search page's load event."""
    context = browser.new_context()
    context.set_default_timeout(3 * PATIENCE)
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": DELAY, "downloadThroughput": LINE, "uploadThroughput": LINE},
        )
        page.goto(f"{site}search/", wait_until="load")
        traffic = Traffic()
        traffic.watch(session)
        return _query(page, traffic, first), _query(page, traffic, second)
    finally:
        context.close()


def _query(page: Page, traffic: Traffic, query: str) -> Cost:
    taken = page.evaluate(TIME_TO_HIT, query) / 1000
    page.locator(FINISHED).wait_for(state="attached", timeout=PATIENCE)
    traffic.settle(page)
    told = traffic.take()
    return Cost(requests=told.requests, bytes=told.bytes, addresses=told.addresses, seconds=taken)
