"""文件夹: which documents there are below content/departments, and what lies there that should not."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from msgspec import Struct, field

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
FIGURES, EXPLANATION = "figures.yml", "explanation.yml"
DOCUMENT_FILES = (DOCUMENT, FIGURES, EXPLANATION, ELIMINATIONS, CONTROLS, WAIVERS, DISCLOSURE)
DEEPEST = 12
"""Folders from content/departments to a document; a country needs eight."""

_SLUG = re.compile(r"[a-z0-9-]+")
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_PERFORMANCE = re.compile(r"[a-z0-9-]+\.yml")
_REPORT = re.compile(r"[a-z0-9-]+\.md")


class DocumentFolder(Struct, frozen=True, kw_only=True):
    """文件夹 of one department-year and kind."""

    id: str
    """path below content/departments: henan/nanyang/government-services-bureau/2021/final-accounts"""
    path: Path
    department_id: str
    """path of the department below content/departments"""
    year: int
    kind: DocumentKind


class FoundDocuments(Struct, frozen=True, kw_only=True):
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
    walk.region(walk.top, walk.listed(walk.top))
    documents = tuple(sorted(walk.documents, key=lambda folder: folder.id))
    return FoundDocuments(
        documents=documents,
        findings=capped(walk.findings),
        departments=tuple(sorted(walk.departments)),
        waivers=tuple(sorted(walk.waivers)),
        regions=tuple(sorted(walk.regions)),
    )


class _Walk:
    """Each folder is listed once; folders are texts, as there are thousands."""

    def __init__(self, content: Path, kinds: Kinds) -> None:
        self.content = content
        self.top = f"{content}/departments"
        self.kinds = kinds
        self.documents: list[DocumentFolder] = []
        self.findings: list[Finding] = []
        self.departments: list[str] = []
        self.waivers: list[Path] = []
        self.regions: list[Path] = []

    def region(self, folder: str, there: Listing) -> None:
        """A region holds regions and departments; a department is known by its department.yml."""
        self._waivers(folder, there)
        if REGION in there.files:
            self.regions.append(Path(folder, REGION))
        for name in self._folders(folder, there, expected=(WAIVERS, REGION)):
            below = f"{folder}/{name}"
            if self._id(below).count("/") + 2 > DEEPEST:
                self.findings.append(found("L503", self._place(below), "太深"))
            elif _YEAR.fullmatch(name):
                self.findings.append(found("L509", self._place(folder), 名=Path(folder).name, 年=name))
            elif not _SLUG.fullmatch(name):
                self.findings.append(found("L503", self._place(below), "名称", 名=name))
            elif DEPARTMENT in (listed := self.listed(below)).files:
                self._department(below, listed)
            else:
                self.region(below, listed)

    def _department(self, folder: str, there: Listing) -> None:
        self.departments.append(self._id(folder))
        self._waivers(folder, there)
        for name in self._folders(folder, there, expected=(DEPARTMENT, WAIVERS)):
            year = f"{folder}/{name}"
            if _YEAR.fullmatch(name):
                self._year(folder, year)
            else:
                unit = DEPARTMENT in self.listed(year).files
                self.findings.append(found("L506", self._place(year), "年度", hint="单位" if unit else "年度", 名=name))

    def _waivers(self, folder: str, there: Listing) -> None:
        if WAIVERS in there.files:
            self.waivers.append(Path(folder, WAIVERS))

    def _year(self, department: str, year: str) -> None:
        for name in self._folders(year, self.listed(year), expected=()):
            kind = self.kinds.in_folder(name)
            if kind is not None:
                self._document(department, year, f"{year}/{name}", kind)
            elif self.kinds.listed:  # where there are none, that is what is told
                known = "，".join(f"{one.name}用 {one.folder}" for one in self.kinds.listed)
                self.findings.append(found("L507", self._place(f"{year}/{name}"), 名=name, 可=known))

    def _document(self, department: str, year: str, folder: str, kind: DocumentKind) -> None:
        there = self.listed(folder)
        for name in self._folders(folder, there, expected=(*DOCUMENT_FILES, ORIGINS)):
            below = f"{folder}/{name}"
            if name == "performance":
                self._leaves(below, _PERFORMANCE, "01-名称拼音.yml 或 department.yml")
            elif name == "reports":
                self._leaves(below, _REPORT, "名称拼音.md")
            else:
                self.findings.append(found("L505", self._place(below), hint="文件夹"))
        if DOCUMENT not in there.files:
            self.findings.append(found("L508", self._place(folder)))
            return
        self.documents.append(
            DocumentFolder(
                id=self._id(folder),
                path=Path(folder),
                department_id=self._id(department),
                year=int(year.rpartition("/")[2]),
                kind=kind,
            )
        )

    def _leaves(self, folder: str, pattern: re.Pattern[str], example: str) -> None:
        there = self.listed(folder)
        self.findings += there.findings
        wrong = {name for name in there.files if not pattern.fullmatch(name)}
        for name in sorted({*wrong, *there.folders, *there.others}):
            self.findings.append(found("L505", self._place(f"{folder}/{name}"), hint="文件名", 例=example))

    def _folders(self, folder: str, there: Listing, expected: Collection[str]) -> tuple[str, ...]:
        """The folders in a folder; files other than the expected ones are reported."""
        self.findings += there.findings
        for name in sorted({*there.others, *(name for name in there.files if name not in expected)}):
            self.findings.append(_unexpected(self._place(f"{folder}/{name}"), name, expected))
        return there.folders

    def listed(self, folder: str) -> Listing:
        return listing(self.content, folder)

    def _id(self, folder: str) -> str:
        """Its path below content/departments."""
        return folder[len(self.top) + 1 :]

    def _place(self, folder: str) -> Place:
        return place_of(self.content, Path(folder))


def _unexpected(place: Place, name: str, expected: Collection[str]) -> Finding:
    stem, _, extension = name.rpartition(".")
    misnamed = f"{stem}.yml" in expected and extension.lower() in ("yaml", "txt", "yml")
    return found("L505", place, hint="改名" if misnamed else "移走", 名=stem)
