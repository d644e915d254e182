"""提交: the files of one document as a commit on a branch of its own, pushed where a remote repository is set.

The folder, the branch that is checked out and all that lies ready to be committed stay as they are; nothing is ever
forced (decision 0047).
"""

from __future__ import annotations

import os
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from gongkai.model.identity import Identity
from gongkai.pipeline.repository.git import Git, GitError
from gongkai.pipeline.repository.own_files import OwnFiles
from gongkai.pipeline.repository.pushing import Submitted, pushed
from gongkai.pipeline.repository.repository import BRANCHES, Blobs, Repository
from gongkai.scanning.personal_data.findings import personal_data_of

MOST_ROUNDS = 99
LONGEST = 60
"""characters of a note in a message"""


class Kind(StrEnum):
    """改动的种类, which decides the message and the template of the pull request."""

    NEW = "新增"
    CHANGE = "修改"
    CORRECTION = "更正"

    @property
    def template(self) -> str:
        return "correction.md" if self is Kind.CORRECTION else "year.md"


class Change(Struct, frozen=True, kw_only=True):
    """一处改动: a file, and 新增, 修改 or 删去."""

    path: str
    what: str


class Round(Struct, frozen=True, kw_only=True):
    """一次送审: one branch of a document and where it stands."""

    branch: str
    local: str = ""
    """its commit here; "" where there is none"""
    remote: str = ""
    done: bool = False
    """whether it is merged"""

    @property
    def foreign(self) -> bool:
        """Whether it was made on another machine."""
        return not self.local


class Plan(Struct, frozen=True, kw_only=True):
    """要提交什么: what the next commit would be."""

    own: OwnFiles
    repository: Repository
    branch: str
    parent: str
    fresh: bool
    """whether the branch is yet to be made"""
    rounds: tuple[Round, ...]
    mine: Blobs
    changes: tuple[Change, ...]
    contested: tuple[str, ...]
    """files that somebody else has changed in the main branch too"""
    unpushed: bool
    """whether the branch has something that the remote repository has not"""
    new: bool
    """whether the main branch has no such document yet"""


def plan(repository: Repository, own: OwnFiles) -> Plan:
    """What would be submitted, as far as is known of the remote repository. Raises GitError."""
    rounds = tuple(_rounds(repository, own))
    *earlier, last = rounds
    fresh = not last.local
    mine = repository.working(own)
    parent = _beginning(repository, own, earlier) if fresh else last.local
    base = repository.files(repository.base, own)
    origin = repository.files(repository.common(parent, repository.base) or parent, own)
    return Plan(
        own=own,
        repository=repository,
        branch=last.branch,
        parent=parent,
        fresh=fresh,
        rounds=tuple(one for one in rounds if one.local or one.remote),
        mine=mine,
        changes=_changes(repository.files(parent, own), mine),
        contested=tuple(sorted(path for path in {*origin, *base, *mine} if _contested(path, origin, base, mine))),
        unpushed=bool(repository.remote and last.local and last.local != last.remote),
        new=f"{own.folder}/document.yml" not in base,
    )


def _contested(path: str, origin: Blobs, theirs: Blobs, mine: Blobs) -> bool:
    before, other, own = (one.get(path) for one in (origin, theirs, mine))
    return other not in (before, own) and own != before


def _changes(before: Blobs, now: Blobs) -> tuple[Change, ...]:
    return tuple(
        Change(path=path, what="新增" if path not in before else "修改" if path in now else "删去")
        for path in sorted({*before, *now})
        if before.get(path) != now.get(path)
    )


def _rounds(repository: Repository, own: OwnFiles) -> list[Round]:
    """The branches of the document, the last of which is to be used; those before it are merged, or others' by now."""
    found: list[Round] = []
    for number in range(1, MOST_ROUNDS):
        name = f"{BRANCHES}/{own.id}" + (f"-{number}" if number > 1 else "")
        one = _round(repository, own, name)
        found.append(one)
        ahead = bool(one.local and one.remote) and not repository.contains(one.local, one.remote)
        if not (one.local or one.remote) or (one.local and not one.done and not ahead):
            return found
    raise GitError("这份文件的分支太多了；请管理员删去已经合并的分支")


def _round(repository: Repository, own: OwnFiles, name: str) -> Round:
    """One branch, as it is here and at the remote repository."""
    local = repository.ref(f"refs/heads/{name}")
    remote = repository.ref(f"refs/remotes/{repository.remote}/{name}") if repository.remote else ""
    tip = local or remote
    return Round(branch=name, local=local, remote=remote, done=bool(tip) and _done(repository, own, tip))


