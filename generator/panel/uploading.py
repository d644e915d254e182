"""取数: workbooks sent through the panel; first it is shown what would be taken, then its author says yes."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from gongkai.importing.result import Imported
from gongkai.model.intake import Intake
from gongkai.panel.desk import Desk
from gongkai.panel.requests import Answer, RefusedError, Request, page
from gongkai.panel.told import Teller
from gongkai.pipeline.authoring.importing import UnreadDocumentError, import_files
from gongkai.pipeline.project import Project
from gongkai.spreadsheets import MOST_BYTES

MOST = MOST_BYTES
MOST_FILES = 40
MOST_KEPT = 200_000_000
"""bytes of workbooks that wait to be taken over; the oldest go first"""
MOST_SHOWN = 300

Files = tuple[tuple[str, bytes], ...]


def upload(desk: Desk, request: Request) -> Answer:
    """Keep one workbook until all are here; nothing is read yet. Answers with the name of the pile."""
    desk.own(request.get("id"))
    name = PurePosixPath(request.get("name").replace("\\", "/")).name[:120]
    if not name or not name.isprintable():
        raise RefusedError("文件名不对")
    pile = request.get("pile") or secrets.token_urlsafe(12)
    files = desk.uploads.pop(pile, ())
    if len(files) >= MOST_FILES:
        raise RefusedError(f"一次最多{MOST_FILES}个工作簿")
    desk.uploads[pile] = (*files, (name, request.body))
    while len(desk.uploads) > 1 and _weight(desk) > MOST_KEPT:
        desk.uploads.popitem(last=False)
    return page("", X_Pile=pile)


def look(desk: Desk, request: Request) -> Answer:
    """What would be taken of a pile, and what not, and why; nothing is written."""
    return _imported(desk, request, write=False)


def take(desk: Desk, request: Request) -> Answer:
    """Take it over."""
    return _imported(desk, request, write=True)


def _imported(desk: Desk, request: Request, *, write: bool) -> Answer:
    own = desk.own(request.get("id"))
    pile = request.get("pile")
    if pile not in desk.uploads:
        raise RefusedError("这些工作簿已经不在了；请重新选")
    result = desk.quick.ask(_read, desk.project, own.id, desk.uploads[pile], write)
    if result is None:
        raise RefusedError("这份文件自己有错误，没有导入；请先按“问题”里说的改好")
    if result.written:
        del desk.uploads[pile]
    return page(
        desk.drawer.draw(
            "imported",
            own=own,
            pile=pile,
            result=result,
            taken=tuple(_taken(result.intake)),
            report=Teller(own).report(result.findings),
            most=MOST_SHOWN,
        )
    )


def _read(project: Project, id: str, files: Files, write: bool) -> Imported | None:  # noqa: FBT001 - a helper passes places
    """Runs in a helper."""
    try:
        return import_files(project, id, files, write=write)
    except UnreadDocumentError:
        return None


def _taken(intake: Intake) -> Iterator[tuple[str, str]]:
    """What was taken, and how much of it."""
    for table, many in Counter(one.table for one in intake.figures).items():
        yield table, f"{many}个数"
    yield from ((table, "没有数据，写“无”") for table in intake.empty)
    for name, many in Counter(one.path.partition(".")[0] for one in intake.inputs).items():
        yield f"情况说明·{name}", f"{many}项"
    if intake.totals:
        yield "核对数", f"{len(intake.totals)}个"
    yield from ((f"绩效表单·{form.file}", "一张") for form in intake.forms)


def _weight(desk: Desk) -> int:
    return sum(len(data) for files in desk.uploads.values() for _, data in files)
