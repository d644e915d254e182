"""意外: a document that brought its process down, as a finding."""

from __future__ import annotations

from gongkai.model.findings import Finding, found
from gongkai.model.places import Place
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import Outcome, T
from gongkai.pipeline.workspace import DEPARTMENTS


def crash(project: Project, outcome: Outcome[T]) -> Finding:
    """Why there is no value; what maintainers need besides is written to build/crashes."""
    said = ""
    if outcome.trace:
        record = project.build / "crashes" / f"{outcome.task.replace('/', '+')}.txt"
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(outcome.trace, encoding="utf-8", errors="replace")
        said = record.relative_to(project.root).as_posix()
    return found("X902", Place(path=f"{DEPARTMENTS}/{outcome.task}"), 原因=outcome.error, 记录=said)
