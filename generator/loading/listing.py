"""文件夹里有什么: by name, links and what a Mac or Windows would take for one another told and never followed."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai.loading.problems import error, warning
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding
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
    """What is in a folder below content."""
    if folder.is_symlink():
        return Listing(findings=(a_link(content, folder),))
    try:
        with os.scandir(folder) as found:
            entries = sorted((one for one in found if one.name not in _IGNORED), key=lambda one: one.name)
    except OSError as failure:
        place = place_of(content, folder)
        message = f"打不开这个文件夹（{failure.strerror}）"
        return Listing(findings=(error(FindingCode.UNREADABLE_FILE, place, message, "检查权限"),))
    links = [one for one in entries if one.is_symlink()]
    files = [one for one in entries if one not in links and one.is_file(follow_symlinks=False)]
    folders = [one for one in entries if one not in links and one.is_dir(follow_symlinks=False)]
    return Listing(
        files=tuple(one.name for one in files),
        folders=tuple(one.name for one in folders),
        others=tuple(one.name for one in entries if one not in (*links, *files, *folders)),
        findings=(
            *_same_but_case(content, folder, (one.name for one in entries)),
            *(a_link(content, folder / one.name) for one in links),
        ),
    )


def place_of(content: Path, path: Path) -> Place:
    return Place(path=(Path(content.name) / path.relative_to(content)).as_posix())


def a_link(content: Path, path: Path) -> Finding:
    message = f"“{path.name}”是符号链接（快捷方式），不读取"
    return error(FindingCode.SYMBOLIC_LINK, place_of(content, path), message, "把真正的文件或文件夹放到这里")


def a_stray(content: Path, path: Path, hint: str) -> Finding:
    return warning(FindingCode.UNEXPECTED_FILE, place_of(content, path), "这里不该有它，没有读取", hint)


def _same_but_case(content: Path, folder: Path, names: Iterable[str]) -> Iterator[Finding]:
    alike: dict[str, list[str]] = defaultdict(list)
    for name in names:
        alike[name.casefold()].append(name)
    for same in alike.values():
        if len(same) > 1:
            yield error(
                FindingCode.NAMES_DIFFER_IN_CASE,
                place_of(content, folder / same[0]),
                f"“{'”“'.join(same)}”只差大小写，在 Windows 和苹果电脑上会互相覆盖",
                "合并，或改名；文件夹名一律用小写",
            )
