"""看文件夹: what is in a folder now, listed and read only where it is not as it was seen before.

A folder whose own times and inode are the same holds the same names, so it is not listed again; of its files each is
looked at, as one that was edited in place leaves no trace in its folder (decision 0096).
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import starmap
from pathlib import Path

from gongkai.publishing.files import file_digest, read_sealed, write_sealed
from gongkai.publishing.releases.record import MARKS, STAMP, Record, Seen, packed, stamp_of, unpacked

UNKNOWN = b""
"""the stamp of a folder that has to be listed"""
JUST_NOW = 2_000_000_000
"""nanoseconds in which a folder may change twice without a trace: as coarse as the clock of any file system"""


@dataclass(frozen=True, slots=True)
class Tree:
    """文件夹里有什么, hidden files and links too."""

    files: Record = field(default_factory=dict)
    folders: Mapping[str, bytes] = field(default_factory=dict)
    """name → stamp, of those below it"""


def look(folder: Path, known: Tree, digest: Callable[[str, Path], str] | None = None) -> Tree:
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
    return Tree({name: seen for name, seen in there.files.items() if name in digests}, there.folders)


def unwritten(folder: Path, known: Tree) -> bool:
    """Whether no file that is known has been written since, as far as size, mtime and inode tell."""
    there = look(folder, known, lambda *_: "").files
    return all(name in there and there[name].written == seen.written for name, seen in known.files.items())


def write_tree(file: Path, tree: Tree) -> None:
    """Under its own digest, so that a damaged one is known."""
    files = packed(tree.files)
    folders = "\n".join(f"{name}/{stamp.hex()}" for name, stamp in tree.folders.items())
    write_sealed(file, b"\n".join((str(len(files)).encode(), files, os.fsencode(folders))))


def read_tree(file: Path) -> Tree:
    """What `write_tree` wrote; nothing where that is not at hand."""
    try:
        length, _, content = read_sealed(file).partition(b"\n")
        files, folders = content[: int(length)], os.fsdecode(content[int(length) + 1 :])
        each = (line.rpartition("/") for line in folders.split("\n") if line)
        return Tree(unpacked(files), {name: bytes.fromhex(stamp) for name, _, stamp in each})
    except (OSError, ValueError):  # it is not there, damaged, or another program's
        return Tree()


def _now(folder: Path, place: int, known: Tree, digest: Callable[[str, Path], str]) -> Tree:
    steady = _steady(place, known.folders)
    names, listed = _listed(folder, steady, known.folders if steady else ())
    kept = [name for name in known.files if name.rpartition("/")[0] in steady] if steady else []
    files: dict[str, Seen] = {}
    for name, stamp in _stamped(place, [*kept, *names]):
        seen = known.files.get(name)
        if seen is None or seen.stamp != stamp:
            mode = os.stat(name, dir_fd=place, follow_symlinks=False).st_mode
            seen = Seen(digest(name, folder / name) if stat.S_ISREG(mode) else "", stamp, not mode & 0o222)
        files[name] = seen
    return Tree(files, {**steady, **listed})


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
            listed[above] = UNKNOWN if status.st_ctime_ns > then else stamp_of(status)
            with os.scandir(path) as entries:
                for entry in entries:
                    name = f"{above}/{entry.name}" if above else entry.name
                    if not entry.is_dir(follow_symlinks=False):
                        names.append(name)
                    elif name not in steady:
                        waiting.append(name)
    listed.pop("", None)  # it changes its name: it is always listed
    return names, listed


def _stamped(place: int, names: list[str]) -> Iterator[tuple[str, bytes]]:
    """Each with its stamp, those left out that are gone meanwhile."""
    try:
        yield from [*zip(names, _stamps(place, names), strict=True)]
    except FileNotFoundError:
        for name in names:
            with suppress(FileNotFoundError, NotADirectoryError):
                yield name, stamp_of(os.stat(name, dir_fd=place, follow_symlinks=False))


def _stamps(place: int, names: Iterable[str]) -> Iterator[bytes]:
    return starmap(STAMP.pack, map(MARKS, map(partial(os.stat, dir_fd=place, follow_symlinks=False), names)))


def _read(_: str, file: Path) -> str:
    try:
        return file_digest(file)
    except OSError:
        return ""
