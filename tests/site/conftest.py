"""The sample's site behind nginx with the settings that deploy/ offers, below a path and at the root, for a headless Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from msgspec import Struct
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from gongkai.publishing.shell import Shell
from tests.built import build_site, sample_documents
from tests.chromium import PATIENCE
from tests.webserver import compress_site, nginx

TELL_VIOLATIONS = """document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`violation: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`))"""


class Served(Struct, frozen=True, kw_only=True):
    address: str
    """where the site begins, ending in /"""
    root: str
    """where the same site stands at the root of a server"""
    folder: Path
    current: Path
    """a link to it"""
    shell: Shell


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("site") / "release"
    shell = build_site(sample_documents(), tmp_path_factory.mktemp("build"), folder)
    compress_site(folder)
    current = folder.with_name("current")
    current.symlink_to(folder.name)
    with nginx({"/czj/gongkai/": current, "/": current}, tmp_path_factory.mktemp("nginx")) as (below, root):
        yield Served(address=below, root=root, folder=folder, current=current, shell=shell)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def tolerated() -> list[str]:
    """What may stand in the console of a test that makes something fail."""
    return []


@pytest.fixture
def page(context: BrowserContext, served: Served, tolerated: list[str]) -> Iterator[Page]:
    """A page that fails its test when a script errs, the policy is broken or another host is asked."""
    page = context.new_page()
    wrong: list[str] = []
    page.add_init_script(TELL_VIOLATIONS)
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: wrong.append(request.url) if not _here(request.url, served) else None)
    yield page
    assert not [text for text in wrong if not any(one in text for one in tolerated)]


def _here(url: str, served: Served) -> bool:
    return url.startswith((served.address, served.root))
