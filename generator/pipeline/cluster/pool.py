"""集群的人手: the same as this machine's own, but the documents are done by the workers of a Dask cluster."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from gongkai.pipeline.cluster.daemons import SETTINGS
from gongkai.pipeline.cluster.errands import Commission, Errand, Fetched
from gongkai.pipeline.cluster.inputs import Inputs, shared_bundle
from gongkai.pipeline.cluster.keys import security
from gongkai.pipeline.cluster.queue import LARGEST, PRINTED, Queue
from gongkai.pipeline.cluster.speaking import Say, SpeakerDiedError, heard
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.pools import LocalPool, T, Work
from gongkai.pipeline.workers import Outcome

CONNECTING = "20s"


class ClusterError(Exception):
    """集群用不了. The message is Chinese."""


class Failed(Struct, frozen=True):
    """工头做不下去了: what the child says of a cluster that does not do."""

    message: str


Tell = Callable[[str], None]


def untold(_line: str) -> None:
    """Nobody watches."""


class Log(Struct):
    """经过: what was done where."""

    names: dict[str, str] = field(default_factory=dict)
    """address → machine"""
    done: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    here: dict[str, str] = field(default_factory=dict)
    """ids of documents that were done on this machine, and why"""

    def lines(self) -> Iterator[str]:
        for address, count in sorted(self.done.items()):
            yield f"{self.called(address)}做了 {count} 份。"
        for why, count in Counter(self.here.values()).items():
            yield f"本机做了 {count} 份：{why}。"

    def called(self, address: str) -> str:
        """A machine, by the name that its network has for it, too."""
        return f"{self.names[address]}（{address}）" if self.names.get(address) else address


class ClusterPool(Struct, frozen=True):
    """集群: the workers of one scheduler; what they cannot do is done here."""

    address: str
    keys: Path
    jobs: int
    say: Tell = untold
    """who comes and goes, while it goes on"""
    log: Log = field(default_factory=Log)

    def run(self, work: Work[T], ids: Iterable[str]) -> Generator[Outcome[T], None, None]:
        """Raises ClusterError where no machine can be had; what is done by then is kept."""
        tasks = list(ids)
        own = [id for id in tasks if work.here(id)]
        self.log.here.update(dict.fromkeys(own, "要用只有本机有的东西，如以前公开的版本"))
        digests = work.digests
        shared = shared_bundle(digests.project)
        run = secrets.token_hex(8)
        commission = Commission(order=work.order, shared=shared, pdf=digests.pdf, draft=digests.draft, run=run)
        away = [id for id in tasks if id not in self.log.here]
        if away:
            self.say(f"交给集群 {self.address}，等它的工作机……")
            yield from self._done_away(work, commission, away)
        own = [id for id in tasks if id in self.log.here]
        if own:
            yield from LocalPool(self.jobs).run(work, own)

    def _done_away(self, work: Work[T], commission: Commission, ids: list[str]) -> Generator[Outcome[T], None, None]:
        with closing(heard(lambda say: self._led(commission, work, ids, say))) as said:
            for fetched in self._brought(said):
                outcome = self._outcome(work, fetched)
                if outcome is not None:
                    yield outcome

    def _outcome(self, work: Work[T], fetched: Fetched) -> Outcome[T] | None:
        """None: the document is to be done here."""
        id = fetched.id
        if fetched.error:
            return Outcome(task=id, error=fetched.error, trace=fetched.trace)
        if fetched.differing:
            self.log.here[id] = f"那边算出来的 {'、'.join(fetched.differing)} 和本机的不同"
            return None
        try:
            value = work.received(id, fetched.sent)
        except ValueError as error:
            self.log.here[id] = f"送回来的不是要的（{error}）"
            return None
        work.learn(value)
        return Outcome(task=id, value=value)

    def _brought(self, said: Iterator[Any]) -> Iterator[Fetched]:
        """The outcomes among what the foreman says; the rest is noted."""
        from gongkai.pipeline.cluster.foreman import Brought, Joined, Lost, Refused  # noqa: PLC0415 - an optional part

        try:
            for one in said:
                if isinstance(one, Brought):
                    self.log.done[one.address] += 0 if one.fetched.differing or not one.address else 1
                    yield one.fetched
                elif isinstance(one, Joined):
                    self.log.names[one.address] = one.name
                    self.say(f"用上了 {self.log.called(one.address)}，同时做 {one.slots} 份。")
                elif isinstance(one, Refused):
                    self.log.names[one.address] = one.name
                    self.say(_refused(self.log.called(one.address), one.differing))
                elif isinstance(one, Lost):
                    self.log.lost.append(one.address)
                    self.say(f"断了 {self.log.called(one.address)}，它手上的文件由别的机器做。")
                elif isinstance(one, Failed):
                    raise ClusterError("\n".join((one.message, *self.log.lines())))
        except SpeakerDiedError as error:
            raise ClusterError("和集群说话的进程没有说明原因就退出了") from error

    def _led(self, commission: Commission, work: Work[T], ids: list[str], say: Say) -> None:
        """In a child: Dask has threads."""
        import dask  # noqa: PLC0415 - an optional part
        from distributed import Client  # noqa: PLC0415

        from gongkai.pipeline.cluster.foreman import Foreman, NobodyError  # noqa: PLC0415

        dask.config.set(SETTINGS)
        queue = Queue(ids, work.kin, PRINTED if commission.pdf else LARGEST)
        errand = _errands(work.digests)
        try:
            with Client(
                self.address,
                security=security(self.keys),
                timeout=CONNECTING,
                direct_to_workers=True,
            ) as client:
                for one in Foreman(client, commission, work.digests.shared, queue, errand).run():
                    say(one)
        except NobodyError as error:
            say(Failed(f"{self.address} {error}。启动机器用 gongkai cluster worker"))
        except OSError as error:
            say(Failed(f"连不上集群的调度机 {self.address}（{error}）。请核对地址、密钥和防火墙"))


def _errands(digests: Digests) -> Callable[[tuple[str, ...]], Errand]:
    inputs = Inputs(digests)

    def errand(ids: tuple[str, ...]) -> Errand:
        return Errand(
            ids=ids,
            digests={id: digests.document(id) for id in ids},
            files=inputs.bundle(ids),
            learned={id: digests.workspace.learned(id) for id in inputs.read_with(ids)},
        )

    return errand


def _refused(name: str, differing: tuple[str, ...]) -> str:
    return (
        f"没有用 {name}：它的 {'、'.join(differing)} 和本机的不同。"
        "请在那里装同一个版本的程序和库，重新准备字体（gongkai fonts）"
    )
