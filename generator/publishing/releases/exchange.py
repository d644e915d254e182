"""交换: one folder, or one link, takes the place of another in one step."""

from __future__ import annotations

import ctypes
import os
import shutil
from contextlib import suppress
from pathlib import Path

from gongkai.publishing.releases.growing import FOLDER_MODE
from gongkai.publishing.releases.record import walk
from gongkai.publishing.releases.sums import UNLISTED

_EXCHANGE = 2
_HERE = -100


def replace_folder(new: Path, old: Path) -> bool:
    """`new` takes the place of `old` in one step where the system can exchange two folders: whether it could.

    Where it cannot, file by file, each in one step, so that no page is ever absent: what is new first, then what others
    lead to it from, at last what is gone. A reader may then see pages of both for a moment; releases are for those
    whom that would trouble.
    """
    if not old.exists():
        new.rename(old)
        return False
    if exchange(new, old):
        return True
    _file_by_file(new, old)
    return False


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders atomically (renameat2 of Linux, renamex_np of macOS); False where that is not to be had."""
    system = ctypes.CDLL(None)
    paths = os.fsencode(one), os.fsencode(other)
    if (rename := getattr(system, "renameat2", None)) is not None:
        return bool(rename(_HERE, paths[0], _HERE, paths[1], _EXCHANGE) == 0)
    if (rename := getattr(system, "renamex_np", None)) is not None:
        return bool(rename(*paths, _EXCHANGE) == 0)
    return False


def point(link: Path, target: str) -> None:
    """Have a link lead elsewhere, in one step. Raises OSError where there can be no links."""
    new = link.with_name(f".{link.name}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(link)
    with suppress(OSError):  # it leads there by now
        flush_folder(link.parent)


def flush(folder: Path) -> None:
    """Bring what was written to the disk, so that a power failure after the exchange finds it there."""
    system_flush = getattr(ctypes.CDLL(None), "syncfs", None)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if system_flush is None or system_flush(descriptor):
            os.sync()
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _file_by_file(new: Path, old: Path) -> None:
    for below, _, _ in os.walk(new):
        folder = old / Path(below).relative_to(new)
        if folder.is_symlink() or folder.is_file():
            folder.unlink()
        folder.mkdir(exist_ok=True)
        folder.chmod(FOLDER_MODE)
    names = sorted((name for name, _ in walk(new)), key=lambda name: (_late(name, old), name))
    for name in names:
        place = old / name
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        (new / name).replace(place)
    for name in {name for name, _ in walk(old)} - set(names):
        (old / name).unlink()
    for below, _, _ in os.walk(old, topdown=False):
        if not (new / Path(below).relative_to(old)).is_dir():
            Path(below).rmdir()


def _late(name: str, old: Path) -> int:
    """When a file is to come: what nobody leads to yet, pages, the home page, the lists."""
    if name in UNLISTED:
        return 3
    if "/" not in name:
        return 2
    return 1 if (old / name).exists() else 0
