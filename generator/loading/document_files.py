"""文件夹 → 文件: everything of one document read, with all problems collected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec import Struct, field

from gongkai.loading.binding import bind_rest
from gongkai.loading.control_totals_file import read_controls
from gongkai.loading.disclosure_file import read_disclosure
from gongkai.loading.edition_files import LoadedEdition
from gongkai.loading.eliminations_file import read_eliminations
from gongkai.loading.figures_file import ReadFigures, read_figures
from gongkai.loading.files import open_within, read_within
from gongkai.loading.folders import (
    CONTROLS,
    DEPARTMENT,
    DOCUMENT,
    EXPLANATION,
    FIGURES,
    WAIVERS,
    DocumentFolder,
)
from gongkai.loading.inputs_file import ReadInputs, read_inputs
from gongkai.loading.origins_file import parse_origins
from gongkai.loading.performance_file import read_performance
from gongkai.loading.units import unknown_units
from gongkai.loading.unread import misplaced_codes, unread_paths, unread_tables
from gongkai.loading.waivers_file import read_waivers
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.consolidation import ELIMINATIONS, Elimination
from gongkai.model.control_totals import ControlTotals
from gongkai.model.dealings import DEALINGS
from gongkai.model.departments import Department
from gongkai.model.disclosure import DISCLOSURE
from gongkai.model.documents import Document, DocumentHead, Status
from gongkai.model.edition import Edition
from gongkai.model.filled_forms import PerformanceData, Report
from gongkai.model.findings import Finding, errors, found
from gongkai.model.key_paths import Way, way_in
from gongkai.model.lineage import DepartmentEvent, horizon
from gongkai.model.nodes import Node
from gongkai.model.origins import ORIGINS, Origins
from gongkai.model.places import Place


class _WithFindings(Protocol):
    @property
    def findings(self) -> tuple[Finding, ...]: ...


R = TypeVar("R", bound=_WithFindings)
LAST_YEAR = "上年"


class LoadedDocument(Struct, frozen=True, kw_only=True):
    """读入的文件; `document` is None if too little could be read."""

    id: str
    document: Document | None
    edition: LoadedEdition | None
    findings: tuple[Finding, ...]
    files: tuple[Path, ...]
    nodes: Mapping[Path, Node]
    """those of the files that could be read as YAML"""
    whole: bool
    """whether figures.yml and explanation.yml were YAML; if not, what else could be said of the document is wrong"""
    figures_read: bool
    """whether every figure was read, so that other documents may use them"""

    def way_to(self, place: Place) -> Way:
        """The keys that lead to a place in one of the files, or of the edition's."""
        return way_in((*self.nodes.values(), *(self.edition.nodes if self.edition else ())), place)


class _Loader(Struct):
    root: Path
    """the project root: places are shown relative to it"""
    folder: DocumentFolder
    findings: list[Finding] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    nodes: dict[Path, Node] = field(default_factory=dict)

    def read(self, path: Path, reader: Callable[[Node], R], *, required: bool = True) -> R | None:
        """What a reader makes of a file; what was found is kept."""
        shown = path.relative_to(self.root).as_posix()
        if not path.is_file() or path.is_symlink():
            if required:
                self.findings.append(found("L631", Place(path=shown), hint="文件", 名=path.name))
            return None
        self.files.append(path)
        loaded = self.kept(read_yaml(path, shown, root=self.root))
        if loaded.node is None:
            return None
        self.nodes[path] = loaded.node
        return self.kept(reader(loaded.node))

    def kept(self, read: R) -> R:
        self.findings.extend(read.findings)
        return read

    def faulty(self, path: Path) -> bool:
        """Whether something in a file is an error."""
        shown = path.relative_to(self.root).as_posix()
        return any(one.place.path == shown for one in errors(self.findings))

    def files_in(self, name: str, pattern: str) -> list[Path]:
        folder = self.folder.path / name
        return sorted(folder.glob(pattern)) if folder.is_dir() and not folder.is_symlink() else []


def load_document(
    root: Path, folder: DocumentFolder, editions: Callable[[str, Place], LoadedEdition]
) -> LoadedDocument:
    """Read department.yml and the document's folder against its edition; problems are findings."""
    loader = _Loader(root, folder)
    path = folder.path
    department = loader.read(path.parents[1] / DEPARTMENT, lambda node: bind_rest(node, Department))
    head = loader.read(path / DOCUMENT, lambda node: bind_rest(node, DocumentHead))
    edition: LoadedEdition | None = None
    document: Document | None = None
    if head is not None and head.value is not None:
        edition = loader.kept(editions(head.value.edition, loader.nodes[path / DOCUMENT].place_of("版式")))
        if department is not None and department.value is not None and edition.edition is not None:
            document = _assemble(loader, department.value, head.value, edition.edition)
    return LoadedDocument(
        id=folder.id,
        document=document,
        edition=edition,
        findings=tuple(loader.findings),
        files=tuple(loader.files),
        nodes=loader.nodes,
        whole=loader.nodes.keys() >= _needed(path, head.value if head else None),
        figures_read=document is not None and not loader.faulty(path / FIGURES),
    )


def make_forms_ready() -> None:
    """Make now what pydantic makes of a form when it is first bound: before children are forked."""
    for form in (Department, DocumentHead):
        form.model_rebuild()


def _unread_tables(loader: _Loader, edition: Edition) -> frozenset[str]:
    typed = loader.nodes.get(loader.folder.path / FIGURES)
    return unread_tables(typed, edition, loader.findings) if typed else frozenset()


def _needed(path: Path, head: DocumentHead | None) -> set[Path]:
    """The files without which nothing can be said: figures.yml may be left out where units give the figures."""
    here = head is None or head.figures_here
    return {file for file in (path / FIGURES, path / EXPLANATION) if here or file.is_file()} | (
        {path / EXPLANATION} if head is None or head.words_here else set()
    )


