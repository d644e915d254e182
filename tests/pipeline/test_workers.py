"""分头干活: a child that dies takes nothing with it, and none is left behind."""

from __future__ import annotations

import faulthandler
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.pipeline import workers
from gongkai.pipeline.workers import Outcome, run
from tests.small_project import ROOT, children, ended


def outcomes(
    tasks: list[str], work: Callable[[str], object], jobs: int = 2, **limits: object
) -> dict[str, Outcome[object]]:
    before = set(children())  # of other tests: a browser
    found = {outcome.task: outcome for outcome in run(tasks, work, jobs, **limits)}  # type: ignore[arg-type]
    assert set(children()) <= before
    return found


def test_values_come_back() -> None:
    found = outcomes(["a", "b", "c"], lambda task: task * 3)
    assert {task: outcome.value for task, outcome in found.items()} == {"a": "aaa", "b": "bbb", "c": "ccc"}
    assert not any(outcome.error for outcome in found.values())


def test_nothing_to_do() -> None:
    assert outcomes([], str) == {}


def test_values_larger_than_a_pipe() -> None:
    found = outcomes(["a", "b"], lambda task: task * 5_000_000)
    assert [len(str(outcome.value)) for outcome in found.values()] == [5_000_000, 5_000_000]


@pytest.mark.parametrize("kin", [None, lambda task: task[:1], lambda _: ""], ids=["alone", "by letter", "all"])
def test_good_and_hostile_tasks_together(kin: Callable[[str], str] | None) -> None:
    """20 good ones among one of each kind of bad ones."""
    bad: dict[str, Callable[[], object]] = {
        "raises": lambda: 1 / 0,
        "exits": lambda: sys.exit("bye"),
        "leaves": lambda: os._exit(0),
        "leaves badly": lambda: os._exit(7),
        "killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
        "crashes": crash,
        "greedy": lambda: bytearray(1 << 45),
        "recursive": recursive,
        "interrupted": lambda: (_ for _ in ()).throw(KeyboardInterrupt()),
        "sends what cannot be sent": lambda: lambda: None,
    }
    good = [f"good {number}" for number in range(20)]
    tasks = [task for pair in zip(good, [*bad, *good][: len(good)], strict=True) for task in pair]

    def work(task: str) -> object:
        return bad[task]() if task in bad else task

    found = outcomes(list(dict.fromkeys([*tasks, *good, *bad])), work, kin=kin)
    assert {task for task, outcome in found.items() if outcome.error} == set(bad)
    assert all(found[task].value == task for task in good)
    assert "ZeroDivisionError: division by zero（test_workers.py:" in found["raises"].error
    assert "SIGKILL" in found["killed"].error
    assert "内存" in found["greedy"].error
    assert "RecursionError" in found["recursive"].error
    assert "Traceback" in found["raises"].trace


def test_what_one_of_a_kin_has_read_the_next_one_finds() -> None:
    seen: dict[str, int] = {}

    def work(task: str) -> int:
        seen[task[0]] = seen.get(task[0], 0) + 1
        return seen[task[0]]

    found = outcomes([f"{letter}{number}" for number in range(12) for letter in "ab"], work, kin=lambda task: task[0])
    assert [found[f"a{number}"].value for number in range(6)] == [1, 2, 3, 4, 5, 6]


def crash() -> None:
    faulthandler.disable()  # pytest's, which would tell the story at length
    os.kill(os.getpid(), signal.SIGSEGV)


def recursive() -> object:
    return recursive()


def test_a_late_child_is_given_up() -> None:
    started = time.monotonic()
    found = outcomes(["late", "good"], lambda task: time.sleep(60) if task == "late" else task, timeout=3)
    assert time.monotonic() - started < 30
    assert "用时太长" in found["late"].error
    assert found["good"].value == "good"


def test_a_killed_child_gets_a_second_chance_alone(tmp_path: Path) -> None:
    """As where two large documents at once are too much for the machine."""

    def work(task: str) -> str:
        if task == "large" and not (tmp_path / "tried").exists():
            (tmp_path / "tried").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return task

    found = outcomes(["large", "good"], work)
    assert {task: outcome.value for task, outcome in found.items()} == {"large": "large", "good": "good"}


def test_no_child_outlives_the_loop() -> None:
    before = set(children())
    for outcome in run(["quick", "slow", "slower"], lambda task: None if task == "quick" else time.sleep(60), 3):
        assert outcome.task == "quick"
        break
    assert ended(set(children()) - before, 15)


PARENT = """
import os, sys, time
from gongkai.pipeline.workers import run
def work(task):
    os.write(1, str(os.getpid()).encode() + bytes([10]))
    time.sleep(60)
list(run(["a", "b"], work, 2))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_children_die_with_their_parent() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        pids = [int(parent.stdout.readline()) for _ in range(2)]
        parent.kill()
    assert ended(pids, 15)


def test_the_memory_of_a_child_is_limited() -> None:
    assert workers.MEMORY <= 8 * 1024**3
    found = outcomes(["a"], lambda _: len(bytearray(200_000_000)), memory=100_000_000)
    assert "内存" in found["a"].error
