"""接续: which documents of other departments a department's last year was, by the 前身 of its 沿革."""

from __future__ import annotations

from collections.abc import Callable, Container

from msgspec import Struct

from gongkai.figures.neighbours import Neighbour
from gongkai.figures.predecessors import Part, Predecessors, succeeding
from gongkai.model.departments import Department
from gongkai.model.kinds import DocumentKind
from gongkai.model.lineage import ChangeOfDepartment, DepartmentEvent, Predecessor, horizon
from gongkai.pipeline.workspace import Workspace

Open = Callable[[str], Neighbour]
"""the document of an id as a neighbour"""


class Came(Struct, frozen=True, kw_only=True):
    """一个前身, and the change by which it came."""

    change: ChangeOfDepartment
    predecessor: Predecessor


def came(department: Department, own: tuple[DocumentKind, int], then: tuple[DocumentKind, int]) -> tuple[Came, ...]:
    """The 前身 that became part of a department between a document of one kind and year and its own."""
    (kind, year), (other, before) = own, then
    after, until = horizon(before, looks_back=other.looks_back), horizon(year, looks_back=kind.looks_back)
    return tuple(
        Came(change=change, predecessor=one)
        for change in department.changes_between(after, until)
        for one in change.predecessors
    )


def with_predecessors(
    workspace: Workspace, id: str, department: Department, own: dict[str, Neighbour], wanted: Container[str], look: Open
) -> dict[str, Neighbour]:
    """The neighbours of a document, those of its 前身 among them where the department was not yet what it is."""
    folder = workspace.folders[id]
    found = dict(own)
    for name, (year, kind) in workspace.kinds.around(folder.kind, folder.year).items():
        joined = came(department, (folder.kind, folder.year), (kind, year)) if name in wanted else ()
        begun = all(one.change.what is DepartmentEvent.FOUNDED for one in joined)
        if joined and not (begun and name in own):
            found[name] = _together(workspace, own.get(name), joined, (kind, year), look)
    return found


def _together(
    workspace: Workspace, own: Neighbour | None, joined: tuple[Came, ...], then: tuple[DocumentKind, int], look: Open
) -> Predecessors:
    kind, year = then
    parts, documents = [], []
    for one in joined:
        id = f"{one.predecessor.folder}/{year}/{kind.folder}"
        there = look(id) if id in workspace.folders else None
        parts.append(
            Part(
                name=_name(workspace, id, one.predecessor.folder, year),
                document=there,
                rate=one.change.takes(one.predecessor),
                figures=one.predecessor.amounts,
            )
        )
        documents += [there] if there is not None else []
    return succeeding(own, tuple(parts), f"{year}年{kind.name}", own or next(iter(documents), None))


def _name(workspace: Workspace, id: str, folder: str, year: int) -> str:
    document = workspace.load(id).document if id in workspace.folders else None
    return document.department.name_in(year) if document is not None else folder
