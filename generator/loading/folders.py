"""文件夹: which documents there are below content/departments, and what lies there that should not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.loading.listing import Listing, a_stray, listing, place_of
from gongkai.loading.problems import capped, error
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding
from gongkai.model.kinds import DocumentKind, Kinds

DEPARTMENT = "department.yml"
DOCUMENT = "document.yml"
WAIVERS = "waivers.yml"
DOCUMENT_FILES = (DOCUMENT, "figures.yml", "explanation.yml", WAIVERS)
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
    waivers: tuple[Path, ...] = field(default=())
    """files of waivers that stand above the folders of documents"""


def find_documents(content: Path, kinds: Kinds) -> FoundDocuments:
    """Walk content/departments. Links are reported and never followed, so nothing outside content/ is ever seen."""
    walk = _Walk(content, kinds)
    top = content / "departments"
    if top.is_symlink() or top.is_dir():
        walk.region(top)
    documents = tuple(sorted(walk.documents, key=lambda folder: folder.id))
    return FoundDocuments(documents=documents, findings=capped(walk.findings), waivers=tuple(sorted(walk.waivers)))


class _Walk:
    def __init__(self, content: Path, kinds: Kinds) -> None:
        self.content = content
        self.kinds = kinds
        self.documents: list[DocumentFolder] = []
        self.findings: list[Finding] = []
        self.waivers: list[Path] = []

    def region(self, folder: Path) -> None:
        """A region holds regions and departments; a department is known by its department.yml."""
        folders = self._folders(folder, expected=(WAIVERS,))
        self._waivers(folder)
        for below in folders:
            if len(below.relative_to(self.content).parts) > DEEPEST:
                self._report(FindingCode.WRONG_FOLDER_NAME, below, "文件夹套得太深", "检查是否重复放了一层")
            elif _YEAR.fullmatch(below.name):
                self._report(
                    FindingCode.MISSING_DEPARTMENT,
                    folder,
                    f"“{folder.name}”里有年度文件夹 {below.name}，但没有 {DEPARTMENT}",
                    f"在这个文件夹里放一个 {DEPARTMENT}，写部门名称和代码",
                )
            elif self._slug(below):
                if _is_file(below / DEPARTMENT):
                    self._department(below)
                else:
                    self.region(below)

    def _department(self, folder: Path) -> None:
        self._waivers(folder)
        for year in self._folders(folder, expected=(DEPARTMENT, WAIVERS)):
            if not _YEAR.fullmatch(year.name):
                hint = "年度文件夹用四位数字，如 2021"
                if _is_file(year / DEPARTMENT):
                    hint = "单位的文件夹同部门的文件夹并排放；部门的 department.yml 里，这个单位写上“文件”"
                self._report(FindingCode.WRONG_YEAR, year, f"“{year.name}”不是年度", hint)
                continue
            for below in self._folders(year, expected=()):
                kind = self.kinds.in_folder(below.name)
                if kind is not None:
                    self._document(folder, year, below, kind)
                elif self.kinds.listed:  # where there are none, that is what is told
                    hint = "，".join(f"{known.name}用 {known.folder}" for known in self.kinds.listed)
                    self._report(FindingCode.WRONG_KIND, below, f"“{below.name}”不是文种", hint)

    def _waivers(self, folder: Path) -> None:
        if _is_file(folder / WAIVERS):
            self.waivers.append(folder / WAIVERS)

    def _document(self, department: Path, year: Path, folder: Path, kind: DocumentKind) -> None:
        for below in self._folders(folder, expected=DOCUMENT_FILES):
            if below.name == "performance":
                self._leaves(below, _PERFORMANCE, "01-名称拼音.yml 或 department.yml")
            elif below.name == "reports":
                self._leaves(below, _REPORT, "名称拼音.md")
            else:
                self._unexpected(below, "这里只能有 performance 和 reports 两个文件夹")
        if not _is_file(folder / DOCUMENT):
            hint = "照 docs/content.md 的例子加上 document.yml"
            self._report(FindingCode.MISSING_DOCUMENT, folder, f"这个文件夹里没有 {DOCUMENT}，不会发布", hint)
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
        found = self._listing(folder)
        wrong = {name for name in found.files if not pattern.fullmatch(name)}
        for name in sorted({*wrong, *found.folders, *found.others}):
            self._unexpected(folder / name, f"文件名用小写字母、数字和连字符，如 {example}")

    def _folders(self, folder: Path, expected: Iterable[str]) -> list[Path]:
        """The folders in a folder; files other than the expected ones are reported."""
        found = self._listing(folder)
        for name in sorted({*found.others, *(name for name in found.files if name not in expected)}):
            self._unexpected(folder / name, _advice(name, expected))
        return [folder / name for name in found.folders]

    def _listing(self, folder: Path) -> Listing:
        found = listing(self.content, folder)
        self.findings.extend(found.findings)
        return found

    def _slug(self, folder: Path) -> bool:
        if _SLUG.fullmatch(folder.name):
            return True
        hint = "只用小写英文字母、数字和连字符，如 government-services-bureau；中文名称写在 department.yml 里"
        self._report(FindingCode.WRONG_FOLDER_NAME, folder, f"文件夹名“{folder.name}”不合规则", hint)
        return False

    def _unexpected(self, path: Path, hint: str) -> None:
        self.findings.append(a_stray(self.content, path, hint))

    def _report(self, code: FindingCode, path: Path, message: str, hint: str) -> None:
        self.findings.append(error(code, place_of(self.content, path), message, hint))


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _advice(name: str, expected: Iterable[str]) -> str:
    stem, _, extension = name.rpartition(".")
    if f"{stem}.yml" in expected and extension.lower() in ("yaml", "txt", "yml"):
        return f"改名为 {stem}.yml"
    return "删去，或移到该放的文件夹"
