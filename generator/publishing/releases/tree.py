"""看文件夹: what is in a folder now, listed and read only where it is not as it was seen before.

A folder whose own times and inode are the same holds the same names, so it is not listed again; of its files each is
looked at, as one that was edited in place leaves no trace in its folder (decision 0096).
"""

from __future__ import annotations

import os
import stat
import time
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from itertools import starmap
from pathlib import Path

from msgspec import Struct, field

from gongkai.publishing.files import file_digest, read_sealed, write_sealed
from gongkai.publishing.releases.record import MARKS, STAMP, Record, Seen, stamp_of

NONE = bytes(STAMP.size)
"""the stamp of nothing, or of a folder that has to be listed: no file has it"""
AFTER = chr(ord("/") + 1)
"""what comes after all names in a folder"""
JUST_NOW = 2_000_000_000
"""nanoseconds in which a folder may change twice without a trace: as coarse as the clock of any file system"""


class Files(Mapping[str, Seen]):
    """很多文件, by name in order, as columns: of a hundred thousand there are not as many objects."""

    def __init__(
        self, names: list[str], digests: list[str], stamps: bytes, writable: Collection[str] = frozenset()
    ) -> None:
        self.names, self.digests, self.stamps = names, digests, stamps
        self.writable = writable

    @classmethod
    def of(cls, seen: Record) -> Files:
        names = sorted(seen)
        stamps = b"".join([seen[name].stamp for name in names])
        writable = frozenset(name for name in names if not seen[name].read_only)
        return cls(names, [seen[name].digest for name in names], stamps, writable)

    def __getitem__(self, name: str) -> Seen:
        at = self._at[name]
        return Seen(self.digests[at], self.stamp(name), name not in self.writable)

    def __contains__(self, name: object) -> bool:
        return name in self._at

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def stamp(self, name: str) -> bytes:
        at = self._at[name] * STAMP.size
        return self.stamps[at : at + STAMP.size]

    def below(self, folder: str) -> dict[str, str]:
        """Name → digest of those below a folder."""
        there = below(self.names, folder)
        return dict(zip(self.names[there], self.digests[there], strict=True))

    def with_others(self, names: Iterable[str], now: Record) -> Files:
        """The same but for these names, in order: as they are now, or gone. All are read-only."""
        parts, start = [], 0
        for name in names:
            end = bisect_left(self.names, name, start)
            parts.append(self._between(start, end))
            start = end + (self.names[end : end + 1] == [name])
            if name in now:
                parts.append(Files([name], [now[name].digest], now[name].stamp))
        parts.append(self._between(start, len(self.names)))
        return Files(
            [name for part in parts for name in part.names],
            [digest for part in parts for digest in part.digests],
            b"".join(part.stamps for part in parts),
        )

    def _between(self, start: int, end: int) -> Files:
        stamps = self.stamps[start * STAMP.size : end * STAMP.size]
        return Files(self.names[start:end], self.digests[start:end], stamps)

    @cached_property
    def _at(self) -> dict[str, int]:
        return {name: at for at, name in enumerate(self.names)}


def below(names: Sequence[str], folder: str) -> slice:
    """Of names in order, those below a folder."""
    return slice(bisect_left(names, f"{folder}/"), bisect_left(names, f"{folder}{AFTER}"))


class Tree(Struct, frozen=True):
    """文件夹里有什么, hidden files and links too."""

    files: Files = field(default_factory=lambda: Files([], [], b""))
    folders: Mapping[str, bytes] = field(default_factory=dict)
    """name → stamp, of those below it"""


def look(folder: Path, known: Tree, digest: Callable[[str, str], str] | None = None) -> Tree:
    """The folder as it is now; nothing where it is not there. `digest`: of a file that is not as it is known."""
    try:
        place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except (FileNotFoundError, NotADirectoryError):
        return Tree()
    try:
        return _now(folder, place, known, digest or _read)
    finally:
        os.close(place)


def marked(folder: Path, digests: Mapping[str, str]) -> Tree:
    """A folder that has just been written, without files that are not among these."""
    there = look(folder, Tree(), lambda name, _: digests.get(name, ""))
    return Tree(Files.of({name: seen for name, seen in there.files.items() if name in digests}), there.folders)


def unwritten(folder: Path, known: Tree) -> bool:
    """Whether no file that is known has been written since, as far as size, mtime and inode tell."""
    there = look(folder, known, lambda *_: "").files
    return all(name in there and there[name].written == seen.written for name, seen in known.files.items())


