"""自己的文件: what of a project the author of one document may read, change and submit; nothing else.

Those are the files of the document's folder that the program reads, and the department.yml above it, without which a
new department cannot be submitted at all (decision 0046).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from threading import Lock

from msgspec import Struct

from gongkai.loading.files import open_within
from gongkai.loading.folders import DEPARTMENT, DOCUMENT_FILES
from gongkai.model.findings import Finding
from gongkai.model.origins import ORIGINS
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import DEPARTMENTS
from gongkai.publishing.files import bytes_digest, files_below

FILES = (*DOCUMENT_FILES, ORIGINS)
ABSENT = ""
"""the digest of a file that is not there"""
_BELOW = re.compile(r"performance/[a-z0-9-]+\.yml|reports/[a-z0-9-]+\.md")
_ID = re.compile(r"(?:[a-z0-9-]+/)+(?:19|20|21)[0-9]{2}/[a-z0-9-]+")
_FOLDER = os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_saving = Lock()


class NotOwnError(Exception):
    """不是这份文件的: a path that leads elsewhere, or a link."""


class ChangedError(Exception):
    """别处改过: the file is not what it was when its author opened it."""

    def __init__(self, now: bytes) -> None:
        super().__init__("这个文件在别处改过")
        self.now = now


class OwnFiles(Struct, frozen=True, kw_only=True):
    """一份文件的各个文件; `id` is a document's, below content/departments."""

    project: Project
    id: str

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise NotOwnError(self.id)

    @property
    def folder(self) -> str:
        return f"{DEPARTMENTS}/{self.id}"

    @property
    def department(self) -> str:
        """The path of department.yml, which all documents of the department share."""
        return f"{PurePosixPath(self.folder).parents[1]}/{DEPARTMENT}"

    def owns(self, path: str) -> bool:
        """Whether a path below the project is one of them, there or not."""
        name = path.removeprefix(f"{self.folder}/")
        return path == self.department or (name != path and (name in FILES or bool(_BELOW.fullmatch(name))))

    def there(self) -> tuple[str, ...]:
        """The paths of those that are there, document.yml and the like before forms and reports."""
        return tuple(path for path in self._found() if self.owns(path))

    def strangers(self) -> tuple[str, ...]:
        """What else lies in the folder; it is never submitted."""
        return tuple(path for path in self._found() if not self.owns(path))

    def absent(self) -> tuple[str, ...]:
        """Those by a fixed name that could be begun."""
        there = self.there()
        return tuple(path for path in (f"{self.folder}/{name}" for name in DOCUMENT_FILES) if path not in there)

    def read(self, path: str) -> bytes | Finding:
        """The bytes of one; b"" for one that is not there."""
        self._check(path)
        if not os.path.lexists(self.project.root / path):
            return b""
        return open_within(self.project.root, path)

    def digest(self, path: str) -> str:
        data = self.read(path)
        there = isinstance(data, bytes) and (data or (self.project.root / path).exists())
        return bytes_digest(data) if there and isinstance(data, bytes) else ABSENT

    def save(self, path: str, data: bytes, expected: str) -> str:
        """Replace one in a single step and return its new digest.

        `expected`: the digest of what its author had opened. Raises ChangedError, NotOwnError, and OSError where the
        disk is at fault.
        """
        with _saving:
            now = self.read(path)
            if isinstance(now, Finding):
                raise NotOwnError(now.message)
            if self.digest(path) != expected:
                raise ChangedError(now)
            try:
                _replace(self.project.root, path, data)
            except (NotADirectoryError, FileNotFoundError) as error:  # a link on the way, or no such document
                raise NotOwnError(path) from error
        return bytes_digest(data)

    def _check(self, path: str) -> None:
        if not self.owns(path):
            raise NotOwnError(path)

    def _found(self) -> Iterator[str]:
        if (self.project.root / self.department).is_file():
            yield self.department
        below = [name for name, _ in files_below(self.project.root / self.folder, f"{self.folder}/")]
        yield from sorted(below, key=lambda path: (path.count("/"), _rank(path), path))


def _rank(path: str) -> int:
    name = PurePosixPath(path).name
    return FILES.index(name) if name in FILES else len(FILES)


def _replace(root: Path, path: str, data: bytes) -> None:
    """No link is followed on the way, and whoever reads meanwhile finds the old file or the new one, whole."""
    *steps, name = PurePosixPath(path).parts
    with _opened(root, steps) as folder:
        new = f".{name}.{os.getpid()}.new"
        try:
            with os.fdopen(os.open(new, _NEW, 0o644, dir_fd=folder), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(new, name, src_dir_fd=folder, dst_dir_fd=folder)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(new, dir_fd=folder)
            raise


@contextmanager
def _opened(root: Path, steps: list[str]) -> Iterator[int]:
    """The folder at the end of these steps; performance/ and reports/ are made where they are wanted."""
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for depth, step in enumerate(steps, start=1):
            if depth == len(steps) and step in ("performance", "reports"):
                with suppress(FileExistsError):
                    os.mkdir(step, dir_fd=folder)
            below = os.open(step, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = below
        yield folder
    finally:
        os.close(folder)
