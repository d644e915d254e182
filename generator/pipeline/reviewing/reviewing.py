"""审阅: a proposed change, checked and built by the program at hand with the templates of the base.

All happens in a folder outside the repository, which holds what `proposing.py` lets through and nothing else.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gongkai.changes.result import DocumentChange
from gongkai.changes.reviewed import Refused, Reviewed
from gongkai.model.checked import CheckResult
from gongkai.model.findings import Finding
from gongkai.pipeline.authoring.checking import check
from gongkai.pipeline.building.build import Options as BuildOptions
from gongkai.pipeline.building.build import build
from gongkai.pipeline.collecting import shared_findings
from gongkai.pipeline.project import Project
from gongkai.pipeline.repository.revisions import Revision, entries, unpack
from gongkai.pipeline.reviewing.differing import differences
from gongkai.pipeline.reviewing.proposing import CONTENT, TEMPLATES, propose
from gongkai.pipeline.workers import Progress
from gongkai.pipeline.workspace import Workspace, within

PREVIEW = "preview"
SAMPLES = 3
"""documents that are shown where a change is about their look alone"""


class Options(Struct, frozen=True, kw_only=True):
    """审阅选项."""

    output: Path
    templates: bool = False
    """a maintainer's change: templates and configuration are taken of the head too"""
    pdf: bool = True
    jobs: int = 2


def review(project: Project, base: str, head: str, options: Options, progress: Progress) -> Reviewed:
    """Look at what `head` would make of `base`; the preview is written to the output.

    Raises GitError, and what `build` raises.
    """
    proposal = propose(project, base, head, templates=options.templates)
    commits = proposal.base.commit, proposal.merged.commit
    changes = differences(project, *commits, progress, options.jobs, keep_templates=not options.templates)
    with tempfile.TemporaryDirectory(prefix="gongkai-review-") as folder:
        proposed, refused = _unpacked(project, proposal.merged, Path(folder) / "head")
        workspace = Workspace.open(proposed)
        ids = tuple(one.id for one in changes.documents if one.id in workspace.folders and _looked_at(one))
        if not ids and any(path.startswith(TEMPLATES) for path in proposal.files):
            ids = tuple(workspace.folders)[-SAMPLES:]
        checked = check(proposed, ids, progress, options.jobs) if ids else _NOTHING
        reviewed = Reviewed(
            base=proposal.base.commit,
            head=proposal.head.commit,
            changes=replace(changes, base="主分支", head="这次改动"),
            checked=_with(checked, _shared(workspace, proposal.files)),
            refused=(
                *proposal.refused,
                *(one for one in refused if one.path in proposal.files),
            ),
            unread=proposal.unread,
            clashing=proposal.clashing,
        )
        return _previewed(proposed, reviewed, options, progress)


_NOTHING = CheckResult(verdicts={}, findings=(), sound=True)


def _looked_at(change: DocumentChange) -> bool:
    """What it touches, and what says something else because of it; not what could not be published anyway."""
    return bool(change.files) or (not change.silent and change.blocked != (True, True))


def _unpacked(project: Project, revision: Revision, folder: Path) -> tuple[Project, tuple[Refused, ...]]:
    """A project of the files of a commit, with the fonts of this one."""
    wanted = entries(revision, (CONTENT.rstrip("/"), *(name.rstrip("/") for name in TEMPLATES)))
    for name in ("build", "content"):
        (folder / name).mkdir(parents=True)
    left = unpack(revision, wanted, folder)
    made = Project(root=folder)
    made.fonts.symlink_to(project.fonts)
    return made, tuple(Refused(path=one.path, reason=one.trouble or "同另一个文件重名") for one in left)


def _shared(workspace: Workspace, files: Iterable[str]) -> tuple[Finding, ...]:
    """What is wrong with changed files that belong to no document."""
    paths = tuple(files)
    return tuple(one for one in shared_findings(workspace, ()) if any(within(path, one.place.path) for path in paths))


def _with(checked: CheckResult, more: Iterable[Finding]) -> CheckResult:
    """What is shared and wrong without the change's doing is told where a document uses it."""
    mine = {*more}
    kept = tuple(one for one in checked.findings if one.document or one in mine)
    found = tuple(sorted({*kept, *mine}, key=lambda finding: finding.order))
    sound = not checked.blocked and not any(checked.blocks(one) for one in mine)
    return replace(checked, findings=found, sound=sound)


def _previewed(proposed: Project, reviewed: Reviewed, options: Options, progress: Progress) -> Reviewed:
    """With the site of the documents that can be published, each page of it marked as a draft."""
    sound = tuple(id for id, verdict in reviewed.checked.verdicts.items() if not verdict.blocked)
    if not sound:
        return reviewed
    output = options.output / PREVIEW
    wanted = BuildOptions(output=output, pdf=options.pdf, jobs=options.jobs, only=sound, preview=True, draft=True)
    report = build(proposed, wanted, progress)
    if report.failure is not None:
        if not options.templates:
            raise report.failure
        return replace(reviewed, failure=str(report.failure))
    return replace(reviewed, shown=report.published, checked=_drawn(reviewed.checked, report.checked))


def _drawn(checked: CheckResult, drawn: CheckResult) -> CheckResult:
    """With the documents that no page could be made of: what keeps them from publication is found in drawing alone."""
    spoilt = {
        id: replace(verdict, identity=verdict.identity or checked.verdicts[id].identity)
        for id, verdict in drawn.verdicts.items()
        if verdict.blocked and id in checked.verdicts
    }
    if not spoilt:
        return checked
    more = (one for one in drawn.findings if one.document in spoilt)
    found = tuple(sorted({*checked.findings, *more}, key=lambda finding: finding.order))
    return replace(checked, verdicts={**checked.verdicts, **spoilt}, findings=found, sound=False)
