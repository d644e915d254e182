"""窗口: who else has a document open, here in another window or in another program on the same folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic

from msgspec import Struct, field

OPEN = 70.0
"""seconds since a window last asked; browsers let one that is not looked at ask once a minute"""
MOST = 1_000


class Windows(Struct):
    """窗口, by what they show."""

    seen: dict[tuple[str, str], float] = field(default_factory=dict)

    def others(self, id: str, window: str) -> int:
        """Note that a window shows a document; returns how many others do."""
        now = monotonic()
        self.seen = {one: when for one, when in self.seen.items() if now - when < OPEN}
        if window and len(self.seen) < MOST:
            self.seen[id, window] = now
        return sum(shown == id and other != window for shown, other in self.seen)


@contextmanager
def registered(build: Path) -> Iterator[None]:
    """While the block runs, other panels on the same folder know of this one."""
    folder = _folder(build)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{os.getpid()}-{os.urandom(4).hex()}"
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def running(build: Path) -> int:
    """How many panels there are on a folder; files that a killed one has left are cleared away."""
    found = 0
    with suppress(OSError):
        for path in _folder(build).iterdir():
            found += _held(path)
    return found


def _held(path: Path) -> bool:
    with suppress(OSError), path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        path.unlink(missing_ok=True)
    return False


def _folder(build: Path) -> Path:
    return build / "panels"
