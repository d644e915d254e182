"""推算: a document's figures worked out, with those of its neighbours, as rules and wording look at them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace

from gongkai.checks.context import Case
from gongkai.figures.borrowed import lenders_of
from gongkai.figures.derivation import Accounts, derive
from gongkai.figures.neighbours import Neighbour
from gongkai.figures.rows import Naming
from gongkai.loading.classifications import PAIRS
from gongkai.loading.edition_files import LoadedEdition
from gongkai.loading.library import Library
from gongkai.model.documents import Document
from gongkai.model.findings import Finding
from gongkai.model.places import Place
from gongkai.pipeline.across import others_of, shared_by, shared_projects
from gongkai.pipeline.workspace import DEPARTMENTS, Workspace


def case_of(workspace: Workspace, document: Document, edition: LoadedEdition) -> Case:
    """A document as rules look at it, its text not yet composed."""
    library = workspace.library
    id_before = workspace.year_before(document.id)
    before = workspace.load(id_before).document if id_before else None
    corpus = workspace.corpus(document.id)
    case = Case(
        document=document,
        accounts=accounts_of(workspace, document),
        neighbours=neighbours_of(workspace, document),
        units=_accounts_of_all(workspace, workspace.units(document.id)),
        lists=library.lists(document.year),
        pairs=library.classifications.pairs_of(document.year),
        terms=library.glossary.terms,
        changes=library.classifications.changes,
        funds=library.classifications.funds,
        corpus=corpus,
        others=others_of(workspace, document),
        before=before,
        before_unread=bool(id_before) and before is None,
        of_edition=edition.told,
        locate=edition.place,
    )
    shared = _readable(workspace, shared_by(workspace, document.id, corpus))
    projects = tuple(shared_projects(case, shared))
    return replace(case, others=replace(case.others, projects=projects)) if projects else case


def _readable(workspace: Workspace, ids: Iterable[str]) -> Iterator[tuple[Document, Accounts]]:
    """Documents that could be read, with their figures."""
    for id in ids:
        document = workspace.load(id).document
        if document is not None:
            yield document, accounts_of(workspace, document)


def shared_errors(library: Library, document: Document) -> tuple[Finding, ...]:
    """What is wrong in the lists and terms that a document uses, and stops it."""
    edition = document.edition
    folders = dict.fromkeys(edition.lists.folder(by) for form in edition.tables.values() for by in sorted(form.coded))
    pairs = (PAIRS,) if edition.economic is not None else ()
    terms = [form.term for form in edition.glossary if not form.text]
    return tuple(library.errors((*folders, *pairs), terms, document.year))


def accounts_of(workspace: Workspace, document: Document) -> Accounts:
    """The figures of a document, worked out once however many documents read them."""
    of, accounts = workspace.accounts.get(document.id, (None, None))
    if of is not document or accounts is None:
        lenders = _neighbours(workspace, document, lenders_of(document.edition))
        accounts = derive(document.edition, document.entries, naming_of(workspace, document), lenders)
        workspace.accounts[document.id] = document, accounts
    return accounts


def naming_of(workspace: Workspace, document: Document) -> Naming:
    units = {unit.key: unit for unit in document.department.units_in(document.year)}
    return Naming(
        classifications=workspace.lists,
        lists={folder: listed.names for folder, listed in workspace.library.lists(document.year).items()},
        units={key: document.unit_name(unit) for key, unit in units.items()},
        natures={key: unit.nature for key, unit in units.items()},
        department=document.name,
        department_code=document.department.code,
    )


def _accounts_of_all(workspace: Workspace, ids: Mapping[str, str]) -> dict[str, Accounts]:
    """Other documents and their figures, of those whose figures could all be read."""
    found = {name: readable_accounts(workspace, other) for name, other in ids.items()}
    return {name: accounts for name, accounts in found.items() if accounts is not None}


def readable_accounts(workspace: Workspace, id: str) -> Accounts | None:
    """The figures of a document that others read; None where they could not all be read."""
    loaded = workspace.load(id)
    return accounts_of(workspace, loaded.document) if loaded.document and loaded.figures_read else None


def neighbours_of(workspace: Workspace, document: Document) -> dict[str, Neighbour]:
    """上年决算, 同年预算, 上年预算, as far as they exist and the kind of document has to do with them."""
    return _neighbours(workspace, document, document.edition.kind.neighbours)


def _neighbours(workspace: Workspace, document: Document, wanted: Container[str]) -> dict[str, Neighbour]:
    found = workspace.neighbours(document.id)
    return {name: _neighbour(workspace, other, document.year) for name, other in found.items() if name in wanted}


def _neighbour(workspace: Workspace, id: str, year: int) -> Neighbour:
    """Another document as one of a year sees it."""
    folder = workspace.folders[id]
    return Neighbour(
        title=f"{folder.year}年{folder.kind.name}",
        accounts=readable_accounts(workspace, id),
        changes=workspace.library.classifications.changes.between(folder.year, year),
        place=Place(path=f"{DEPARTMENTS}/{id}/figures.yml"),
    )
