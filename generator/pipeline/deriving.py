"""推算: a document's figures worked out, with those of its neighbours, as rules and wording look at them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import partial

from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.figures.borrowed import lenders_of
from gongkai.figures.consolidated import UnitDocument, consolidated, without_contradicted
from gongkai.figures.derivation import Accounts, derive
from gongkai.figures.left_out import with_rows_left_out
from gongkai.figures.neighbours import Neighbour, UnreadError
from gongkai.figures.others import OtherFigures
from gongkai.figures.rows import Naming
from gongkai.loading.classifications import PAIRS
from gongkai.loading.edition_files import LoadedEdition
from gongkai.loading.library import Library
from gongkai.model.disclosure import Stage
from gongkai.model.documents import Document
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place
from gongkai.pipeline.across import others_of, shared_projects
from gongkai.pipeline.known_figures import ToOthers
from gongkai.pipeline.mentions import shared_by
from gongkai.pipeline.succession import with_predecessors
from gongkai.pipeline.workspace import DEPARTMENTS, Workspace


def case_of(workspace: Workspace, document: Document, edition: LoadedEdition) -> Case:
    """A document as rules look at it, its text not yet composed."""
    library = workspace.library
    document = as_summed(workspace, document)
    id_before = workspace.year_before(document.id)
    before = workspace.load(id_before).document if id_before else None
    corpus = workspace.corpus(document.id)
    case = Case(
        document=document,
        accounts=accounts_of(workspace, document),
        neighbours=neighbours_of(workspace, document),
        units=_accounts_of_all(workspace, workspace.units(document.id)),
        unit_documents=_documents_of_units(workspace, document),
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
    document = as_summed(workspace, document)
    of, accounts = workspace.accounts.get(document.id, (None, None))
    if of is not document or accounts is None:
        accounts = _derived(workspace, document)
        workspace.accounts[document.id] = document, accounts
    return accounts


def _derived(workspace: Workspace, document: Document) -> Accounts:
    lenders = _neighbours(workspace, document, lenders_of(document.edition))
    accounts = derive(document.edition, document.entries, naming_of(workspace, document), lenders)
    return with_rows_left_out(document, accounts) if document.withheld.rows else accounts


def as_summed(workspace: Workspace, document: Document) -> Document:
    """The document with the figures of its units, if it says that it is their sum; made once."""
    if document.head.sum_of is None or document.consolidation is not None:
        return document
    of, summed = workspace.consolidated.get(document.id, (None, None))
    if of is not document or summed is None:
        workspace.consolidated[document.id] = document, None
        own = workspace.neighbours(document.id)
        made = consolidated(document, _unit_documents(workspace, document), own)
        summed = without_contradicted(made, _derived(workspace, made)) if made.consolidation else made
        workspace.consolidated[document.id] = document, summed
    return summed


def _unit_documents(workspace: Workspace, document: Document) -> Iterator[UnitDocument | Finding]:
    """The documents of its units; of one that cannot be had, why not."""
    there, place = workspace.units(document.id), document.in_head("汇总")
    for unit in document.department.units_in(document.year):
        id = there.get(unit.name, "")
        if not id:
            variant = "没有文件" if unit.folder else "没有写文件"
            tails = "、".join(f"{unit.folder}{tail}" for tail in workspace.tails_of_units(document.id))
            yield found("C203", place, variant, 单位=unit.name, 在=tails)
            continue
        accounts, other = readable_accounts(workspace, id), workspace.load(id).document
        read = as_summed(workspace, other) if other is not None and not workspace.being_summed(id) else None
        hidden, home = _left_out_alone(read, document) if read is not None else "", Place(path=f"{DEPARTMENTS}/{id}")
        if hidden:
            yield found("C203", place, "不公开", related=(home,), 单位=unit.name, 处=hidden)
        elif accounts is None or read is None or read.unread:
            yield found("C203", place, "没有读成", related=(home,), 单位=unit.name)
        elif read.unfilled:
            yield found("C203", place, "没有填", related=(home,), 单位=unit.name)
        else:
            neighbours = neighbours_of(workspace, read)
            yield UnitDocument(unit=unit, document=read, accounts=accounts, neighbours=neighbours)


def _left_out_alone(unit: Document, department: Document) -> str:
    """What a unit leaves out and its department does not: the sum would lack it unsaid."""
    theirs, ours = unit.withheld, department.withheld
    if theirs.whole:
        return "整份"
    tables = [name for name in theirs.tables if name not in ours.tables]
    rows = [
        f"{table}·{row}" for table, row in theirs.rows if (table, row) not in ours.rows and table not in ours.tables
    ]
    return "、".join((*tables, *rows))


def naming_of(workspace: Workspace, document: Document) -> Naming:
    units = {unit.key: unit for unit in document.units}
    return Naming(
        classifications=workspace.lists,
        lists={folder: listed.names for folder, listed in workspace.library.lists(document.year).items()},
        units={key: document.unit_name(unit) for key, unit in units.items()},
        natures={key: unit.nature for key, unit in units.items()},
        department=document.name,
        department_code=document.department.code,
    )


def _documents_of_units(workspace: Workspace, document: Document) -> dict[str, Document]:
    """The documents of its units, by the units' names."""
    loaded = {unit: workspace.load(id).document for unit, id in workspace.units(document.id).items()}
    return {unit: as_summed(workspace, one) for unit, one in loaded.items() if one is not None}


