"""发布: a finished site becomes a release, and is served.

Whatever fails, and whenever it is stopped, the site that is served stays whole: nothing is written into it, and the
switch is one step.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from gongkai.publishing.compression import compressed
from gongkai.publishing.releases.growing import Growing, GrowthError
from gongkai.publishing.releases.guarding import check_documents, check_space
from gongkai.publishing.releases.keeping import keep, kept_from
from gongkai.publishing.releases.record import digests_of
from gongkai.publishing.releases.signing import sign, signed
from gongkai.publishing.releases.sums import FILE, UNLISTED, Differences, SumsError, differences, read_sums
from gongkai.publishing.releases.target import (
    GROWING,
    RELEASES,
    Target,
    TargetError,
    alone,
    check_target,
    prune,
    settle,
    switch,
)
from gongkai.publishing.releases.tree import Tree
from gongkai.rendering.catalogue import CATALOGUE

ENDINGS = (".gz", ".br")
"""of what stands beside a text for browsers that take it compressed"""
SEARCH = "search/index/"
KEEP = 5
MOST_LISTED = 40

Progress = Callable[[str, int, int], None]


class Wishes(Struct, frozen=True, kw_only=True):
    """发布选项."""

    keep: int = KEEP
    """how many releases stay"""
    sign: str = ""
    """a command that signs SHA256SUMS, whose name is put behind it"""
    gone: Collection[str] = ()
    """ids of documents that are meant to be gone from the site"""


class Published(Struct, frozen=True, kw_only=True):
    """发布的结果."""

    number: int
    anew: bool = True
    """False: the release that is served is the same already"""
    files: int = 0
    written: tuple[str, ...] = ()
    """names of files that the release before has not, or has otherwise"""
    removed: tuple[str, ...] = ()
    """names of files that only the release before has"""
    kept: int = 0
    """how many assets of other releases are kept in it"""
    mended: Differences = field(default_factory=Differences)
    """what somebody had changed in the release before"""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """by step"""

    def told(self, target: Path) -> Iterator[str]:
        """What the webmaster is told."""
        if not self.anew:
            yield f"没有改动：{target} 公开的已是最新（第 {self.number} 次发布）。"
            return
        kept = f"，另留存以前各次的 {self.kept} 个" if self.kept else ""
        same = self.files - len(self.written) - self.kept
        yield f"已发布第 {self.number} 次：写了 {len(self.written)} 个文件，沿用 {same} 个{kept}。"
        yield from self._changes()
        if self.mended:
            yield f"上一次发布里有 {len(self.mended.lines)} 个文件不是发布时的样子，这一次已照原样恢复："
            yield from (f"  {line}" for line in self.mended.lines[:MOST_LISTED])
        yield "用时：" + "，".join(f"{step} {seconds:.1f} 秒" for step, seconds in self.seconds.items()) + "。"

    def _changes(self) -> Iterator[str]:
        """The files that changed, without what stands compressed beside them; none of the first release."""
        changes = [
            f"  {what} {name}"
            for what, names in (("写了", self.written), ("去掉", self.removed))
            for name in names
            if not name.endswith(ENDINGS) and not name.startswith(SEARCH)
        ]
        if searched := sum(name.startswith(SEARCH) for name in self.written):
            changes.append(f"  写了 {SEARCH} 检索的索引 {searched} 个")
        if self.number > 1:
            yield from changes[:MOST_LISTED]
            if len(changes) > MOST_LISTED:
                yield f"  ……共 {len(changes)} 个，连同压缩件 {len(self.written) + len(self.removed)} 个"


def publish(site: Path, target: Target, wishes: Wishes, progress: Progress) -> Published:
    """Make a release of a whole site, and serve it.

    Raises TargetError, TargetBusyError, ShrunkenError, OSError; then the site that is served is as it was.
    """
    check_target(target)
    with alone(target):
        try:
            return _Publication(site, target, wishes, progress).run()
        except (GrowthError, SumsError) as error:
            raise TargetError(str(error)) from error


class _Publication:
    """一次发布, under way."""

    def __init__(self, site: Path, target: Target, wishes: Wishes, progress: Progress) -> None:
        self.site, self.target, self.wishes, self.progress = site, target, wishes, progress
        self.own = read_sums(site / FILE)
        if CATALOGUE not in self.own:
            raise TargetError(f"{site} 不是完整的网站：没有 {FILE}，或者其中没有 {CATALOGUE}")
        self.last = target.current
        self.before: dict[str, str] = {}
        """the files that the release before should have"""
        self.there = Tree().files
        """those that it has"""
        self.seconds: dict[str, float] = {}
        self._since = time.monotonic()

    def run(self) -> Published:
        target, number = self.target, max(self.target.numbers, default=0) + 1
        check_documents(self.site, target, self.wishes.gone)
        mended = self._look_at_last()
        if mended:
            target.forget()
        if self.last is not None and not mended and self._same(target.folder(self.last)):
            return Published(number=self.last, anew=False)
        check_space(target, self._files(lambda name: not self._has(name)), self._files(lambda _: True))
        self._done("核对上一次发布")
        old = target.folder(self.last) if self.last is not None else None
        growing = Growing(target.root / RELEASES / f"{GROWING}{number:04}", old, self.there)
        self._grow(growing)
        own = dict(growing.sums)
        numbers = target.numbers[-self.wishes.keep :]
        kept = keep(target, growing, kept_from(target, numbers, growing.folder))
        self._done("写文件并核对")
        settle(target, growing.folder, number)
        self._done("写到磁盘上")
        switch(target, number)
        self._done("切换")
        with suppress(OSError):  # it is served by now; a record that is lacking costs time
            prune(target, self.wishes.keep)
            target.remember(number, own)
        self._done("清理并记录")
        return Published(
            number=number,
            files=len(growing.sums) - len(UNLISTED & growing.sums.keys()),
            written=tuple(sorted(growing.written)),
            removed=tuple(sorted(self.before.keys() - growing.sums.keys())),
            kept=len(kept),
            mended=mended,
            seconds=self.seconds,
        )

    def _look_at_last(self) -> Differences:
        if self.last is None:
            return Differences()
        self.before = self.target.wanted(self.last)
        self.there = self.target.present(self.last)
        faults = self.target.faults(self.last, self.there)
        if self.target.in_folder and not faults:
            return differences(self.before, digests_of(self.target.served))
        return faults

    def _same(self, folder: Path) -> bool:
        """Whether a release is one of just this site, signed if that is asked for."""
        listed = read_sums(folder / FILE)
        beside = {f"{name}{ending}" for name in self.own for ending in ENDINGS} - self.own.keys()
        bare = {name: digest for name, digest in listed.items() if name not in beside}
        return bare == self.own and (not self.wishes.sign or signed(folder))

    def _has(self, name: str) -> bool:
        return name in self.there and self.there[name].digest == self.own[name]

    def _files(self, wanted: Callable[[str], bool]) -> list[Path]:
        return [self.site / name for name in self.own if wanted(name)]

    def _grow(self, growing: Growing) -> None:
        """All files that are the release's own."""
        for done, (name, digest) in enumerate(self.own.items(), start=1):
            if not (growing.copy(name, self.site / name, digest) and self._take_beside(growing, name)):
                for other, content in compressed(name, (self.site / name).read_bytes()).items():
                    growing.write(other, content)
            self.progress("写入发布目录", done, len(self.own))
        growing.finish()
        if self.wishes.sign:
            sign(growing.folder, self.wishes.sign)

    def _take_beside(self, growing: Growing, name: str) -> bool:
        """Take over what stands compressed beside a file that was taken over; False if that is not as it was."""
        beside = (f"{name}{ending}" for ending in ENDINGS)
        return growing.take_all({one: self.before[one] for one in beside if one in self.before})

    def _done(self, step: str) -> None:
        now = time.monotonic()
        self.seconds[step] = now - self._since
        self._since = now
