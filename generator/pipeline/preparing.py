"""一份文件: carried from its files to a publication, with all that is found on the way and the record of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from gongkai.annotation.annotate import annotated
from gongkai.annotation.corrections import with_corrections
from gongkai.checks import disclosure, ledger, rules
from gongkai.checks.causes import Cause, causes, together
from gongkai.checks.context import Case
from gongkai.checks.rules import Checked
from gongkai.checks.waivers import Explained, explain
from gongkai.composition.compose import CODES, Composed
from gongkai.figures.derivation import Accounts
from gongkai.loading.document_files import LoadedDocument
from gongkai.loading.edition_files import LoadedEdition
from gongkai.model.checked import Verdict
from gongkai.model.disclosure import DISCLOSURE, Stage
from gongkai.model.documents import Document
from gongkai.model.findings import Finding, blocks, every, found
from gongkai.model.ledger import Examined, LedgerLine
from gongkai.model.waivers import Waived, Waiver
from gongkai.pipeline import printable
from gongkai.pipeline.composing import composed_of, text_of
from gongkai.pipeline.deriving import case_of, shared_errors
from gongkai.pipeline.workspace import Workspace
from gongkai.scanning.personal_data.findings import discreet, personal_data_of


class Prepared(Verdict, frozen=True, kw_only=True):
    """备好的文件: composed if it could be loaded; its findings are those that it does not explain (waivers.yml)."""

    composed: Composed | None = None
    document: Document | None = None
    """None if it could not be read"""
    accounts: Accounts | None = None
    """its figures, worked out"""
    case: Case | None = None
    """what the rules looked at"""
    open: tuple[Finding, ...] = ()
    """those of the findings that the document may yet explain"""
    idle: frozenset[Waiver] = frozenset()
    """waivers above its folder that it certainly has no need of"""


def prepare(workspace: Workspace, id: str) -> Prepared:
    """One document: loaded, derived, composed, checked, explained, annotated."""
    loaded = workspace.load(id)
    read = (*loaded.findings, *personal_data_of(workspace.project.root, workspace.folders[id].path, loaded.nodes))
    document, edition = loaded.document, loaded.edition
    if document is None or edition is None or not loaded.whole:
        return _unread(workspace, loaded, read)
    case = case_of(workspace, document, edition)
    composed = text_of(workspace, case, edition)
    case = replace(case, publication=composed.publication if composed else None)
    checked = rules.run(case)
    printing = printable.unprintable(workspace, loaded, composed.publication) if composed else ()
    in_reading = [one for one in (*read, *printing) if workspace.owner(one) == id]
    own = list(dict.fromkeys((*workspace.strays.get(id, ()), *in_reading, *_of_text(composed), *checked.findings)))
    shared = [one for one in (*read, *printing) if workspace.owner(one) != id]
    shared += (*shared_errors(workspace.library, document), *(_formula_problems(case) if composed else ()))
    examined = [*checked.examined, *_examined(workspace, composed)]
    above = workspace.waivers_above(id)
    for_it = tuple(one for one in above if one.scope and one.scope.has_edition(document.edition.lineage))
    explained = explain(document, own, examined, loaded.way_to, edition.waivers, for_it)
    if document.waivers:
        examined.append(Examined(code="P401", held=explained.used))
    flat = _each_once((*shared, *explained.findings), explained.waived)
    judged = [one for one in (*_of_text(composed), *checked.findings) if one.code not in disclosure.CODES]
    exhausted = composed is not None and composed.exhausted  # to fill it in again for trial would cost as much
    known = () if exhausted else causes(case, judged, lambda other: _found(workspace, other, edition))
    findings = _discreet(together(flat, known, document.texts))
    return Prepared(
        id=id,
        composed=_annotated(composed, checked, explained, known, document) if composed else None,
        findings=findings,
        ledger=_ledger(workspace, loaded, examined, findings, explained.waived),
        blocked=_blocked(document, composed, findings),
        identity=document.identity,
        document=case.document,
        accounts=case.accounts,
        case=case,
        exhausted=exhausted,
        units=_units(case.document),
        open=explained.open,
        idle=(frozenset(above) - frozenset(for_it)) | explained.idle,
    )


def _blocked(document: Document, composed: Composed | None, findings: Iterable[Finding]) -> bool:
    """Whether it must not be published; of one that is withdrawn, only the record matters."""
    withdrawn = document.stage is Stage.WITHDRAWN
    counted = [one for one in every(findings) if one.place.path.endswith(DISCLOSURE) or not withdrawn]
    return (composed is None and not withdrawn) or any(blocks(one, archived=document.archived) for one in counted)


def _units(document: Document) -> Mapping[str, str]:
    """Of a sum: the documents without which it must not be published. What is withdrawn shows no figures."""
    made = document.consolidation
    return made.documents if made is not None and document.stage is not Stage.WITHDRAWN else {}


def _unread(workspace: Workspace, loaded: LoadedDocument, read: tuple[Finding, ...]) -> Prepared:
    """A document of which too little could be read for any rule to run."""
    findings = _discreet((*workspace.strays.get(loaded.id, ()), *read))
    return Prepared(
        id=loaded.id,
        findings=findings,
        ledger=_ledger(workspace, loaded, unable("文件没有读成功"), findings, ()),
        blocked=True,
        identity=loaded.document.identity if loaded.document else None,
        document=loaded.document,
    )


def _of_text(composed: Composed | None) -> tuple[Finding, ...]:
    return composed.findings if composed else ()


def _examined(workspace: Workspace, composed: Composed | None) -> Iterable[Examined]:
    """How the tests ended that are no rules."""
    if composed is None:
        return _uncomposed("版式有误，没有编排出来")
    return (*composed.examined, printable.examined(workspace))


def _found(workspace: Workspace, case: Case, edition: LoadedEdition) -> Iterable[Finding]:
    """What the rules and the text find in a document that is filled in otherwise."""
    composed = composed_of(workspace.library, case, edition)
    case = replace(case, publication=composed.publication if composed else None)
    return (*_of_text(composed), *rules.run(case).findings)


def _annotated(
    composed: Composed, checked: Checked, explained: Explained, known: tuple[Cause, ...], document: Document
) -> Composed:
    """The text with notes of what nobody explains."""
    waived = {one.finding for one in explained.waived}
    told = (one for one in dict.fromkeys((*composed.findings, *checked.findings)) if one not in waived)
    noted = annotated(composed.publication, together(told, known, document.texts), document.originals)
    return replace(composed, publication=with_corrections(noted))


def unable(reason: str) -> list[Examined]:
    """All that would have been tested of a document, had there not been a reason."""
    return [*rules.unable(reason), *_uncomposed(reason)]


def _ledger(
    workspace: Workspace,
    loaded: LoadedDocument,
    examined: Iterable[Examined],
    findings: tuple[Finding, ...],
    waived: Iterable[Waived],
) -> tuple[LedgerLine, ...]:
    faulty = {finding.place.path for finding in findings if ledger.is_reading(finding.code)}
    read = {file.relative_to(workspace.project.root).as_posix() for file in loaded.files}
    return ledger.lines(examined, findings, waived, len(read - faulty))


def _each_once(findings: Iterable[Finding], waived: Iterable[Waived]) -> tuple[Finding, ...]:
    """What is left: the edition's findings are among those of reading and among those of the rules."""
    explained = {one.finding for one in waived}
    return tuple(dict.fromkeys(one for one in findings if one not in explained))


def _discreet(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Where people's numbers were found, no finding repeats what was typed."""
    personal = any(one.code == "P301" for one in every(findings))
    return tuple(map(discreet, findings)) if personal else findings


def _uncomposed(reason: str) -> Iterable[Examined]:
    return (Examined(code=code, reasons=(reason,)) for code in (*CODES, "L113"))


def _formula_problems(case: Case) -> Iterable[Finding]:
    for problem in case.accounts.problems:
        origin = problem.origin
        place = case.in_edition(origin.path, origin.formula)
        yield found("L622", place, "版式", 错误=origin.told(problem.message))
