"""检查: everything read, derived and composed, nothing rendered; the findings of it all."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.findings import Finding
from generator.pipeline.build import Progress, _chosen
from generator.pipeline.project import Project
from generator.pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """检查结果; `blocked`: ids of documents that would not be published."""

    documents: int
    blocked: tuple[str, ...]
    findings: tuple[Finding, ...]


def check(project: Project, only: tuple[str, ...], progress: Progress) -> Checked:
    """Check all documents, or those below the given paths."""
    workspace = Workspace.open(project)
    ids = [id for id in workspace.folders if _chosen(id, only)]
    findings = set(workspace.findings)
    blocked = []
    for done, id in enumerate(ids, start=1):
        prepared = workspace.prepare(id)
        findings.update(prepared.findings)
        if prepared.blocked:
            blocked.append(id)
        progress("检查文件", done, len(ids))
    return Checked(
        documents=len(ids),
        blocked=tuple(blocked),
        findings=tuple(sorted(findings, key=lambda finding: finding.order)),
    )
