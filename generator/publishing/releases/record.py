"""盖印: size, times and inode of every file as it was when its digest was known, so that it need not be read again.

Where any of them is another, the file is read: a wrong mark costs time and never truth. The time of the last change of
an inode (ctime) is among them: nobody sets that back as `touch` does the other.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from gongkai.model.values import plain_value
from gongkai.publishing.files import file_digest, read_sealed, write_sealed

READ_ONLY = 0o444


@plain_value(frozen=True, slots=True)
class Seen:
    """一个文件, as it was seen."""

    digest: str
    """empty where it is no plain file, or cannot be read"""
    stamp: str
    """size, mtime, inode, ctime"""
    read_only: bool = True

    @property
    def written(self) -> str:
        """The stamp without ctime, which changes as well when other releases come and go that share the file."""
        return self.stamp.rpartition(" ")[0]


Record = Mapping[str, Seen]


def digests_of(record: Record) -> dict[str, str]:
    return {name: seen.digest for name, seen in record.items()}


def look(folder: Path, record: Record) -> dict[str, Seen]:
    """Every file below a folder, hidden ones and links too, as it is now; read where the record does not know it."""
    return {name: _seen(entry, record.get(name)) for name, entry in walk(folder)}


def marked(folder: Path, digests: Mapping[str, str]) -> dict[str, Seen]:
    """The record of a folder that has just been written."""
    return {name: Seen(digests[name], stamp_of(entry.stat())) for name, entry in walk(folder) if name in digests}


def unwritten(folder: Path, record: Record) -> bool:
    """Whether no file that is recorded has been written since, as far as size, mtime and inode tell."""
    there = {name: stamp_of(entry.stat(follow_symlinks=False)).rpartition(" ")[0] for name, entry in walk(folder)}
    return all(there.get(name) == seen.written for name, seen in record.items())


def write_record(file: Path, record: Record) -> None:
    """Under its own digest, so that a damaged one is known."""
    text = "".join(f"{seen.digest} {seen.stamp} {name}\n" for name, seen in record.items()).encode()
    write_sealed(file, text)


def read_record(file: Path) -> dict[str, Seen]:
    """What `write_record` wrote; nothing where that is not at hand."""
    try:
        text = read_sealed(file)
    except OSError:
        return {}
    found = {}
    for line in text.decode().split("\n")[:-1]:
        digest, size, mtime, inode, ctime, name = line.split(" ", 5)
        found[name] = Seen(digest, f"{size} {mtime} {inode} {ctime}")
    return found


def walk(folder: Path | str, prefix: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything below a folder but folders. Nothing where it is not there."""
    waiting = [(os.fspath(folder), prefix)]
    while waiting:
        place, above = waiting.pop()
        try:
            with os.scandir(place) as listing:
                entries = list(listing)
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, f"{above}{entry.name}/"))
            else:
                yield f"{above}{entry.name}", entry


def _seen(entry: os.DirEntry[str], known: Seen | None) -> Seen:
    status = entry.stat(follow_symlinks=False)
    stamp = stamp_of(status)
    if known is not None and known.stamp == stamp:
        return known
    return Seen(_digest(entry), stamp, read_only=not status.st_mode & 0o222)


def _digest(entry: os.DirEntry[str]) -> str:
    try:
        return file_digest(Path(entry.path)) if entry.is_file(follow_symlinks=False) else ""
    except OSError:
        return ""


def stamp_of(status: os.stat_result) -> str:
    """Size, mtime, inode and ctime."""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino} {status.st_ctime_ns}"
