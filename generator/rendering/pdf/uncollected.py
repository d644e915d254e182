"""没有垃圾回收: the search for cycles of garbage, left out where little is and looking costs much."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

MUCH = 2_000_000
"""things left behind that are worth looking through: some 300 MB"""


@contextmanager
def uncollected() -> Iterator[None]:
    """A check makes few cycles, and looking for them takes a tenth of its time, of a PDF even a third.

    What is left behind is looked through when it has become much: most processes end before that.
    """
    enabled = gc.isenabled()
    if enabled and gc.get_freeze_count() > _most.get(os.getpid(), MUCH):
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        _most[os.getpid()] = gc.get_freeze_count() + MUCH
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.freeze()
            gc.enable()


def collect() -> None:
    """Look for what is left, where it would be too much in the end; what is still needed is not looked at again."""
    gc.collect()
    gc.freeze()


_most: dict[int, int] = {}
"""by process, what may be left before it is looked through: what is still in use is none of it"""
