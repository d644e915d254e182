"""文件夹 → 文件: everything of one document read, with all problems collected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import BaseModel

from gongkai.loading.binding import bind_rest
from gongkai.loading.control_totals_file import read_controls
from gongkai.loading.edition_files import LoadedEdition
from gongkai.loading.figures_file import ReadFigures, read_figures
from gongkai.loading.files import open_within
from gongkai.loading.folders import CONTROLS, WAIVERS, DocumentFolder
from gongkai.loading.inputs_file import ReadInputs, read_inputs
from gongkai.loading.performance_file import read_performance
from gongkai.loading.text import read_text
from gongkai.loading.units import unknown_units
from gongkai.loading.unread import misplaced_codes, unread_paths, unread_tables
from gongkai.loading.waivers_file import read_waivers
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.control_totals import ControlTotals
from gongkai.model.documents import (
    Department,
    Document,
    DocumentHead,
    PerformanceData,
    Report,
    Status,
)
from gongkai.model.edition import Edition
from gongkai.model.findings import Finding, Severity, found
from gongkai.model.key_paths import Way, way_to
from gongkai.model.nodes import Mapping as MappingNode
from gongkai.model.nodes import Node
from gongkai.model.places import Place


class _Read(Protocol):
    @property
    def findings(self) -> tuple[Finding, ...]: ...


M = TypeVar("M", bound=BaseModel)
R = TypeVar("R", bound=_Read)
FIGURES, EXPLANATION = "figures.yml", "explanation.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedDocument:
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
        node = next((node for node in self.nodes.values() if node.place.path == place.path), None)
        if node is None:
            return self.edition.way_to(place) if self.edition else ()
        return way_to(node, place)


@dataclass(slots=True)
class _Loader:
    root: Path
    """the project root: places are shown relative to it"""
    folder: DocumentFolder
    findings: list[Finding] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    nodes: dict[Path, Node] = field(default_factory=dict)

    def node(self, path: Path, *, required: bool) -> Node | None:
        shown = path.relative_to(self.root).as_posix()
        if not path.is_file() or path.is_symlink():
            if required:
                self.findings.append(found("L631", Place(path=shown), hint="文件", 名=path.name))
            return None
        self.files.append(path)
        loaded = read_yaml(path, shown, root=self.root)
        self.findings.extend(loaded.findings)
        if loaded.node is not None:
            self.nodes[path] = loaded.node
        return loaded.node

    def bound(self, path: Path, model: type[M]) -> tuple[M | None, Node | None]:
        node = self.node(path, required=True)
        if node is None:
            return None, None
        result = bind_rest(node, model)
        self.findings.extend(result.findings)
        return result.value, node

    def faulty(self, path: Path) -> bool:
        """Whether something in a file is an error."""
        shown = path.relative_to(self.root).as_posix()
        return any(one.place.path == shown and one.severity is Severity.ERROR for one in self.findings)

    def read(self, node: Node | None, reader: Callable[[Node], R]) -> R | None:
        """What a reader makes of a node; what it found is kept."""
        if node is None:
            return None
        read = reader(node)
        self.findings.extend(read.findings)
        return read

    def files_in(self, name: str, pattern: str) -> list[Path]:
        folder = self.folder.path / name
        return sorted(folder.glob(pattern)) if folder.is_dir() and not folder.is_symlink() else []


def load_document(
    root: Path, folder: DocumentFolder, editions: Callable[[str, Place], LoadedEdition]
) -> LoadedDocument:
    """Read department.yml and the document's folder against its edition; problems are findings."""
    loader = _Loader(root, folder)
    path = folder.path
    department, _ = loader.bound(path.parents[1] / "department.yml", Department)
    head, head_node = loader.bound(path / "document.yml", DocumentHead)
    edition: LoadedEdition | None = None
    document: Document | None = None
    if head is not None and isinstance(head_node, MappingNode):
        named = head_node.get("版式")
        edition = editions(head.edition, named.place if named else head_node.place)
        loader.findings.extend(edition.findings)
    if department is not None and head is not None and edition is not None and edition.edition is not None:
        document = _assemble(loader, department, head, head_node, edition.edition)
    return LoadedDocument(
        id=folder.id,
        document=document,
        edition=edition,
        findings=tuple(loader.findings),
        files=tuple(loader.files),
        nodes=loader.nodes,
        whole=loader.nodes.keys() >= {path / FIGURES, path / EXPLANATION},
        figures_read=document is not None and not loader.faulty(path / FIGURES),
    )


