"""仓库: the repository that a project lies in, its main branch, and what stands of a document in each commit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gongkai.model.findings import Finding
from gongkai.pipeline.project import Project
from gongkai.pipeline.repository.git import REMOTE, Git, GitError
from gongkai.pipeline.repository.own_files import OwnFiles

BRANCHES = "content"
"""what the branches of documents begin with"""
OTHERS = 60
"""branches of others that are looked at, the newest first"""
Blobs = Mapping[str, str]
"""files by path below the project: the name that git has for the content of each"""
_UNFINISHED = {
    "MERGE_HEAD": "合并（merge）",
    "rebase-merge": "变基（rebase）",
    "rebase-apply": "变基（rebase）",
    "CHERRY_PICK_HEAD": "摘取（cherry-pick）",
    "REVERT_HEAD": "撤销（revert）",
    "BISECT_LOG": "查找（bisect）",
}


class Repository(Struct, frozen=True, kw_only=True):
    """仓库, in an ordinary state."""

    git: Git
    prefix: str
    """the project below the top of the repository: "" or ending in /"""
    branch: str
    """the branch that is checked out"""
    head: str
    """its commit"""
    remote: str
    """name of the remote repository; "" where there is none"""
    url: str
    main: str
    """the branch that everything is merged into"""
    base: str
    """the commit of it that is known here"""

    def ref(self, name: str) -> str:
        """The commit of a full name (refs/heads/…); "" where there is none."""
        return self.git.one("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")

    def contains(self, commit: str, older: str) -> bool:
        return self.git.tried("merge-base", "--is-ancestor", older, commit).code == 0

    def common(self, one: str, other: str) -> str:
        """Where two commits part; "" where they have nothing in common."""
        return self.git.one("merge-base", one, other)

    def files(self, commit: str, own: OwnFiles) -> Blobs:
        """A document's own files in a commit."""
        below = [f"{self.prefix}{own.folder}/", f"{self.prefix}{own.department}"]
        found = {}
        for line in self.git.run("ls-tree", "-r", "-z", "--full-tree", commit, "--", *below).names:
            kind, _, path = line.partition("\t")
            name = path.removeprefix(self.prefix)
            if own.owns(name):
                found[name] = kind.split()[2]
        return found

    def working(self, own: OwnFiles, *, write: bool = False) -> Blobs:
        """The same as they lie in the folder now; `write`: they are put into the repository's store."""
        options = ("-w",) if write else ()
        return {
            path: self.git.run("hash-object", *options, "--no-filters", "--stdin", given=_content(own, path)).text
            for path in own.there()
        }

    def content(self, blob: str) -> bytes:
        return self.git.run("cat-file", "blob", blob).out

    def fetched(self) -> Repository:
        """The same, knowing what the remote repository has by now. Raises GitError."""
        if self.remote:
            done = self.git.tried("fetch", "--prune", "--no-tags", "--quiet", self.remote, patience=REMOTE)
            if done.code:
                raise GitError("连不上远程仓库，或者没有权限；请检查网络和账号", done.said)
        main, base = _main(self.git, self.remote, self.branch, self.head)
        return replace(self, main=main, base=base)


def open_repository(project: Project) -> Repository:
    """Raises GitError, with what is the matter, where nothing can be submitted from the state that it is in."""
    git = Git(root=project.root)
    top = git.tried("rev-parse", "--show-toplevel")
    if top.code and "dubious ownership" in top.said:
        raise GitError("这个文件夹属于另一个用户，git 不肯使用；请管理员用 safe.directory 登记它", top.said)
    if top.code:
        raise GitError("这个文件夹不在 git 仓库里，只能填报、检查和生成，不能提交；请管理员设好仓库", top.said)
    _refuse_odd(git)
    branch = git.one("symbolic-ref", "--quiet", "--short", "HEAD")
    if not branch:
        raise GitError("仓库现在不在任何分支上（git 叫 detached HEAD）；请管理员先切换到主分支")
    head = git.one("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if not head:
        raise GitError("仓库里还没有任何提交；请管理员先提交一次")
    remote = _remote(git, branch)
    main, base = _main(git, remote, branch, head)
    return Repository(
        git=git,
        prefix=git.one("rev-parse", "--show-prefix"),
        branch=branch,
        head=head,
        remote=remote,
        url=git.one("remote", "get-url", "--push", remote) if remote else "",
        main=main,
        base=base,
    )


def _refuse_odd(git: Git) -> None:
    folder = Path(git.run("rev-parse", "--absolute-git-dir").text)
    for name, what in _UNFINISHED.items():
        if (folder / name).exists():
            raise GitError(f"仓库里有一次{what}没有做完；请管理员先做完或者放弃它，再来提交")
    if git.run("ls-files", "--unmerged", "-z").out:
        raise GitError("仓库里有没有解决的冲突；请管理员先解决，再来提交")
    if (folder / "index.lock").exists():
        raise GitError("另一个 git 命令正在运行，或者上次没有正常结束；一直这样的，请管理员删去 index.lock")


def _remote(git: Git, branch: str) -> str:
    names = git.run("remote").text.split()
    own = git.one("config", "--get", f"branch.{branch}.remote")
    if own in names:
        return own
    return "origin" if "origin" in names else names[0] if len(names) == 1 else ""


def _main(git: Git, remote: str, branch: str, head: str) -> tuple[str, str]:
    """The main branch and its commit: the remote's, or the one that is checked out."""
    if remote:
        told = git.one("symbolic-ref", "--quiet", "--short", f"refs/remotes/{remote}/HEAD").removeprefix(f"{remote}/")
        for name in dict.fromkeys(filter(None, (told, "main", "master", branch))):
            commit = git.one("rev-parse", "--verify", "--quiet", f"refs/remotes/{remote}/{name}^{{commit}}")
            if commit:
                return name, commit
    return branch, head


def _content(own: OwnFiles, path: str) -> bytes:
    data = own.read(path)
    if isinstance(data, Finding):
        raise GitError(f"读不了 {path}：{data.message}")
    return data.replace(b"\r\n", b"\n")


class Other(Struct, frozen=True, kw_only=True):
    """别的分支 at the remote repository that changes the same document."""

    branch: str
    files: tuple[str, ...]
    """names below the document's folder"""


def others(repository: Repository, own: OwnFiles) -> Iterator[Other]:
    """Branches of others, not merged yet, that touch the document; known as of the last fetch."""
    if not repository.remote:
        return
    top = f"refs/remotes/{repository.remote}/"
    listed = repository.git.run(
        "for-each-ref", f"--no-merged={repository.base}", "--sort=-committerdate", f"--count={OTHERS}",
        "--format=%(refname)", top,
    ).text.split()  # fmt: skip
    for name in (one.removeprefix(top) for one in listed):
        commit = repository.ref(f"{top}{name}")
        mine = repository.ref(f"refs/heads/{name}")
        if name == "HEAD" or (mine and repository.contains(mine, commit)):
            continue
        changed = _changed_in(repository, commit, own)
        if changed:
            yield Other(branch=name, files=tuple(path.removeprefix(f"{own.folder}/") for path in changed))


def _changed_in(repository: Repository, commit: str, own: OwnFiles) -> list[str]:
    """The document's files that are others in a commit than where it left the main branch; none if it is merged."""
    now = repository.files(commit, own)
    if now == repository.files(repository.base, own):
        return []
    before = repository.files(repository.common(repository.base, commit) or repository.base, own)
    return sorted(path for path in {*before, *now} if before.get(path) != now.get(path))
