"""听子进程: work that may hang, in a child that is left to itself where it says nothing for too long.

What reads from other machines may start threads, and may never come back (a network drive that is gone): neither must
happen in the process that builds.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import wait
from pathlib import Path
from typing import NoReturn

from gongkai.publishing.processes import die_with_parent, fork

END, CRASH = "结束", "出错："


class SilenceError(Exception):
    """没有回音: the child said nothing for too long, or ended before its time."""


def listen(work: Callable[[Callable[[str], None]], None], patience: float) -> Iterator[str]:
    """Do `work(say)` in a child, and yield each line that it says. Raises SilenceError after `patience` seconds."""
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
        yield from _lines(mine, patience)
    finally:
        os.close(mine)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, os.WNOHANG)  # one that hangs in the system cannot be waited for


def _lines(pipe: int, patience: float) -> Iterator[str]:
    left = b""
    while True:
        if not wait([pipe], patience):
            raise SilenceError(f"{patience:.0f} 秒没有回音")
        said = os.read(pipe, 1 << 16)
        *lines, left = (left + said).split(b"\n")
        for line in lines:
            text = line.decode()
            if text == END:
                return
            if text.startswith(CRASH):
                raise SilenceError(f"程序出错：{text.removeprefix(CRASH)}")
            yield text
        if not said:
            raise SilenceError("存取的进程没有说明原因就退出了")


def _be_child(parent: int, pipe: int, work: Callable[[Callable[[str], None]], None]) -> NoReturn:
    try:
        die_with_parent(parent)
        with os.fdopen(pipe, "w", encoding="utf-8") as file:

            def say(line: str) -> None:
                file.write(f"{line}\n")
                file.flush()

            try:
                work(say)
                say(END)
            except BaseException as error:  # noqa: BLE001 - whatever it is, the build goes on, and says so
                where = traceback.extract_tb(error.__traceback__)[-1]
                told = f"{type(error).__name__}: {error}（{Path(where.filename).name}:{where.lineno}）"
                say(CRASH + " ".join(told.split())[:1000])
    finally:
        os._exit(0)
