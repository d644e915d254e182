"""文件夹作存放处: on this machine, or one that several machines share (NFS, SMB)."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from gongkai.pipeline.places.place import MOST, Listed, PlaceError, fit
from gongkai.publishing.files import files_below

PLAIN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
"""neither a link nor a pipe that nobody writes to"""
NOT_THERE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.EACCES, errno.ELOOP, errno.EISDIR})
"""how a file is told that is none, or none that we may read"""


class FolderPlace(Struct, frozen=True):
    """文件夹. A file is there under its name only when it is whole."""

    folder: Path
    writable: bool = True

    @property
    def address(self) -> str:
        return str(self.folder)

    def get(self, name: str, most: int = MOST) -> bytes | None:
        with self._told():
            try:
                content = _read(self.folder / fit(name), most + 1)
            except OSError as error:
                if error.errno in NOT_THERE:
                    return None
                raise
        if len(content) > most:
            raise PlaceError(f"{self.address} 里的 {name} 太大")
        return content

    def put(self, name: str, content: bytes) -> None:
        path = self.folder / fit(name)
        new = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        with self._told():
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                new.write_bytes(content)
                new.replace(path)
            finally:
                new.unlink(missing_ok=True)

    def listed(self, below: str) -> Iterator[Listed]:
        prefix = f"{fit(below)}/"
        for name, entry in files_below(self.folder / below, prefix):
            with suppress(FileNotFoundError), self._told():
                status = entry.stat(follow_symlinks=False)
                yield Listed(name, status.st_size, status.st_mtime)

    def remove(self, names: Iterable[str]) -> None:
        with self._told():
            for name in names:
                (self.folder / fit(name)).unlink(missing_ok=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise PlaceError(f"{self.address} 读写不了：{error.strerror or error}") from error


def _read(path: Path, most: int) -> bytes:
    """The beginning of a plain file. Raises OSError."""
    descriptor = os.open(path, PLAIN)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise IsADirectoryError(errno.EISDIR, "不是文件")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(most)
    finally:
        os.close(descriptor)
