"""起头: new departments and documents written into the project, and what is to be done then."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from gongkai.loading.edition_files import load_edition
from gongkai.loading.files import open_within
from gongkai.loading.folders import CONTROLS, DEEPEST, DEPARTMENT, DOCUMENT
from gongkai.loading.shared_forms import read_kinds
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.amounts import Unit
from gongkai.model.edition import Edition, InputKind
from gongkai.model.findings import Finding
from gongkai.model.kinds import DocumentKind, Kinds
from gongkai.model.places import NOWHERE
from gongkai.model.reserved_names import RESERVED
from gongkai.pipeline.authoring import edition_reports
from gongkai.pipeline.authoring.schemas import write_schemas_of, write_shared_schemas
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import DEPARTMENTS, Workspace
from gongkai.starting.answers import AnswerError, folder_of, region_of
from gongkai.starting.explanation_text import Known, explanation_text
from gongkai.starting.figures_text import figures_text
from gongkai.starting.head_text import HeadTexts, NewDepartment, controls_text, department_text, document_text
from gongkai.starting.schema_paths import DEPARTMENT_SCHEMA, modeline
from gongkai.writing.edition_layouts import edition_layout
from gongkai.writing.formatting import formatted
from gongkai.writing.layouts import layout_of

MOST_NAMED = 3
"""files that a message lists"""
FIGURES, EXPLANATION = "figures.yml", "explanation.yml"


class StartError(Exception):
    """Nothing was written; the message is Chinese and says why."""


class NewDocument(Struct, frozen=True, kw_only=True):
    """新的文件. `department`: its folder below content/departments."""

    department: str
    year: int
    kind: str
    """name of the kind: 决算"""
    edition: str
    unit: Unit

    def id(self, kind: DocumentKind) -> str:
        return f"{self.department}/{self.year}/{kind.folder}"


class Started(Struct, frozen=True, kw_only=True):
    """写好的: files below the project root, and what is to be done, in order."""

    files: tuple[str, ...]
    todo: tuple[str, ...] = ()
    id: str = ""
    """of the document"""
    remarks: tuple[str, ...] = field(default=())
    """what was decided and should be known"""


def new_department(project: Project, wanted: NewDepartment) -> Started:
    """Write department.yml. Raises StartError where it cannot be, and never overwrites; may be called for many."""
    try:
        folder = folder_of(wanted.folder, RESERVED, DEEPEST)
        region_of(wanted.region, folder, known_regions(project, folder))
    except AnswerError as error:
        raise StartError(str(error)) from error
    for above in _above(folder):
        if (project.content / "departments" / above / DEPARTMENT).exists():
            raise StartError(f"{DEPARTMENTS}/{above} 已经是一个部门，部门下面不能再有部门：换一个文件夹")
    shown = f"{DEPARTMENTS}/{folder}/{DEPARTMENT}"
    data = department_text(wanted, (modeline(shown, DEPARTMENT_SCHEMA),)).encode()
    files = write_new(project, {shown: formatted(data, shown, layout_of(shown))})
    write_shared_schemas(project)
    return Started(files=files)


def new_document(project: Project, wanted: NewDocument, workspace: Workspace | None = None) -> Started:
    """Write the files of a document of an edition. Raises StartError where it cannot be, and never overwrites.

    `workspace`: one that is open already, where many documents are begun at once.
    """
    workspace = workspace or Workspace.open(project)
    kind = workspace.kinds.named(wanted.kind)
    if kind is None:
        raise StartError(f"没有“{wanted.kind}”这一种文件：有{'、'.join(workspace.kinds.names)}")
    edition = fitting_edition(workspace, wanted.edition, kind, wanted.year)
    if not (project.content / "departments" / wanted.department / DEPARTMENT).is_file():
        raise StartError(f"{DEPARTMENTS}/{wanted.department} 里没有 {DEPARTMENT}：先建部门")
    id = wanted.id(kind)
    known = Known(
        at_hand=neighbours_at_hand(workspace, wanted.department, kind, wanted.year), unasked=frozenset(_texts(edition))
    )
    texts = {
        DOCUMENT: document_text(HeadTexts(edition=edition, unit=wanted.unit), known),
        FIGURES: figures_text(edition, wanted.unit),
        EXPLANATION: explanation_text(edition, known),
        CONTROLS: controls_text(edition),
    }
    files = write_new(project, dict(placed(id, edition, texts)))
    write_schemas_of(project, workspace.library, (edition,))
    return Started(files=files, id=id, todo=_to_do(id, edition))


def _texts(edition: Edition) -> Iterator[str]:
    """Inputs that are texts: a check asks for those that are used (N101), so none is left over to be deleted."""
    return (path for path, form in edition.inputs.items() if form.kind in (InputKind.TEXT, InputKind.TEXTS))


def placed(id: str, edition: Edition, texts: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Texts of a document's files by their paths, in their one form, with the line that tells editors their schema."""
    for name, text in texts.items():
        shown = f"{DEPARTMENTS}/{id}/{name}"
        form = text.partition("\n")[0].removeprefix("表单: ") if name.startswith("performance/") else ""
        data = f"{modeline(shown, name, edition.id)}\n{text}".encode()
        yield shown, formatted(data, shown, edition_layout(shown, edition, form))


