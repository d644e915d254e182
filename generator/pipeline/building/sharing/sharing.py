"""共用成品: what other machines have made is taken, and what this one has made is given, where it may.

Whatever goes wrong with the place, the build goes on without it, and says so once.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from msgspec import Struct, field

from gongkai.pipeline.building.sharing.access import Access, AccessError, access
from gongkai.pipeline.building.sharing.eviction import DAY, Allowance
from gongkai.pipeline.building.sharing.listening import SilenceError, listen
from gongkai.pipeline.building.sharing.packing import PackingError
from gongkai.pipeline.building.sharing.shared_place import EmptyPlaceError, SharedPlace, entry_name
from gongkai.pipeline.building.sharing.signing import UntrustedError
from gongkai.pipeline.building.store import Rendered, Store, StoreError
from gongkai.pipeline.digests import Digest
from gongkai.pipeline.places.place import PlaceError
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import Progress

PATIENCE = 60.0
"""seconds without a word from the place"""
AT_ONCE = 8
"""documents on their way at a time"""
TAKEN, LACKING, REFUSED, GIVEN, SPOILT, FAILED = "taken", "lacking", "refused", "given", "spoilt", "failed"
"""what a child says of a document, or of the place"""

Say = Callable[[str], None]
Got = tuple[Rendered, dict[str, bytes]]
T = TypeVar("T")
U = TypeVar("U")


class Shared(Struct):
    """存取的经过, for those who run the build."""

    taken: list[str] = field(default_factory=list)
    """ids of the documents that others have made"""
    refused: dict[str, str] = field(default_factory=dict)
    """ids of those that were there and are not believed, and why"""
    given: int = 0
    failures: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        if self.taken:
            yield f"从存放处取来 {len(self.taken)} 份成品，没有重新排印。"
        if self.refused:
            yield f"存放处里有 {len(self.refused)} 份成品信不过，没有用，重新排印了："
            yield from (f"{id}：{why}" for id, why in self.refused.items())
        if self.given:
            yield f"存进存放处 {self.given} 份成品。"
        yield from self.failures


class Sharing:
    """共用 of one build."""

    def __init__(self, project: Project, store: Store, progress: Progress, *, wanted: bool) -> None:
        """Not `wanted`: drafts and previews stay on this machine."""
        self.came_of = Shared()
        self._store = store
        self._progress = progress
        self._stamp = project.build / "given"
        self._access: Access | None = None
        try:
            self._access = access(project) if wanted else None
        except AccessError as error:
            self.came_of.failures.append(f"没有用成品的存放处，照常生成：\n{error}")
        if self._access is not None and self._access.secret is not None and not self._access.machine:
            self.came_of.failures.append("这台机器的私钥，cache.yml 的公钥里没有它的一半，所以只从存放处取，不往里存。")

    def take(self, wanted: Mapping[str, Digest]) -> None:
        """Fetch what others have made of these documents into the store."""
        there = self._access
        if there is None or not wanted:
            return
        said = self._heard(lambda say: self._fetch(there, wanted, say))
        for done, (what, id, why) in enumerate(said, start=1):
            self._progress("取别处做好的成品", done, len(wanted))
            if what == TAKEN:
                self.came_of.taken.append(id)
            elif what == REFUSED:
                self.came_of.refused[id] = why

    @property
    def allowance(self) -> Allowance:
        """How long and how much is kept, here as there."""
        return self._access.allowance if self._access else Allowance()

    @property
    def due(self) -> bool:
        """Whether it is a day since the place was last told what is used, though nothing has changed."""
        if self._access is None or not self._access.machine:
            return False
        with suppress(OSError):
            return abs(time.time() - self._stamp.stat().st_mtime) > DAY
        return True

    def _fetch(self, there: Access, wanted: Mapping[str, Digest], say: Say) -> None:
        place = there.open()
        try:
            place.look()
        except EmptyPlaceError:
            if there.machine:  # it is for this one to begin it
                return
            raise
        for (id, _), got in _at_once(lambda item: _got(place, *item), list(wanted.items())):
            if isinstance(got, str):
                _tell(say, REFUSED, id, got)
            elif got is not None:
                self._store.keep(*got)
                _tell(say, TAKEN, id)
            else:
                _tell(say, LACKING, id)

    def give(self, documents: Iterable[Rendered], fresh: Iterable[str], branch: str) -> None:
        """Put what the branch is made of there, as far as it is not there yet.

        `fresh`: ids of what was made here and now; where something else was found there, it is replaced.
        """
        there = self._access
        if there is None or not there.machine or self.came_of.failures:
            return
        known = [one for one in documents if one.digest.parts]
        anew = {*self.came_of.taken, *self.came_of.refused}.intersection(fresh)

        def work(say: Say) -> None:
            place = there.open()
            place.begin()
            kept = place.entries()
            lacking = [one for one in known if one.id in anew or entry_name(one.digest) not in kept]
            for rendered, failure in _at_once(lambda one: _put(place, self._store, one), lacking):
                _tell(say, SPOILT if failure else GIVEN, rendered.id, failure)
            place.note_use(branch, known)
            place.tidy_daily(there.allowance)

        for what, id, why in self._heard(work):
            self._progress("存进存放处", 0, 1)
            if what == GIVEN:
                self.came_of.given += 1
            else:
                self.came_of.failures.append(f"没有存进存放处：{id}，{why}")
        with suppress(OSError):
            self._stamp.touch()

    def _heard(self, work: Callable[[Say], None]) -> Iterator[tuple[str, str, str]]:
        """What a child says, document by document; where the place does not do, that is a failure."""

        def tried(say: Say) -> None:
            try:
                work(say)
            except (PlaceError, StoreError) as error:
                _tell(say, FAILED, "", str(error))

        address = self._access.address if self._access else ""
        try:
            for line in listen(tried, PATIENCE):
                what, id, why = json.loads(line)
                if what == FAILED:
                    self._fail(why)
                else:
                    yield what, id, why
        except SilenceError as error:
            self._fail(f"{address} {error}")

    def _fail(self, why: str) -> None:
        self.came_of.failures.append(f"成品的存放处用不了：{why}。没有它，照常生成。")


def _got(place: SharedPlace, id: str, digest: Digest) -> Got | str | None:
    """A document, or why it is not believed."""
    try:
        return place.get(id, digest)
    except (UntrustedError, PackingError) as error:
        return str(error)


def _put(place: SharedPlace, store: Store, rendered: Rendered) -> str:
    """Why it was not done, if so."""
    try:
        place.put(store, rendered)
    except PackingError as error:
        return str(error)
    return ""


def _tell(say: Say, what: str, id: str, why: str = "") -> None:
    say(json.dumps((what, id, why)))


def _at_once(work: Callable[[T], U], items: Sequence[T]) -> Iterator[tuple[T, U]]:
    """Several at a time, in order; not so many that all would lie in memory."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for at in range(0, len(items), 2 * AT_ONCE):
            some = items[at : at + 2 * AT_ONCE]
            yield from zip(some, threads.map(work, some), strict=True)
