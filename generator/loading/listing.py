"""文件夹里有什么: by name, links and what a Mac or Windows would take for one another told and never followed."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai.model.findings import Finding, found
from gongkai.model.places import Place

_IGNORED = frozenset({".gitkeep", ".DS_Store"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """文件夹的内容, in order of name; no link among it."""

    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """devices and the like"""
    findings: tuple[Finding, ...] = ()


def listing(content: Path, folder: Path) -> Listing:
    """What is in a folder below content; nothing in one that is not there."""
    if folder.is_symlink():
        return Listing(findings=(a_link(content, folder),))
    if not folder.exists():
        return Listing()
    try:
        with os.scandir(folder) as below:
            entries = sorted((one for one in below if one.name not in _IGNORED), key=lambda one: one.name)
    except OSError as failure:
        return Listing(findings=(found("L101", place_of(content, folder), "文件夹", 错误=failure.strerror or ""),))
    by_kind: dict[str, list[str]] = defaultdict(list)
    for one in entries:
        by_kind[_kind(one)].append(one.name)
    return Listing(
        files=tuple(by_kind["file"]),
        folders=tuple(by_kind["folder"]),
        others=tuple(by_kind["other"]),
        findings=(
            *_same_but_case(content, folder, (one.name for one in entries)),
            *(a_link(content, folder / name) for name in by_kind["link"]),
        ),
    )


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "link"
    if entry.is_file(follow_symlinks=False):
        return "file"
    return "folder" if entry.is_dir(follow_symlinks=False) else "other"


def place_of(content: Path, path: Path) -> Place:
    return Place(path=(Path(content.name) / path.relative_to(content)).as_posix())


def a_link(content: Path, path: Path) -> Finding:
    return found("L501", place_of(content, path), 名=path.name)


def _same_but_case(content: Path, folder: Path, names: Iterable[str]) -> Iterator[Finding]:
    alike: dict[str, list[str]] = defaultdict(list)
    for name in names:
        alike[name.casefold()].append(name)
    for same in alike.values():
        if len(same) > 1:
            yield found("L504", place_of(content, folder / same[0]), 名="”“".join(same))
