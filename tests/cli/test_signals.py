"""中断: Ctrl+C or an end from outside, wherever the build is, ends it at once and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from gongkai.pipeline.project import Project
from tests.small_project import OTHER, ROOT, build_again, bytes_of, descendants, edit, ended, folder, leftovers

SOON = 60.0
"""seconds within which everything must have ended on a busy machine; what was interrupted would have slept for ten minutes"""
PATIENCE = 600.0
"""seconds within which a busy machine gets to any place of a build"""

STALLED = """
import time
from pathlib import Path
from {module} import {holder}
def stalls(*arguments, **keywords):
    Path("stalled").touch()
    time.sleep(600)
{holder}.{name} = stalls
from gongkai.cli.main import main
main(["build", "--no-pdf"])
"""
"""a build that stops at some place, as a large one would"""

PLACES = {
    "rendering": ("gongkai.pipeline.building", "drawing", "render_pages"),
    "shell": ("gongkai.pipeline.building", "ingredients", "ingredients"),
    "pouring": ("gongkai.publishing", "site", "pour"),
    "flushing": ("gongkai.publishing", "replacing", "flush"),
}


@contextmanager
def stalled(project: Project, script: str) -> Iterator[subprocess.Popen[str]]:
    edit(project.root, f"{folder(OTHER)}/explanation.yml", "人员增加", "新增项目")
    with subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=project.root,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            deadline = time.monotonic() + PATIENCE
            while not (project.root / "stalled").exists():
                assert process.poll() is None, process.communicate()
                assert time.monotonic() < deadline
                time.sleep(0.01)
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize(
    ("place", "number"),
    [
        ("rendering", signal.SIGINT),
        ("rendering", signal.SIGTERM),
        ("shell", signal.SIGHUP),
        ("pouring", signal.SIGTERM),
        ("flushing", signal.SIGINT),
    ],
)
def test_an_interrupted_build(built: Project, place: str, number: signal.Signals) -> None:
    before = bytes_of(built.site)
    package, holder, name = PLACES[place]
    with stalled(built, STALLED.format(module=package, holder=holder, name=name)) as process:
        below = descendants(process.pid)
        assert bool(below) == (place == "rendering")
        started = time.monotonic()
        process.send_signal(number)
        said, complained = process.communicate(timeout=PATIENCE)
        took = time.monotonic() - started
    assert took < SOON
    assert (process.returncode, said, complained) == (128 + number, "", "已中断。\n")
    assert ended(below, SOON)
    assert bytes_of(built.site) == before
    assert leftovers(built) == []
    (built.root / "stalled").unlink()
    assert build_again(built).complete


LOADING = """
import sys
class Interrupted:
    def find_spec(self, name, path, target=None):
        if name == "gongkai.cli.main":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupted())
from gongkai.__main__ import main
main()
"""


def test_an_interrupt_while_the_program_loads() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADING],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (130, "已中断。\n")


def test_children_of_a_killed_build_end_too(built: Project) -> None:
    package, holder, name = PLACES["rendering"]
    with stalled(built, STALLED.format(module=package, holder=holder, name=name)) as process:
        below = descendants(process.pid)
        assert below
        process.kill()
        process.wait()
    assert ended(below, SOON)
    assert build_again(built).complete  # the lock has gone with them
    assert leftovers(built) == []


IN_A_CALLBACK = """
import os, signal, time
from gongkai.cli import checking
class Going:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.01)
def waits(*arguments, **keywords):
    Going()
    time.sleep(600)
checking.find_project = waits
from gongkai.cli.main import main
main(["check"])
"""


def test_a_signal_in_a_callback_is_not_lost() -> None:
    """Python drops what is raised where an object goes; the program would go on as if nobody had asked it to end."""
    done = subprocess.run(
        [sys.executable, "-c", IN_A_CALLBACK],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stderr) == (128 + signal.SIGTERM, "已中断。\n")
