"""分活: what is to be done with each of some documents, and who does it: this machine's processes, or a cluster's."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing
from typing import Any, Protocol, TypeVar

from msgspec import Struct

from gongkai.pipeline.digests import Digest, Digests
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import Outcome, run
from gongkai.pipeline.workspace import Workspace

T = TypeVar("T")


class Work(Protocol[T]):
    """活: what is done with each document."""

    @property
    def digests(self) -> Digests:
        """Of the workspace whose documents these are."""

    def warm(self, ids: Iterable[str]) -> None:
        """Do once, before children are forked, what each of them would have to do for these documents."""

    def kin(self, id: str) -> str:
        """Documents of which it says the same are done by one child, one after another."""

    def do(self, id: str) -> T:
        """What comes of a document; in a child."""

    def learn(self, value: T) -> None:
        """Note what came of a document, for those that are still to come."""

    @property
    def order(self) -> Order[T]:
        """What another machine has to be told."""

    def here(self, id: str) -> bool:
        """Whether a document has to be done on this machine, because of something that only it has."""

    def sent(self, value: T) -> object:
        """What came of a document, for the machine that ordered it; in a child."""

    def received(self, id: str, sent: Any) -> T:
        """What another machine sent, put where it would be if it had been done here.

        Raises ValueError where it is not what was ordered.
        """


class Order(Protocol[T]):
    """嘱托: what another machine does, in values that can be sent."""

    def begun(self, project: Project) -> Callable[[Workspace, Digests, Mapping[str, Digest]], Work[T]]:
        """There: makes the work for some documents (id → digest); what all of them share is made ready once."""


class Pool(Protocol):
    """人手: somebody who does a piece of work with every document."""

    def run(self, work: Work[T], ids: Iterable[str]) -> Generator[Outcome[T], None, None]:
        """Each outcome as it comes; closing this generator ends whatever was begun."""


class LocalPool(Struct, frozen=True):
    """本机: children of this process, so many at a time."""

    jobs: int

    def run(self, work: Work[T], ids: Iterable[str]) -> Generator[Outcome[T], None, None]:
        tasks = list(ids)
        work.warm(tasks)
        with closing(run(tasks, work.do, self.jobs, kin=work.kin)) as outcomes:
            for outcome in outcomes:
                if outcome.value is not None:
                    work.learn(outcome.value)
                yield outcome
