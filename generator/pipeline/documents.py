"""文件一览: which documents there are and how each of them stands, for somebody who looks for his own."""

from __future__ import annotations

import json
from collections.abc import Mapping

from msgspec import Struct, field

from gongkai.loading.folders import DEPARTMENT, DOCUMENT, DocumentFolder, find_documents
from gongkai.loading.shared_forms import read_kinds
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.checked import CheckResult
from gongkai.model.findings import Severity
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import within
from gongkai.reporting.ordering import counts, sorted_out

COUNTS = "preview-counts.json"


class Listed(Struct, frozen=True, kw_only=True):
    """一份文件 in the list."""

    id: str
    department: str
    year: int
    kind: str
    status: str
    """编制, 存档, or what stands there"""
    counts: Mapping[Severity, int] | None = None
    """findings when the site was last built; None: not known yet"""


def keep_counts(project: Project, checked: CheckResult) -> None:
    """For `documents`, in another process."""
    found = sorted_out(checked.findings)
    told = {id: {one.value: many for one, many in counts(found.get(id, ())).items()} for id in checked.verdicts}
    new = project.build / f"{COUNTS}.new"
    new.write_text(json.dumps(told), encoding="utf-8")
    new.replace(project.build / COUNTS)


def documents(project: Project, only: tuple[str, ...] = ()) -> tuple[Listed, ...]:
    """All of them, or those at or below the given ids; the newest year first."""
    kept = _kept_counts(project)
    folders = find_documents(project.content, read_kinds(project.templates).value).documents
    wanted = (one for one in folders if not only or any(within(one.id, path) for path in only))
    names = _Names(project=project)
    listed = (
        Listed(
            id=one.id,
            department=names.of(one),
            year=one.year,
            kind=one.kind.name,
            status=_said(project, one, DOCUMENT, "状态"),
            counts=kept.get(one.id),
        )
        for one in wanted
    )
    return tuple(sorted(listed, key=lambda one: (-one.year, one.department, one.kind)))


def departments(project: Project) -> dict[str, str]:
    """Names of the departments that there are, by their folders below content/departments."""
    there = find_documents(project.content, read_kinds(project.templates).value).departments
    return {id: _name(project, id) for id in there}


def _kept_counts(project: Project) -> dict[str, dict[Severity, int]]:
    try:
        kept = json.loads((project.build / COUNTS).read_text(encoding="utf-8"))
        return {id: {Severity(name): int(many) for name, many in found.items()} for id, found in kept.items()}
    except (OSError, ValueError, AttributeError):
        return {}


class _Names(Struct, frozen=True, kw_only=True):
    """What departments are called, each read once."""

    project: Project
    known: dict[str, str] = field(default_factory=dict)

    def of(self, folder: DocumentFolder) -> str:
        if folder.department_id not in self.known:
            self.known[folder.department_id] = _name(self.project, folder.department_id)
        return self.known[folder.department_id]


def _name(project: Project, department: str) -> str:
    """The newest name of a department; its folder where none can be read."""
    path = project.content / "departments" / department / DEPARTMENT
    node = read_yaml(path, path.name, root=project.root).node
    names = [one.said("名称") for one in node.list_of("名称")] if node is not None else []
    return next(filter(None, reversed(names)), department)


def _said(project: Project, folder: DocumentFolder, name: str, key: str) -> str:
    node = read_yaml(folder.path / name, name, root=project.root).node
    return node.said(key) if node is not None else ""
