"""导入: workbooks → the files of a document, all or nothing; the command and the panel both call it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.checks.control_totals.asked import asked
from gongkai.importing.export import Export, read_exports
from gongkai.importing.intaking_of_exports import intake_of
from gongkai.importing.merging import Merged, merged
from gongkai.importing.request import Request
from gongkai.importing.result import Imported
from gongkai.loading.edition_files import LoadedEdition
from gongkai.loading.figures_file import read_figures
from gongkai.loading.files import open_within
from gongkai.loading.folders import DOCUMENT_FILES
from gongkai.loading.import_layouts_file import read_import_layouts
from gongkai.loading.inputs_file import ReadInputs, read_inputs
from gongkai.loading.yaml_reader import parse_yaml
from gongkai.model.documents import Document
from gongkai.model.findings import Finding, errors, found
from gongkai.model.intake import Intake
from gongkai.model.origins import ORIGINS
from gongkai.model.places import Place
from gongkai.model.sheets import Workbook
from gongkai.pipeline.authoring.imported_totals import totals_of
from gongkai.pipeline.authoring.workbook import ground_of
from gongkai.pipeline.deriving import case_of, naming_of
from gongkai.pipeline.exchanging import exchange
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import DEPARTMENTS, Workspace
from gongkai.spreadsheets import read
from gongkai.workbooks.filled.marks import is_ours
from gongkai.workbooks.filled.reading import read_filled
from gongkai.workbooks.merging import merged_filled
from gongkai.writing import BrokenFileError, PathError

FIGURES, EXPLANATION = "figures.yml", "explanation.yml"


class UnreadDocumentError(Exception):
    """The document's own files have errors that come first."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__()
        self.findings = findings


def import_files(
    project: Project, id: str, files: Sequence[tuple[str, bytes]], workspace: Workspace | None = None, *, write: bool
) -> Imported:
    """Read workbooks into one document. With an error nothing is written; `write`: else nothing is in any case.

    Raises UnreadDocumentError. `workspace`: one that is open already, where many are read at once.
    """
    workspace = workspace or Workspace.open(project)
    loaded = workspace.load(id)
    if loaded.document is None or loaded.edition is None:
        raise UnreadDocumentError(tuple(errors(loaded.findings)))
    return _Import(workspace, loaded.edition, loaded.document).imported(files, write=write)


def request_of(workspace: Workspace, document: Document) -> tuple[Request, tuple[Finding, ...]]:
    """What workbooks are read for, and what is wrong with the layouts by which they are."""
    layouts = read_import_layouts(workspace.project.templates)
    request = Request(
        document=document,
        layouts=layouts.value,
        lists=workspace.library.lists(document.year),
        funds=workspace.library.classifications.funds,
        naming=naming_of(workspace, document),
    )
    return request, layouts.findings


