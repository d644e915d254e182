"""独占: one build at a time in a project, and a folder for what it has not finished."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongkai.pipeline.project import Project


class BusyError(Exception):
    """另一次生成正在进行."""


@contextmanager
def alone(project: Project) -> Iterator[None]:
    """One build at a time in a project. Raises BusyError."""
    project.build.mkdir(parents=True, exist_ok=True)
    with (project.build / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BusyError from error
        try:
            yield
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)  # a child that is still ending has the file open too


@contextmanager
def work_folder(project: Project) -> Iterator[Path]:
    """An empty folder for what is not finished; also what a killed build has left there goes."""
    work = project.build / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