def _assemble(loader: _Loader, department: Department, head: DocumentHead, edition: Edition) -> Document:
    folder, path = loader.folder, loader.folder.path
    typed_head = loader.nodes[path / DOCUMENT]
    typed_here = head.figures_here
    read = partial(read_figures, edition=edition, unit=head.unit, required=typed_here)
    figures = loader.read(path / FIGURES, read, required=typed_here) or ReadFigures()
    loader.findings.extend(unknown_units(department, folder.year, edition, figures.entries))
    inputs = partial(read_inputs, edition=edition, unit=head.unit)
    explanation = loader.read(path / EXPLANATION, inputs, required=head.words_here) or ReadInputs()
    profile = typed_head.get("概况")
    about = loader.kept(inputs(profile, prefix="概况.")) if profile else ReadInputs()
    if explanation.originals and head.status is Status.AUTHORED:
        loader.findings.append(found("N104", explanation.originals[0].place))
    performance = tuple(_performance(loader, edition))
    waivers = loader.read(path / WAIVERS, read_waivers, required=False)
    disclosure = loader.read(path / DISCLOSURE, read_disclosure, required=False)
    return Document(
        id=folder.id,
        department_id=folder.department_id,
        year=folder.year,
        kind=folder.kind,
        department=department,
        head=head,
        edition=edition,
        entries=figures.entries,
        declared_empty=figures.empty,
        inputs={item.path: item for item in (*about.inputs, *explanation.inputs)},
        declared_none={**_without_last_year(loader, department, edition, explanation), **explanation.none},
        originals=explanation.originals,
        performance=performance,
        reports=_reports(loader),
        controls=_controls(loader, head, edition),
        origins=_origins(loader),
        waivers=waivers.value if waivers else (),
        disclosure=disclosure.value if disclosure else None,
        unread=_unread_tables(loader, edition) | misplaced_codes(figures.entries, edition),
        unread_inputs=tuple(_unread_inputs(loader, profile)),
        eliminations=_eliminations(loader, head, edition),
        place=Place(path=path.relative_to(loader.root).as_posix()),
        head_places=dict(_head_places(typed_head)),
    )


def _head_places(head: Node) -> Iterator[tuple[str, Place]]:
    """Where the values of document.yml stand; of 往来, each of them: 往来.0."""
    for key, value in head.pairs:
        yield key.text, value.place
        if key.text == DEALINGS:
            yield from ((f"{DEALINGS}.{number}", item.place) for number, item in enumerate(value.listed))


def _without_last_year(
    loader: _Loader, department: Department, edition: Edition, explanation: ReadInputs
) -> dict[str, Place]:
    """The groups about last year (上年) of a department that was founded since, out of no other, without a word."""
    folder, kind = loader.folder, loader.folder.kind
    since = horizon(folder.year - 1, looks_back=kind.looks_back), horizon(folder.year, looks_back=kind.looks_back)
    changes = department.changes_between(*since)
    founded = any(one.what is DepartmentEvent.FOUNDED and not one.predecessors for one in changes)
    before = folder.path.parents[1] / str(folder.year - 1) / folder.path.name
    if not founded or before.is_dir():
        return {}
    typed = {item.path.partition(".")[0] for item in explanation.inputs}
    place = Place(path=(folder.path.parents[1] / DEPARTMENT).relative_to(loader.root).as_posix())
    return {group: place for group in edition.may_lack if group.startswith(LAST_YEAR) and group not in typed}


def _unread_inputs(loader: _Loader, profile: Node | None) -> Iterator[tuple[str, ...]]:
    explanation = loader.nodes.get(loader.folder.path / EXPLANATION)
    if explanation is not None:
        yield from unread_paths(explanation, loader.findings)
    if profile is not None:
        yield from (("概况", *path) for path in unread_paths(profile, loader.findings) if path)


def _controls(loader: _Loader, head: DocumentHead, edition: Edition) -> ControlTotals:
    path = loader.folder.path / CONTROLS
    read = loader.read(path, partial(read_controls, edition=edition, unit=head.unit), required=False)
    return ControlTotals(items=read.value if read else (), unread=loader.faulty(path))


def _eliminations(loader: _Loader, head: DocumentHead, edition: Edition) -> tuple[Elimination, ...]:
    path = loader.folder.path / ELIMINATIONS
    read = loader.read(path, partial(read_eliminations, edition=edition, unit=head.unit), required=False)
    return read.value if read else ()


def _origins(loader: _Loader) -> Origins:
    """Where imported figures came from: what is wrong with the file stops nothing."""
    folder, shown = loader.folder.path, (loader.folder.path / ORIGINS).relative_to(loader.root).as_posix()
    if not (folder / ORIGINS).is_file():
        return Origins()
    loader.files.append(folder / ORIGINS)
    data = open_within(folder, ORIGINS, shown)
    return Origins(broken=True) if isinstance(data, Finding) else parse_origins(data)


def _performance(loader: _Loader, edition: Edition) -> Iterator[PerformanceData]:
    for path in loader.files_in("performance", "*.yml"):
        read = loader.read(path, partial(read_performance, slug=path.stem, edition=edition), required=False)
        if read is not None and read.value is not None:
            yield read.value


def _reports(loader: _Loader) -> Mapping[str, Report]:
    reports = {}
    for path in loader.files_in("reports", "*.md"):
        shown = path.relative_to(loader.root).as_posix()
        read = loader.kept(read_within(path.parent, path.name, shown))
        loader.files.append(path)
        if read.value is not None:
            reports[path.stem] = Report(slug=path.stem, text=read.value, place=Place(path=shown))
    return reports
