"""公开、更正、撤回: what is recorded in disclosure.yml by command; what is frozen is what was composed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from gongkai.checks.disclosure import CODES
from gongkai.checks.disclosure.corrections import Compared, compared
from gongkai.checks.disclosure.order import out_of_order
from gongkai.loading.files import open_within
from gongkai.model.disclosure import (
    CORRECTIONS,
    DISCLOSED,
    DISCLOSURE,
    VERSIONS,
    WITHDRAWN,
    Change,
    Disclosure,
    DisclosureRecord,
    Stage,
)
from gongkai.model.findings import Finding, blocks, every
from gongkai.model.intake import TypedValue
from gongkai.model.recorded import Recorded
from gongkai.model.said import Said, digests, said
from gongkai.model.said_changes import SEP, changes
from gongkai.pipeline.building.earlier_versions import frozen_text, sources_of
from gongkai.pipeline.building.showing import dependents
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.disclosure.frozen_history import text_in_history
from gongkai.pipeline.exchanging import exchange
from gongkai.pipeline.preparing import Prepared, prepare
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import Progress, run
from gongkai.pipeline.workspace import DEPARTMENTS, Workspace
from gongkai.starting.yaml_lines import WRITE
from gongkai.writing.revising import Path as Keys
from gongkai.writing.revising import revised

Edits = Mapping[Keys, TypedValue | None]


Step = tuple[Recorded, Edits | None]
"""what came of a document, and what is to be written"""


def disclose(project: Project, ids: Sequence[str], day: date, progress: Progress, jobs: int) -> tuple[Recorded, ...]:
    """Record that documents are disclosed and freeze what they say, each that is ready by itself."""
    workspace = Workspace.open(project)
    digests_ = Digests(workspace, pdf=False)
    workspace.warm({name for id in ids for name in digests_.editions(id)}, len(ids))
    workspace.read_texts()
    found: dict[str, Step] = {}

    def work(id: str) -> Step:
        return _disclosed(workspace, id, day)

    with closing(run(ids, work, jobs)) as outcomes:
        for outcome in outcomes:
            crashed = Recorded(id=outcome.task, refused=f"处理时出错：{outcome.error}")
            found[outcome.task] = outcome.value or (crashed, None)
            progress("核对文件", len(found), len(ids))
    return tuple(_written(project, *found[id]) for id in sorted(found))


def waiting(project: Project, only: tuple[str, ...]) -> tuple[str, ...]:
    """Ids of the documents that have a record, at or below the given ids."""
    workspace = Workspace.open(project)
    return tuple(id for id in workspace.chosen(only) if (workspace.folders[id].path / DISCLOSURE).is_file())


def correct(project: Project, id: str, day: date, sites: Iterable[Path] = ()) -> Recorded:
    """List what a disclosed document says otherwise now, as corrections to be filled in; seal those that are.

    `sites`: where what it said may be found, beside the store and the project's own site.
    """
    workspace = Workspace.open(project)
    prepared = prepare(workspace, id)
    record = _record(prepared)
    if record is None or record.form.frozen is None:
        return Recorded(id=id, refused="没有公开过，直接改，不用更正" if record is None else _stage(record))
    if prepared.composed is None:
        return Recorded(id=id, refused="文件没有编排出来，先改好", findings=prepared.findings)
    one = compared(record, said(prepared.composed.publication))
    assert one is not None  # noqa: S101 - something is frozen
    step = _corrected(project, prepared, one, day, (project.site, *sites))
    others = dependents(workspace, Digests(workspace, pdf=False), (id,)) if one.changed else {}
    return replace(_written(project, *step), dependents=others.get(id, ()))


def withdraw(project: Project, id: str, day: date, reason: str, approved: str) -> Recorded:
    """Record that a document is withdrawn."""
    workspace = Workspace.open(project)
    record = _record(prepare(workspace, id))
    if record is None or record.form.stage is not Stage.DISCLOSED:
        return Recorded(id=id, refused=_stage(record))
    edits: Edits = {(WITHDRAWN,): {"原因": reason, "批准": approved, "日期": str(day)}}
    others = dependents(workspace, Digests(workspace, pdf=False), (id,))
    return replace(_written(project, Recorded(id=id, told=f"已记下{day}撤回"), edits), dependents=others.get(id, ()))


def _record(prepared: Prepared) -> DisclosureRecord | None:
    return prepared.document.disclosure if prepared.document else None


def _stage(record: DisclosureRecord | None) -> str:
    return f"现在是“{record.form.stage if record else Stage.IN_WORK}”，没有公开"


def _disclosed(workspace: Workspace, id: str, day: date) -> Step:
    prepared = prepare(workspace, id)
    record = _record(prepared)
    refused = _against(prepared, record)
    if refused is not None or record is None or prepared.document is None or prepared.composed is None:
        return refused or Recorded(id=id), None
    recorded = DisclosureRecord(form=record.form.model_copy(update={"disclosed": day}), places=record.places)
    problems = tuple(out_of_order(recorded, archived=prepared.document.archived))
    if problems:
        return Recorded(id=id, refused="；".join(one.message for one in problems)), None
    frozen = digests(said(prepared.composed.publication))
    version: dict[str, TypedValue] = {"日期": str(day), "摘要": {**frozen}}
    edits: Edits = {(DISCLOSED,): str(day), (VERSIONS,): (version,)}
    return Recorded(id=id, told=f"已记下{day}公开，封存了{len(frozen)}处内容"), edits


def _against(prepared: Prepared, record: DisclosureRecord | None) -> Recorded | None:
    """Why a document cannot be disclosed, or need not be; None where it can."""
    id = prepared.id
    if record is not None and record.form.versions:
        return Recorded(id=id, told=f"{record.form.disclosed}已经公开过，没有改动")
    if prepared.document is None or prepared.composed is None or prepared.blocked:
        return Recorded(id=id, refused="有妨碍发布的问题", findings=_blocking(prepared))
    if record is None:
        return Recorded(id=id, refused=f"没有 {DISCLOSURE}：先记录保密审查、负责人审签和批复")
    return None


def _blocking(prepared: Prepared) -> tuple[Finding, ...]:
    archived = prepared.document is not None and prepared.document.archived
    return tuple(one for one in every(prepared.findings) if blocks(one, archived=archived))


def _corrected(project: Project, prepared: Prepared, one: Compared, day: date, sites: Iterable[Path]) -> Step:
    form, id = one.record.form, prepared.id
    if one.uncovered:
        old = frozen_text(form, sources_of(project, sites, id)) or text_in_history(project, id, form)
        if not old:
            return Recorded(id=id, named=tuple(map(one.name, one.uncovered))), None
        found = tuple(_missing(one, old))
        if not found:
            return Recorded(id=id, refused=_otherwise(one, old)), None
        typed: tuple[TypedValue, ...] = tuple({"处": at.where, "原": at.old, "现": at.new} for at in found)
        entry: dict[str, TypedValue] = {"各处": typed, "原因": WRITE, "批准": WRITE, "日期": str(day)}
        return Recorded(id=id, corrections=found), {(CORRECTIONS, f"#{len(form.corrections) + 1}"): entry}
    others = tuple(finding for finding in _blocking(prepared) if finding.code in CODES)
    if others:
        return Recorded(id=id, refused="更正还没有写好", findings=others), None
    if not form.waiting:
        return Recorded(id=id, told="与公开的一致，不用更正"), None
    return Recorded(id=id, told=f"更正都对上了，定为第{form.version}版"), _sealed(form, one.places)


def _missing(one: Compared, old: tuple[Said, ...]) -> Iterator[Change]:
    """What no correction says yet, of the places that they do not account for."""
    known = {(_address(change.where), change.new) for change in one.corrections}
    return (change for change in _open(one, old) if (_address(change.where), change.new) not in known)


def _open(one: Compared, old: tuple[Said, ...]) -> Iterator[Change]:
    """What was changed in the places that the corrections do not account for."""
    names = {said.name for said in (*old, *one.places) if said.key in one.uncovered}
    return (change for change in changes(old, one.places) if change.where.partition(SEP)[0] in names)


def _otherwise(one: Compared, old: tuple[Said, ...]) -> str:
    """Why corrections that tell of every place are not true: what stood there before, and what is too many."""
    listed = "".join(f"\n  {change.where}：原“{change.old}”，现“{change.new}”" for change in _open(one, old))
    return f"“更正”写的同实际改的不符，请改成下面这样，多写的删去：{listed}"


def _address(where: str) -> tuple[str, ...]:
    return tuple(where.split(SEP)[:2])


def _sealed(form: Disclosure, places: Sequence[Said]) -> Edits:
    """The text as a new version, of the day of its last correction."""
    last = max(one.day for _, one in form.waiting)
    version: dict[str, TypedValue] = {"日期": str(last), "摘要": {**digests(places)}}
    edits: dict[Keys, TypedValue | None] = {(VERSIONS, f"#{len(form.versions) + 1}"): version}
    edits |= {(CORRECTIONS, f"#{at + 1}", "版本"): str(form.version) for at, _ in form.waiting}
    return edits


def _written(project: Project, recorded: Recorded, edits: Edits | None) -> Recorded:
    """With the edits written, through no link."""
    file = f"{DEPARTMENTS}/{recorded.id}/{DISCLOSURE}"
    if edits is None:
        return replace(recorded, file=file)
    data = open_within(project.root, file)
    if isinstance(data, Finding):
        return replace(recorded, refused=data.message)
    refused = "".join(exchange({project.root / file: (data, revised(data, file, edits))}))
    return replace(recorded, file=file, refused=refused)
