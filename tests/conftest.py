"""What holds for every test: examples that stay the same, files in memory, signals as at a terminal, one browser."""

from __future__ import annotations

import gc
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from tests.chromium import chromium

# A busy machine is slow, and a run that passed passes again. To look for new examples: pytest --hypothesis-profile=default
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("repeatable")

MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own there
ROOM = 4 * 1024**3
"""bytes for files that have to be free there: tests of invented regions write hundreds of millions"""


def _may_hold_files() -> bool:
    """Whether there is room, and what is written there may be run."""
    if not MEMORY.is_dir():
        return False
    about = os.statvfs(MEMORY)
    return about.f_bavail * about.f_frsize > ROOM and not about.f_flag & os.ST_NOEXEC


if _may_hold_files():  # each build waits until its site is on the disk, with all that other tests have written
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

# What tests translate is kept for the next of them, and not where the program keeps it for people.
os.environ["XDG_CACHE_HOME"] = str(Path(__file__).resolve().parents[1] / "build" / "cache-of-tests")

gc.disable()
EVERY = 30.0
"""seconds of a processor after which garbage is looked for; what is forked takes as long as there is memory to copy"""

_looked = [time.process_time()]
LONG = (
    *("findings/test_documents.py", "docs/test_examples.py", "pipeline/test_answers.py", "pipeline/test_differing.py"),
    *("pipeline/test_printable.py", "pipeline/test_reviewing.py", "pipeline/test_incremental.py"),
    *("pipeline/test_hostile.py", "pipeline/test_build.py", "cli/test_commands.py", "cli/test_signals.py"),
    *("pipeline/test_repeatable.py", "pipeline/test_replacing.py", "pipeline/test_preview.py"),
    *("repository/test_ci_files.py", "pipeline/test_disclosure.py", "checks/test_units.py"),
    *("pipeline/test_cluster.py", "pipeline/test_cluster_network.py"),
    *("checks/test_diagnosis.py", "checks/test_editions.py", "checks/editions/test_planted.py"),
    *("pipeline/test_sum_of_units.py", "publishing/test_shell.py", "publishing/test_interrupted.py"),
    *("packaging/test_wheel.py", "bench/test_readers.py", "workbooks/test_import.py"),
)
"""the files that take longest: ten seconds of a processor and more"""
OF_ONE_SITE = ("tests/site/", "tests/browsers/")
"""folders whose tests share a site, which takes four seconds, and browsers, which take as long to start"""


class InOneProcess(LoadFileScheduling):  # type: ignore[misc]
    """All tests of a file go to one process, and all of one site."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return next((folder for folder in OF_ONE_SITE if file.startswith(folder)), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> InOneProcess:
    return InOneProcess(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sites and long files first: with several processes, none waits at the end while another is at one of these."""
    items.sort(key=lambda item: (not item.nodeid.startswith(OF_ONE_SITE), not item.path.as_posix().endswith(LONG)))


def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """Garbage is looked for between two tests: looking while they run took two fifths of their time.

    Not by the number of things made: whoever forks sets it to nothing (gc.freeze).
    """
    if nextitem is not None and time.process_time() > _looked[-1] + EVERY:
        gc.collect()
        _looked.append(time.process_time())


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
