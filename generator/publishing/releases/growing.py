"""生长: a new folder of files beside an old one, whose files it takes over where they are the same.

They are shared as the file system can: copied by reference (reflink), else by hard links, which is safe because all
files are read-only, else copied. Modes do not depend on the umask.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field

from gongkai.publishing.files import bytes_digest, file_digest
from gongkai.publishing.releases.record import READ_ONLY, Record, Seen, stamp_of
from gongkai.publishing.releases.sums import FILE, SIGNATURES, sums_list
from gongkai.publishing.releases.tree import NONE, Files, Tree, below

Way = Callable[[Path | str, Path | str], None]
"""how a file is put at a place without its content being read"""
FOLDER_MODE = 0o755
UNABLE = frozenset(
    {errno.EXDEV, errno.EOPNOTSUPP, errno.ENOTTY, errno.EINVAL, errno.EPERM, errno.EMLINK, errno.ENOSYS, errno.EACCES}
)
"""a file system that cannot share a file so, or not this one"""
_FICLONE = 0x40049409


class GrowthError(Exception):
    """A file that was to be taken in is not what it should be. The message is Chinese."""


class Ground(Struct, frozen=True):
    """底子: a folder that was the old one before, whose files are the old one's own but for some."""

    others: frozenset[str] = frozenset()
    """names of files that only one of both has, or each has otherwise"""
    folders: Mapping[str, bytes] = field(default_factory=dict)
    """its folders as they were (tree.py)"""


class Growing:
    """新文件夹 that grows; `sums` are the digests of its files, at last that of their list too."""

    def __init__(
        self,
        folder: Path,
        old: Path | None = None,
        there: Files | None = None,
        unlike: Collection[str] = (),
        ground: Ground | None = None,
    ) -> None:
        """`there`: what the files of `old` are at present; `unlike`: names of those that are not as they should be.

        `ground`: what lies in `folder` already, of which those files stay that are the old one's own.
        """
        self.folder = folder
        self.sums: dict[str, str] = {}
        self.written: list[str] = []
        """names of files that are not the old one's"""
        self._unread: list[str] = []
        self._old = old or folder
        self._there = there or Files([], [], b"")
        self._unlike = sorted(unlike)
        self._ground = ground
        self._placed: set[str] = set()
        """names of files that did not lie in the ground"""
        self.ways: list[Way] = [clone, link]
        self._clones: list[Way] = [clone]
        self._touched: set[str] = set()
        """folders that are there, and may hold others than before"""
        self._gone: set[str] = set()

    def write(self, name: str, content: bytes) -> None:
        digest = bytes_digest(content)
        if not self.take(name, digest):
            write_file(self._place(name), content)
            self.written.append(name)
            self._unread.append(name)
            self.sums[name] = digest

    def copy(self, name: str, source: Path | str, digest: str = "") -> bool:
        """A file from elsewhere, unless the old folder has it; whether it had."""
        digest = digest or file_digest(source)
        if self.take(name, digest):
            return True
        place = self._place(name)
        if not _shared(source, place, self._clones):
            copy_file(source, place)
        self._unread.append(name)
        self.written.append(name)
        self.sums[name] = digest
        return False

    def take(self, name: str, digest: str) -> bool:
        """Take a file over from the old folder if it is there and the same."""
        seen = self._there.get(name)
        if seen is None or seen.digest != digest:
            return False
        if self._ground and name not in self._ground.others:
            self.sums[name] = digest
        else:
            self.bring(name, f"{self._old}/{name}", digest, ways=self.ways if seen.read_only else None)
        return True

    def bring(self, name: str, source: Path | str, digest: str, ways: list[Way] | None = None) -> None:
        """A file that is known to be as it should, shared in one of these ways, or else copied."""
        place = self._place(name)
        if not _shared(source, place, ways or []):
            copy_file(source, place)
            self._unread.append(name)
        self.sums[name] = digest

    def take_all(self, wanted: Mapping[str, str]) -> bool:
        """Take files over if the old folder has all of them and they are the same; whether it has."""
        there = self._there
        return all(name in there and there[name].digest == digest for name, digest in wanted.items()) and all(
            self.take(name, digest) for name, digest in wanted.items()
        )

    def take_below(self, folder: str) -> bool:
        """Take over all that the old folder has below one, if that is as it should be; whether it is."""
        wanted = self._there.below(folder)
        if not wanted or self._unlike[below(self._unlike, folder)]:
            return False
        if self._ground and not self._others[below(self._others, folder)]:
            self.sums.update(wanted)
            return True
        return all(self.take(name, digest) for name, digest in wanted.items())

    @cached_property
    def _others(self) -> list[str]:
        """Names of files that lie in the ground otherwise, in order."""
        return sorted(self._ground.others if self._ground else ())

    def verify(self) -> None:
        """Read what has been written. Raises GrowthError if it is not what it should be."""
        for name in self._unread:
            if file_digest(f"{self.folder}/{name}") != self.sums[name]:
                raise GrowthError(f"文件“{name}”没有写对：复制的时候变了，或者磁盘有问题")
        self._unread.clear()

    def tree(self) -> Tree:
        """The files as they are now; those of the old folder that were in the ground are as they were there."""
        there, placed = self._there, self._placed
        gone = {*there}.difference(self.sums)
        now = {name: Seen(self.sums[name], self._stamp(name)) for name in placed}
        files = there.with_others(sorted(placed | gone), now)
        before = self._ground.folders if self._ground else {}
        kept = {name: stamp for name, stamp in before.items() if name not in self._gone}
        return Tree(files, kept | dict.fromkeys(self._touched - {""}, NONE))

    def others(self, now: Record) -> frozenset[str]:
        """Names of files that only one of the old folder and the new one has, or each has otherwise."""
        return others(self._there, now, {*self._placed, *{*self._there}.symmetric_difference(now)})

    def _stamp(self, name: str) -> bytes:
        return stamp_of(os.lstat(f"{self.folder}/{name}"))

    def clear(self) -> None:
        """Take away what lay in the ground and is not wanted, and folders that hold nothing then."""
        ground = self._ground
        for name in ({*self._there, *ground.others} - self.sums.keys() - self._placed) if ground else ():
            above = self._empty(name)
            with suppress(OSError):
                while above:
                    (self.folder / above).rmdir()
                    self._gone.add(above)
                    self._touched.discard(above)
                    above = above.rpartition("/")[0]
                    self._touched.add(above)

    def finish(self) -> None:
        """The list of all that is there; whoever signed the same list has signed this one. Raises GrowthError."""
        self.verify()
        text = sums_list(self.sums)
        same = (seen := self._there.get(FILE)) is not None and seen.digest == bytes_digest(text)
        write_file(self._place(FILE), text)
        self.sums[FILE] = bytes_digest(text)
        for name in SIGNATURES if same else ():
            if (self._old / name).is_file():
                copy_file(self._old / name, self._place(name))

    def _place(self, name: str) -> str:
        """A place where nothing lies any more, in a folder that is there."""
        self._make(name.rpartition("/")[0])
        if self._ground:
            self._empty(name)
        self._placed.add(name)
        return f"{self.folder}/{name}"

    def _empty(self, name: str) -> str:
        """Take away what lies in the ground; returns the folder that it was in, nothing where nothing was there."""
        place = self.folder / name
        try:
            if place.is_dir() and not place.is_symlink():
                if name not in self._touched:
                    shutil.rmtree(place)
            else:
                place.unlink()
        except (FileNotFoundError, NotADirectoryError):  # it was not there, or went with its folder
            return ""
        above = name.rpartition("/")[0]
        self._touched.add(above)
        return above

    def _make(self, folder: str) -> None:
        if folder in self._touched:
            return
        if folder:
            self._make(folder.rpartition("/")[0])
        place = self.folder / folder
        try:
            place.mkdir()
        except FileExistsError:
            if place.is_dir() and not place.is_symlink():
                self._touched.add(folder)
                return
            place.unlink()
            place.mkdir()
        place.chmod(FOLDER_MODE)
        self._touched.add(folder)


