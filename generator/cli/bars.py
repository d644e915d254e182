"""进度: one bar for each step, on the terminal, none where nobody watches."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import NoReturn, Self

from tqdm import tqdm


class Bars:
    """进度条, one after the other; `step` is told how far the work is."""

    def __init__(self) -> None:
        self._bar: tqdm[NoReturn] | None = None
        self._what = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def step(self, what: str, done: int, total: int) -> None:
        """`done` of `total` in the step called `what`."""
        if what != self._what:
            self._close()
            self._what = what
            form = "{desc}  {n_fmt}/{total_fmt} |{bar}| {remaining}" if total > 1 else "{desc}……"
            self._bar = tqdm(
                total=total, desc=what, file=sys.stderr, disable=None, leave=False, bar_format=form, ncols=70
            )
        if self._bar is not None:
            self._bar.update(done - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
