"""本机的成品库: which versions the branches of this machine use, and the rest cleared away once a day."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, unquote

from gongkai.pipeline.building.sharing.eviction import DAY, Allowance, Kept, Superfluous, Use, superfluous
from gongkai.pipeline.building.store import RECORD, Rendered, Store
from gongkai.pipeline.project import Project
from gongkai.pipeline.repository.git import Git, GitError
from gongkai.publishing.files import read_sealed, write_sealed
from gongkai.publishing.releases.record import walk

USES = ".uses"
CI_BRANCHES = ("CI_COMMIT_REF_NAME", "GITHUB_REF_NAME")
"""variables of GitLab, and of GitHub, Gitea and Forgejo, whose runs stand on no branch"""


def branch_of(project: Project) -> str:
    """The branch that is checked out; empty where there is none."""
    try:
        branch = Git(root=project.root).one("symbolic-ref", "--quiet", "--short", "HEAD")
    except GitError:
        return ""
    named = (os.environ.get(name, "") for name in CI_BRANCHES)
    return branch or next(filter(None, named), "")


def note_use(store: Store, branch: str, documents: Iterable[Rendered]) -> None:
    """The branch is made of these versions; others that it used before it does not need any more."""
    names = "".join(sorted({f"{one.id}/{one.version}\n" for one in documents}))
    write_sealed(store.root / USES / f"{quote(branch, safe='')}.txt", names.encode())


def tidy_daily(project: Project, ids: Collection[str], allowance: Allowance) -> None:
    """Clear the stores of the project, unless that was done within a day. What cannot be done now is done later."""
    stamp = project.build / "tidied"
    with suppress(OSError):
        before = stamp.stat().st_mtime if stamp.exists() else 0.0
        stamp.touch()
        if abs(stamp.stat().st_mtime - before) > DAY:
            tidy(project, ids, allowance)


def tidy(project: Project, ids: Collection[str], allowance: Allowance) -> Superfluous:
    """Clear the stores of the project of what no branch uses; returns what went.

    `ids`: the documents in content/, whose own versions stay, whenever they were last built. Raises OSError.
    """
    stamp = project.build / "tidied"
    stamp.touch()
    now = stamp.stat().st_mtime
    stores = [one for one in _stores(project) if one.root.is_dir()]
    own = (f"{store.root}/{name}" for store in stores for name in store.own(ids))
    uses = [Use("", now, frozenset(own)), *(use for store in stores for use in _uses(store))]
    gone = superfluous(kept_in(project), uses, allowance, now)
    for name in gone.names:
        shutil.rmtree(name, ignore_errors=True)
        _clear_above(Path(name))
    for file in gone.branches:
        Path(file).unlink(missing_ok=True)
    for store in stores:
        store.forget_what_is_gone()
    return gone


def kept_in(project: Project) -> Iterator[Kept]:
    """All versions of all documents in all stores of the project, by the paths of their folders."""
    for store in _stores(project):
        waiting = [store.root]
        while waiting:
            folder = waiting.pop()
            if (folder / RECORD).is_file():
                size = sum(entry.stat(follow_symlinks=False).st_size for _, entry in walk(folder))
                yield Kept(str(folder), size, (folder / RECORD).stat().st_mtime)
            else:
                with suppress(OSError):
                    waiting += [one for one in folder.iterdir() if one.is_dir() and not one.name.startswith(".")]


def branches_of(project: Project) -> dict[str, float]:
    """The branches that were built on this machine, and when each was last."""
    found: dict[str, float] = {}
    for use in (use for store in _stores(project) for use in _uses(store)):
        branch = unquote(Path(use.branch).name.removesuffix(".txt"))
        found[branch] = max(use.written, found.get(branch, 0.0))
    return found


def _stores(project: Project) -> list[Store]:
    kinds = [(pdf, draft) for pdf in (True, False) for draft in (True, False)]
    return [Store(root=project.rendered(pdf=pdf, draft=draft), work=project.build) for pdf, draft in kinds]


def _uses(store: Store) -> Iterator[Use]:
    """Called by their files."""
    for file in sorted((store.root / USES).glob("*.txt")):
        with suppress(OSError):
            lines = read_sealed(file).decode().split("\n")[:-1]
            yield Use(str(file), file.stat().st_mtime, frozenset(f"{store.root}/{name}" for name in lines))


def _clear_above(folder: Path) -> None:
    """Folders that hold nothing any more."""
    with suppress(OSError):
        for above in folder.parents:
            above.rmdir()
