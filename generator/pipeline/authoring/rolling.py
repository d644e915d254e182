"""结转: next year's document begun from this year's, with nothing in it that is only true of this year."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.loading.document_files import LoadedDocument
from gongkai.loading.folders import CONTROLS, DOCUMENT
from gongkai.migration.renames import Renames
from gongkai.model.documents import Document
from gongkai.model.edition import Edition
from gongkai.model.filled_forms import PerformanceData
from gongkai.model.findings import errors
from gongkai.pipeline.authoring.schemas import write_schemas_of
from gongkai.pipeline.authoring.starting import (
    EXPLANATION,
    FIGURES,
    Started,
    StartError,
    editions_for,
    fitting_edition,
    how_to_get_edition,
    neighbours_at_hand,
    placed,
    write_new,
)
from gongkai.pipeline.authoring.workbook import workbook
from gongkai.pipeline.deriving import case_of
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import DEPARTMENTS, Workspace
from gongkai.starting.explanation_text import explanation_text
from gongkai.starting.figures_text import figures_text
from gongkai.starting.head_text import HeadTexts, controls_text, document_text
from gongkai.starting.rolled_forms import RolledForm
from gongkai.starting.rolled_rows import RolledRows
from gongkai.starting.rolled_texts import RolledTexts
from gongkai.starting.yaml_lines import comments


class _Roll(Struct, frozen=True, kw_only=True):
    """What a roll-forward goes from and to."""

    workspace: Workspace
    case: Case
    renames: Renames
    id: str
    """of the new document"""
    year: int

    @property
    def old(self) -> Document:
        return self.case.document

    @property
    def edition(self) -> Edition:
        return self.renames.new


def roll_forward(project: Project, id: str, edition: str = "", workspace: Workspace | None = None) -> Started:
    """Write next year's document beside a document, in an edition of that year.

    Without `edition`: the one that can be meant. Raises StartError where nothing can be written, and never overwrites.
    `workspace`: one that is open already, where many documents are rolled at once.
    """
    workspace = workspace or Workspace.open(project)
    if id not in workspace.folders:
        raise StartError(f"没有“{id}”这份文件")
    loaded = workspace.load(id)
    old = _read(loaded)
    chosen, remark = _edition(workspace, old, edition)
    assert loaded.edition is not None  # noqa: S101 - a document that could be read has one
    case = case_of(workspace, old, loaded.edition)
    year = old.year + 1
    roll = _Roll(
        workspace=workspace,
        case=case,
        renames=Renames.between(old.edition, chosen),
        id=f"{old.department_id}/{year}/{old.kind.folder}",
        year=year,
    )
    return _written(project, roll, remark)


def workbook_beside(project: Project, started: Started) -> str:
    """Write the workbook of a new document below build/, to be filled in and imported; gives its path."""
    path = project.build / "workbooks" / f"{'-'.join(started.id.split('/')[-3:])}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(workbook(project, "", started.id))
    return path.relative_to(project.root).as_posix()


def _read(loaded: LoadedDocument) -> Document:
    """The document, if all of it could be read: else something would be lost unsaid."""
    wrong = errors(loaded.findings)
    if loaded.document is None or not loaded.whole or wrong:
        first = f"：{wrong[0].place} {wrong[0].message}" if wrong else ""
        raise StartError(f"{DEPARTMENTS}/{loaded.id} 有读不出来的地方，先改好{first}")
    return loaded.document


def _edition(workspace: Workspace, old: Document, wanted: str) -> tuple[Edition, str]:
    """The edition of the next year, and what is to be known of the choice."""
    year, kind = old.year + 1, old.kind
    if wanted:
        return fitting_edition(workspace, wanted, kind, year), ""
    choices = editions_for(workspace.project, kind.name, year)
    heirs = [one for one in choices if old.edition.id in one.lineage]
    fitting = heirs or [one for one in choices if one.id not in old.edition.lineage]
    if len(fitting) == 1:
        (one,) = fitting
        return fitting_edition(workspace, one.id, kind, year), f"版式用 {one.id}（{one.name}）"
    if heirs:
        raise StartError(f"{year}年的版式有几个：{'、'.join(one.id for one in heirs)}；用 --edition 写明用哪一个")
    if choices:
        listed = "、".join(f"{one.id}（{one.name}）" for one in choices)
        raise StartError(
            f"说不准用哪个{year}年{kind.name}的版式，没有一个是继承 {old.edition.id} 的：{listed}；用 --edition 写明"
        )
    raise StartError(f"没有{year}年{kind.name}的版式。{how_to_get_edition(kind.name, year, old.edition.id)}")


def _written(project: Project, roll: _Roll, remark: str) -> Started:
    old, edition = roll.old, roll.edition
    changes = roll.workspace.library.classifications.changes.between(old.year, roll.year)
    at_hand = neighbours_at_hand(roll.workspace, old.department_id, old.kind, roll.year)
    inputs = RolledTexts(case=roll.case, renames=roll.renames, changes=changes, at_hand=at_hand)
    rows = RolledRows(case=roll.case, renames=roll.renames, changes=changes)
    known, offered = inputs.known(), rows.offered()
    forms = dict(_forms(roll))
    todo = tuple(_to_do(roll, (*dict.fromkeys((*inputs.todo, *rows.todo)),), forms))
    head = HeadTexts(edition=edition, unit=old.head.unit, name=_name(roll), sum_of=old.head.sum_of)
    done = comments(("由上年的文件结转，照下面逐项做，做完一项删去一行：", *(f"  {line}" for line in todo)))
    texts = {
        DOCUMENT: document_text(head, known, done),
        FIGURES: figures_text(edition, old.head.unit, offered=offered),
        EXPLANATION: explanation_text(edition, known),
        CONTROLS: controls_text(edition),
        **{name: text for name, text in forms.items() if text},
    }
    remarks = (
        *filter(None, (remark,)),
        f"金额单位照上年：{old.head.unit}；今年的报表不是这个单位的，在 {DOCUMENT} 里改",
    )
    files = write_new(project, dict(placed(roll.id, edition, texts)))
    write_schemas_of(project, roll.workspace.library, (edition,))
    return Started(files=files, id=roll.id, todo=todo, remarks=remarks)


def _name(roll: _Roll) -> str:
    """部门名称 as the document calls it, where that is not what department.yml says."""
    old = roll.old
    then, now = (old.department.name_in(year) for year in (old.year, roll.year))
    return old.head.name.replace(then, now, 1)


def _forms(roll: _Roll) -> Iterator[tuple[str, str]]:
    """Performance forms by file; "" for one that is not taken along."""
    old = roll.old
    names = (old.name, replace(old, year=roll.year, head=old.head.model_copy(update={"name": _name(roll)})).name)
    for data in old.performance:
        name = roll.renames.forms.pairs.get(data.form, "")
        rolled = (
            RolledForm(data=data, name=name, new=roll.edition.performance[name], department=names) if name else None
        )
        yield f"performance/{data.slug}.yml", rolled.text() if rolled and not data.attached_to else ""


def _to_do(roll: _Roll, more: tuple[str, ...], forms: dict[str, str]) -> Iterator[str]:
    here = f"{DEPARTMENTS}/{roll.id}"
    yield f"核对 {DOCUMENT} 里照抄上年的概况；单位有增减的，改 department.yml"
    yield f"填 {FIGURES}：今年的数都空着，或者导入财政系统导出的表"
    yield f"写 {EXPLANATION} 里写着“待写”的地方；空着的填数"
    kept = [name for name, text in forms.items() if text]
    if kept:
        yield f"performance 里有上年的{len(kept)}张表单，数已经去掉：今年没有的项目，删去文件；有的，写上今年的"
    left = [name for name, text in forms.items() if not text]
    if left:
        projects = {f"performance/{data.slug}.yml": _project_of(roll, data) for data in roll.old.performance}
        named = "、".join(f"“{projects[name]}”" if projects[name] else name for name in left)
        yield f"没有带过来的表单有{len(left)}张，今年还有的照今年的表单写：{named}"
    if roll.old.reports:
        yield f"上年有报告 {'、'.join(f'reports/{name}.md' for name in roll.old.reports)}：今年有的，写今年的"
    yield from more
    yield f"从今年的批复抄核对数：{CONTROLS}"
    yield f"运行 gongkai check {here}，改到没有错误；同上年一样的话都会列出来"


def _project_of(roll: _Roll, data: PerformanceData) -> str:
    """项目名称 that a form is about; "" for forms that have none."""
    path = roll.old.edition.performance[data.form].name
    name = data.value(path) if path else ""
    return name if isinstance(name, str) else ""
