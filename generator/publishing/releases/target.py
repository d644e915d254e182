"""发布目录: the releases of a site, each a folder of its own, and `current`, which leads to one of them.

TARGET/releases/0007/      a whole site with its SHA256SUMS; nothing of it is ever changed
TARGET/current             a link to one of them; or, where a folder named so is there already, a folder of its files
TARGET/records/0007        what its files were when they were written
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from gongkai.publishing.releases.exchange import exchange, flush, flush_folder, point
from gongkai.publishing.releases.growing import FOLDER_MODE, UNABLE, Growing
from gongkai.publishing.releases.record import Record, digests_of
from gongkai.publishing.releases.sums import FILE, KEPT, Differences, SumsError, differences, read_sums
from gongkai.publishing.releases.tree import Files, look, marked, read_tree, write_tree

RELEASES, CURRENT, RECORDS, LOCK = "releases", "current", "records", ".lock"
GROWING, GONE = ".new-", ".gone-"
NUMBER = re.compile("[0-9]{4,}")
LEFTOVER = re.compile(rf"\.(new|gone)-\d+|\.{CURRENT}\.new")


class TargetError(Exception):
    """发布不了, and the site that is served stays. The message is Chinese."""


class TargetBusyError(Exception):
    """另一次发布正在进行."""


class Target(Struct, frozen=True):
    """发布目录 at `root`."""

    root: Path

    def folder(self, number: int) -> Path:
        return self.root / RELEASES / f"{number:04}"

    def record(self, number: int) -> Path:
        return self.root / RECORDS / f"{number:04}"

    @property
    def current_site(self) -> Path:
        return self.root / CURRENT

    @property
    def numbers(self) -> tuple[int, ...]:
        """The releases there are, oldest first."""
        return tuple(sorted(int(name) for name in _names(self.root / RELEASES) if NUMBER.fullmatch(name)))

    @property
    def current(self) -> int | None:
        """Which release is served; None where there is none yet."""
        site = self.current_site
        if site.is_symlink():
            name = site.readlink().name
            return int(name) if NUMBER.fullmatch(name) and int(name) in self.numbers else None
        listed = _bytes(site / FILE)
        same = (number for number in reversed(self.numbers) if _bytes(self.folder(number) / FILE) == listed)
        return next(same, None) if listed else None

    def present(self, number: int) -> Files:
        """The files of a release as they are now."""
        return look(self.folder(number), read_tree(self.record(number))).files

    def wanted(self, number: int) -> dict[str, str]:
        """What its own files were when they were written, or else what its list says, with those it keeps for others.

        Raises SumsError.
        """
        folder = self.folder(number)
        own = digests_of(read_tree(self.record(number)).files) or read_sums(folder / FILE)
        with suppress(SumsError):  # then all that are kept are too many
            return read_sums(folder / KEPT) | own
        return own

    def faults(self, number: int, present: Record) -> Differences:
        """In what the files of a release are not what they should be. Raises SumsError."""
        return differences(self.wanted(number), digests_of(present))

    @property
    def in_folder(self) -> bool:
        """Whether what is served is a folder of its own."""
        return self.current_site.is_dir() and not self.current_site.is_symlink()

    @property
    def served(self) -> Files:
        """The files of that folder as they are now."""
        return look(self.current_site, read_tree(self.root / RECORDS / CURRENT)).files

    def remember(self, number: int, digests: Mapping[str, str]) -> None:
        """Record what a release's own files are, and those of the folder that is served."""
        write_tree(self.record(number), marked(self.folder(number), digests))
        if self.in_folder:
            write_tree(self.root / RECORDS / CURRENT, marked(self.current_site, digests))

    def forget(self) -> None:
        """Believe no record of a release any longer: what was changed in one may be shared by others."""
        for number in self.numbers:
            self.record(number).unlink(missing_ok=True)


def check_target(target: Target) -> None:
    """Raise TargetError where a folder is somebody else's."""
    site, releases = target.current_site, target.root / RELEASES
    foreign = [name for name in _names(releases) if not NUMBER.fullmatch(name) and not name.startswith(".")]
    if foreign:
        raise TargetError(f"{releases} 里有别的文件“{foreign[0]}”，不能发布到这里；请换一个目录")
    if site.is_symlink() and site.readlink().parent != Path(RELEASES):
        raise TargetError(f"{site} 是指向别处的链接，不能替换；请换一个目录，或先移走它")
    if site.exists() and not site.is_symlink() and _names(site) and not (site / FILE).is_file():
        raise TargetError(f"{site} 里已有别的文件，不是发布的网站，不能替换；请换一个目录，或先移走它")
    if (target.root / FILE).is_file():
        raise TargetError(f"{target.root} 本身是一个网站；请写它上面的、或者另一个目录")


@contextmanager
def alone(target: Target) -> Iterator[None]:
    """One publication at a time. What one that was killed has left is cleared away. Raises TargetBusyError."""
    for folder in (target.root, target.root / RELEASES, target.root / RECORDS):
        if not folder.is_dir():
            folder.mkdir(parents=folder == target.root)
            folder.chmod(FOLDER_MODE)
    with (target.root / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise TargetBusyError from error
        _clear(target)
        try:
            yield
        finally:
            _clear(target)


def settle(target: Target, grown: Path, number: int) -> None:
    """A grown folder becomes a release, all of it on the disk."""
    flush(grown)
    grown.rename(target.folder(number))
    flush_folder(target.root / RELEASES)


def switch(target: Target, number: int) -> None:
    """Serve another release, in one step. Raises TargetError where that cannot be done so."""
    site = target.current_site
    if not target.in_folder:
        try:
            point(site, f"{RELEASES}/{target.folder(number).name}")
        except OSError as error:
            if os.path.lexists(site) or not _no_links(error):
                raise
        else:
            return
    _switch_folder(target, number)


def prune(target: Target, keep: int) -> None:
    """Remove all but the last releases, and the one that is served."""
    for number in target.numbers[:-keep]:
        if number != target.current:
            gone = target.root / RELEASES / f"{GONE}{number:04}"
            target.folder(number).rename(gone)
            shutil.rmtree(gone, ignore_errors=True)
            target.record(number).unlink(missing_ok=True)


def _switch_folder(target: Target, number: int) -> None:
    """Where `current` is a folder: another with the release's files is put in its place."""
    site, source = target.current_site, target.folder(number)
    new = target.root / f".{CURRENT}.new"
    new.mkdir()
    there = target.present(number)
    growing = Growing(new, source, there)
    for name, seen in there.items():
        growing.copy(name, source / name, seen.digest)
    growing.verify()
    flush(new)
    if not site.exists():
        new.rename(site)
    elif not exchange(new, site):
        raise TargetError(
            f"{target.root} 所在的磁盘不能一步交换两个文件夹；请移走 {site} 这个文件夹再发布，以后它是一个链接"
        )
    flush_folder(target.root)


def _clear(target: Target) -> None:
    for folder in (target.root, target.root / RELEASES):
        for name in _names(folder):
            if LEFTOVER.fullmatch(name):
                path = folder / name
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink()


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _no_links(error: OSError) -> bool:
    """Whether a file system has no links at all."""
    return error.errno in UNABLE
