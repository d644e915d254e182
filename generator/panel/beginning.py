"""起头: a new department, a new document, next year's document; asked for in a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct

from gongkai.loading.edition_files import load_edition
from gongkai.loading.folders import DEEPEST
from gongkai.model.amounts import Unit
from gongkai.model.places import NOWHERE
from gongkai.model.reserved_names import RESERVED
from gongkai.panel.desk import Desk
from gongkai.panel.drawing import link
from gongkai.panel.requests import Answer, RefusedError, Request, go, page
from gongkai.pipeline.authoring import edition_reports
from gongkai.pipeline.authoring.rolling import roll_forward
from gongkai.pipeline.authoring.starting import (
    NewDocument,
    Started,
    StartError,
    known_regions,
    new_department,
    new_document,
)
from gongkai.pipeline.documents import departments
from gongkai.pipeline.project import Project
from gongkai.starting import answers
from gongkai.starting.answers import AnswerError
from gongkai.starting.head_text import NewDepartment

T = TypeVar("T")
NEW = "+"
"""chosen in the place of a department: a new one"""


class Choice(Struct, frozen=True, kw_only=True):
    """一个版式 that a document can be begun from."""

    id: str
    name: str
    year: int
    kind: str


def choices(project: Project) -> tuple[Choice, ...]:
    """Editions of a year, the newest first. Runs in a helper."""
    loaded = (load_edition(project.editions, name, NOWHERE) for name in edition_reports.names(project))
    found = [one.edition for one in loaded if one.edition is not None and one.sound and one.edition.year]
    listed = [Choice(id=one.id, name=one.name, year=one.year or 0, kind=one.kind.title) for one in found]
    return tuple(sorted(listed, key=lambda one: (-one.year, one.kind, one.id)))


def form(desk: Desk, _: Request) -> Answer:
    """新文件: what has to be known."""
    return page(
        desk.drawer.draw(
            "new",
            title="新文件",
            departments=departments(desk.project),
            choices=desk.quick.ask(choices, desk.project),
            units=[unit.value for unit in Unit],
        )
    )


def begin(desk: Desk, request: Request) -> Answer:
    """Write what was asked for."""
    told = desk.quick.ask(_begun, desk.project, request.form)
    if isinstance(told, str):
        raise RefusedError(told)
    return go(link("document", id=told.id))


def roll(desk: Desk, request: Request) -> Answer:
    """结转: next year's document beside one."""
    own = desk.own(request.get("id"))
    told = desk.quick.ask(_rolled, desk.project, own.id, request.form.get("edition", ""))
    if isinstance(told, str):
        raise RefusedError(told)
    return page(desk.drawer.draw("started", started=told))


def _rolled(project: Project, id: str, edition: str) -> Started | str:
    try:
        return roll_forward(project, id, edition)
    except StartError as error:
        return str(error)


def _begun(project: Project, told: dict[str, str]) -> Started | str:
    """What was written, or why nothing was. Runs in a helper."""
    try:
        return _document(project, told)
    except (StartError, AnswerError) as error:
        return str(error)


def _document(project: Project, told: dict[str, str]) -> Started:
    chosen = next((one for one in choices(project) if one.id == told.get("edition")), None)
    if chosen is None:
        raise AnswerError("请选一个版式")
    loaded = load_edition(project.editions, chosen.id, NOWHERE).edition
    assert loaded is not None  # noqa: S101 - it is among the choices
    unit = answers.unit_of_money(told.get("money", ""))
    written: tuple[str, ...] = ()
    folder = told.get("department", "")
    if not folder:
        raise AnswerError("请选部门")
    if folder == NEW:
        wanted = _department(project, told)
        folder, written = wanted.folder, new_department(project, wanted).files
    wanted_document = NewDocument(
        department=folder, year=chosen.year, kind=loaded.kind.name, edition=chosen.id, unit=unit
    )
    started = new_document(project, wanted_document)
    return Started(files=(*written, *started.files), todo=started.todo, id=started.id, remarks=started.remarks)


def _department(project: Project, told: dict[str, str]) -> NewDepartment:
    def read(name: str, how: Callable[[str], T]) -> T:
        return how(told.get(name, "").strip())

    folder = read("folder", lambda text: answers.folder_of(text, RESERVED, DEEPEST))
    known = known_regions(project, folder)
    above = folder.split("/")[:-1]
    there = "/".join(known.get("/".join(above[: depth + 1]), "") for depth in range(len(above)))
    region = told.get("region", "").strip() or there
    return NewDepartment(
        folder=folder,
        name=read("name", answers.name_of),
        since=read("since", answers.date_of),
        region=answers.region_of(region, folder, known),
        code=read("code", answers.code_of),
        units=read("units", lambda text: answers.units_of(text.splitlines())),
    )