class _Import(Struct):
    workspace: Workspace
    edition: LoadedEdition
    document: Document
    findings: list[Finding] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.workspace.folders[self.document.id].path

    @property
    def shown(self) -> str:
        return f"{DEPARTMENTS}/{self.document.id}"

    def imported(self, files: Sequence[tuple[str, bytes]], *, write: bool) -> Imported:
        workbooks = self._workbooks(files)
        if errors(self.findings):
            return Imported(intake=Intake(), findings=tuple(self.findings))
        if any(map(is_ours, workbooks)):
            return self._filled(workbooks, write=write)
        request, faults = request_of(self.workspace, self.document)
        self.findings += faults
        export = read_exports(workbooks, request)
        digests = tuple((workbook.name, workbook.digest) for workbook in workbooks)
        intake = replace(intake_of(export, request), digests=digests)
        self.findings += intake.findings
        if errors(self.findings):
            return Imported(intake=intake, findings=tuple(self.findings))
        return self._put_in(intake, export, request, write=write)

    def _filled(self, workbooks: list[Workbook], *, write: bool) -> Imported:
        """A workbook that was made here and filled in: by itself, and with an error nothing of it."""
        if len(workbooks) > 1:
            self.findings += [found("I332", Place(path=one.name), "单独") for one in workbooks if is_ours(one)]
            return Imported(intake=Intake(), findings=tuple(self.findings))
        intake = read_filled(workbooks[0], ground_of(self.workspace, self.document, self.edition))
        self.findings += intake.findings
        if errors(self.findings):
            return Imported(intake=intake, findings=tuple(self.findings))
        before = self._files(intake)
        try:
            made = merged_filled(before, intake, self.document.edition, self.shown)
            case = self._case({**before, **made.files})
        except (BrokenFileError, PathError) as error:
            raise UnreadDocumentError(tuple(getattr(error, "findings", ()))) from error
        return self._written(before, intake, made, case, write=write)

    def _workbooks(self, files: Sequence[tuple[str, bytes]]) -> list[Workbook]:
        workbooks: dict[str, Workbook] = {}
        for name, data in files:
            workbook = read(data, name)
            if isinstance(workbook, tuple):
                self.findings += workbook
            elif any(one.digest == workbook.digest for one in workbooks.values()):
                self.findings.append(found("I301", Place(path=name), "同一个"))
            elif workbook.name in workbooks:
                self.findings.append(found("I301", Place(path=name), "同名"))
            else:
                workbooks[workbook.name] = workbook
        return list(workbooks.values())

    def _put_in(self, intake: Intake, export: Export, request: Request, *, write: bool) -> Imported:
        before = self._files(intake)
        try:
            first = merged(before, intake, self.document.edition, self.shown)
            case = self._case({**before, **first.files})
            chosen = list(totals_of(case, export, intake, request))
            intake = replace(intake, totals=tuple(total for total, _ in chosen))
            made = merged(before, intake, self.document.edition, self.shown)
        except (BrokenFileError, PathError) as error:
            raise UnreadDocumentError(tuple(getattr(error, "findings", ()))) from error
        weak = tuple(total.name for total, weak in chosen if weak)
        return self._written(before, intake, made, case, weak, write=write)

    def _written(
        self,
        before: Mapping[str, bytes],
        intake: Intake,
        made: Merged,
        case: Case,
        weak: tuple[str, ...] = (),
        *,
        write: bool,
    ) -> Imported:
        self.findings += made.findings
        given = {total.name for total in intake.totals} | {one.name for one in self.document.controls.items}
        if write and not errors(self.findings):
            self._write(before, made.files)
        return Imported(
            intake=intake,
            changes=made.changes,
            files=tuple(made.files),
            written=write and bool(made.files) and not errors(self.findings),
            missing=tuple(one.name for one in asked(case) if one.name not in given),
            weak=weak,
            findings=tuple(self.findings),
        )

    def _write(self, before: Mapping[str, bytes], files: Mapping[str, bytes]) -> None:
        texts = {self.folder / name: (before.get(name, b""), data) for name, data in files.items()}
        if changed := exchange(texts):
            raise OSError("；".join(changed))

    def _files(self, intake: Intake) -> dict[str, bytes]:
        """What the document's files hold; what is no file of it is as if it were not there."""
        found_: dict[str, bytes] = {}
        for name in (*DOCUMENT_FILES, ORIGINS, *(f"performance/{form.file}" for form in intake.forms)):
            if (self.folder / name).is_file():
                data = open_within(self.folder, name, f"{self.shown}/{name}")
                if isinstance(data, Finding):
                    raise UnreadDocumentError((data,))
                found_[name] = data
        return found_

    def _case(self, files: Mapping[str, bytes]) -> Case:
        """The document as it will be, for what its edition asks of it."""
        edition, unit = self.document.edition, self.document.head.unit
        figures = parse_yaml(files.get(FIGURES, b""), f"{self.shown}/{FIGURES}").node
        explanation = parse_yaml(files.get(EXPLANATION, b""), f"{self.shown}/{EXPLANATION}").node
        entries = read_figures(figures, edition, unit).entries if figures is not None else ()
        said = read_inputs(explanation, edition, unit) if explanation is not None else ReadInputs()
        kept = {path: one for path, one in self.document.inputs.items() if path.startswith("概况.")}
        inputs = {**kept, **{one.path: one for one in said.inputs}}
        document = replace(self.document, entries=entries, inputs=inputs, declared_none=said.none)
        return case_of(self.workspace, document, self.edition)
