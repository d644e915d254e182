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

gc.disable()
MANY = 2_000_000
"""things made and not yet given up, after which garbage is looked for: documents and editions are many and hardly any is"""

LONG = (
    *("findings/test_documents.py", "docs/test_examples.py", "pipeline/test_answers.py", "pipeline/test_differing.py"),
    *("pipeline/test_printable.py", "pipeline/test_reviewing.py", "pipeline/test_incremental.py"),
    *("pipeline/test_hostile.py", "pipeline/test_build.py", "cli/test_commands.py", "cli/test_signals.py"),
    *("pipeline/test_repeatable.py", "pipeline/test_replacing.py", "pipeline/test_preview.py", "site/test_site.py"),
    *("repository/test_ci_files.py", "publishing/test_shell.py", "pipeline/test_disclosure.py", "checks/test_units.py"),
    *("packaging/test_wheel.py", "site/test_questions.py", "bench/test_readers.py", "workbooks/test_import.py"),
)
"""the files that take longest: ten seconds of a processor and more"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first: with several processes, none waits at the end while another is at one of these."""
    items.sort(key=lambda item: not item.path.as_posix().endswith(LONG))


def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """Garbage is looked for between two tests: looking while they run took two fifths of their time."""
    if nextitem is not None and gc.get_count()[0] > MANY:
        gc.collect()


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
