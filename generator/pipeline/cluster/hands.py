"""动手: what Dask calls on a worker. The documents are done by a helper, a process of its own; the worker stays."""

from __future__ import annotations

import os
import platform
import queue
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from gongkai.pipeline.cluster import frames
from gongkai.pipeline.cluster.errands import Commission, Errand, Fetched, Introduction
from gongkai.pipeline.cluster.helper import END, RUNS


class HelperDiedError(Exception):
    """帮手没了: it was killed, or what it had begun for an errand; that is not done."""


class Hands:
    """一台机器的人手: a helper, made when it is first wanted, that does so many errands at a time."""

    def __init__(self, root: Path, slots: int) -> None:
        """`root`: the project of this machine, whose fonts are used."""
        self.slots = slots
        self._folder = root / "build" / "cluster"
        _clear(self._folder)
        self._helper = _Helper(root, self._folder / f"{os.getpid()}-0")
        self._places: queue.SimpleQueue[int] = queue.SimpleQueue()
        for place in range(slots):
            self._places.put(place)

    def commissioned(self, commission: Commission) -> Introduction:
        """Take a commission on, and tell what this machine would do it with."""
        shared = self._helper.commissioned(commission)
        return Introduction(name=platform.node(), slots=self.slots, shared=shared)

    def done(self, run: str, errand: Errand, tell: Callable[[str], None]) -> list[Fetched]:
        """Do an errand of a run; `tell` is told of each document that is done. Raises HelperDiedError."""
        found = []
        place = self._places.get()
        try:
            for fetched in self._helper.done(run, errand, place):
                tell(fetched.id)
                found.append(fetched)
        finally:
            self._places.put(place)
        return found

    def dismissed(self) -> None:
        """End the helper, whatever it is at, and take away what was sent."""
        self._helper.end()
        for left in self._folder.glob(f"{os.getpid()}-*"):
            shutil.rmtree(left, ignore_errors=True)


def _clear(folder: Path) -> None:
    """What workers have left that are no more: content that may not be public yet."""
    for left in folder.glob("[0-9]*-[0-9]*"):
        if not Path(f"/proc/{left.name.partition('-')[0]}").exists():
            shutil.rmtree(left, ignore_errors=True)


class _Helper:
    def __init__(self, root: Path, folder: Path) -> None:
        self._command = [sys.executable, "-m", "gongkai.pipeline.cluster.helper", str(root), str(folder)]
        self._process: subprocess.Popen[bytes] | None = None
        self._commands: socket.socket | None = None
        self._known: dict[str, Commission] = {}
        self._lock = threading.Lock()

    def commissioned(self, commission: Commission) -> Any:
        """The digests of what all documents depend on, there."""
        with self._lock:
            self._known[commission.run] = commission
            for run in [*self._known][:-RUNS]:
                del self._known[run]
            with self._asked(commission) as answers:
                return _heard(answers)

    def done(self, run: str, errand: Errand, place: int) -> Iterator[Fetched]:
        with self._lock:
            answers = self._asked((run, errand, place))
        with answers:
            while (said := _heard(answers)) != END:
                yield said

    def end(self) -> None:
        self._stop()
        self._known.clear()

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with suppress(OSError), process:
                process.kill()
        if self._commands is not None:
            self._commands.close()

    def _asked(self, command: object) -> BinaryIO:
        """Where the answers to a command come. Raises HelperDiedError."""
        mine, its = os.pipe()
        answers = os.fdopen(mine, "rb")
        try:
            self._ask(command, its)
        except OSError as error:
            answers.close()
            raise HelperDiedError("做文件的进程没有说明原因就退出了") from error
        finally:
            os.close(its)
        return answers

    def _ask(self, command: object, answers: int) -> None:
        try:
            frames.ask(self._commands or self._begun(), command, answers)
        except OSError:  # it has been killed since
            frames.ask(self._begun(), command, answers)

    def _begun(self) -> socket.socket:
        """Where a new helper takes commands, who knows what the one before knew."""
        self._stop()
        commands, its = socket.socketpair()
        self._commands = commands
        with its:
            self._process = subprocess.Popen(self._command, stdin=its.fileno())  # noqa: S603 - this program
        for commission in self._known.values():
            with self._asked(commission) as answers:
                _heard(answers)
        return commands


def _heard(answers: BinaryIO) -> Any:
    try:
        return frames.read(answers)
    except EOFError as error:
        raise HelperDiedError("做文件的进程没有说明原因就退出了") from error


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
