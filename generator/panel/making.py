"""做: what is made of a document for its author to take away."""

from __future__ import annotations

from gongkai.panel.desk import Desk
from gongkai.panel.requests import Answer, RefusedError, Request, download, page
from gongkai.pipeline.authoring.drafting import draft_pdf
from gongkai.pipeline.authoring.formatting import format_files
from gongkai.pipeline.authoring.workbook import NoWorkbookError, workbook
from gongkai.pipeline.project import Project
from gongkai.writing.outcome import Formatted

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pdf(desk: Desk, request: Request) -> Answer:
    """The PDF of the document as it is now."""
    own = desk.own(request.get("id"))
    made = desk.slow.ask(draft_pdf, desk.project, own.id)
    if not isinstance(made, bytes):
        raise RefusedError("有错误，还排不成 PDF；请先按“问题”里说的改好")
    return download(made, "application/pdf", f"{own.id.replace('/', '-')}.pdf", inline=True)


def to_fill_in(desk: Desk, request: Request) -> Answer:
    """填报表: the workbook of the document, with what it has already."""
    own = desk.own(request.get("id"))
    identity = desk.found(own).checked.identity(own.id)
    made = desk.slow.ask(_workbook, desk.project, identity.edition, own.id) if identity else None
    if identity is None or made is None:
        raise RefusedError("文件信息、版式有错误，还做不成填报表；请先按“问题”里说的改好")
    return download(made, XLSX, f"{identity} 填报表.xlsx")


def tidy(desk: Desk, request: Request) -> Answer:
    """统一写法: the document's files in their one form, and what has one right answer put right."""
    own = desk.own(request.get("id"))
    done = desk.quick.ask(_tidied, desk.project, own.folder)
    return page(desk.drawer.draw("tidied", done=done))


def _workbook(project: Project, edition: str, id: str) -> bytes | None:
    """Runs in a helper."""
    try:
        return workbook(project, edition, id)
    except NoWorkbookError:
        return None


def _tidied(project: Project, folder: str) -> Formatted:
    return format_files(project, (project.root / folder,), fix=True, write=True)
