"""历史里的旧版: what a version said, composed anew from the commit that froze it; believed by its digests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai.model.disclosure import DISCLOSURE, Disclosure
from gongkai.model.said import Said, digests, said
from gongkai.pipeline.composing import text_of
from gongkai.pipeline.deriving import case_of
from gongkai.pipeline.project import Project
from gongkai.pipeline.repository.git import REMOTE, GitError
from gongkai.pipeline.repository.revisions import Revision, revision
from gongkai.pipeline.repository.sides import Commit
from gongkai.pipeline.workspace import DEPARTMENTS

_DIGEST = re.compile("[0-9a-f]{32}")


def text_in_history(project: Project, id: str, form: Disclosure) -> tuple[Said, ...]:
    """What the last version said, if a commit of the repository still composes to it."""
    *earlier, last = form.versions
    before = {digest for one in earlier for digest in one.places.values()}
    mark = next((one for one in last.places.values() if one not in before and _DIGEST.fullmatch(one)), "")
    try:
        for commit in _commits(project, f"{DEPARTMENTS}/{id}/{DISCLOSURE}", mark) if mark else ():
            with TemporaryDirectory(prefix="gongkai-frozen-") as folder:
                places = _composed(project, id, commit, Path(folder))
            if digests(places) == last.places:
                return places
    except GitError:
        return ()
    return ()


def _commits(project: Project, path: str, mark: str) -> Iterator[Revision]:
    """The first that has a digest in the record."""
    git = revision(project, "HEAD").git
    found = git.run(
        "log", "--reverse", "--format=%H", "--no-textconv", "--no-ext-diff", f"-S{mark}", "--", path, patience=REMOTE
    )
    yield from (revision(project, commit) for commit in found.text.split()[:1])


def _composed(project: Project, id: str, commit: Revision, folder: Path) -> tuple[Said, ...]:
    side = Commit(project, commit, folder)
    own = side.folders[id].department_id if id in side.folders else ""
    listed = side.departments.get(own, b"")
    units = [name for name in side.departments if name.encode() in listed]
    workspace = side.open({own, *units}, ())
    if id not in workspace.folders:
        return ()
    loaded = workspace.load(id)
    if loaded.document is None or loaded.edition is None:
        return ()
    composed = text_of(workspace, case_of(workspace, loaded.document, loaded.edition), loaded.edition)
    return said(composed.publication) if composed else ()
