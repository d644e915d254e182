"""工头: hands errands to the workers of a Dask cluster, and tells what came of them.

It runs in a process of its own, because Dask has threads and builds fork.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import CancelledError
from typing import Any

from distributed import Client, Future, KilledWorker, wait
from distributed.scheduler import Scheduler
from msgspec import Struct, field

from gongkai.pipeline.cluster import hands
from gongkai.pipeline.cluster.errands import Commission, Errand, Fetched, Introduction
from gongkai.pipeline.cluster.queue import Portion, Queue

PATIENCE = 120.0
"""seconds without any machine that can be used"""
PAUSE = 1.0
"""seconds between two looks at who is there"""


class NobodyError(Exception):
    """没有机器可用. The message is Chinese."""


class Joined(Struct, frozen=True, kw_only=True):
    """来了一台机器."""

    address: str
    name: str
    slots: int


class Refused(Struct, frozen=True, kw_only=True):
    """一台机器不能用: what it has is something else, by name."""

    address: str
    name: str
    differing: tuple[str, ...]


class Lost(Struct, frozen=True, kw_only=True):
    """一台机器断了."""

    address: str


class Brought(Struct, frozen=True, kw_only=True):
    """一份文件的结果, and from which machine."""

    address: str
    fetched: Fetched


class _Out(Struct, frozen=True):
    """一趟在外的差事."""

    number: int
    portion: Portion
    workers: tuple[str, ...]
    """those that may do it"""


class _Crew(Struct):
    """可用的机器, by address."""

    slots: dict[str, int] = field(default_factory=dict)
    asked: dict[Future[Any], str] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)


class Foreman:
    """工头."""

    def __init__(
        self,
        client: Client,
        commission: Commission,
        wanted: Mapping[str, str],
        queue: Queue,
        errand: Callable[[tuple[str, ...]], Errand],
    ) -> None:
        """`wanted`: digests of what all documents depend on, here."""
        self._client = client
        self._commission = commission
        self._wanted = wanted
        self._queue = queue
        self._errand = errand
        self._crew = _Crew()
        self._out: dict[Future[Any], _Out] = {}
        self._number = 0
        self._looked = self._served = time.monotonic()

    def run(self) -> Iterator[Joined | Refused | Lost | Brought]:
        """Until all is done. Raises NobodyError, and OSError where the scheduler is gone."""
        self._client.run_on_scheduler(at_once)
        self._client.subscribe_topic(hands.topic(self._commission.run), self._told)
        self._look_at(self._workers())
        while self._out or not self._queue.empty:
            if time.monotonic() - self._looked > PAUSE:
                yield from self._gone(self._workers())
            self._send()
            yield from self._send_alone()
            yield from self._came_back()
            self._be_patient()
        yield from self._gone(self._workers())  # a machine that its last document took with it

    def _workers(self) -> Collection[str]:
        """Addresses of those that are there, as the scheduler has them: what the client keeps lists none at times."""
        self._looked = time.monotonic()
        there: Collection[str] = self._client.run_on_scheduler(present)
        return there

    def _look_at(self, there: Collection[str]) -> None:
        """Ask those that are new what they have."""
        known = {*self._crew.slots, *self._crew.asked.values(), *self._crew.refused}
        for address in {*there} - known:
            asked = self._client.submit(
                hands.commissioned, self._commission, workers=[address], pure=False, allow_other_workers=False
            )
            self._crew.asked[asked] = address

    def _gone(self, there: Collection[str]) -> Iterator[Lost | Brought]:
        for address in [one for one in self._crew.slots if one not in there]:
            del self._crew.slots[address]
            yield Lost(address=address)
        for asked in [one for one, address in self._crew.asked.items() if address not in there]:
            del self._crew.asked[asked]
            asked.cancel()
        for future, out in [*self._out.items()]:
            if not any(one in there for one in out.workers) and future.status == "pending":
                del self._out[future]  # it would wait for them for ever
                future.cancel()
                yield from self._lost(out.portion)
        self._look_at(there)

    def _send(self) -> None:
        """As many errands as there are slots, and one for each machine to have at hand."""
        slots = sum(self._crew.slots.values())
        while len(self._out) < slots + len(self._crew.slots) and (portion := self._queue.portion(slots)):
            self._submit(portion, tuple(self._crew.slots))

    def _send_alone(self) -> Iterator[Lost | Brought]:
        """What may be to blame for a lost machine, once nothing else is under way: one for each machine."""
        if not self._queue.suspects or any(not out.portion.alone for out in self._out.values()):
            return
        yield from self._gone(self._workers())
        busy = {out.workers for out in self._out.values()}
        for address in [one for one in self._crew.slots if (one,) not in busy]:
            if (portion := self._queue.suspect()) is not None:
                self._submit(portion, (address,))

    def _submit(self, portion: Portion, workers: tuple[str, ...]) -> None:
        self._number += 1
        future = self._client.submit(
            hands.done,
            self._commission.run,
            self._errand(portion.ids),
            self._number,
            key=f"{self._commission.run}-{self._number}",
            workers=list(workers),
            allow_other_workers=False,
        )
        self._out[future] = _Out(self._number, portion, workers)

    def _came_back(self) -> Iterator[Joined | Refused | Brought]:
        futures = [*self._out, *self._crew.asked]
        if not futures:
            time.sleep(PAUSE)
            return
        try:
            ready = wait(futures, timeout=PAUSE, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            return
        except CancelledError:
            ready = {one for one in futures if one.status in ("cancelled", "lost")}
        for future in ready:
            if future in self._crew.asked:
                yield from self._introduced(future, self._crew.asked.pop(future))
            else:
                yield from self._finished(future, self._out.pop(future))

    def _introduced(self, future: Future[Any], address: str) -> Iterator[Joined | Refused]:
        try:
            met: Introduction = future.result()
        except Exception as error:  # noqa: BLE001 - whatever another program raises says that it is another
            self._crew.refused.add(address)
            yield Refused(address=address, name="", differing=(f"程序（{type(error).__name__}）",))
            return
        names = {**self._wanted, **met.shared}
        differing = tuple(name for name in names if self._wanted.get(name) != met.shared.get(name))
        if differing:
            self._crew.refused.add(address)
            yield Refused(address=address, name=met.name, differing=differing)
        else:
            self._crew.slots[address] = met.slots
            yield Joined(address=address, name=met.name, slots=met.slots)

    def _finished(self, future: Future[Any], out: _Out) -> Iterator[Brought]:
        try:
            address, found = future.result()
        except (KilledWorker, CancelledError, hands.HelperDiedError, OSError):
            yield from self._lost(out.portion)
            return
        self._served = time.monotonic()
        yield from (Brought(address=address, fetched=one) for one in found)
        future.release()

    def _lost(self, portion: Portion) -> Iterator[Brought]:
        for id in self._queue.lost(portion):
            lost = Fetched(id=id, error="做这份文件的时候，两次都断了机器，可能是内存不足")
            yield Brought(address="", fetched=lost)

    def _told(self, event: tuple[float, tuple[int, str]]) -> None:
        """By a worker: a document of an errand is done."""
        number, id = event[1]
        for out in [*self._out.values()]:
            if out.number == number:
                out.portion.done.add(id)

    def _be_patient(self) -> None:
        if self._crew.slots or self._crew.asked:
            self._served = time.monotonic()
        elif time.monotonic() - self._served > PATIENCE:
            raise NobodyError("没有一台机器可用" + ("：来的都不能用" if self._crew.refused else ""))


def at_once(dask_scheduler: Scheduler | None = None) -> None:
    """On the scheduler: what was under way on a lost worker is told at once, and not tried on four others."""
    if dask_scheduler is not None:
        dask_scheduler.allowed_failures = 0


def present(dask_scheduler: Scheduler | None = None) -> tuple[str, ...]:
    """On the scheduler: the addresses of its workers."""
    return tuple(dask_scheduler.workers) if dask_scheduler is not None else ()
