"""Operations of the file system that fail, or at which a process is killed, counted one by one."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

CHANGES = frozenset(
    {"open", "shutil.copyfile", "fcntl.ioctl"}
    | {f"os.{name}" for name in ("chmod", "link", "mkdir", "remove", "rename", "rmdir", "symlink", "truncate", "utime")}
)


def refused(place: str) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", place)


def broken(place: str) -> None:
    raise OSError(errno.EIO, "Input/output error", place)


def killed(_: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def at_operation(number: int, below: Path, happens: Callable[[str], None] = refused) -> Iterator[list[str]]:
    """Have something happen at the `number`-th change of files below a folder; yields what was tried.

    To be used in a child: what listens stays for the life of a process.
    """
    tried: list[str] = []
    active = True

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if not active or event not in CHANGES or (event == "open" and not _writes(arguments)):
            return
        places = [str(one) for one in arguments if str(one).startswith(str(below))]
        if places or event == "fcntl.ioctl":
            tried.append(f"{event} {places[0] if places else ''}")
            if len(tried) == number:
                happens(places[0] if places else "")

    sys.addaudithook(hook)
    try:
        yield tried
    finally:
        active = False


def in_child(work: Callable[[], object]) -> int:
    """Run in a forked child; returns its exit code, below zero for a signal, 99 where an exception escapes."""
    pid = os.fork()
    if not pid:
        code = 99
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def count_in_child(work: Callable[[], object], below: Path, note: Path) -> int:
    """How many operations some work takes."""

    def counting() -> None:
        with at_operation(0, below) as tried:
            work()
        note.write_text(str(len(tried)), encoding="utf-8")

    assert in_child(counting) == 0
    return int(note.read_text(encoding="utf-8"))


def _writes(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
