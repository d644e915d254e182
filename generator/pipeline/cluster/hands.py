"""动手: what Dask calls on a worker. The documents are done by helpers, processes of their own; the worker stays."""

from __future__ import annotations

import os
import platform
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from gongkai.pipeline.cluster import frames
from gongkai.pipeline.cluster.errands import Commission, Errand, Fetched, Introduction
from gongkai.pipeline.cluster.helper import END

RUNS = 4
"""as many may use one worker at a time"""


class HelperDiedError(Exception):
    """帮手没了: it was killed; what it was at is not done."""


class Hands:
    """一台机器的人手: so many helpers, each made when it is first wanted."""

    def __init__(self, root: Path, slots: int) -> None:
        """`root`: the project of this machine, whose fonts are used."""
        self.slots = slots
        self._root = root
        self._free: queue.SimpleQueue[_Helper] = queue.SimpleQueue()
        folder = root / "build" / "cluster"
        _clear(folder)
        self._helpers = [_Helper(root, folder / f"{os.getpid()}-{number}") for number in range(slots)]
        for helper in self._helpers:
            self._free.put(helper)
        self._known: dict[str, Commission] = {}
        self._lock = threading.Lock()

    def commissioned(self, commission: Commission) -> Introduction:
        """Take a commission on, and tell what this machine would do it with."""
        with self._lock:
            self._known[commission.run] = commission
            for run in [*self._known][:-RUNS]:
                del self._known[run]
        with self._helper() as helper:
            shared = helper.ready(commission)
        return Introduction(name=platform.node(), slots=self.slots, shared=shared)

    def done(self, run: str, errand: Errand, tell: Callable[[str], None]) -> list[Fetched]:
        """Do an errand of a run; `tell` is told of each document that is done. Raises HelperDiedError."""
        found = []
        with self._helper() as helper:
            helper.ready(self._known[run])
            for fetched in helper.done(errand):
                tell(fetched.id)
                found.append(fetched)
        return found

    def dismissed(self) -> None:
        """End all helpers, whatever they are at, and take away what was sent."""
        for helper in self._helpers:
            helper.end()
        for left in (self._root / "build" / "cluster").glob(f"{os.getpid()}-*"):
            shutil.rmtree(left, ignore_errors=True)

    @contextmanager
    def _helper(self) -> Iterator[_Helper]:
        helper = self._free.get()
        try:
            yield helper
        finally:
            self._free.put(helper)


def _clear(folder: Path) -> None:
    """What workers have left that are no more: content that may not be public yet."""
    for left in folder.glob("[0-9]*-[0-9]*"):
        if not Path(f"/proc/{left.name.partition('-')[0]}").exists():
            shutil.rmtree(left, ignore_errors=True)


class _Helper:
    def __init__(self, root: Path, folder: Path) -> None:
        self._command = [sys.executable, "-m", "gongkai.pipeline.cluster.helper", str(root), str(folder)]
        self._process: subprocess.Popen[bytes] | None = None
        self._ready_for: Commission | None = None
        self._shared: Any = {}

    def ready(self, commission: Commission) -> Any:
        """Have the commission's files laid out; returns the digests of what all documents depend on."""
        if self._ready_for is None or self._ready_for != commission:
            self._say(commission)
            self._shared = self._heard()
            self._ready_for = commission
        return self._shared

    def done(self, errand: Errand) -> Iterator[Fetched]:
        self._say(errand)
        while (said := self._heard()) != END:
            yield said

    def end(self) -> None:
        process, self._process, self._ready_for = self._process, None, None
        if process is not None:
            with suppress(OSError), process:  # what it did not read is lost
                process.kill()

    def _say(self, value: object) -> None:
        if self._process is None:
            self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
        try:
            frames.write(cast("BinaryIO", self._process.stdin), value)
        except OSError as error:
            raise self._died() from error

    def _heard(self) -> Any:
        if self._process is None:
            raise self._died()
        try:
            return frames.read(cast("BinaryIO", self._process.stdout))
        except EOFError as error:
            raise self._died() from error

    def _died(self) -> HelperDiedError:
        self.end()
        return HelperDiedError("做文件的进程没有说明原因就退出了")


hands: list[Hands] = []
"""of this worker: one, once it has been set up"""


def commissioned(commission: Commission) -> Introduction:
    """As a task of Dask."""
    return hands[0].commissioned(commission)


def topic(run: str) -> str:
    """Under which workers tell of documents that are done."""
    return f"gongkai-{run}"


def done(run: str, errand: Errand, number: int) -> tuple[str, list[Fetched]]:
    """As a task of Dask: the address of this worker, and what came of the documents; of each it tells at once."""
    from distributed import get_worker  # noqa: PLC0415 - an optional part

    worker = get_worker()

    def tell(id: str) -> None:
        worker.log_event(topic(run), (number, id))

    found = hands[0].done(run, errand, tell)
    return worker.address, found
