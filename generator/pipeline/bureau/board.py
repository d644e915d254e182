"""进度: what departments and their units have to publish in a year, and how far each has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from gongkai.loading.binding import bind_rest
from gongkai.loading.disclosure_file import read_disclosure
from gongkai.loading.folders import DEPARTMENT, find_documents
from gongkai.loading.shared_forms import read_kinds
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.board import Board, BoardLine, State
from gongkai.model.checked import CheckResult, Verdict
from gongkai.model.departments import Department
from gongkai.model.disclosure import DISCLOSURE, Disclosure
from gongkai.model.finding_catalogue import catalogue
from gongkai.model.findings import Finding
from gongkai.model.kinds import DocumentKind, Kinds
from gongkai.pipeline.authoring.checking import check
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import Progress
from gongkai.pipeline.workspace import within
from gongkai.reporting.ordering import WORDS, sorted_out


class Asked(Struct, frozen=True, kw_only=True):
    """问的是哪些文件."""

    year: int
    kind: DocumentKind
    """of departments; that of their units follows from it"""
    day: date
    only: tuple[str, ...] = ()
    """folders below content/departments; none stands for all"""


def read_board(project: Project, asked: Asked, progress: Progress, jobs: int) -> Board:
    """The board of a year, by region; whatever is there already is checked."""
    kinds = read_kinds(project.templates).value
    lines = tuple(sorted(_expected(project, kinds, asked), key=lambda line: line.region))
    ids = tuple(line.id for line in lines if line.id)
    checked = check(project, ids, progress, jobs) if ids else None
    if checked is not None:
        found = sorted_out(checked.findings)
        lines = tuple(_with_state(project, line, checked, found) if line.id else line for line in lines)
    return Board(year=asked.year, kind=asked.kind.title, day=asked.day, lines=lines)


def _expected(project: Project, kinds: Kinds, asked: Asked) -> Iterator[BoardLine]:
    """A line for each department that there was at the end of the year, those of its publishing units below it."""
    walked = find_documents(project.content, kinds)
    there = {folder.id for folder in walked.documents}
    read = {id: _department(project, id) for id in walked.departments}
    units = {unit.folder for id, one in read.items() if one for unit in one.units if unit.folder not in ("", id)}

    def line(folder: str, known: Department | None, among: Iterable[DocumentKind]) -> BoardLine:
        by_id = {f"{folder}/{asked.year}/{kind.folder}": kind.name for kind in among}
        id = next((id for id in by_id if id in there), "")
        return BoardLine(
            region=known.region if known else "",
            department=known.name_in(asked.year) if known else folder,
            folder=folder,
            kind=by_id.get(id) or next(iter(by_id.values())),
            id=id,
        )

    for id, department in read.items():
        if id in units or not any(within(id, path) for path in asked.only or (id,)):
            continue
        own = _exempted(line(id, department, (asked.kind,)), department, asked.year)
        existed = department is None or department.existed_in(asked.year)
        if not existed and not own.id:
            continue
        yield own
        below = department.units_in(asked.year) if department and own.state is not State.EXEMPT else ()
        for unit in (one for one in below if one.folder):
            found = line(unit.folder, read.get(unit.folder), kinds.of_units(asked.kind))
            yield replace(found, region=own.region, department=own.department, unit=unit.name)


def _exempted(line: BoardLine, department: Department | None, year: int) -> BoardLine:
    """With the basis by which nothing need be published, where that is so and nothing is there."""
    exempted = department.exempted_in(year) if department and not line.id else None
    return replace(line, state=State.EXEMPT, basis=exempted.basis) if exempted else line


def asked_of(project: Project, id: str, year: int) -> bool:
    """Whether a department has to publish anything of a year: it exists, and is not exempted."""
    department = _department(project, id)
    return department is None or (department.existed_in(year) and department.exempted_in(year) is None)


def _department(project: Project, id: str) -> Department | None:
    path = project.content / "departments" / id / DEPARTMENT
    node = read_yaml(path, path.name, root=project.root).node
    return bind_rest(node, Department).value if node is not None else None


def _with_state(
    project: Project, line: BoardLine, checked: CheckResult, found: Mapping[str, list[Finding]]
) -> BoardLine:
    """With what was found in its document, and what is recorded of its disclosure."""
    here = found.get(line.id, ())
    verdict, recorded = checked.verdicts[line.id], _record(project, line.id)
    record = recorded or Disclosure()
    typed = [one for one in here if not _to_type(one)]
    return replace(
        line,
        state=_state(record, verdict, wrong=any(checked.blocks(one) for one in typed)),
        stage=recorded.stage if recorded else "",
        counts=dict(Counter(WORDS[one.severity] for one in typed)),
        to_type=len(here) - len(typed),
        approved=record.approved,
        disclosed=record.disclosed,
    )


def _state(record: Disclosure, verdict: Verdict, *, wrong: bool) -> State:
    if record.withdrawal is not None:
        return State.WITHDRAWN
    if verdict.blocked:
        return State.WRONG if wrong else State.IN_WORK
    if verdict.identity is not None and verdict.identity.archived:
        return State.ARCHIVED
    return State.PUBLISHED if record.disclosed else State.READY


def _record(project: Project, id: str) -> Disclosure | None:
    """disclosure.yml; None where there is none, or none that can be read."""
    path = project.content / "departments" / id / DISCLOSURE
    node = read_yaml(path, path.name, root=project.root).node if path.is_file() else None
    record = read_disclosure(node).value if node is not None else None
    return record.form if record else None


def _to_type(finding: Finding) -> bool:
    """Whether it only says that something is still to be typed; what stands under it counts too."""
    return all(catalogue()[one.code].to_type for one in finding.each)
