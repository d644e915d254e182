"""文件夹: which documents there are below content/departments, and what lies there that should not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.loading.files import Listing, listing, place_of
from gongkai.loading.problems import capped
from gongkai.model.consolidation import ELIMINATIONS
from gongkai.model.disclosure import DISCLOSURE
from gongkai.model.findings import Finding, found
from gongkai.model.kinds import DocumentKind, Kinds
from gongkai.model.origins import ORIGINS
from gongkai.model.places import Place
from gongkai.model.regions import REGION

DEPARTMENT = "department.yml"
DOCUMENT = "document.yml"
WAIVERS = "waivers.yml"
CONTROLS = "control-totals.yml"
DOCUMENT_FILES = (DOCUMENT, "figures.yml", "explanation.yml", ELIMINATIONS, CONTROLS, WAIVERS, DISCLOSURE)
DEEPEST = 12
"""Folders from content/departments to a document; a country needs eight."""

_SLUG = re.compile(r"[a-z0-9-]+")
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_PERFORMANCE = re.compile(r"[a-z0-9-]+\.yml")
_REPORT = re.compile(r"[a-z0-9-]+\.md")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFolder:
    """文件夹 of one department-year and kind."""

    id: str
    """path below content/departments: henan/nanyang/government-services-bureau/2021/final-accounts"""
    path: Path
    department_id: str
    """path of the department below content/departments"""
    year: int
    kind: DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDocuments:
    """找到的文件: in order of id, with everything wrong about the folders."""

    documents: tuple[DocumentFolder, ...]
    findings: tuple[Finding, ...] = field(default=())
    departments: tuple[str, ...] = field(default=())
    """paths below content/departments of those that have a department.yml, with documents or without"""
    waivers: tuple[Path, ...] = field(default=())
    """files of waivers that stand above the folders of documents"""
    regions: tuple[Path, ...] = field(default=())
    """region.yml of those regions that have one"""


def find_documents(content: Path, kinds: Kinds) -> FoundDocuments:
    """Walk content/departments. Links are reported and never followed, so nothing outside content/ is ever seen."""
    walk = _Walk(content, kinds)
    top = content / "departments"
    if top.is_symlink() or top.is_dir():
        walk.region(top)
    documents = tuple(sorted(walk.documents, key=lambda folder: folder.id))
    return FoundDocuments(
        documents=documents,
        findings=capped(walk.findings),
        departments=tuple(sorted(walk.departments)),
        waivers=tuple(sorted(walk.waivers)),
        regions=tuple(sorted(walk.regions)),
    )


class _Walk:
    def __init__(self, content: Path, kinds: Kinds) -> None:
        self.content = content
        self.kinds = kinds
        self.documents: list[DocumentFolder] = []
        self.findings: list[Finding] = []
        self.departments: list[str] = []
        self.waivers: list[Path] = []
        self.regions: list[Path] = []

    def region(self, folder: Path) -> None:
        """A region holds regions and departments; a department is known by its department.yml."""
        self._waivers(folder)
        if _is_file(folder / REGION):
            self.regions.append(folder / REGION)
        for below in self._folders(folder, expected=(WAIVERS, REGION)):
            if len(below.relative_to(self.content).parts) > DEEPEST:
                self.findings.append(found("L503", self._place(below), "太深"))
            elif _YEAR.fullmatch(below.name):
                self.findings.append(found("L509", self._place(folder), 名=folder.name, 年=below.name))
            elif not _SLUG.fullmatch(below.name):
                self.findings.append(found("L503", self._place(below), "名称", 名=below.name))
            elif _is_file(below / DEPARTMENT):
                self._department(below)
            else:
                self.region(below)

    def _department(self, folder: Path) -> None:
        self.departments.append(folder.relative_to(self.content / "departments").as_posix())
        self._waivers(folder)
        for year in self._folders(folder, expected=(DEPARTMENT, WAIVERS)):
            if _YEAR.fullmatch(year.name):
                self._year(folder, year)
            else:
                place, unit = self._place(year), _is_file(year / DEPARTMENT)
                self.findings.append(found("L506", place, "年度", hint="单位" if unit else "年度", 名=year.name))

    def _waivers(self, folder: Path) -> None:
        if _is_file(folder / WAIVERS):
            self.waivers.append(folder / WAIVERS)

    def _year(self, department: Path, year: Path) -> None:
        for below in self._folders(year, expected=()):
            kind = self.kinds.in_folder(below.name)
            if kind is not None:
                self._document(department, year, below, kind)
            elif self.kinds.listed:  # where there are none, that is what is told
                known = "，".join(f"{one.name}用 {one.folder}" for one in self.kinds.listed)
                self.findings.append(found("L507", self._place(below), 名=below.name, 可=known))

    def _document(self, department: Path, year: Path, folder: Path, kind: DocumentKind) -> None:
        for below in self._folders(folder, expected=(*DOCUMENT_FILES, ORIGINS)):
            if below.name == "performance":
                self._leaves(below, _PERFORMANCE, "01-名称拼音.yml 或 department.yml")
            elif below.name == "reports":
                self._leaves(below, _REPORT, "名称拼音.md")
            else:
                self.findings.append(found("L505", self._place(below), hint="文件夹"))
        if not _is_file(folder / DOCUMENT):
            self.findings.append(found("L508", self._place(folder)))
            return
        top = self.content / "departments"
        self.documents.append(
            DocumentFolder(
                id=folder.relative_to(top).as_posix(),
                path=folder,
                department_id=department.relative_to(top).as_posix(),
                year=int(year.name),
                kind=kind,
            )
        )

    def _leaves(self, folder: Path, pattern: re.Pattern[str], example: str) -> None:
        below = self._listing(folder)
        wrong = {name for name in below.files if not pattern.fullmatch(name)}
        for name in sorted({*wrong, *below.folders, *below.others}):
            self.findings.append(found("L505", self._place(folder / name), hint="文件名", 例=example))

    def _folders(self, folder: Path, expected: Iterable[str]) -> list[Path]:
        """The folders in a folder; files other than the expected ones are reported."""
        below = self._listing(folder)
        for name in sorted({*below.others, *(name for name in below.files if name not in expected)}):
            self.findings.append(_unexpected(self._place(folder / name), name, expected))
        return [folder / name for name in below.folders]

    def _listing(self, folder: Path) -> Listing:
        below = listing(self.content, folder)
        self.findings.extend(below.findings)
        return below

    def _place(self, path: Path) -> Place:
        return place_of(self.content, path)


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _unexpected(place: Place, name: str, expected: Iterable[str]) -> Finding:
    stem, _, extension = name.rpartition(".")
    misnamed = f"{stem}.yml" in expected and extension.lower() in ("yaml", "txt", "yml")
    return found("L505", place, hint="改名" if misnamed else "移走", 名=stem)
