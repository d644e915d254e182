"""盖印: size, times and inode of every file as it was when its digest was known, so that it need not be read again.

Where any of them is another, the file is read: a wrong mark costs time and never truth. The time of the last change of
an inode (ctime) is among them: nobody sets that back as `touch` does the other.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from operator import attrgetter
from pathlib import Path
from struct import Struct
from typing import NamedTuple

from gongkai.publishing.files import read_sealed, write_sealed

READ_ONLY = 0o444
ANY_NAME = "surrogateescape"
"""how a name is written that is no text: a record may know files of others"""
MARKS = attrgetter("st_size", "st_mtime_ns", "st_ino", "st_ctime_ns")
STAMP = Struct("=QqQq")
WRITTEN = 24
"""bytes of a stamp that tell when a file was written; its ctime is behind them"""


class Seen(NamedTuple):
    """一个文件, as it was seen."""

    digest: str
    """empty where it is no plain file, or cannot be read"""
    stamp: bytes
    read_only: bool = True

    @property
    def written(self) -> bytes:
        """Without the ctime, which changes as well when other releases come and go that share the file."""
        return self.stamp[:WRITTEN]


Record = Mapping[str, Seen]


def digests_of(record: Record) -> dict[str, str]:
    return {name: seen.digest for name, seen in record.items()}


def stamp_of(status: os.stat_result) -> bytes:
    """Size, mtime and inode; ctime."""
    return STAMP.pack(*MARKS(status))


def write_record(file: Path, record: Record) -> None:
    """Under its own digest, so that a damaged one is known. Columns are read faster than lines."""
    names, digests = "\n".join(record), "\n".join([seen.digest for seen in record.values()])
    stamps = b"".join([seen.stamp for seen in record.values()])
    write_sealed(file, b"\0".join((f"{names}\0{digests}".encode(errors=ANY_NAME), stamps)))


def read_record(file: Path) -> dict[str, Seen]:
    """What `write_record` wrote; nothing where that is not at hand."""
    try:
        names, digests, stamps = read_sealed(file).split(b"\0", 2)
        columns = (column.decode(errors=ANY_NAME).split("\n") for column in (names, digests))
        each = (stamps[start : start + STAMP.size] for start in range(0, len(stamps), STAMP.size))
        return {name: Seen(*seen) for name, *seen in zip(*columns, each, strict=True)} if names else {}
    except (OSError, ValueError):  # it is not there, damaged, or another program's
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
