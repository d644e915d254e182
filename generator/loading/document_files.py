"""文件夹 → 文件: everything of one document read, with all problems collected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from gongkai.loading.binding import bind_rest
from gongkai.loading.edition_files import LoadedEdition
from gongkai.loading.figures_file import ReadFigures, read_figures
from gongkai.loading.files import open_within
from gongkai.loading.folders import DocumentFolder
from gongkai.loading.inputs_file import ReadInputs, read_inputs
from gongkai.loading.performance_file import read_performance
from gongkai.loading.text import read_text
from gongkai.loading.units import unknown_units
from gongkai.loading.unread import misplaced_codes, unread_paths, unread_tables
from gongkai.loading.waivers_file import read_waivers
from gongkai.loading.yaml_reader import read_yaml
from gongkai.model.documents import (
    Department,
    Document,
    DocumentHead,
    PerformanceData,
    Report,
    Status,
)
from gongkai.model.edition import Edition
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity, found
from gongkai.model.key_paths import Way, way_to
from gongkai.model.nodes import Mapping as MappingNode
from gongkai.model.nodes import Node
from gongkai.model.places import Place
from gongkai.model.waivers import Waiver

M = TypeVar("M", bound=BaseModel)
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
                hint = "请照 docs/content.md 里的样子补上这个文件"
                self.report(FindingCode.MISSING_FILE, Place(path=shown), f"缺少文件 {path.name}", hint)
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

    def report(self, code: str, place: Place, message: str, hint: str) -> None:
        self.findings.append(Finding(code=code, severity=Severity.ERROR, place=place, message=message, hint=hint))


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
    figures = _figures(loader, edition, head)
    loader.findings.extend(unknown_units(department, folder.year, edition, figures.entries))
    explanation = _inputs(loader, loader.node(folder.path / EXPLANATION, required=True), edition, head, "")
    profile = head_node.get("概况") if isinstance(head_node, MappingNode) else None
    about = _inputs(loader, profile, edition, head, "概况.")
    if explanation.originals and head.status is Status.AUTHORED:
        loader.findings.append(found("N104", explanation.originals[0].place))
    performance = tuple(_performance(loader, edition))
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
        waivers=_waivers(loader),
        unread=_unread(loader, edition) | misplaced_codes(figures.entries, edition),
        unread_inputs=_unread_inputs(loader, profile),
        place=place,
        head_places=_places(head_node),
    )


def _places(head: Node | None) -> Mapping[str, Place]:
    return {key.text: value.place for key, value in head.items} if isinstance(head, MappingNode) else {}


def _figures(loader: _Loader, edition: Edition, head: DocumentHead) -> ReadFigures:
    node = loader.node(loader.folder.path / FIGURES, required=True)
    if node is None:
        return ReadFigures(entries=(), empty=frozenset(), findings=())
    figures = read_figures(node, edition, head.unit)
    loader.findings.extend(figures.findings)
    return figures


def _inputs(loader: _Loader, node: Node | None, edition: Edition, head: DocumentHead, prefix: str) -> ReadInputs:
    if node is None:
        return ReadInputs(inputs=(), originals=(), findings=())
    read = read_inputs(node, edition, head.unit, prefix)
    loader.findings.extend(read.findings)
    return read


def _unread(loader: _Loader, edition: Edition) -> frozenset[str]:
    node = loader.nodes.get(loader.folder.path / FIGURES)
    return frozenset() if node is None else unread_tables(node, edition, loader.findings)


def _unread_inputs(loader: _Loader, profile: Node | None) -> tuple[tuple[str, ...], ...]:
    explanation = loader.nodes.get(loader.folder.path / EXPLANATION)
    typed = () if explanation is None else unread_paths(explanation, loader.findings)
    about = () if profile is None else unread_paths(profile, loader.findings)
    return (*typed, *(("概况", *path) for path in about if path))


def _waivers(loader: _Loader) -> tuple[Waiver, ...]:
    node = loader.node(loader.folder.path / "waivers.yml", required=False)
    if node is None:
        return ()
    read = read_waivers(node)
    loader.findings.extend(read.findings)
    return read.waivers


def _performance(loader: _Loader, edition: Edition) -> Iterator[PerformanceData]:
    folder = loader.folder.path / "performance"
    for path in sorted(folder.glob("*.yml")) if folder.is_dir() and not folder.is_symlink() else ():
        node = loader.node(path, required=False)
        if node is None:
            continue
        read = read_performance(node, path.stem, edition)
        loader.findings.extend(read.findings)
        if read.data is not None:
            yield read.data


def _reports(loader: _Loader) -> Mapping[str, Report]:
    folder = loader.folder.path / "reports"
    reports = {}
    for path in sorted(folder.glob("*.md")) if folder.is_dir() and not folder.is_symlink() else ():
        shown = path.relative_to(loader.root).as_posix()
        data = open_within(folder, path.name, shown)
        if isinstance(data, Finding):
            loader.findings.append(data)
            continue
        loader.files.append(path)
        read = read_text(data, shown)
        loader.findings.extend(read.findings)
        if read.text is not None:
            reports[path.stem] = Report(slug=path.stem, text=read.text, place=Place(path=shown))
    return reports
