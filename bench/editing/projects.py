"""项目: of invented documents, built, changed and changed back."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.editing.changes import Change
from bench.measure import Measured, measure

SOURCES = ("content", "templates", "mkdocs.yml")


def gongkai(root: Path, project: Path, *arguments: str, fails: bool = False) -> Measured:
    """The command line, as people call it. `fails`: whether findings may be reported by the exit code."""
    command = [sys.executable, "-m", "gongkai", "--project", str(project), *arguments]
    shell = ["sh", "-c", '"$@" || [ $? -le 1 ]', "sh", *command]
    return measure(shell if fails else command, root)


def build(root: Path, project: Path) -> Measured:
    return gongkai(root, project, "build", "--no-pdf", fails=True)


@contextmanager
def changed(project: Path, change: Change) -> Iterator[None]:
    """The change made while the block runs; files are written again only where they are others."""
    held = project.with_name(f"{project.name}.held")
    shutil.rmtree(held, ignore_errors=True)
    for name in SOURCES:
        _copy(project / name, held / name)
    change(project)
    try:
        yield
    finally:
        restore(held, project)


def restore(held: Path, project: Path) -> None:
    for name in SOURCES:
        there, wanted = files_of(project / name), files_of(held / name)
        for file in there.keys() - wanted.keys():
            (project / name / file).unlink()
        for file in wanted:
            source, target = held / name / file, project / name / file
            if file not in there or source.read_bytes() != target.read_bytes():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
        for folder in sorted((project / name).rglob("*"), reverse=True):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


def twin(project: Path, target: Path) -> Path:
    """The same content and templates, nothing built."""
    shutil.rmtree(target, ignore_errors=True)
    for name in SOURCES:
        _copy(project / name, target / name)
    (target / "build").mkdir()
    (target / "build" / "fonts").symlink_to((project / "build" / "fonts").resolve())
    return target


def bytes_of(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files_of(folder).items()}


def inodes(*folders: Path) -> set[tuple[int, int]]:
    """What tells a file that was written from one that was only linked."""
    found = (path.stat() for folder in folders for path in files_of(folder).values())
    return {(status.st_ino, status.st_mtime_ns) for status in found}


def files_of(folder: Path) -> dict[str, Path]:
    if folder.is_file():
        return {"": folder}
    below = (Path(at) / name for at, _, names in os.walk(folder) for name in names)
    return {path.relative_to(folder).as_posix(): path for path in below}


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(source, target) if source.is_dir() else shutil.copyfile(source, target)