def kinds_of(project: Project) -> Kinds:
    """The kinds of documents that there are."""
    return read_kinds(project.templates).value


def editions_for(project: Project, kind: str, year: int) -> tuple[Edition, ...]:
    """The editions that fit a kind and a year, what they inherit counted, in order of their folders."""
    names = edition_reports.names(project)
    loaded = (load_edition(project.editions, name, NOWHERE).edition for name in names)
    return tuple(one for one in loaded if one is not None and one.kind.name == kind and one.year == year)


def fitting_edition(workspace: Workspace, name: str, kind: DocumentKind, year: int) -> Edition:
    """An edition by its folder. Raises StartError if there is none, or it is of another kind or year."""
    if name not in edition_reports.names(workspace.project):
        raise StartError(f"没有名为“{name}”的版式：运行 gongkai edition list 看有哪些")
    loaded = workspace.edition(name, NOWHERE)
    edition = loaded.edition
    if edition is None or not loaded.sound:
        raise StartError(f"版式“{name}”有错误，先改好：运行 gongkai edition show {name}")
    if edition.kind.name != kind.name or edition.year != year:
        told = f"{edition.year}年{edition.kind.name}的，不是{year}年{kind.name}的"
        raise StartError(f"版式“{name}”是{told}；{how_to_get_edition(kind.name, year)}")
    return edition


def how_to_get_edition(kind: str, year: int, old: str = "") -> str:
    """What to do where a year has no edition yet."""
    parent = old or "上年的版式"
    return (
        f"{year}年{kind}还没有版式的，请财政局在 templates/editions 建一个文件夹，"
        f"里面放 edition.yml，写“继承: {parent}”“名称: …”“年度: {year}”，再改有变动的（见 docs/editions.md）"
    )


def neighbours_at_hand(workspace: Workspace, department: str, kind: DocumentKind, year: int) -> frozenset[str]:
    """上年决算, 同年预算 … that are in the library."""
    beside = workspace.kinds.beside(kind, year)
    return frozenset(name for name, path in beside.items() if f"{department}/{path}" in workspace.folders)


def known_regions(project: Project, folder: str) -> dict[str, str]:
    """行政区划 of the folders above a department's, as the departments already there write it."""
    known: dict[str, str] = {}
    for above in reversed(_above(folder)):
        top = project.content / "departments" / above
        for path in sorted(top.glob(f"*/{DEPARTMENT}")) if top.is_dir() else ():
            names = _region_in(project.root, path)
            parts = above.split("/")
            if len(names) == len(parts):
                known |= {"/".join(parts[: n + 1]): name for n, name in enumerate(names)} | known
                break
    return known


def _region_in(root: Path, path: Path) -> list[str]:
    shown = path.relative_to(root).as_posix()
    data = open_within(root, shown)
    node = None if isinstance(data, Finding) else parse_yaml(data, shown).node
    return node.said("行政区划").split("/") if node is not None else []


def _above(folder: str) -> list[str]:
    names = folder.split("/")
    return ["/".join(names[:count]) for count in range(1, len(names))]


def write_new(project: Project, texts: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write files that are not there yet: all, or none where one is there."""
    there = [name for name in texts if os.path.lexists(project.root / name)]
    if there:
        more = f"等{len(there)}个文件" if there[MOST_NAMED:] else ""
        raise StartError(f"已经有了，没有改动：{'、'.join(there[:MOST_NAMED])}{more}")
    _refuse_links(project, texts)
    for name, text in texts.items():
        path = project.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(text)
    return tuple(texts)


def _refuse_links(project: Project, texts: Iterable[str]) -> None:
    """Nothing is written through a link, which may lead out of the project."""
    for name in texts:
        for folder in (project.root / name).relative_to(project.root).parents:
            if (project.root / folder).is_symlink():
                raise StartError(f"{folder} 是链接，不往里面写")


def _to_do(id: str, edition: Edition) -> tuple[str, ...]:
    here = f"{DEPARTMENTS}/{id}"
    forms = f"绩效表单放在 {here}/performance/，一张一个文件" if edition.performance else ""
    return tuple(
        filter(
            None,
            (
                f"填 {here}/{FIGURES}：或者导入财政系统导出的表",
                f"写 {here}/{DOCUMENT} 里的概况，{EXPLANATION} 里检查要的数、原因和用途",
                forms,
                f"从批复抄核对数：{here}/{CONTROLS}",
                f"运行 gongkai check {here}，改到没有错误",
            ),
        )
    )
