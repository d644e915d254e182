"""The sample's site in the browsers that the site has to run in (docs/decisions/0060)."""

from __future__ import annotations

import platform
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Protocol

import pytest
from msgspec import Struct

from gongkai.publishing.shell import Shell
from tests.browsers.devtools import DevTools
from tests.browsers.marionette import Marionette
from tests.browsers.strict_server import VIOLATION, StrictServer, strictly_served
from tests.built import build_site, sample_documents

PROJECT = Path(__file__).parents[2]
OLD = PROJECT / "build" / "browsers"
NAMES = ("chrome-86", "chrome-109", "firefox")
PHONE = "(max-width: 44.99em)"
"""as in templates/site and templates/styles"""
PATIENCE = 120.0
"""seconds until a page on a busy machine has done what it is asked for"""


class Driver(Protocol):
    def open(self, address: str) -> None: ...
    def evaluate(self, script: str) -> Any: ...
    def size(self, width: int, height: int) -> None: ...
    def picture(self, file: Path) -> None: ...

    errors: list[str]
    """of scripts, where the browser tells of them"""


class Visit(Struct, frozen=True):
    """A browser before the site."""

    name: str
    driver: Driver
    server: StrictServer

    def open(self, path: str) -> None:
        self.driver.open(self.server.address + path)

    def resized(self, width: int, height: int) -> None:
        """Waits until the styles for such a width hold; Firefox makes no window that is quite as narrow as a phone."""
        self.driver.size(width, height)
        self.until(f"matchMedia('{PHONE}').matches === {str(width < 720).lower()}")

    def is_true(self, script: str) -> bool:
        return bool(self.driver.evaluate(script))

    def until(self, script: str) -> Any:
        """What the script says as soon as it says something true; a page that is just being left says nothing."""
        deadline = time.monotonic() + PATIENCE
        while True:
            with suppress(Exception):
                if said := self.driver.evaluate(script):
                    return said
            assert time.monotonic() < deadline, f"{self.name}: {script}\n{self._text()}"
            time.sleep(0.03)

    def _text(self) -> str:
        return str(self.driver.evaluate("location.href + '\\n' + document.body.innerText"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Shell]:
    folder = tmp_path_factory.mktemp("site") / "release"
    return folder, build_site(sample_documents(), tmp_path_factory.mktemp("build"), folder)


@pytest.fixture(scope="session")
def site(built: tuple[Path, Shell]) -> Path:
    return built[0]


@pytest.fixture(scope="session")
def shell(built: tuple[Path, Shell]) -> Shell:
    """For pages of other documents."""
    return built[1]


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[StrictServer]:
    with strictly_served(site) as server:
        yield server


@pytest.fixture(scope="session", params=NAMES)
def driver(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    with ExitStack() as closing:
        if request.param == "firefox":
            program = shutil.which("firefox-esr") or shutil.which("firefox")
            assert program, "这些测试要用 Firefox：apt-get install firefox-esr"
            firefox = Marionette(program, tmp_path_factory.mktemp("firefox"))
            closing.callback(firefox.close)
            yield firefox
            return
        if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
            pytest.skip("旧的 Chrome 只有 Linux x86_64 的")
        program = OLD / request.param / "chromium"
        assert program.is_file(), "这些测试要用旧的 Chrome：scripts/setup development"
        chrome = DevTools(program, tmp_path_factory.mktemp("chrome"))
        closing.callback(chrome.close)
        yield chrome


@pytest.fixture
def visit(driver: Driver, server: StrictServer, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Fails its test when the policy was broken, or another host was asked: the policy allows none."""
    server.as_usual()
    server.violations.clear()
    driver.errors.clear()
    server.told.clear()
    visit = Visit(request.node.callspec.params["driver"], driver, server)
    visit.resized(1280, 800)
    yield visit
    server.as_usual()
    driver.open(server.address + VIOLATION)
    assert server.told.wait(PATIENCE), "the browser does not report"
    assert not server.violations
    assert not driver.errors