def _done(repository: Repository, own: OwnFiles, tip: str) -> bool:
    """Merged, as it is or squashed into one commit."""
    merged = repository.contains(repository.base, tip)
    return merged or repository.files(repository.base, own) == repository.files(tip, own)


def _beginning(repository: Repository, own: OwnFiles, earlier: list[Round]) -> str:
    """The commit to begin a branch from: the newest in which the document is as its author knew it."""
    last = next((one.local for one in reversed(earlier) if one.local and one.done), "")
    base = repository.files(repository.base, own)
    if any(repository.files(known, own) == base for known in filter(None, (last, repository.head))):
        return repository.base
    if last and repository.contains(repository.base, last):
        return last
    return repository.common(repository.head, repository.base) or repository.head


def message(identity: Identity | None, own: OwnFiles, kind: Kind, note: str) -> str:
    """content(部门/年度): 新增决算：… in one line."""
    whose = f"{identity.department}/{identity.year}" if identity else own.id.rpartition("/")[0]
    what = f"{kind.value}{identity.kind if identity else '文件'}"
    clean = " ".join("".join(sign if sign.isprintable() else " " for sign in note).split())[:LONGEST]
    return f"content({whose}): {what}" + (f"：{clean}" if clean else "")


def submit(plan: Plan, subject: str, *, settled: bool, template: str = "") -> Submitted:
    """Commit what is planned, and push it. Raises GitError where there is no commit; one that is not pushed is kept.

    `settled`: its author has looked at what others changed in the same files, and wants these.
    """
    if any(True for _ in personal_data_of(plan.own.project.root, plan.own.project.root / plan.own.folder, {})):
        raise GitError("有个人信息，不能提交：提交以后就留在历史记录里，删不干净。请先按“问题”里说的删去")
    commit = _commit(plan, subject, settled=settled) if plan.changes else plan.parent
    if not plan.changes and not plan.unpushed:
        raise GitError("没有新的修改，不用提交")
    return pushed(plan.repository, plan.branch, commit, template)


def _commit(plan: Plan, subject: str, *, settled: bool) -> str:
    repository, own = plan.repository, plan.own
    mine = repository.working(own, write=True)
    if mine != plan.mine:
        raise GitError("提交的时候文件又改了；请再看一遍，重新提交")
    parents: tuple[str, ...] = (plan.parent,)
    if settled and plan.contested:
        mine = _with_theirs(plan, mine)
        known = repository.contains(repository.base, plan.parent)
        parents = (repository.base,) if known else (plan.parent, repository.base)
    index = own.project.build / f"submit-{os.getpid()}.index"
    index.parent.mkdir(exist_ok=True)
    try:
        tree = _tree(replace(repository.git, index=index), repository, own, parents[-1], mine)
    finally:
        index.unlink(missing_ok=True)
    sons = [part for parent in parents for part in ("-p", parent)]
    commit = repository.git.run("commit-tree", tree, *sons, "-F", "-", given=subject.encode()).text
    old = "" if plan.fresh else plan.parent
    repository.git.run("update-ref", "-m", "gongkai", f"refs/heads/{plan.branch}", commit, old or "0" * len(commit))
    if repository.branch == plan.branch:  # checked out: what lies ready to be committed must not undo it
        _put(repository.git, repository.prefix, repository.files(plan.parent, own), mine)
    return commit


def _with_theirs(plan: Plan, mine: Blobs) -> Blobs:
    """What others alone have changed is taken over, in the folder too."""
    repository, own = plan.repository, plan.own
    origin = repository.files(repository.common(plan.parent, repository.base) or plan.parent, own)
    theirs = repository.files(repository.base, own)
    merged = dict(mine)
    for path, blob in theirs.items():
        if mine.get(path) == origin.get(path) != blob:
            own.save(path, repository.content(blob), own.digest(path))
            merged[path] = blob
    return merged


def _tree(git: Git, repository: Repository, own: OwnFiles, parent: str, mine: Blobs) -> str:
    """The tree of the parent with these files of the document in place of its own."""
    git.run("read-tree", parent)
    _put(git, repository.prefix, repository.files(parent, own), mine)
    return git.run("write-tree").text


def _put(git: Git, prefix: str, before: Blobs, now: Blobs) -> None:
    """Into an index, in place of what was there."""
    gone = [f"0 {'0' * len(before[path])}\t{prefix}{path}" for path in before if path not in now]
    there = [f"100644 {blob}\t{prefix}{path}" for path, blob in now.items()]
    git.run("update-index", "-z", "--index-info", given="".join(f"{one}\0" for one in (*gone, *there)).encode())
