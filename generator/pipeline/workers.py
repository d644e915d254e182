"""分头干活: forked children, of one task or a batch of kindred ones; a task that dies takes nothing else with it.

The libraries are imported and warm in the parent; the garbage collector is frozen before forking and each child ends
with os._exit (reference/pdf-facts.md section 2.4: 2.3 times less CPU per document than a process each). A batch is for
tasks that read the same things (decision 0074): what one has read, the next one finds.
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
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, Generic, NoReturn, TypeVar

from msgspec import Struct, field

from gongkai.publishing.processes import die_with_parent, fork

Progress = Callable[[str, int, int], None]
"""called with what is going on, how much is done, how much there is"""
TIMEOUT = 600.0
"""seconds after which a child is given up: more than ten times the largest document that is expected"""
MEMORY = 4 * 1024**3
"""bytes that one child may use: more than ten times the largest document that is expected"""
UNLIMITED = sys.maxsize
LARGEST_BATCH = 12
"""tasks of one child: the documents of a department in five years or six"""
FEW = 4
"""kindred tasks that are not parted: reading what they share costs as much as one of them"""
OFTEN = 0.1
"""seconds between two things that are done meanwhile"""
LENGTH = 8
"""bytes before what a child says of one task, which tell how long that is"""


T = TypeVar("T")


class Outcome(Struct, Generic[T], frozen=True, kw_only=True):
    """结果 of one task: its value, or one line on why there is none."""

    task: str
    value: T | None = None
    error: str = ""
    trace: str = ""
    """for the maintainers, where a child raised"""
    killed: bool = False
    """by the system, not by us"""


class _Child(Struct):
    tasks: list[str]
    """those of which it has said nothing yet: the first is the one that it is at"""
    pid: int
    pipe: int
    patience: float
    deadline: float
    given_up: bool = False
    stopped: bool = False
    """by itself, after a task that raised"""
    said: bytearray = field(default_factory=bytearray)


def run(  # noqa: PLR0913 - what to do, and within which bounds
    tasks: Iterable[str],
    work: Callable[[str], T],
    jobs: int,
    *,
    kin: Callable[[str], str] | None = None,
    timeout: float = TIMEOUT,
    memory: int = MEMORY,
    meanwhile: Callable[[], object] | None = None,
) -> Generator[Outcome[T], None, None]:
    """Do `work(task)` for every task, `jobs` at a time; yields each outcome as it comes.

    `kin`: tasks of which it says the same may be done by one child, one after another. A child that raises, is killed
    or takes too long yields an error for the task that it was at; those that it had not begun go to another. One that
    was killed, as by a machine out of memory, gets a second chance alone. Closing this generator ends all children.
    `meanwhile` is called ten times a second while they are at work.
    """
    waiting = _batches(list(tasks), kin, jobs)
    killed: list[list[str]] = []
    alone = False
    running: dict[int, _Child] = {}  # by pipe
    gc.freeze()  # children look for garbage among their own things only
    try:
        while waiting or running or killed:
            if not waiting and not running:
                waiting, killed, alone = killed, [], True
            for batch in _taken(waiting, (1 if alone else jobs) - len(running)):
                child = _fork(batch, work, timeout, memory)
                running[child.pipe] = child
            for outcome in _heard(running, waiting, OFTEN if meanwhile else math.inf):
                if outcome.killed and not alone:
                    killed.append([outcome.task])
                else:
                    yield outcome
            if meanwhile:
                meanwhile()
    finally:
        _end(running.values())
        gc.unfreeze()


def _batches(tasks: list[str], kin: Callable[[str], str] | None, jobs: int) -> list[list[str]]:
    """Kindred tasks together, not so many that another processor would be idle at the end."""
    if kin is None:
        return [[task] for task in tasks]
    most = LARGEST_BATCH if jobs == 1 else min(LARGEST_BATCH, max(FEW, math.ceil(len(tasks) / (2 * jobs))))
    kindred: dict[str, list[str]] = {}
    for task in tasks:
        kindred.setdefault(kin(task), []).append(task)
    return [of_kin[at : at + most] for of_kin in kindred.values() for at in range(0, len(of_kin), most)]


def _taken(waiting: list[list[str]], free: int) -> list[list[str]]:
    taken, waiting[:] = waiting[:free], waiting[free:]
    return taken


def _end(children: Iterable[_Child]) -> None:
    for child in children:
        with suppress(ProcessLookupError):
            os.kill(child.pid, signal.SIGKILL)
        os.waitpid(child.pid, 0)
        os.close(child.pipe)


def _fork(tasks: list[str], work: Callable[[str], Any], timeout: float, memory: int) -> _Child:
    sys.stdout.flush()
    sys.stderr.flush()
    mine, its = os.pipe()
    parent = os.getpid()
    pid = fork()
    if not pid:
        _be_child(parent, its, (_done(task, work) for task in tasks), memory)
    os.close(its)
    return _Child(tasks, pid, mine, timeout, time.monotonic() + timeout)


def _be_child(parent: int, pipe: int, outcomes: Iterable[Outcome[Any]], memory: int) -> NoReturn:
    status = 1
    try:
        die_with_parent(parent)
        _limit(memory)
        with os.fdopen(pipe, "wb") as file:
            for outcome in outcomes:
                said = pickle.dumps(outcome)
                file.write(len(said).to_bytes(LENGTH) + said)
                file.flush()
                if outcome.error:  # it may have left behind what the next one must not find
                    break
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


def _heard(running: dict[int, _Child], waiting: list[list[str]], most: float) -> list[Outcome[Any]]:
    """Wait until children have something to say or are late; those that ended are taken out of `running`.

    No longer than `most` seconds. What one that ended had not begun is put among `waiting`.
    """
    soonest = min(child.deadline for child in running.values())
    left = min(most, max(0.0, soonest - time.monotonic()))
    patience = None if math.isinf(left) else left
    heard: list[Outcome[Any]] = []
    for pipe in [pipe for pipe in wait(list(running), patience) if isinstance(pipe, int)]:
        child = running[pipe]
        said = os.read(pipe, 1 << 20)
        child.said += said
        heard += _finished(child)
        if not said:
            heard += _ended(running.pop(pipe))
            waiting += [child.tasks] if child.tasks else []
    for child in running.values():
        if time.monotonic() > child.deadline:
            child.deadline, child.given_up = math.inf, True
            os.kill(child.pid, signal.SIGKILL)
    return heard


def _finished(child: _Child) -> Iterator[Outcome[Any]]:
    """What came of the tasks of which a child has said all."""
    while len(child.said) >= LENGTH:
        end = LENGTH + int.from_bytes(child.said[:LENGTH])
        if len(child.said) < end:
            return
        outcome: Outcome[Any] = pickle.loads(bytes(child.said[LENGTH:end]))  # noqa: S301 - written by our own child
        del child.said[:end]
        del child.tasks[0]
        child.deadline = time.monotonic() + child.patience
        child.stopped = bool(outcome.error)
        yield outcome


def _ended(child: _Child) -> Iterator[Outcome[Any]]:
    """What came of the task that a child was at when it ended before its time."""
    os.close(child.pipe)
    _, status = os.waitpid(child.pid, 0)
    if child.stopped or not child.tasks:
        return
    task = child.tasks.pop(0)
    if child.given_up:
        yield Outcome(task=task, error="用时太长，已经放弃")
    elif os.WIFSIGNALED(status):
        name = signal.Signals(os.WTERMSIG(status)).name
        yield Outcome(task=task, error=f"进程被系统终止（{name}），可能是内存不足", killed=True)
    else:
        yield Outcome(task=task, error="进程没有说明原因就退出了")