def write_tree(file: Path, tree: Tree) -> None:
    """Under its own digest, so that a damaged one is known."""
    files = tree.files
    text = (os.fsencode("\n".join(one) + "\0") for one in (files.names, files.digests, tree.folders))
    write_sealed(file, *text, files.stamps, b"".join(tree.folders.values()))


def read_tree(file: Path) -> Tree:
    """What `write_tree` wrote; nothing where that is not at hand."""
    try:
        *text, stamps = read_sealed(file).split(b"\0", 3)
        names, digests, folders = (os.fsdecode(one).split("\n") for one in text)
        if not text[0]:
            names, digests = [], []
        end = len(names) * STAMP.size
        each = (stamps[at : at + STAMP.size] for at in range(end, len(stamps), STAMP.size))
        steady = dict(zip(folders, each, strict=True)) if text[2] else {}
    except (OSError, ValueError):  # it is not there, damaged, or another program's
        return Tree()
    return Tree(Files(names, digests, stamps[:end]), steady) if len(names) == len(digests) else Tree()


def _now(folder: Path, place: int, known: Tree, digest: Callable[[str, str], str]) -> Tree:
    steady = _steady(place, known.folders)
    listed, folders = _listed(folder, steady, known.folders if steady else ())
    kept = [name for name in known.files if name.rpartition("/")[0] in steady] if steady else []
    names, stamps = _stamped(place, sorted([*kept, *listed]))
    now = b"".join(stamps)
    if now == known.files.stamps and names == known.files.names:
        return Tree(known.files, {**steady, **folders})
    found: dict[str, Seen] = {}
    for name, stamp in zip(names, stamps, strict=True):
        seen = known.files.get(name)
        if seen is None or seen.stamp != stamp:
            mode = os.stat(name, dir_fd=place, follow_symlinks=False).st_mode
            seen = Seen(digest(name, f"{folder}/{name}") if stat.S_ISREG(mode) else "", stamp, not mode & 0o222)
        found[name] = seen
    return Tree(Files.of(found), {**steady, **folders})


def _steady(place: int, folders: Mapping[str, bytes]) -> dict[str, bytes]:
    """Of these folders those that hold the same names; none, if one of them is no folder any more."""
    try:
        now = [*_stamps(place, folders)]
        steady = {name: stamp for (name, known), stamp in zip(folders.items(), now, strict=True) if known == stamp}
        others = (os.stat(name, dir_fd=place, follow_symlinks=False) for name in folders if name not in steady)
        return steady if all(stat.S_ISDIR(status.st_mode) for status in others) else {}
    except OSError:
        return {}


def _listed(folder: Path, steady: Mapping[str, bytes], known: Iterable[str]) -> tuple[list[str], dict[str, bytes]]:
    """Names of the files in the folders that are not steady, known ones and others; stamps of these folders."""
    then = time.time_ns() - JUST_NOW
    waiting = ["", *(name for name in known if name not in steady)]
    names: list[str] = []
    listed: dict[str, bytes] = {}
    while waiting:
        above = waiting.pop()
        if above in listed:
            continue
        with suppress(FileNotFoundError, NotADirectoryError):  # gone meanwhile
            path = os.path.join(folder, above)  # noqa: PTH118 - tens of thousands of them
            status = os.lstat(path)
            listed[above] = NONE if status.st_ctime_ns > then else stamp_of(status)
            with os.scandir(path) as entries:
                for entry in entries:
                    name = f"{above}/{entry.name}" if above else entry.name
                    if not entry.is_dir(follow_symlinks=False):
                        names.append(name)
                    elif name not in steady:
                        waiting.append(name)
    listed.pop("", None)  # it changes its name: it is always listed
    return names, listed


def _stamped(place: int, names: list[str]) -> tuple[list[str], list[bytes]]:
    """Names and their stamps, without those that are gone meanwhile."""
    try:
        return names, [*_stamps(place, names)]
    except FileNotFoundError:
        left: dict[str, bytes] = {}
        for name in names:
            with suppress(FileNotFoundError, NotADirectoryError):
                left[name] = stamp_of(os.stat(name, dir_fd=place, follow_symlinks=False))
        return [*left], [*left.values()]


def _stamps(place: int, names: Iterable[str]) -> Iterator[bytes]:
    return starmap(STAMP.pack, map(MARKS, map(partial(os.stat, dir_fd=place, follow_symlinks=False), names)))


def _read(_: str, file: str) -> str:
    try:
        return file_digest(file)
    except OSError:
        return ""
