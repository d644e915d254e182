"""分头干活: one forked child per task, so that a task that dies takes nothing else with it.

The libraries are imported and warm in the parent; the garbage collector is frozen before forking and each child ends
with os._exit (reference/pdf-facts.md section 2.4: 2.3 times less CPU per document than a process each).
"""

from __future__ import annotations

import gc
import math
import os
import pickle
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, Generic, NoReturn, TypeVar

from gongkai.publishing.processes import die_with_parent, fork

Progress = Callable[[str, int, int], None]
"""called with what is going on, how much is done, how much there is"""
TIMEOUT = 600.0
"""seconds after which a child is given up: more than ten times the largest document that is expected"""
MEMORY = 4 * 1024**3
"""bytes that one child may use: more than ten times the largest document that is expected"""
UNLIMITED = sys.maxsize


T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[T]):
    """结果 of one task: its value, or one line on why there is none."""

    task: str
    value: T | None = None
    error: str = ""
    trace: str = ""
    """for the maintainers, where a child raised"""
    killed: bool = False
    """by the system, not by us"""


@dataclass(slots=True)
class _Child:
    task: str
    pid: int
    pipe: int
    deadline: float
    given_up: bool = False
    said: bytearray = field(default_factory=bytearray)


def run(
    tasks: Iterable[str], work: Callable[[str], T], jobs: int, *, timeout: float = TIMEOUT, memory: int = MEMORY
) -> Generator[Outcome[T], None, None]:
    """Do `work(task)` for every task, `jobs` at a time; yields each outcome as it comes.

    A child that raises, is killed or takes too long yields an error for its own task only; one that was killed, as by
    a machine out of memory, gets a second chance alone. Closing this generator ends all children.
    """
    waiting = list(tasks)
    killed: list[str] = []
    alone = False
    running: dict[int, _Child] = {}  # by pipe
    gc.freeze()  # children look for garbage among their own things only
    try:
        while waiting or running or killed:
            if not waiting and not running:
                waiting, killed, alone = killed, [], True
            for task in _taken(waiting, (1 if alone else jobs) - len(running)):
                child = _fork(task, work, timeout, memory)
                running[child.pipe] = child
            for outcome in map(_outcome, _ended(running)):
                if outcome.killed and not alone:
                    killed.append(outcome.task)
                else:
                    yield outcome
    finally:
        _end(running.values())
        gc.unfreeze()


def _taken(waiting: list[str], free: int) -> list[str]:
    taken, waiting[:] = waiting[:free], waiting[free:]
    return taken


def _end(children: Iterable[_Child]) -> None:
    for child in children:
        with suppress(ProcessLookupError):
            os.kill(child.pid, signal.SIGKILL)
        os.waitpid(child.pid, 0)
        os.close(child.pipe)


def _fork(task: str, work: Callable[[str], Any], timeout: float, memory: int) -> _Child:
    sys.stdout.flush()
    sys.stderr.flush()
    mine, its = os.pipe()
    parent = os.getpid()
    pid = fork()
    if not pid:
        _be_child(parent, its, lambda: _done(task, work), memory)
    os.close(its)
    return _Child(task, pid, mine, time.monotonic() + timeout)


def _be_child(parent: int, pipe: int, work: Callable[[], Outcome[Any]], memory: int) -> NoReturn:
    status = 1
    try:
        die_with_parent(parent)
        _limit(memory)
        said = pickle.dumps(work())
        with os.fdopen(pipe, "wb") as file:
            file.write(said)
        status = 0
    finally:
        os._exit(status)


def _done(task: str, work: Callable[[str], T]) -> Outcome[T]:
    try:
        return Outcome(task=task, value=work(task))
    except MemoryError:
        return Outcome(task=task, error="用的内存太多")
    except BaseException as error:  # noqa: BLE001 - whatever a task raises is its outcome
        where = traceback.extract_tb(error.__traceback__)[-1]
        line = f"{type(error).__name__}: {error}（{Path(where.filename).name}:{where.lineno}）"
        return Outcome(task=task, error=" ".join(line.split())[:1000], trace=traceback.format_exc())


def _limit(memory: int) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if memory != UNLIMITED and (most == resource.RLIM_INFINITY or memory < most):
        resource.setrlimit(resource.RLIMIT_AS, (memory, most))


def _ended(running: dict[int, _Child]) -> list[_Child]:
    """Wait until children have something to say or are late; those that ended, taken out of `running`."""
    soonest = min(child.deadline for child in running.values())
    patience = None if math.isinf(soonest) else max(0.0, soonest - time.monotonic())
    ready = wait(list(running), patience)
    ended = []
    for pipe in [pipe for pipe in running if pipe in ready]:
        said = os.read(pipe, 1 << 20)
        running[pipe].said += said
        if not said:
            ended.append(running.pop(pipe))
    for child in running.values():
        if time.monotonic() > child.deadline:
            child.deadline, child.given_up = math.inf, True
            os.kill(child.pid, signal.SIGKILL)
    return ended


def _outcome(child: _Child) -> Outcome[Any]:
    """What came of a child that ended."""
    os.close(child.pipe)
    _, status = os.waitpid(child.pid, 0)
    if status == 0 and child.said:
        outcome: Outcome[Any] = pickle.loads(bytes(child.said))  # noqa: S301 - written by our own child
        return outcome
    if child.given_up:
        return Outcome(task=child.task, error="用时太长，已经放弃")
    if os.WIFSIGNALED(status):
        name = signal.Signals(os.WTERMSIG(status)).name
        return Outcome(task=child.task, error=f"进程被系统终止（{name}），可能是内存不足", killed=True)
    return Outcome(task=child.task, error="进程没有说明原因就退出了")
