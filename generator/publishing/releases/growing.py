"""生长: a new folder of files beside an old one, whose files it takes over where they are the same.

They are shared as the file system can: copied by reference (reflink), else by hard links, which is safe because all
files are read-only, else copied. Modes do not depend on the umask.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from gongkai.publishing.files import bytes_digest, file_digest
from gongkai.publishing.releases.record import READ_ONLY, Record, Seen, stamp_of
from gongkai.publishing.releases.sums import FILE, SIGNATURES, sums_text

FOLDER_MODE = 0o755
UNABLE = frozenset(
    {errno.EXDEV, errno.EOPNOTSUPP, errno.ENOTTY, errno.EINVAL, errno.EPERM, errno.EMLINK, errno.ENOSYS, errno.EACCES}
)
"""a file system that cannot share a file so, or not this one"""
_FICLONE = 0x40049409


class GrowthError(Exception):
    """A file that was to be taken in is not what it should be. The message is Chinese."""


class Growing:
    """新文件夹 that grows; `sums` are the digests of its files, at last that of their list too."""

    def __init__(
        self,
        folder: Path,
        old: Path | None = None,
        there: Record | None = None,
        before: Mapping[str, str] | None = None,
        ground: Record | None = None,
    ) -> None:
        """`there`: what the files of `old` are at present; `before`: what they should be.

        `ground`: what lies in `folder` already, of which those files stay that are the old one's own.
        """
        self.folder = folder
        self.sums: dict[str, str] = {}
        self.written: list[str] = []
        """names of files that are not the old one's"""
        self._unread: list[str] = []
        self._old = old or folder
        self._there = there or {}
        self.before = before or {}
        self.ways: list[Callable[[Path, Path], None]] = [clone, link]
        self._clones: list[Callable[[Path, Path], None]] = [clone]
        self._folders: set[Path] = set()
        self._ground = dict(ground or {})

    def write(self, name: str, content: bytes) -> None:
        digest = bytes_digest(content)
        if not self.take(name, digest):
            write_file(self._place(name), content)
            self.written.append(name)
            self._unread.append(name)
            self.sums[name] = digest

    def copy(self, name: str, source: Path, digest: str = "") -> bool:
        """A file from elsewhere, unless the old folder has it; whether it had."""
        digest = digest or file_digest(source)
        if self.take(name, digest):
            return True
        if not _shared(source, self._place(name), self._clones):
            copy_file(source, self._place(name))
        self._unread.append(name)
        self.written.append(name)
        self.sums[name] = digest
        return False

    def take(self, name: str, digest: str) -> bool:
        """Take a file over from the old folder if it is there and the same."""
        seen = self._there.get(name)
        if seen is None or seen.digest != digest:
            return False
        lying = self._ground.get(name)
        if lying is not None and lying.written == seen.written:
            self.sums[name] = digest
        else:
            self.bring(name, self._old / name, digest, ways=self.ways if seen.read_only else None)
        return True

    def bring(
        self, name: str, source: Path, digest: str, ways: list[Callable[[Path, Path], None]] | None = None
    ) -> None:
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

    def verify(self) -> None:
        """Read what has been written. Raises GrowthError if it is not what it should be."""
        for name in self._unread:
            if file_digest(self.folder / name) != self.sums[name]:
                raise GrowthError(f"文件“{name}”没有写对：复制的时候变了，或者磁盘有问题")
        self._unread.clear()

    def record(self) -> Record:
        """The files as they are now; those of the old folder that were in the ground are as they were there."""
        return {
            name: self._there[name] if name in self._ground else self._marked(name, digest)
            for name, digest in self.sums.items()
        }

    def _marked(self, name: str, digest: str) -> Seen:
        return Seen(digest, *stamp_of((self.folder / name).lstat()))

    def clear(self) -> None:
        """Take away what lay in the ground and is not wanted, and folders that hold nothing then."""
        for name in [name for name in self._ground if name not in self.sums]:
            folder = self._emptied(name).parent
            with suppress(OSError):
                while folder != self.folder:
                    folder.rmdir()
                    folder = folder.parent

    def finish(self) -> None:
        """The list of all that is there; whoever signed the same list has signed this one. Raises GrowthError."""
        self.verify()
        text = sums_text(self.sums).encode()
        same = (seen := self._there.get(FILE)) is not None and seen.digest == bytes_digest(text)
        write_file(self._place(FILE), text)
        self.sums[FILE] = bytes_digest(text)
        for name in SIGNATURES if same else ():
            if (self._old / name).is_file():
                copy_file(self._old / name, self._place(name))

    def _place(self, name: str) -> Path:
        place = self._emptied(name)
        self._make(place.parent)
        return place

    def _emptied(self, name: str) -> Path:
        """A place where nothing lies any more."""
        place = self.folder / name
        if self._ground and place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        if self._ground.pop(name, None) is not None:
            with suppress(FileNotFoundError, NotADirectoryError):  # it went with its folder
                place.unlink()
        return place

    def _make(self, folder: Path) -> None:
        if folder in self._folders:
            return
        if folder != self.folder:
            self._make(folder.parent)
        if not folder.is_dir():
            self._ground.pop(folder.relative_to(self.folder).as_posix(), None)
            folder.unlink(missing_ok=True)
            folder.mkdir()
        folder.chmod(FOLDER_MODE)
        self._folders.add(folder)


def write_file(place: Path, content: bytes) -> None:
    """A new file that nobody changes by mistake."""
    with place.open("xb") as file:
        file.write(content)
    place.chmod(READ_ONLY)


def copy_file(source: Path, place: Path) -> None:
    """With its time, by which browsers and rsync know whether they have it."""
    shutil.copyfile(source, place, follow_symlinks=False)
    _as_of(source, place)


def clone(source: Path, place: Path) -> None:
    """A file of its own that shares the other's blocks until one of them is written (Linux FICLONE)."""
    try:
        with source.open("rb") as old, place.open("xb") as new:
            fcntl.ioctl(new, _FICLONE, old.fileno())
    except OSError:
        place.unlink(missing_ok=True)
        raise
    _as_of(source, place)


def link(source: Path, place: Path) -> None:
    place.hardlink_to(source)


def _as_of(source: Path, place: Path) -> None:
    status = source.stat()
    os.utime(place, ns=(status.st_mtime_ns, status.st_mtime_ns))
    place.chmod(READ_ONLY)


def _shared(source: Path, place: Path, ways: list[Callable[[Path, Path], None]]) -> bool:
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
