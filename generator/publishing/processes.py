"""进程: no child outlives the program that started it, even where that is killed."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""signals to end"""
_PR_SET_PDEATHSIG = 1


def fork() -> int:
    """os.fork; the child takes signals to end as the system means them, the parent takes none while it forks.

    Python runs callbacks at a fork (logging has one) and drops what a handler raises in them: the signal would be lost.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)
    try:
        pid = os.fork()
        if not pid:
            for number in ENDINGS:
                signal.signal(number, signal.SIG_DFL)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return pid


def die_with_parent(parent: int) -> None:
    """Have the system end this process as soon as `parent`, which started it, is gone. Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it was gone already
        os._exit(1)
