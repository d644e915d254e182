"""开一年: documents of many departments rolled forward at once, a workbook for each, and what to tell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gongkai.loading.folders import find_documents
from gongkai.model.kinds import DocumentKind
from gongkai.model.opened import Opened, OpenedDocument
from gongkai.pipeline.authoring.rolling import roll_forward
from gongkai.pipeline.authoring.starting import StartError
from gongkai.pipeline.authoring.workbook import NoWorkbookError, workbook
from gongkai.pipeline.bureau.board import asked_of
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import Progress
from gongkai.pipeline.workspace import Workspace, within
from gongkai.rendering.cms.file_names import safe_name, safe_names
from gongkai.reporting.opening import messages, to_do_list

TO_DO, MESSAGES = "结转清单.txt", "通知.txt"


class Rolled(Struct, frozen=True, kw_only=True):
    """结转哪些."""

    year: int
    """of the documents that are there"""
    kind: DocumentKind
    """of departments; that of their units goes along"""
    only: tuple[str, ...] = ()
    """folders below content/departments; none stands for all"""


def open_year(project: Project, rolled: Rolled, edition: str, progress: Progress) -> Opened:
    """Begin next year's document for each, with its workbook below build/workbooks/; those that are there stay.

    Beside the workbooks: what is left to do, and what may be sent.

    `edition`: of departments; "" is the one that can be meant. What could not be done says why, and stops nobody else.
    """
    workspace = Workspace.open(project)
    kinds = (rolled.kind, *(one for one in workspace.kinds.of_units(rolled.kind) if one.of_unit))
    ids = [
        id
        for id in workspace.chosen(rolled.only)
        if workspace.folders[id].year == rolled.year and workspace.folders[id].kind in kinds
    ]
    begun = []
    for done, id in enumerate(ids):
        progress("结转", done, len(ids))
        wanted = edition if workspace.folders[id].kind == rolled.kind else ""
        _forget_others(workspace, id)
        begun.append(_begun(project, workspace, id, wanted))
    progress("结转", len(ids), len(ids))
    folder = project.build / "workbooks" / safe_name(f"{rolled.year + 1}年度{rolled.kind.title}")
    documents = tuple(_with_workbooks(project, begun, folder, progress))
    opened = Opened(
        year=rolled.year + 1,
        kind=rolled.kind.title,
        folder=folder.relative_to(project.root).as_posix(),
        documents=documents,
        without=_without(workspace, rolled, kinds),
    )
    if folder.is_dir():
        (folder / TO_DO).write_text(to_do_list(opened), encoding="utf-8")
        (folder / MESSAGES).write_text(messages(opened), encoding="utf-8")
    return opened


def _begun(project: Project, workspace: Workspace, id: str, edition: str) -> OpenedDocument:
    folder = workspace.folders[id]
    new = f"{folder.department_id}/{folder.year + 1}/{folder.kind.folder}"
    document = workspace.load(id).document
    told = OpenedDocument(id=new, name=document.name if document else id, kind=folder.kind.title)
    if new in workspace.folders:
        return replace(told, there=True)
    department = document.department if document else None
    if department is not None and not department.existed_in(folder.year + 1):
        return replace(told, refused=f"这个部门{folder.year + 1}年已经撤销，不用起")
    if department is not None and department.exempted_in(folder.year + 1):
        return replace(told, refused=f"这个部门{folder.year + 1}年依法不公开，不用起")
    try:
        started = roll_forward(project, id, edition, workspace)
    except StartError as error:
        return replace(told, refused=str(error))
    return replace(told, todo=started.todo, remarks=started.remarks)


def _with_workbooks(
    project: Project, begun: Iterable[OpenedDocument], folder: Path, progress: Progress
) -> Iterator[OpenedDocument]:
    listed = list(begun)
    names = safe_names(f"{one.name} {one.kind}" for one in listed)
    made = [one for one in listed if not one.refused]
    if made:
        folder.mkdir(parents=True, exist_ok=True)
    workspace = Workspace.open(project)
    for name, one in zip(names, listed, strict=True):
        if one.refused:
            yield one
            continue
        progress("做填报表", made.index(one), len(made))
        _forget_others(workspace, one.id)
        try:
            (folder / f"{name}.xlsx").write_bytes(workbook(project, "", one.id, workspace))
        except NoWorkbookError as error:
            told = "；".join(f"{at.place} {at.message}" for at in error.findings[:1])
            yield replace(one, refused=f"起了头，填报表没有做成：{told}")
            continue
        yield replace(one, workbook=f"{name}.xlsx")
    progress("做填报表", len(made), len(made))


def _forget_others(workspace: Workspace, id: str) -> None:
    """Keep in memory what this document may read of its department, not the whole city."""
    department = workspace.department(id)
    if any(workspace.department(other) != department for other in workspace.documents):
        workspace.forget()


def _without(workspace: Workspace, rolled: Rolled, kinds: tuple[DocumentKind, ...]) -> tuple[str, ...]:
    """Departments in reach that have no document of that year and kind."""
    had = {one.department_id for one in workspace.folders.values() if one.year == rolled.year and one.kind in kinds}
    every = find_documents(workspace.project.content, workspace.kinds).departments
    reached = (id for id in every if not rolled.only or any(within(id, path) for path in rolled.only))
    return tuple(id for id in reached if id not in had and asked_of(workspace.project, id, rolled.year + 1))
