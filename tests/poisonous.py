"""A document that takes the whole machine with it, for tests of the cluster; workers import it too."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct

from gongkai.pipeline.cluster.pool import ClusterPool
from gongkai.pipeline.pools import Order
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import Outcome


class PoisonOrder(Struct, frozen=True):
    order: Order[Any]
    poison: str

    def begun(self, project: Project) -> Callable[..., Any]:
        make = self.order.begun(project)
        return lambda *given: Poisonous(make(*given), self.poison)


class Poisonous:
    """A work in which one document kills the worker that has it done."""

    def __init__(self, work: Any, poison: str) -> None:
        self.work, self.poison = work, poison

    def __getattr__(self, name: str) -> Any:
        return getattr(self.work, name)

    @property
    def order(self) -> PoisonOrder:
        return PoisonOrder(self.work.order, self.poison)

    def do(self, id: str) -> Any:
        if id == self.poison:
            helper = _parent(os.getppid())  # of the child that does the errand
            os.kill(_parent(helper), signal.SIGKILL)
            signal.pause()
        return self.work.do(id)


def _parent(pid: int) -> int:
    status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    return int(status.rpartition(")")[2].split()[1])


class PoisonedPool(Struct, frozen=True):
    pool: ClusterPool
    poison: str

    def run(self, work: Any, ids: Iterable[str]) -> Generator[Outcome[Any], None, None]:
        yield from self.pool.run(Poisonous(work, self.poison), ids)
