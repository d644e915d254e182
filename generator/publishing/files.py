"""文件: folders written so that only what changed is touched, and digests of what they hold."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

PART = 1 << 16
"""bytes of a file that are read at once"""


def write_folder(folder: Path, files: Mapping[str, bytes], besides: Collection[str] = ()) -> int:
    """Make `folder` hold exactly `files` (paths below it); returns how many were written or removed.

    What is in the folders `besides` stays.
    """
    stay = frozenset(besides)
    changed = 0
    folder.mkdir(parents=True, exist_ok=True)
    for old in sorted(folder.rglob("*"), reverse=True):
        name = old.relative_to(folder).as_posix()
        if stay and any(above in stay for above in _above(name)):
            continue
        if old.is_file() and name not in files:
            old.unlink()
            changed += 1
        elif old.is_dir() and not any(old.iterdir()):
            old.rmdir()
    for name, content in files.items():
        path = folder / name
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        changed += 1
    return changed


def _above(name: str) -> Iterator[str]:
    """The folder of a file, and those around it."""
    while name := name.rpartition("/")[0]:
        yield name


class DamagedError(OSError):
    """留存的文件坏了: it is not as it was written. The message is Chinese."""


class KeptFile(Struct, frozen=True, kw_only=True):
    """留存的文件: what it was when it was written, looked at whenever it is read."""

    file: Path
    digest: str

    @classmethod
    def now(cls, file: Path) -> KeptFile:
        """A file as it is now. Raises OSError."""
        return cls(file=file, digest=file_digest(file))

    def read(self) -> bytes:
        """Raises DamagedError."""
        try:
            content = self.file.read_bytes()
        except OSError as error:
            raise DamagedError(f"{self.file} 没有了，或者读不了") from error
        if bytes_digest(content) != self.digest:
            raise DamagedError(f"{self.file} 被改过，或者磁盘有问题")
        return content


def bytes_digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def file_digest(path: Path | str) -> str:
    whole = hashlib.sha256()
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - of all files of a site, as texts
        while part := file.read(PART):
            whole.update(part)
    return whole.hexdigest()


def write_sealed(path: Path, *content: bytes) -> None:
    """A file under its own digest, so that a damaged one is known; in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}")
    seal = hashlib.sha256()
    for part in content:
        seal.update(part)
    with new.open("wb") as file:
        file.writelines((seal.hexdigest().encode(), b"\n", *content))
    new.replace(path)


def read_sealed(path: Path) -> bytes:
    """What `write_sealed` wrote. Raises OSError where that is not at hand."""
    seal, _, content = path.read_bytes().partition(b"\n")
    if bytes_digest(content).encode() != seal:
        raise OSError(f"{path} is damaged")
    return content


def digest_of(parts: Iterable[str]) -> str:
    """One digest over an ordered list of texts, each with an end of its own."""
    return bytes_digest("\0".join([*parts, ""]).encode(errors="surrogateescape"))


def files_below(folder: str | Path, prefix: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every plain file below a folder, by name below it, in order; links and hidden names are passed over."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:  # it is not there, or was taken away meanwhile
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(entry.path, f"{prefix}{entry.name}/")
        elif entry.is_file(follow_symlinks=False):
            yield f"{prefix}{entry.name}", entry


def folder_digest(folder: Path, endings: str | tuple[str, ...] = "") -> str:
    """Names and contents of the files below a folder."""
    return digest_of(
        text
        for name, entry in files_below(folder)
        if name.endswith(endings)
        for text in (name, file_digest(entry.path))
    )
