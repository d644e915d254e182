"""提案: what a change proposes, as the commit that merging it would make of the base.

It has everything of the base, and of the head the plain files that it changes below content/. So whoever reads it reads
templates, configuration and code of the base, whatever else the head has changed.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gongkai.changes.reviewed import Refused
from gongkai.pipeline.project import Project
from gongkai.pipeline.repository.git import Git
from gongkai.pipeline.repository.revisions import ALONE, Entry, Revision, changed, entries, parting, revision

CONTENT = "content/"
TEMPLATES = ("templates/", "docs/", "mkdocs.yml")
"""what else a preview is made of: maintainers' own, and taken of the head only where that is asked for"""
KINDS = (".yml", ".yaml", ".csv", ".md", ".gitkeep")
"""what a file of content/ may be called"""
MOST = 5_000
"""files that one change may touch"""
_WHO = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "gongkai"), ("EMAIL", "gongkai@localhost"), ("DATE", "@0 +0000"))
}
OUTSIDE = "不在 content/ 里，外来的改动不能动它"
TOO_MANY = f"一次最多改 {MOST} 个文件，请分几次送审"


class Proposal(Struct, frozen=True, kw_only=True):
    """提案."""

    base: Revision
    head: Revision
    merged: Revision
    files: tuple[str, ...]
    """paths below the project that it changes and that are looked at"""
    refused: tuple[Refused, ...]
    unread: tuple[str, ...]
    """files that maintainers may change and that nothing here is made of"""
    clashing: tuple[str, ...]
    """files that the base has changed too; the head's are looked at"""


def propose(project: Project, base: str, head: str, *, templates: bool) -> Proposal:
    """What `head` would make of `base`. Raises GitError.

    `templates`: what the head changes in templates and configuration is taken too; everything else never is.
    """
    onto, other = (_whole(revision(project, name)) for name in (base, head))
    prefix = revision(project, base).prefix
    touched = changed(parting(onto, other), other)
    allowed = tuple(f"{prefix}{name}" for name in (CONTENT, *(TEMPLATES if templates else ())))
    there = {one.path: one for one in entries(other, [name.rstrip("/") for name in allowed])}
    reasons = {file.path: _reason(there.get(file.path), f"{prefix}{CONTENT}") for file in touched}
    reasons |= {file.path: OUTSIDE for file in touched if not file.path.startswith(allowed)}
    if len(touched) > MOST:
        touched, reasons = (), {f"{len(touched)} 个文件": TOO_MANY}
    taken = [file for file in touched if not reasons[file.path]]
    now = {one.path: one.blob for one in entries(onto)}
    merged = _commit(onto, {file.path: there[file.path].blob if file.new else "" for file in taken})
    accepted = (OUTSIDE,) if templates else ()
    return Proposal(
        base=replace(onto, prefix=prefix),
        head=replace(other, prefix=prefix),
        merged=replace(onto, prefix=prefix, name=head, commit=merged),
        files=tuple(file.path.removeprefix(prefix) for file in taken),
        refused=tuple(Refused(path=path, reason=why) for path, why in reasons.items() if why and why not in accepted),
        unread=tuple(path for path, why in reasons.items() if why in accepted),
        clashing=tuple(
            file.path.removeprefix(prefix) for file in taken if now.get(file.path, "") not in (file.old, file.new)
        ),
    )


def _whole(project: Revision) -> Revision:
    """The same commit, with the paths of the whole repository."""
    top = Path(project.git.run("rev-parse", "--show-toplevel").text)
    return replace(project, git=Git(root=top, extra=ALONE), prefix="")


def _reason(entry: Entry | None, content: str) -> str:
    """Why a changed file is not taken; "" if it is. One that is taken away always is."""
    if entry is None:
        return ""
    if entry.trouble or not entry.path.isprintable():
        return entry.trouble or "名字不对"
    if entry.path.startswith(content) and not entry.path.endswith(KINDS):
        return f"content/ 里只放 {'、'.join(KINDS[:-1])} 文件"
    return ""


def _commit(base: Revision, put: dict[str, str]) -> str:
    """A commit of the base's files with these in their place ("": none); it belongs to no branch."""
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        git = replace(base.git, index=Path(folder) / "index", extra=ALONE | _WHO)
        git.run("read-tree", base.commit)
        gone = "0" * len(base.commit)
        lines = (f"{100644 if blob else 0} {blob or gone}\t{path}\0" for path, blob in _in_order(put))
        git.run("update-index", "-z", "--index-info", given="".join(lines).encode(errors="surrogateescape"))
        tree = git.run("write-tree").text
    return git.run("commit-tree", tree, "-p", base.commit, "-m", "gongkai review").text


def _in_order(put: dict[str, str]) -> list[tuple[str, str]]:
    """Removals first: what was a file may be a folder now."""
    return sorted(put.items(), key=lambda one: bool(one[1]))
