"""意外: a document that brought its process down, as a finding."""

from __future__ import annotations

from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import Outcome, T
from gongkai.pipeline.workspace import DEPARTMENTS


def crash(project: Project, outcome: Outcome[T]) -> Finding:
    """Why there is no value; what maintainers need besides is written to build/crashes."""
    hint = "这是程序或版式的问题，不是内容的问题，请告诉维护人员；其他文件不受影响"
    if outcome.trace:
        record = project.build / "crashes" / f"{outcome.task.replace('/', '+')}.txt"
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(outcome.trace, encoding="utf-8", errors="replace")
        hint += f"（详情在 {record.relative_to(project.root).as_posix()}）"
    return Finding(
        code=FindingCode.RENDERING_CRASHED,
        severity=Severity.ERROR,
        place=Place(path=f"{DEPARTMENTS}/{outcome.task}"),
        message=f"处理这份文件时出错：{outcome.error}",
        hint=hint,
    )
