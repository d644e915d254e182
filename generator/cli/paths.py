"""路径: the documents that somebody means who types a path."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import click

from gongkai.loading.shared_forms import read_kinds
from gongkai.model.kinds import DocumentKind
from gongkai.pipeline.project import Project

paths_argument = click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[路径]...")


def find_project(root: Path | None) -> Project:
    """The project at `root`, or the one around the current folder."""
    if root is not None:
        project = Project(root=root.resolve())
        if not project.complete():
            raise click.UsageError(f"“{root}”不是公开项目：要有 content、templates 两个目录和 mkdocs.yml。")
        return project
    here = Path.cwd()
    for folder in (here, *here.parents):
        project = Project(root=folder)
        if project.complete():
            return project
    raise click.UsageError("这里不是公开项目：找不到 content、templates 和 mkdocs.yml。请先进入项目目录。")


def ids_of(project: Project, paths: Iterable[Path]) -> tuple[str, ...]:
    """Ids of documents, or beginnings of them, for paths as typed; none stands for all."""
    ids = [_id(project, path) for path in paths]
    return () if "" in ids else tuple(dict.fromkeys(ids))


def _id(project: Project, path: Path) -> str:
    """What a path stands for: a file or folder inside a document for the document; "" for everything."""
    base = project.content / "departments"
    full = Path(os.path.normpath(Path.cwd() / path))
    if not full.exists():
        raise click.UsageError(f"没有“{path}”。")
    real = full.resolve()
    if base.is_relative_to(real):
        return ""
    if not real.is_relative_to(base):
        raise click.UsageError(f"“{path}”不在 {base.relative_to(project.root)} 里。")
    for folder in (real, *real.parents):
        if (folder / "document.yml").is_file():
            return folder.relative_to(base).as_posix()
    return (real if real.is_dir() else real.parent).relative_to(base).as_posix()


def year_typed(text: str) -> int:
    """A year as an option has it."""
    from gongkai.starting.answers import AnswerError, year_of  # noqa: PLC0415 - what begins a document, wanted only here

    try:
        return year_of(text)
    except AnswerError as error:
        raise click.UsageError(f"{error}。") from error


def kind_of_departments(project: Project, name: str) -> DocumentKind:
    """A kind of document that departments publish, by its name."""
    listed = read_kinds(project.templates).value
    kind = listed.named(name)
    if kind is None or kind.of_unit:
        known = "、".join(one.name for one in listed.listed if not one.of_unit)
        raise click.UsageError(f"--kind 写部门的文种：{known}。")
    return kind


def processors() -> int:
    """How many of the machine's processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def workbook_bytes(file: Path) -> bytes:
    """A file's bytes, no more than can be a workbook."""
    from gongkai.spreadsheets import MOST_BYTES  # noqa: PLC0415 - as above

    with file.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)
