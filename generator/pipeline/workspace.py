"""备料: everything read, and one document carried from its files to a publication."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.checks import rules
from generator.checks.case import Case
from generator.composition.asking import Neighbour
from generator.composition.compose import Composed, compose
from generator.figures.derivation import Accounts, derive
from generator.figures.formulas import FormulaError
from generator.figures.rows import Naming
from generator.loading.document_files import LoadedDocument, load_document
from generator.loading.edition_files import LoadedEdition, load_edition
from generator.loading.folders import DocumentFolder, find_documents
from generator.loading.library import Library, load_library
from generator.model.amounts import Amount
from generator.model.documents import Document
from generator.model.edition import DocumentKind
from generator.model.findings import Finding, Severity
from generator.model.places import Place
from generator.pipeline.project import Project

NEIGHBOURS = {
    "上年决算": (-1, DocumentKind.FINAL_ACCOUNTS),
    "上年预算": (-1, DocumentKind.BUDGET),
    "同年预算": (0, DocumentKind.BUDGET),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """备好的文件: composed if it could be loaded, with all findings; `blocked`: it must not be published."""

    id: str
    composed: Composed | None
    findings: tuple[Finding, ...]
    blocked: bool


@dataclass(slots=True)
class Workspace:
    """一次运行: library, editions and documents, each read once."""

    project: Project
    library: Library
    folders: Mapping[str, DocumentFolder]
    findings: tuple[Finding, ...]
    """problems of the shared content and of the folder tree"""
    editions: dict[str, LoadedEdition] = field(default_factory=dict)
    documents: dict[str, LoadedDocument] = field(default_factory=dict)

    @classmethod
    def open(cls, project: Project) -> Workspace:
        library = load_library(project.content)
        found = find_documents(project.content)
        return cls(
            project,
            library,
            {folder.id: folder for folder in found.documents},
            (*library.findings, *found.findings),
        )

    def edition(self, name: str, place: Place) -> LoadedEdition:
        if name not in self.editions:
            self.editions[name] = load_edition(self.project.editions, name, place)
        return self.editions[name]

    def load(self, id: str) -> LoadedDocument:
        if id not in self.documents:
            self.documents[id] = load_document(self.project.root, self.folders[id], self.edition)
        return self.documents[id]

    def neighbours(self, id: str) -> dict[str, str]:
        """Ids of the documents that this one reads figures from, by what they are to it."""
        own = self.folders[id]
        found = {}
        for name, (years, kind) in NEIGHBOURS.items():
            other = f"{own.department_id}/{own.year + years}/{KIND_FOLDERS[kind]}"
            if other in self.folders and other != id:
                found[name] = other
        return found

    def accounts(self, document: Document) -> Accounts:
        return derive(document.edition, document.entries, self.naming(document))

    def naming(self, document: Document) -> Naming:
        units = {
            unit.code: document.name if unit.name == "本级" else unit.name
            for unit in document.department.units_in(document.year)
        }
        return Naming(
            functional=self.library.names("functional", document.year),
            economic=self.library.names("economic", document.year),
            governmental=self.library.names("governmental-economic", document.year),
            units=units,
            department=document.name,
            department_code=document.department.code,
        )

    def prepare(self, id: str) -> Prepared:
        """Load, derive, check and compose one document."""
        loaded = self.load(id)
        findings = list(loaded.findings)
        composed: Composed | None = None
        if loaded.document is not None and loaded.edition is not None:
            document = loaded.document
            accounts = self.accounts(document)
            findings.extend(_formula_problems(document, accounts))
            findings.extend(rules.run(Case(document=document, accounts=accounts)))
            composed = compose(
                document,
                accounts,
                self._figures_of_neighbours(id),
                self.library.terms,
                self.library.slugs,
                loaded.edition.wording,
            )
            findings.extend(composed.findings)
        archived = loaded.document is not None and loaded.document.archived
        return Prepared(
            id=id,
            composed=composed,
            findings=tuple(findings),
            blocked=composed is None or any(blocks(finding, archived=archived) for finding in findings),
        )

    def _figures_of_neighbours(self, id: str) -> dict[str, Neighbour]:
        found = {}
        for name, other in self.neighbours(id).items():
            document = self.load(other).document
            if document is not None:
                accounts = self.accounts(document)
                found[name] = Neighbour(
                    title=f"{document.year}年{document.edition.kind.value}",
                    indicators=_indicators(accounts),
                )
        return found


KIND_FOLDERS = {DocumentKind.FINAL_ACCOUNTS: "final-accounts", DocumentKind.BUDGET: "budget"}


def blocks(finding: Finding, *, archived: bool) -> bool:
    """Whether a finding keeps its document from being published."""
    if finding.severity is Severity.INCONSISTENCY:
        return not archived
    return finding.severity is Severity.ERROR


def _indicators(accounts: Accounts) -> Mapping[str, Amount]:
    """All named quantities of a document; those by code for every code of the document."""
    codes = {
        row.code for statement in accounts.statements.values() for row in statement.rows if row.code
    }
    names: list[str] = []
    for name in accounts.edition.indicators:
        names.extend(_spelled(name, codes))
    values = {}
    for name in names:
        try:
            values[name] = accounts.quantity(name)
        except FormulaError:
            continue
    return values


def _spelled(name: str, codes: Iterable[str]) -> Iterable[str]:
    return (name.replace("*", code) for code in sorted(codes)) if name.endswith(".*") else (name,)


def _formula_problems(document: Document, accounts: Accounts) -> Iterable[Finding]:
    for where, message in accounts.problems:
        yield Finding(
            code="L622",
            severity=Severity.ERROR,
            place=Place(path=f"templates/editions/{document.edition.id}/tables.yml"),
            message=f"{where}的公式算不出来：{message}",
            hint="请财政局维护版式的人改正",
        )


def paths_below(folder: Path) -> tuple[Path, ...]:
    """All plain files below a folder, sorted; links are left out."""
    return tuple(
        sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    )