def _accounts_of_all(workspace: Workspace, ids: Mapping[str, str]) -> dict[str, Accounts]:
    """Other documents and their figures, of those whose figures could all be read."""
    found = {name: readable_accounts(workspace, other) for name, other in ids.items()}
    return {name: accounts for name, accounts in found.items() if accounts is not None}


def readable_accounts(workspace: Workspace, id: str) -> Accounts | None:
    """The figures of a document that others read; None where they could not all be read."""
    loaded = workspace.load(id)
    if loaded.document is None or not loaded.figures_read or workspace.being_summed(id):
        return None
    if loaded.document.withheld.whole:
        return None
    summed = as_summed(workspace, loaded.document)
    failed = summed.consolidation is not None and summed.consolidation.failed
    return None if failed else accounts_of(workspace, summed)


def as_others_see(workspace: Workspace, id: str) -> tuple[ToOthers, OtherFigures | None]:
    """Another document as others see it, and its figures; None where they could not all be read.

    One that this run has not read is not read for what it has answered before. While a sum is being made it is: what
    is said then may lack a document that is its own unit.
    """
    known = workspace.known_figures
    if known is None or workspace.summing or (id in workspace.documents and id not in known):
        shown = _shown(workspace, id)
        return shown, _figures(workspace, id) if shown.read else None
    asked = known.asked(id, partial(_shown, workspace, id), partial(_figures, workspace, id))
    shown = asked.answers.shown
    return shown, asked if shown.read else None


def _shown(workspace: Workspace, id: str) -> ToOthers:
    document = workspace.load(id).document
    if document is None:
        return ToOthers()
    left_out, year = document.withheld, workspace.folders[id].year
    return ToOthers(
        read=readable_accounts(workspace, id) is not None,
        withdrawn=document.stage is Stage.WITHDRAWN,
        closed=left_out.whole,
        closed_tables=tuple(left_out.tables),
        closed_rows=bool(left_out.rows),
        units=tuple(unit.name for unit in document.department.units_in(year)),
    )


def _figures(workspace: Workspace, id: str) -> Accounts:
    """Raises UnreadError where they could be read a moment ago."""
    accounts = readable_accounts(workspace, id)
    if accounts is None:
        raise UnreadError(f"{id} 刚才被改了，数没有读成功")
    return accounts


def neighbours_of(workspace: Workspace, document: Document) -> dict[str, Neighbour]:
    """上年决算, 同年预算, 上年预算, as far as they exist and the kind of document has to do with them."""
    return _neighbours(workspace, document, document.edition.kind.neighbours)


def _neighbours(workspace: Workspace, document: Document, wanted: Container[str]) -> dict[str, Neighbour]:
    found = workspace.neighbours(document.id)
    look = partial(_neighbour, workspace, year=document.year)
    own = {name: look(other) for name, other in found.items() if name in wanted}
    return with_predecessors(workspace, document.id, document.department, own, wanted, look)


def _neighbour(workspace: Workspace, id: str, year: int) -> Neighbour:
    """Another document as one of a year sees it."""
    folder = workspace.folders[id]
    shown, figures = as_others_see(workspace, id)
    return Neighbour(
        closed=shown.closed,
        closed_tables=frozenset(shown.closed_tables),
        closed_rows=shown.closed_rows,
        title=f"{folder.year}年{folder.kind.name}",
        accounts=figures,
        changes=workspace.library.classifications.changes.between(folder.year, year),
        place=Place(path=f"{DEPARTMENTS}/{id}/figures.yml"),
    )
