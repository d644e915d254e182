"""没有垃圾回收: the search for cycles of garbage, left out where little is and looking costs much."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """A check makes few cycles, and looking for them takes a tenth of its time, of a PDF even a third."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
