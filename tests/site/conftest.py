"""The sample's site, served as a web server does it: below a path, under a strict policy, to a headless Chromium."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.built import build_site, sample_documents
from tests.chromium import PATIENCE, chromium

POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'"
)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves quietly, with the policy that docs recommend."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    address: str
    """where the site begins, ending in /"""
    folder: Path


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("site")
    build_site(sample_documents(), tmp_path_factory.mktemp("build"), folder / "gongkai")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(address=f"http://127.0.0.1:{server.server_port}/gongkai/", folder=folder / "gongkai")
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()
