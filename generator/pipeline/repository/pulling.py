"""取回: the main branch as others have changed it, into the folder; forwards only, and nothing there is lost."""

from __future__ import annotations

from pathlib import Path

from gongkai.pipeline.repository.git import GitError
from gongkai.pipeline.repository.repository import Repository

MOST_NAMED = 5


def behind(repository: Repository) -> int:
    """How many commits of the main branch the folder has not."""
    told = repository.git.one("rev-list", "--count", f"{repository.head}..{repository.base}")
    return int(told) if told.isdecimal() else 0


def pull(repository: Repository) -> None:
    """Bring the folder to the main branch, as it was known at the last fetch.

    Raises GitError where the folder is on another branch, has commits of its own, or where a file was changed in both,
    each otherwise.
    """
    if repository.branch != repository.main:
        raise GitError(f"文件夹在分支“{repository.branch}”上，不在主分支“{repository.main}”上；请管理员切换")
    if not repository.contains(repository.base, repository.head):
        raise GitError("文件夹里有主分支没有的提交，不能直接取回；请管理员处理")
    same, other = _dirty(repository)
    if other:
        more = f"等{len(other)}个文件" if other[MOST_NAMED:] else ""
        raise GitError(
            f"这些文件两边都改了，没有取回：{'、'.join(other[:MOST_NAMED])}{more}。先提交自己的，合并以后再取"
        )
    if same:  # they lie there already as they come
        repository.git.run("update-index", "--add", "--remove", "-z", "--stdin", given=_lines(same))
    done = repository.git.tried("merge", "--ff-only", "--quiet", repository.base)
    if done.code:
        raise GitError("没有取回；请把下面的原话告诉管理员", done.said or done.text)


def _dirty(repository: Repository) -> tuple[list[str], list[str]]:
    """Files that the main branch has changed and the folder too: to the same, and otherwise."""
    git = repository.git
    top = Path(git.run("rev-parse", "--show-toplevel").text)
    git.tried("update-index", "-q", "--refresh")
    coming = _blobs(git.run("diff-tree", "-r", "-z", "--no-renames", repository.head, repository.base).names)
    known = _blobs(git.run("diff-index", "-z", "--no-renames", repository.head).names)
    untracked = git.run("ls-files", "--full-name", "--others", "-z", "--", str(top)).names
    same: list[str] = []
    other: list[str] = []
    for path in sorted(coming.keys() & {*known, *untracked}):
        file = top / path
        there = "" if file.is_symlink() or not file.is_file() else git.one("hash-object", "--", str(file))
        gone = not file.exists() and not file.is_symlink()
        (same if there == coming[path] or (gone and not coming[path].strip("0")) else other).append(path)
    return same, other


def _blobs(names: tuple[str, ...]) -> dict[str, str]:
    """The new content of each file of a raw diff; 0… for one that is gone."""
    return {path: told.split()[3] for told, path in zip(names[::2], names[1::2], strict=True)}


def _lines(paths: list[str]) -> bytes:
    return "".join(f"{path}\0" for path in paths).encode(errors="surrogateescape")
