"""帮手: a process that does one job after the other, so that the panel answers meanwhile.

Each job runs in a child of its own with bounds, so that a hostile workbook takes nothing with it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any, NoReturn, TypeVar

from gongkai.pipeline.workers import Outcome, run
from gongkai.publishing.processes import die_with_parent, fork

T = TypeVar("T")
PATIENCE = 300.0
"""seconds for one job"""


class HelperError(Exception):
    """没有做成: a job that raised, took too long or was killed. The message is Chinese."""


class Helper:
    """帮手. Made before there are threads, because it is forked."""

    def __init__(self) -> None:
        self._pipe, its = Pipe()
        self._lock = Lock()
        parent = os.getpid()
        if not fork():
            self._pipe.close()
            _work(its, parent)
        its.close()

    def ask(self, work: Callable[..., T], *arguments: object) -> T:
        """What a function of a module returns for these arguments; both go through a pipe. Raises HelperError."""
        with self._lock:
            try:
                self._pipe.send((work, arguments))
                outcome: Outcome[tuple[T]] = self._pipe.recv()
            except (OSError, EOFError) as error:
                raise HelperError("后台进程没有了；请重新打开填报台") from error
        if outcome.value is None:
            raise HelperError(outcome.error)
        return outcome.value[0]


def _work(pipe: Connection, parent: int) -> NoReturn:
    try:
        die_with_parent(parent)
        while True:
            pipe.send(_done(*pipe.recv()))
    except (EOFError, OSError):
        pass
    finally:
        os._exit(0)


def _done(work: Callable[..., Any], arguments: tuple[object, ...]) -> Outcome[tuple[Any]]:
    def job(_: str) -> tuple[Any]:
        return (work(*arguments),)

    (outcome,) = run(["填报台"], job, 1, timeout=PATIENCE)
    return outcome