def others(one: Record, other: Record, names: Iterable[str]) -> frozenset[str]:
    """Those of the names that only one of both has, or each has otherwise."""
    return frozenset(
        name for name in names if name not in one or name not in other or one[name].written != other[name].written
    )


def write_file(place: Path | str, content: bytes) -> None:
    """A new file that nobody changes by mistake."""
    with open(place, "xb") as file:  # noqa: PTH123 - all files of a site, as texts
        file.write(content)
        os.fchmod(file.fileno(), READ_ONLY)


def copy_file(source: Path | str, place: Path | str) -> None:
    """With its time, by which browsers and rsync know whether they have it."""
    shutil.copyfile(source, place, follow_symlinks=False)
    _as_of(source, place)


def clone(source: Path | str, place: Path | str) -> None:
    """A file of its own that shares the other's blocks until one of them is written (Linux FICLONE)."""
    try:
        with Path(source).open("rb") as old, Path(place).open("xb") as new:
            fcntl.ioctl(new, _FICLONE, old.fileno())
    except OSError:
        Path(place).unlink(missing_ok=True)
        raise
    _as_of(source, place)


def link(source: Path | str, place: Path | str) -> None:
    os.link(source, place)


def _as_of(source: Path | str, place: Path | str) -> None:
    status = os.stat(source)  # noqa: PTH116 - as above
    os.utime(place, ns=(status.st_mtime_ns, status.st_mtime_ns))
    os.chmod(place, READ_ONLY)  # noqa: PTH101 - as above


def _shared(source: Path | str, place: str, ways: list[Way]) -> bool:
    """In the first way that works; one that does not is not tried again, but for a file with links enough."""
    for way in tuple(ways):
        try:
            way(source, place)
        except OSError as error:
            if error.errno not in UNABLE:
                raise
            if error.errno != errno.EMLINK:
                ways.remove(way)
        else:
            return True
    return False
