"""分头干活: one forked child per task, so that a task that dies takes nothing else with it.

The libraries are imported and warm in the parent; the garbage collector is frozen before forking and each child ends
with os._exit (reference/pdf-facts.md section 2.4: 2.3 times less CPU per document than a process each).
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from tempfile import TemporaryFile

TIMEOUT = 600.0
"""seconds after which a child is given up: more than ten times the largest document that is expected"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """结果 of one task: `error` is empty if it went well, else one line for the report."""

    task: str
    error: str


@dataclass(slots=True)
class _Child:
    task: str
    started: float
    output: int


def run(tasks: Iterable[str], work: Callable[[str], None], jobs: int) -> Iterator[Outcome]:
    """Do `work(task)` for every task, `jobs` at a time; yields each outcome as it comes.

    A child that raises, is killed or takes too long yields an error for its own task only.  On interruption the
    children are ended at once.
    """
    waiting = list(reversed(list(tasks)))
    running: dict[int, _Child] = {}
    gc.collect()
    gc.freeze()
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                task = waiting.pop()
                pid, output = _fork(task, work)
                running[pid] = _Child(task, time.monotonic(), output)
            yield from _collect(running)
    finally:
        for pid in running:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)
        gc.unfreeze()


def _fork(task: str, work: Callable[[str], None]) -> tuple[int, int]:
    sys.stdout.flush()
    sys.stderr.flush()
    with TemporaryFile() as file:
        output = os.dup(file.fileno())
    pid = os.fork()
    if pid:
        return pid, output
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        work(task)
        status = 0
    except BaseException as error:  # the child must end here whatever happened
        where = traceback.extract_tb(error.__traceback__)[-1]
        line = f"{type(error).__name__}: {error}（{os.path.basename(where.filename)}:{where.lineno}）"
        os.write(output, line.encode(errors="replace")[:4000])
    finally:
        os._exit(status)


def _collect(running: dict[int, _Child]) -> Iterator[Outcome]:
    """Wait for any child; outcomes of those that ended."""
    pid, status = os.waitpid(-1, os.WNOHANG)
    if pid == 0:
        now = time.monotonic()
        for late, child in running.items():
            if now - child.started > TIMEOUT:
                with suppress(ProcessLookupError):
                    os.kill(late, signal.SIGKILL)
        time.sleep(0.005)
        return
    child = running.pop(pid)
    with os.fdopen(child.output, "rb") as file:
        file.seek(0)
        said = file.read().decode(errors="replace")
    yield Outcome(task=child.task, error=_explain(status, said))


def _explain(status: int, said: str) -> str:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        name = signal.Signals(number).name
        return f"进程被终止（{name}），可能是内存不足或用时太长"
    return said if os.WEXITSTATUS(status) == 0 else said or "进程没有说明原因就退出了"
