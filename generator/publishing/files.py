"""文件: folders written so that only what changed is touched, and digests of what they hold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path


def write_folder(folder: Path, files: Mapping[str, bytes]) -> int:
    """Make `folder` hold exactly `files` (paths below it); returns how many were written or removed."""
    changed = 0
    folder.mkdir(parents=True, exist_ok=True)
    for old in sorted(folder.rglob("*"), reverse=True):
        name = old.relative_to(folder).as_posix()
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


def digest_of(folders: Iterable[Path], *more: str) -> str:
    """One digest of every file in `folders` (names and bytes), of single files, and of the texts `more`."""
    seal = hashlib.sha256()
    for text in more:
        seal.update(text.encode() + b"\0")
    for folder in folders:
        paths = sorted(folder.rglob("*")) if folder.is_dir() else [folder]
        for path in paths:
            if path.is_file():
                name = path.relative_to(folder).as_posix() if folder.is_dir() else path.name
                seal.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return seal.hexdigest()
