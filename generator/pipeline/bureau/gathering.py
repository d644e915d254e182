"""收回: filled workbooks of many departments, each into the document that it was made for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.model.findings import errors
from gongkai.model.opened import Gathered
from gongkai.model.origins import ORIGINS
from gongkai.model.sheets import Workbook
from gongkai.pipeline.authoring.importing import UnreadDocumentError, import_files
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import Progress
from gongkai.pipeline.workspace import Workspace
from gongkai.reporting.text import flat
from gongkai.spreadsheets import read
from gongkai.workbooks.filled.marks import is_ours, made_for, said_to_be


def gather(
    project: Project, files: Sequence[tuple[str, bytes]], progress: Progress, *, write: bool
) -> Iterator[Gathered]:
    """Each workbook imported by itself: one that is at fault keeps no other from being taken."""
    workspace = Workspace.open(project)
    meant = [_meant(workspace, name, data) for name, data in files]
    rivals = _rivals(files, meant)
    for done, ((name, data), one) in enumerate(zip(files, meant, strict=True)):
        progress("导入", done, len(files))
        others = [other for other in rivals.get(one.id, ()) if other != name]
        if one.reasons or not one.id:
            yield one
        elif name not in rivals[one.id]:
            yield _refused(one, f"同{rivals[one.id][0]}一模一样，不用再取")
        elif others:
            yield _refused(one, f"{'、'.join(others)}也是给这份文件的，内容不同，不知道取哪一个：留下对的那一个")
        else:
            yield _taken(workspace, one, (name, data), write=write)
    progress("导入", len(files), len(files))


def _rivals(files: Sequence[tuple[str, bytes]], meant: Sequence[Gathered]) -> dict[str, list[str]]:
    """The workbooks of each document, of those that are the same to the byte the first."""
    found: dict[str, dict[bytes, str]] = {}
    for (name, data), one in zip(files, meant, strict=True):
        if one.id:
            found.setdefault(one.id, {}).setdefault(data, name)
    return {id: list(names.values()) for id, names in found.items()}


def _refused(one: Gathered, *reasons: str) -> Gathered:
    return Gathered(file=one.file, id=one.id, name=one.name, reasons=reasons)


def _meant(workspace: Workspace, name: str, data: bytes) -> Gathered:
    """Which document a workbook is for, as it says itself, or as its guide says in words."""
    workbook = read(data, name)
    if isinstance(workbook, tuple):
        return Gathered(file=name, reasons=tuple(flat(one.message) for one in workbook))
    if not is_ours(workbook):
        reason = "不是 gongkai 做的填报表；财政系统导出的，用 gongkai import --document 导入"
        return Gathered(file=name, reasons=(reason,))
    whose, year, kind = said_to_be(workbook)
    told = f"{whose} {year}年度{kind}" if whose else ""
    ids = [made_for(workbook)] if made_for(workbook) else list(_called(workspace, workbook))
    if len(ids) == 1 and ids[0] in workspace.folders:
        return Gathered(file=name, id=ids[0], name=told)
    if len(ids) == 1:
        return Gathered(file=name, name=told, reasons=(f"这里没有它的文件 {flat(ids[0])}",))
    several = (
        f"叫这个名称的文件有{len(ids)}份，用 --document 写明导入到哪一份"
        if ids
        else "看不出是哪份文件的，用 --document 写明"
    )
    return Gathered(file=name, name=told, reasons=(several,))


def _called(workspace: Workspace, workbook: Workbook) -> Iterator[str]:
    name, year, kind = said_to_be(workbook)
    for id, folder in workspace.folders.items():
        if folder.year == year and folder.kind.title == kind:
            document = workspace.load(id).document
            if document is not None and document.name == name:
                yield id


def _taken(workspace: Workspace, one: Gathered, file: tuple[str, bytes], *, write: bool) -> Gathered:
    try:
        found = import_files(workspace.project, one.id, [file], workspace, write=write)
    except UnreadDocumentError as error:
        return _refused(
            one, "文件自己有错误，先改好", *(f"{flat(str(at.place))} {flat(at.message)}" for at in error.findings)
        )
    if not found.sound:
        return _refused(one, *(f"{flat(str(at.place))} {flat(at.message)}" for at in errors(found.findings)))
    workspace.forget()  # others may draw on this one as it is now
    taken = tuple(file for file in found.files if file != ORIGINS)  # which says of every workbook that it was read
    return Gathered(file=one.file, id=one.id, name=one.name, taken=taken, same=not taken)
