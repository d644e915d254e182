"""没有垃圾回收: the search for cycles of garbage, left out where little is and looking costs much."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """A check makes few cycles, and looking for them takes a tenth of its time, of a PDF even a third.

    What is left of one is looked for when the next begins: most processes end before that.
    """
    enabled = gc.isenabled()
    if enabled and os.getpid() in _left:
        _left.clear()
        gc.unfreeze()
        gc.collect()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            _left.add(os.getpid())
            gc.freeze()
            gc.enable()


_left: set[int] = set()
"""of which process; what one that forked has left is none of its children's"""
