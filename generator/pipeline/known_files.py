"""认得的文件: digests of files of the project, each read once as long as its marks are the same, from run to run.

A file that was written just now may be written again without a trace in its marks, so it is read again next time.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from gongkai.publishing.files import bytes_digest, digest_of, file_digest, files_below
from gongkai.publishing.releases.record import Seen, read_record, stamp_of, write_record

JUST_NOW = 2_000_000_000
"""nanoseconds: as coarse as the clock of any file system"""
NOTHING = bytes_digest(b"")


class KnownFiles:
    """认得的文件 of a project. One that cannot be read, or is a link, is as if it were empty."""

    def __init__(self, root: Path, record: Path) -> None:
        """`record`: where they are kept between runs."""
        self._root = f"{root}/"
        self._record = record
        self._known = read_record(record)
        self._seen: dict[str, Seen] = {}
        self._fresh: set[str] = set()

    def digest(self, path: Path | str) -> str:
        name = str(path).removeprefix(self._root)
        try:
            status = os.lstat(path)
        except OSError:
            return NOTHING
        if not stat.S_ISREG(status.st_mode):
            return NOTHING
        seen = self._seen.get(name) or self._known.get(name)
        stamp = stamp_of(status)
        if seen is None or seen.stamp != stamp:
            try:
                seen = Seen(file_digest(path), stamp)
            except OSError:
                return NOTHING
            if status.st_ctime_ns > time.time_ns() - JUST_NOW:
                self._fresh.add(name)
        self._seen[name] = seen
        return seen.digest

    def below(self, folder: Path | str) -> dict[str, str]:
        """Digests of the plain files below a folder, by name."""
        return {name: self.digest(entry.path) for name, entry in files_below(folder)}

    def folder(self, folder: Path, endings: str | tuple[str, ...] = "", without: Iterable[str] = ()) -> str:
        """Names and contents of the files below a folder; those in the folders `without` do not count."""
        left = tuple(f"{name}/" for name in without)
        listed = {name: entry for name, entry in files_below(folder) if name.endswith(endings)}
        counted = ((name, entry) for name, entry in listed.items() if not name.startswith(left or "\0"))
        return digest_of(text for name, entry in counted for text in (name, self.digest(entry.path)))

    def keep(self) -> None:
        """Remember those that were asked for, if they are not what was known; without that it is only slower."""
        now = {name: seen for name, seen in self._seen.items() if name not in self._fresh}
        if any(self._known.get(name) != seen for name, seen in now.items()):
            there = {name: seen for name, seen in self._known.items() if os.path.lexists(f"{self._root}{name}")}
            with suppress(OSError):
                write_record(self._record, there | now)
