"""修订: a commit of the project's repository: what it has, what another one has otherwise, its files taken out.

The work tree is read and never touched. Out of a commit come plain files alone: no link, no submodule, nothing whose
name leads elsewhere, nothing that is larger than anybody types.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from gongkai.pipeline.project import Project
from gongkai.pipeline.repository.git import REMOTE, Git, GitError

MOST_BYTES = 8_000_000
"""of one file; what is larger than the reader of files takes is refused there, with its own words"""
MOST_FILES = 300_000
MOST_OF_ALL = 2_000_000_000
AT_ONCE = 32_000_000
"""bytes that git is asked for at a time"""
ALONE = {"GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_LITERAL_PATHSPECS": "1"}
"""nothing is fetched, nothing stands in for a commit, no path is a pattern"""
_RAW = ("--raw", "-z", "--no-abbrev", "--no-renames", "--relative")
_ALONE = ("--no-ext-diff", "--no-textconv", "--ignore-submodules=dirty")
"""what git is not to run for it"""
_PLAIN = {"100644", "100755"}
_KINDS = {"120000": "是链接", "160000": "是子模块"}
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class Revision(Struct, frozen=True, kw_only=True):
    """修订: one commit."""

    git: Git
    prefix: str
    """the project below the top of the repository: "" or ending in /"""
    name: str
    """as it was typed"""
    commit: str


class ChangedFile(Struct, frozen=True, kw_only=True):
    """改了的文件; its path below the project. The names that git has for its contents: "" where it is not there."""

    path: str
    old: str
    new: str
    """WORKING where it lies in the work tree"""


WORKING = "work tree"
SHA256 = 64
"""characters of a name, in a repository that has the longer ones"""


class Entry(Struct, frozen=True, kw_only=True):
    """一个文件 of a commit."""

    path: str
    mode: str
    blob: str
    size: int = 0

    @property
    def trouble(self) -> str:
        """Why it is not taken out; "" if it is."""
        if self.mode not in _PLAIN:
            return _KINDS.get(self.mode, "不是普通文件")
        if self.size > MOST_BYTES:
            return f"有{self.size / 1_000_000:.0f}MB，太大"
        return "" if _leads_inside(self.path) else "名字不对"


def revision(project: Project, name: str) -> Revision:
    """The commit that somebody means. Raises GitError, with what is the matter."""
    git = Git(root=project.root, extra=ALONE)
    top = git.tried("rev-parse", "--show-prefix")
    if top.code and "dubious ownership" in top.said:
        raise GitError("这个文件夹属于另一个用户，git 不肯使用；请管理员用 safe.directory 登记它", top.said)
    if top.code:
        raise GitError("这个文件夹不在 git 仓库里，没有从前的版本可以比较", top.said)
    commit = _commit(git, name)
    if not commit:
        raise GitError(f"没有“{name}”这个分支、标签或者提交；只取了一部分历史的仓库，要先把它取来（git fetch）")
    return Revision(git=git, prefix=top.out.decode(errors="surrogateescape").rstrip("\n"), name=name, commit=commit)


def parting(base: Revision, head: Revision | None) -> Revision:
    """分岔处: where the way to `head` (None: what is checked out) left that to `base`. Raises GitError."""
    other = head.commit if head else _commit(base.git, "HEAD")
    common = base.git.one("merge-base", base.commit, other) if other else ""
    if not common:
        raise GitError(f"“{base.name}”和要比较的版本没有共同的历史；只取了一部分历史的仓库，要先取全（git fetch）")
    return Revision(git=base.git, prefix=base.prefix, name=base.name, commit=common)


def changed(base: Revision, head: Revision | None, folders: Iterable[str] = ()) -> tuple[ChangedFile, ...]:
    """The files below the project that differ, in order of path; `head` None: the work tree, with what is new there."""
    to = (head.commit,) if head else ()
    below = tuple(folders)
    told = base.git.run("diff", *_RAW, *_ALONE, base.commit, *to, "--", *below, patience=REMOTE).names
    pairs = (_changed(line, path) for line, path in zip(told[::2], told[1::2], strict=True))
    found = {one.path: one for one in pairs if one.new != WORKING or not _as_before(base.git.root / one.path, one.old)}
    for path in () if head else _untracked(base.git, below):
        found.setdefault(path, ChangedFile(path=path, old="", new=WORKING))
    return tuple(found[path] for path in sorted(found))


def entries(revision: Revision, folders: Iterable[str] = ()) -> tuple[Entry, ...]:
    """What a commit has at or below the given paths of the project, in order of path."""
    below = [f"{revision.prefix}{folder}" for folder in folders] or [revision.prefix or "."]
    lines = revision.git.run("ls-tree", "-r", "-z", "-l", "--full-tree", revision.commit, "--", *below).names
    return tuple(_entry(line, revision.prefix) for line in lines)


def contents(revision: Revision, blobs: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Each of these blobs with what it holds. Raises GitError where one is not there."""
    wanted = list(dict.fromkeys(blobs))
    if wanted:
        given = "".join(f"{blob}\n" for blob in wanted).encode()
        out = revision.git.run("cat-file", "--batch", "--buffer", given=given, patience=REMOTE).out
        at = 0
        for blob in wanted:
            end = out.find(b"\n", at)
            name, _, size = out[at:end].decode(errors="replace").rpartition(" ")
            if end < 0 or name != f"{blob} blob":
                raise GitError("仓库里缺文件的内容；只取了一部分历史的仓库，要先取全（git fetch）")
            at = end + 1 + int(size) + 1
            yield blob, out[end + 1 : at - 1]


