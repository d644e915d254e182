"""边改边看的代价: seconds by the clock from a save to its page, as a browser gets it from `gongkai serve`."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from msgspec import Struct

from bench.editing.changes import BEFORE, DEPARTMENTS, NEWEST, REASON, SEVERAL
from bench.invented.faults import replaced

PATIENCE = 1800.0
OFTEN = 0.15
"""seconds; as often as a page asks"""
ONE, NEXT, OTHER = (year / "final-accounts" for year in (NEWEST, BEFORE, SEVERAL / "2023"))
SAVES = (
    ("打开网页，保存一份文件", ONE, 20.0),
    ("网站还在生成，又保存这一份", ONE, 1.0),
    ("网站生成了，又保存这一份", ONE, 20.0),
    ("保存同一部门的另一份", NEXT, 20.0),
    ("保存别的部门的一份", OTHER, 20.0),
    ("网页打开就保存", ONE, 0.0),
)
"""what is saved, and how many seconds its page has been open before"""
ELSEWHERE = "guide/"


class Browser(Struct, frozen=True):
    """浏览器 at the address of a preview."""

    address: str

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:  # noqa: S310 - this machine
            return str(answer.read().decode())

    def news(self, page: str = "") -> dict[str, str]:
        """What a page asks for as long as it is open."""
        told: dict[str, str] = json.loads(self.get(f"__preview?page=/{page}"))
        return told

    def shows(self, page: str, text: str) -> bool:
        """Whether a page that is open has a text."""
        return self.news(page)["version"] != "none" and text in self.get(page)

    def stay(self, page: str, seconds: float) -> None:
        """Have a page open."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.news(page)
            time.sleep(OFTEN)

    def until(self, seen: Callable[[], bool]) -> float:
        """Seconds until something is seen."""
        begun = time.monotonic()
        while not seen():
            if time.monotonic() > begun + PATIENCE:
                raise TimeoutError(self.news()["message"])
            time.sleep(OFTEN)
        return time.monotonic() - begun


def tell_serving(root: Path, project: Path) -> None:
    """How long it takes until the site is there, and until a page is fresh that was saved."""
    with _served(root, project) as (browser, first):
        print(f"有了网站：{first:.1f} 秒", flush=True)
        for what, document, before in SAVES:
            page = f"{document.relative_to(DEPARTMENTS).as_posix()}/explanation/"
            browser.stay(page, before)
            elsewhere, text = browser.news(ELSEWHERE)["version"], f"人员经费增加{time.time_ns() % 10**6}次"
            browser.news(page)
            replaced(project / document / "explanation.yml", REASON, text)
            fresh = browser.until(partial(browser.shows, page, text))
            same = browser.news(ELSEWHERE)["version"] == elsewhere
            print(f"{what}：{fresh:.2f} 秒；别的网页{'没有' if same else '也'}刷新", flush=True)


@contextmanager
def _served(root: Path, project: Path) -> Iterator[tuple[Browser, float]]:
    """A browser, once the site is there, with the seconds that it took."""
    command = [sys.executable, "-m", "gongkai", "--project", str(project), "serve", "--port", "0"]
    begun = time.monotonic()
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    plain |= {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=root, env=plain, stdout=subprocess.PIPE, text=True) as process:
        try:
            told = iter(process.stdout or ())
            addresses = (re.search(r"只看网站：(http://127\.0\.0\.1:\d+/) ", line) for line in told)
            browser = Browser(next(one[1] for one in addresses if one))
            browser.until(lambda: browser.news()["message"] != "正在生成网站……")
            yield browser, time.monotonic() - begun
        finally:
            process.terminate()
