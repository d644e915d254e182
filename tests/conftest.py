"""What holds for every test: examples that do not change from run to run, signals as at a terminal, one browser."""

from __future__ import annotations

import gc
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from tests.chromium import chromium

# A busy machine is slow, and a run that passed passes again. To look for new examples: pytest --hypothesis-profile=default
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("repeatable")

gc.set_threshold(100_000)
"""documents, editions and what is read of them are many things and hardly any garbage; looking for some took a tenth"""

LONG = (
    *(
        "packaging/test_wheel.py",
        "bench/test_readers.py",
        "workbooks/test_round_trip_pages.py",
        "importing/test_import.py",
    ),
    *("pipeline/test_replacing.py", "cli/test_signals.py", "pipeline/test_why.py", "pipeline/test_disclosure.py"),
    *("site/test_questions.py", "pipeline/test_repeatable.py", "checks/test_rounding.py", "publishing/test_shell.py"),
)
"""files that take long for the number of their tests"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first: with several processes, none waits at the end while another is at one of these."""
    items.sort(key=lambda item: not item.path.as_posix().endswith(LONG))


@pytest.fixture(scope="session", autouse=True)
def _signals_as_at_a_terminal() -> None:
    """What runs in the background may be told to ignore Ctrl+C and hang-ups, and its children inherit that."""
    for number, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, usual)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; Playwright runs once in a process."""
    with chromium() as browser:
        yield browser