def unpack(revision: Revision, wanted: Iterable[Entry], folder: Path) -> tuple[Entry, ...]:
    """Write files of a commit below a folder that is ours; those that are no plain files come back. Raises GitError."""
    refused: list[Entry] = []
    taken: list[Entry] = []
    for one in wanted:
        (refused if one.trouble else taken).append(one)
    if len(taken) > MOST_FILES or sum(one.size for one in taken) > MOST_OF_ALL:
        raise GitError("这个版本太大，取不出来")
    made: set[str] = set()
    for some in _portions(taken):
        held = dict(contents(revision, [one.blob for one in some]))
        refused += [one for one in some if not _written(folder, one.path, held[one.blob], made)]
    return tuple(refused)


def _portions(listed: list[Entry]) -> Iterator[list[Entry]]:
    some: list[Entry] = []
    size = 0
    for one in listed:
        if some and size + one.size > AT_ONCE:
            yield some
            some, size = [], 0
        some.append(one)
        size += one.size
    if some:
        yield some


def _written(root: Path, path: str, data: bytes, made: set[str]) -> bool:
    above = path.rpartition("/")[0]
    try:
        if above not in made:
            (root / above).mkdir(parents=True, exist_ok=True)
            made.add(above)
        descriptor = os.open(root / path, _NEW, 0o644)
    except (FileExistsError, NotADirectoryError):  # two names that are one here
        return False
    except OSError as error:
        raise GitError(f"写不下取出来的文件：{error.strerror}") from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    return True


def _commit(git: Git, name: str) -> str:
    return git.one("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")


def _changed(line: str, path: str) -> ChangedFile:
    """`:100644 100644 OLD NEW M` of git."""
    _, mode, old, new, _ = line.removeprefix(":").split(" ")
    there = "" if mode == "000000" else new if new.strip("0") else WORKING
    return ChangedFile(path=path, old=old if old.strip("0") else "", new=there)


def _as_before(path: Path, blob: str) -> bool:
    """Whether a file holds what it held, though its times are others or its lines end as on another system."""
    if not path.is_file() or path.is_symlink() or path.stat().st_size > MOST_BYTES:
        return False
    data = path.read_bytes()
    digest = hashlib.sha256 if len(blob) == SHA256 else hashlib.sha1
    return any(
        digest(b"blob %d\0" % len(held) + held).hexdigest() == blob for held in (data, data.replace(b"\r\n", b"\n"))
    )


def _untracked(git: Git, folders: tuple[str, ...]) -> tuple[str, ...]:
    """What git does not know of and the reader of files would see; ignored or not."""
    found = git.run(
        "ls-files", "--others", "-z", "--", *(folders or ("content", "templates/editions")), patience=REMOTE
    ).names
    return tuple(path for path in found if not any(part.startswith(".") for part in path.split("/")))


def _entry(line: str, prefix: str) -> Entry:
    """What git tells of one file: mode, kind, name of the content and size, then its path."""
    told, _, path = line.partition("\t")
    mode, _, blob, size = told.split()
    return Entry(path=path.removeprefix(prefix), mode=mode, blob=blob, size=int(size) if size.isdigit() else 0)


def _leads_inside(path: str) -> bool:
    """Whether a name stays in the folder and can be written."""
    parts = PurePosixPath(path).parts
    plain = not any(part in ("..", "/") or part.casefold() == ".git" or len(os.fsencode(part)) > 255 for part in parts)
    return plain and bool(parts) and "/".join(parts) == path and "\\" not in path and len(os.fsencode(path)) < 2048
