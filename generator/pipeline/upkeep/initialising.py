"""起仓库: a repository of content of its own, made out of the package (`gongkai init`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from gongkai import __version__
from gongkai.pipeline.project import Project
from gongkai.pipeline.repository.git import Git, GitError
from gongkai.pipeline.upkeep.copied_files import (
    EXAMPLE,
    NATIONAL,
    Record,
    content_at_first,
    sources,
    with_ancestors,
)
from gongkai.publishing.files import bytes_digest

BRANCH = "main"


class InitError(Exception):
    """Nothing was made; the message is Chinese and says why."""


class Initialised(Struct, frozen=True, kw_only=True):
    """起好的仓库."""

    project: Project
    editions: tuple[str, ...]
    files: int


def initialise(folder: Path, editions: Iterable[str], *, example: bool) -> Initialised:
    """Make a repository in a folder that is empty or not there yet; an empty clone (.git alone) is empty too.

    Raises InitError before anything is written.
    """
    refuse_unless_empty(folder)
    chosen = with_ancestors((*NATIONAL, *editions, *([EXAMPLE] if example else [])))
    copied = sources(chosen)
    first = copied | content_at_first(example=example)
    for name, source in first.items():
        write_copy(folder / name, source)
    project = Project(root=folder.resolve())
    write_record(project, {name: bytes_digest(path.read_bytes()) for name, path in copied.items()})
    return Initialised(project=project, editions=chosen, files=len(first) + 1)


def refuse_unless_empty(folder: Path) -> None:
    """Raises InitError."""
    if folder.exists() and not folder.is_dir():
        raise InitError(f"“{folder}”是文件，不是文件夹")
    if folder.is_dir() and any(one.name != ".git" for one in folder.iterdir()):
        raise InitError(f"“{folder}”里已经有东西，不在里面起仓库：换一个名称，或者先把它清空")


def write_copy(target: Path, source: Path) -> None:
    """A file as the package has it; the package may be read-only, its copy is not."""
    _replace(target, source.read_bytes(), 0o755 if source.stat().st_mode & 0o100 else 0o644)


def write_record(project: Project, digests: Mapping[str, str]) -> None:
    _replace(project.record, Record(version=__version__, files=digests).text().encode(), 0o644)


def _replace(target: Path, data: bytes, mode: int) -> None:
    """Whole or not at all; a link that lies there is replaced, not followed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.writing")
    aside.unlink(missing_ok=True)
    aside.write_bytes(data)
    aside.chmod(mode)
    aside.replace(target)


def first_commit(folder: Path) -> str:
    """Put it under git, with a first commit where git knows who commits. Says what was done, or is to be done."""
    git = Git(root=folder)
    commit = 'git add -A && git commit -m "起仓库"'
    try:
        if git.one("rev-parse", "--show-toplevel"):
            return f"这里已经在一个 git 仓库里，没有另建。看过以后提交：{commit}"
        git.run("init", "--quiet", f"--initial-branch={BRANCH}")
        if not (git.one("config", "user.name") and git.one("config", "user.email")):
            return f"建了 git 仓库，还没有提交：先用 git config 设好 user.name、user.email，再运行 {commit}"
        git.run("add", "--all")
        git.run("commit", "--quiet", "--message", f"gongkai init（{__version__}）")
    except GitError as error:
        return f"没有建成 git 仓库：{error}{f'（{error.said}）' if error.said else ''}"
    return f"建了 git 仓库，第一次提交在 {BRANCH} 分支上。"
