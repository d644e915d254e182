"""文件: the one door to a file's bytes: no symbolic link on the way, nothing outside the root, no device, no giant."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath

from gongkai.loading.text import MOST_BYTES, too_large
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place

_FOLDER = os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
"""O_NONBLOCK: a named pipe must not hold us up."""
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
