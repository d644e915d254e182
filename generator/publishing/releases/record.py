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
ANY_NAME = "surrogateescape"
"""how a name is written that is no text: a record may know files of others"""


@plain_value(frozen=True, slots=True)
class Seen:
    """一个文件, as it was seen."""

    digest: str
    """empty where it is no plain file, or cannot be read"""
    written: str
    """size, mtime, inode"""
    changed: str
    """ctime, which changes as well when other releases come and go that share the file"""
    read_only: bool = True


Record = Mapping[str, Seen]


def digests_of(record: Record) -> dict[str, str]:
    return {name: seen.digest for name, seen in record.items()}


def look(folder: Path, record: Record) -> dict[str, Seen]:
    """Every file below a folder, hidden ones and links too, as it is now; read where the record does not know it."""
    return {name: _seen(entry, record.get(name)) for name, entry in walk(folder)}


def marked(folder: Path, digests: Mapping[str, str]) -> dict[str, Seen]:
    """The record of a folder that has just been written."""
    return {name: Seen(digests[name], *stamp_of(entry.stat())) for name, entry in walk(folder) if name in digests}


def unwritten(folder: Path, record: Record) -> bool:
    """Whether no file that is recorded has been written since, as far as size, mtime and inode tell."""
    there = {name: stamp_of(entry.stat(follow_symlinks=False))[0] for name, entry in walk(folder)}
    return all(there.get(name) == seen.written for name, seen in record.items())


def write_record(file: Path, record: Record) -> None:
    """Under its own digest, so that a damaged one is known. Columns are read faster than lines."""
    seen = record.values()
    columns = (record, (one.digest for one in seen), (one.written for one in seen), (one.changed for one in seen))
    write_sealed(file, "\0".join("\n".join(column) for column in columns).encode(errors=ANY_NAME))


def read_record(file: Path) -> dict[str, Seen]:
    """What `write_record` wrote; nothing where that is not at hand."""
    try:
        columns = read_sealed(file).decode(errors=ANY_NAME).split("\0")
        names, *told = (column.split("\n") for column in columns)
        return dict(zip(names, map(Seen, *told), strict=True)) if columns[0] else {}
    except (OSError, ValueError, TypeError):  # it is not there, damaged, or another program's
        return {}


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
    written, changed = stamp_of(status)
    if known is not None and known.changed == changed and known.written == written:
        return known
    return Seen(_digest(entry), written, changed, read_only=not status.st_mode & 0o222)


def _digest(entry: os.DirEntry[str]) -> str:
    try:
        return file_digest(Path(entry.path)) if entry.is_file(follow_symlinks=False) else ""
    except OSError:
        return ""


def stamp_of(status: os.stat_result) -> tuple[str, str]:
    """Size, mtime and inode; ctime."""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}", str(status.st_ctime_ns)
