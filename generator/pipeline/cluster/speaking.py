"""说话的子进程: a child that works for this process and says what came of it, as values."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Generator
from contextlib import suppress
from typing import Any, NoReturn

from gongkai.pipeline.cluster import frames
from gongkai.publishing.processes import die_with_parent, fork

Say = Callable[[object], None]


class SpeakerDiedError(Exception):
    """The child ended before its time."""


def heard(work: Callable[[Say], None]) -> Generator[Any, None, None]:
    """Do `work(say)` in a child, and yield each value that it says. Closing this generator ends the child.

    Raises SpeakerDiedError.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    mine, its = os.pipe()
    parent = os.getpid()
    pid = fork()
    if not pid:
        os.close(mine)
        _be_child(parent, its, work)
    os.close(its)
    try:
        with os.fdopen(mine, "rb") as pipe:
            while (said := _read(pipe)) is not None:
                yield said[0]
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _read(pipe: Any) -> tuple[Any] | None:
    try:
        said: tuple[Any] | None = frames.read(pipe)
    except EOFError as error:
        raise SpeakerDiedError from error
    return said


def _be_child(parent: int, pipe: int, work: Callable[[Say], None]) -> NoReturn:
    status = 1
    try:
        die_with_parent(parent)
        with os.fdopen(pipe, "wb") as file:
            try:
                work(lambda value: frames.write(file, (value,)))
                frames.write(file, None)
                status = 0
            except BaseException:  # noqa: BLE001 - told where its parent tells its own, before the parent hears of it
                traceback.print_exc()
                sys.stderr.flush()
    finally:
        os._exit(status)
