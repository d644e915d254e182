"""What holds for every test: examples that do not change from run to run, signals as at a terminal, one browser."""

from __future__ import annotations

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
