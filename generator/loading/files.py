"""文件和文件夹: the one door to a file's bytes, and to what is in a folder.

No symbolic link is followed on the way, nothing outside the root is opened, no device, no giant.
"""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import chain
from pathlib import Path, PurePosixPath

from msgspec import Struct

from gongkai.loading.problems import Read
from gongkai.loading.text import MOST_BYTES, read_text, too_large
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place

_FOLDER = os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
"""O_NONBLOCK: a named pipe must not hold us up."""
_IGNORED = frozenset({".gitkeep", ".DS_Store"})
_REASONS: dict[type[OSError], str] = {
    FileNotFoundError: "没有",
    PermissionError: "没有权限",
    IsADirectoryError: "是文件夹",
    NotADirectoryError: "路径",
}


def open_within(root: Path, relative: str, shown: str = "", most_bytes: int = MOST_BYTES) -> bytes | Finding:
    """The bytes of `root/relative`, or why not; `shown` names the file in the finding.

    `root` itself is trusted. Every step below it is checked while it is opened, so that a link put there meanwhile
    does not help either.
    """
    place = Place(path=shown or relative)
    steps = PurePosixPath(relative).parts
    if not steps or relative.startswith("/") or ".." in steps or "\x00" in relative:
        return found("L502", place)
    try:
        folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as failure:
        return _unreadable(place, failure)
    try:
        for step in steps[:-1]:
            below = os.open(step, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = below
        return _bytes(os.open(steps[-1], _FILE, dir_fd=folder), place, most_bytes)
    except OSError as failure:
        return _link(root, steps, place) or _unreadable(place, failure)
    finally:
        os.close(folder)


def read_within(root: Path, relative: str, shown: str = "") -> Read[str | None]:
    """The text of `root/relative`; None: it could not be read."""
    data = open_within(root, relative, shown)
    return Read(value=None, findings=(data,)) if isinstance(data, Finding) else read_text(data, shown or relative)


def _bytes(descriptor: int, place: Place, most_bytes: int) -> bytes | Finding:
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            return found("L101", place, "不是文件")
        if status.st_size > most_bytes:
            return too_large(place, status.st_size)
        data = file.read(most_bytes + 1)
    return data if len(data) <= most_bytes else too_large(place, len(data))


def _link(root: Path, steps: tuple[str, ...], place: Place) -> Finding | None:
    """A refused link shows as ELOOP or ENOTDIR, depending on the step; say plainly which step it is."""
    path = root
    for step in steps:
        path = path / step
        if path.is_symlink():
            return found("L501", place, 名=step)
    return None


def _unreadable(place: Place, failure: OSError) -> Finding:
    return found("L101", place, _REASONS.get(type(failure), "其他"), 错误=failure.strerror or "")


class Listing(Struct, frozen=True, kw_only=True):
    """文件夹的内容, in order of name; no link among it."""

    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """devices and the like"""
    findings: tuple[Finding, ...] = ()


def listing(content: Path, folder: Path | str) -> Listing:
    """What is in a folder below content; nothing in one that is not there."""
    if os.path.islink(folder):  # noqa: PTH114 - of thousands of folders, as texts
        return Listing(findings=(a_link(content, Path(folder)),))
    by_kind: dict[str, list[str]] = {"file": [], "folder": [], "link": [], "other": []}
    try:
        with os.scandir(folder) as below:
            for one in below:
                if one.name not in _IGNORED:
                    by_kind[_kind(one)].append(one.name)
    except FileNotFoundError:
        return Listing()
    except OSError as failure:
        place = place_of(content, Path(folder))
        return Listing(findings=(found("L101", place, "文件夹", 错误=failure.strerror or ""),))
    return Listing(
        files=tuple(sorted(by_kind["file"])),
        folders=tuple(sorted(by_kind["folder"])),
        others=tuple(sorted(by_kind["other"])),
        findings=(
            *_same_but_case(content, folder, sorted(chain(*by_kind.values()))),
            *(a_link(content, Path(folder, name)) for name in sorted(by_kind["link"])),
        ),
    )


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_file(follow_symlinks=False):
        return "file"
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "link" if entry.is_symlink() else "other"


def place_of(content: Path, path: Path) -> Place:
    return Place(path=(Path(content.name) / path.relative_to(content)).as_posix())


def a_link(content: Path, path: Path) -> Finding:
    return found("L501", place_of(content, path), 名=path.name)


def _same_but_case(content: Path, folder: Path | str, names: Collection[str]) -> Iterator[Finding]:
    if len(set(map(str.casefold, names))) == len(names):
        return
    alike: dict[str, list[str]] = defaultdict(list)
    for name in names:
        alike[name.casefold()].append(name)
    for same in alike.values():
        if len(same) > 1:
            yield found("L504", place_of(content, Path(folder, same[0])), 名="”“".join(same))
