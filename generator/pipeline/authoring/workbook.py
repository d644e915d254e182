"""填报工作簿 of a document, or of an edition alone: everything that it is made from, read once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.checks.control_totals.asked import asked
from gongkai.composition.answers import Asking
from gongkai.composition.vocabulary import vocabulary
from gongkai.composition.wording import Wording, WordingError
from gongkai.loading.edition_files import LoadedEdition
from gongkai.loading.files import open_within
from gongkai.model.departments import Department
from gongkai.model.documents import Document, DocumentHead, Status
from gongkai.model.edition import Edition
from gongkai.model.findings import Finding
from gongkai.model.places import NOWHERE
from gongkai.pipeline.deriving import accounts_of, neighbours_of
from gongkai.pipeline.project import Project
from gongkai.pipeline.workspace import Workspace
from gongkai.workbooks.book import written
from gongkai.workbooks.contents import DOCUMENT, EXPLANATION, FIGURES
from gongkai.workbooks.ground import Ground, WantedTotal
from gongkai.workbooks.made_from import FOR, marks_of

NOBODY = "（部门名称）"


class NoWorkbookError(Exception):
    """没有做成: the edition, or the document, could not be read."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__()
        self.findings = findings


class OtherEditionError(Exception):
    """版式不同: the document is of another edition, which it names."""


def workbook(
    project: Project, edition: str, document_id: str | None = None, workspace: Workspace | None = None
) -> bytes:
    """A workbook to fill in; `document_id`: with what that document has already; its edition, if none is named.

    Raises NoWorkbookError, OtherEditionError. `workspace`: one that is open already, where many are made at once.
    """
    workspace = workspace or Workspace.open(project)
    if document_id is None:
        loaded = workspace.edition(edition, NOWHERE)
        if loaded.edition is None or not loaded.sound:
            raise NoWorkbookError(loaded.findings)
        return written(ground_of(workspace, _blank(loaded.edition), loaded))
    read = workspace.load(document_id)
    if read.document is None or read.edition is None or not read.edition.sound:
        raise NoWorkbookError((*read.findings, *(read.edition.findings if read.edition else ())))
    if edition not in ("", read.document.edition.id):
        raise OtherEditionError(read.document.edition.id)
    ground = ground_of(workspace, read.document, read.edition)
    made_from = {FOR: document_id, **_marks(workspace.folders[document_id].path)}
    return written(replace(ground, made_from=made_from))


def _marks(folder: Path) -> Mapping[str, str]:
    """Of what the files say that can come back from the workbook."""
    forms = sorted(path.relative_to(folder).as_posix() for path in (folder / "performance").glob("*.yml"))
    files = {name: open_within(folder, name) for name in (FIGURES, EXPLANATION, DOCUMENT, *forms)}
    return marks_of({name: data for name, data in files.items() if isinstance(data, bytes)})


def ground_of(workspace: Workspace, document: Document, loaded: LoadedEdition) -> Ground:
    """What a workbook of a document is made from, and read against."""
    accounts = accounts_of(workspace, document)
    neighbours = neighbours_of(workspace, document)
    asking = Asking(document, document.edition.inputs, neighbours)
    wording = Wording(loaded.wording, vocabulary(document, accounts, asking))
    return Ground(
        document=document,
        accounts=accounts,
        words=_words(wording),
        lists=workspace.library.lists(document.year),
        neighbours=neighbours,
        totals=_totals(Case(document=document, accounts=accounts, neighbours=neighbours)),
    )


def _words(wording: Wording) -> Callable[[str], str]:
    """Templates filled in; one that is at fault as it stands, which the edition's own check tells."""

    def text(template: str) -> str:
        try:
            return wording.text(template)
        except WordingError:
            return template

    return text


def _blank(edition: Edition) -> Document:
    """A document of nobody, without content."""
    department = Department.model_validate({"名称": [{"自": date(1949, 10, 1), "名称": NOBODY}], "行政区划": ""})
    head = DocumentHead(edition=edition.id, status=Status.AUTHORED, unit=edition.amounts.unit)
    return Document(
        id="",
        department_id="",
        year=edition.year,
        kind=edition.kind,
        department=department,
        head=head,
        edition=edition,
        entries=(),
        declared_empty=frozenset(),
        inputs={},
        originals=(),
        performance=(),
        reports={},
        place=NOWHERE,
    )


def _totals(case: Case) -> tuple[WantedTotal, ...]:
    """The totals that its edition asks of the document."""
    return tuple(WantedTotal(name=one.name, copied_from=one.form.copied_from) for one in asked(case))
