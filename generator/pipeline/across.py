"""别的部门: what a document learns of documents of others that it speaks of (mentions.py tells which)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.checks.context import Case
from gongkai.checks.departments.projects import projects_of
from gongkai.figures.derivation import Accounts
from gongkai.loading.binding import bind_rest
from gongkai.loading.folders import DOCUMENT
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.amounts import Unit
from gongkai.model.dealings import Counterpart, Dealing, Others, SharedProject
from gongkai.model.documents import Document, DocumentHead, Status
from gongkai.pipeline.mentions import named_by
from gongkai.pipeline.named import department_of
from gongkai.pipeline.workspace import Workspace


def others_of(workspace: Workspace, document: Document) -> Others:
    """What a document knows of documents of the same year that speak of the same money; not yet of projects."""
    named = named_by(workspace, document.id)
    read = {name: _counterpart(workspace, id) for name, id in named.items() if id in workspace.folders}
    return Others(
        counterparts={name: one for name, one in read.items() if one is not None},
        unread=frozenset(name for name, one in read.items() if one is None),
        nearest={name: like for name, like in named.items() if like not in workspace.folders},
        of_units={unit: _dealings(workspace, id) for unit, id in workspace.units(document.id).items()},
    )


def shared_projects(case: Case, others: Iterable[tuple[Document, Accounts]]) -> Iterator[SharedProject]:
    """The projects of other documents that this one has by their codes."""
    codes = {row.code.text for row in projects_of(case)}
    for document, accounts in others:
        for row in projects_of(Case(document=document, accounts=accounts)):
            if row.code.text in codes:
                amount = row.amount.amount if row.amount.has_amount else None
                yield SharedProject(
                    code=row.code.text,
                    name=row.title.text,
                    amount=amount,
                    department=document.name,
                    document=document.id,
                )


def _head(workspace: Workspace, id: str) -> DocumentHead | None:
    path = workspace.folders[id].path / DOCUMENT
    node = read_yaml(path, path.name, root=workspace.project.root).node
    return bind_rest(node, DocumentHead).value if node is not None else None


def _dealings(workspace: Workspace, id: str) -> tuple[tuple[Dealing, Unit], ...]:
    head = _head(workspace, id)
    return tuple((one, head.unit) for one in head.dealings) if head else ()


def _counterpart(workspace: Workspace, id: str) -> Counterpart | None:
    head, folder = _head(workspace, id), workspace.folders[id]
    department = department_of(workspace.project.root, folder)
    if head is None or department is None:
        return None
    return Counterpart(
        id=id,
        title=f"{folder.year}年度{folder.kind.title}",
        names=tuple(filter(None, (head.name, *(one.name for one in department.names)))),
        archived=head.status is Status.ARCHIVED,
        unit=head.unit,
        dealings=head.dealings,
    )