def _assemble(
    loader: _Loader, department: Department, head: DocumentHead, head_node: Node | None, edition: Edition
) -> Document:
    folder = loader.folder
    place = Place(path=folder.path.relative_to(loader.root).as_posix())
    tables = loader.node(folder.path / FIGURES, required=True)
    figures = loader.read(tables, partial(read_figures, edition=edition, unit=head.unit)) or ReadFigures()
    loader.findings.extend(unknown_units(department, folder.year, edition, figures.entries))
    inputs = partial(read_inputs, edition=edition, unit=head.unit)
    typed = loader.node(folder.path / EXPLANATION, required=True)
    explanation = loader.read(typed, inputs) or ReadInputs()
    profile = head_node.get("概况") if isinstance(head_node, MappingNode) else None
    about = loader.read(profile, partial(inputs, prefix="概况.")) or ReadInputs()
    if explanation.originals and head.status is Status.AUTHORED:
        loader.findings.append(found("N104", explanation.originals[0].place))
    performance = tuple(_performance(loader, edition))
    waivers = loader.read(loader.node(folder.path / WAIVERS, required=False), read_waivers)
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
        originals=explanation.originals,
        performance=performance,
        reports=_reports(loader),
        controls=_controls(loader, head, edition),
        waivers=waivers.value if waivers else (),
        unread=_unread(loader, edition) | misplaced_codes(figures.entries, edition),
        unread_inputs=_unread_inputs(loader, profile),
        place=place,
        head_places=_places(head_node),
    )


def _places(head: Node | None) -> Mapping[str, Place]:
    return {key.text: value.place for key, value in head.items} if isinstance(head, MappingNode) else {}


def _unread(loader: _Loader, edition: Edition) -> frozenset[str]:
    node = loader.nodes.get(loader.folder.path / FIGURES)
    return frozenset() if node is None else unread_tables(node, edition, loader.findings)


def _unread_inputs(loader: _Loader, profile: Node | None) -> tuple[tuple[str, ...], ...]:
    explanation = loader.nodes.get(loader.folder.path / EXPLANATION)
    typed = () if explanation is None else unread_paths(explanation, loader.findings)
    about = () if profile is None else unread_paths(profile, loader.findings)
    return (*typed, *(("概况", *path) for path in about if path))


def _controls(loader: _Loader, head: DocumentHead, edition: Edition) -> ControlTotals:
    path = loader.folder.path / CONTROLS
    node = loader.node(path, required=False)
    read = loader.read(node, partial(read_controls, edition=edition, unit=head.unit))
    return ControlTotals(items=read.value if read else (), unread=loader.faulty(path))


def _performance(loader: _Loader, edition: Edition) -> Iterator[PerformanceData]:
    for path in loader.files_in("performance", "*.yml"):
        node = loader.node(path, required=False)
        read = loader.read(node, partial(read_performance, slug=path.stem, edition=edition))
        if read is not None and read.value is not None:
            yield read.value


def _reports(loader: _Loader) -> Mapping[str, Report]:
    reports = {}
    for path in loader.files_in("reports", "*.md"):
        shown = path.relative_to(loader.root).as_posix()
        data = open_within(path.parent, path.name, shown)
        if isinstance(data, Finding):
            loader.findings.append(data)
            continue
        loader.files.append(path)
        read = read_text(data, shown)
        loader.findings.extend(read.findings)
        if read.text is not None:
            reports[path.stem] = Report(slug=path.stem, text=read.text, place=Place(path=shown))
    return reports
