"""分活: what is to be done with each of some documents, and who does it: this machine's processes, or a cluster's."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import Protocol, TypeVar

from gongkai.pipeline.workers import Outcome, run

T = TypeVar("T")


class Work(Protocol[T]):
    """活: what is done with each document."""

    def warm(self, ids: Iterable[str]) -> None:
        """Do once, before children are forked, what each of them would have to do for these documents."""

    def kin(self, id: str) -> str:
        """Documents of which it says the same are done by one child, one after another."""

    def do(self, id: str) -> T:
        """What comes of a document; in a child."""

    def learn(self, value: T) -> None:
        """Note what came of a document, for those that are still to come."""


class Pool(Protocol):
    """人手: somebody who does a piece of work with every document."""

    def run(self, work: Work[T], ids: Iterable[str]) -> Generator[Outcome[T], None, None]:
        """Each outcome as it comes; closing this generator ends whatever was begun."""


@dataclass(frozen=True, slots=True)
class LocalPool:
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
