"""进度: one bar for each step, on the terminal, none where nobody watches."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn, Self

if TYPE_CHECKING:
    from tqdm import tqdm


class Bars:
    """进度条, one after the other; `step` is told how far the work is."""

    def __init__(self) -> None:
        self._bar: tqdm[NoReturn] | None = None
        self._what = ""
        self._begun: list[tuple[str, os.times_result]] = [("准备", os.times())]
        """each step with the time when it began"""

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
            self._begun.append((what, os.times()))
            self._bar = _bar(what, total) if sys.stderr.isatty() else None
        if self._bar is not None:
            self._bar.update(done - self._bar.n)

    def profile(self) -> Iterator[str]:
        """Seconds of each step until now, by the clock and of all processors."""
        ends = [*(time for _, time in self._begun[1:]), os.times()]
        for (what, begun), ended in zip(self._begun, ends, strict=True):
            spent = sum(ended[:4]) - sum(begun[:4])
            yield f"{what}：{ended.elapsed - begun.elapsed:.2f} 秒，处理器 {spent:.2f} 秒"

    @staticmethod
    def above(line: str) -> None:
        """A line above the bar, which goes on."""
        from tqdm import tqdm  # noqa: PLC0415 - as below

        tqdm.write(line, file=sys.stderr)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def _bar(what: str, total: int) -> tqdm[NoReturn]:
    from tqdm import tqdm  # noqa: PLC0415 - wanted only where somebody watches

    form = "{desc}  {n_fmt}/{total_fmt} |{bar}| {remaining}" if total > 1 else "{desc}……"
    return tqdm(total=total, desc=what, file=sys.stderr, leave=False, bar_format=form, ncols=70)
