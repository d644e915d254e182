"""一份文件: carried from its files to a publication, with all that is found on the way and the record of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from gongkai.checks import ledger, rules
from gongkai.checks.waivers import explain
from gongkai.composition.annotations import annotated
from gongkai.composition.compose import CODES, Composed
from gongkai.figures.derivation import Accounts
from gongkai.loading.personal_data.findings import discreet
from gongkai.model.checked import Named
from gongkai.model.documents import Document
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity, blocks
from gongkai.model.ledger import Examined, LedgerLine
from gongkai.model.places import Place
from gongkai.model.waivers import Waived
from gongkai.pipeline import printable
from gongkai.pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """备好的文件: composed if it could be loaded, with all findings; `blocked`: it must not be published."""

    id: str
    composed: Composed | None
    findings: tuple[Finding, ...]
    """those that the document does not explain (waivers.yml)"""
    ledger: tuple[LedgerLine, ...]
    """every rule and how it ended, with the findings that are explained"""
    blocked: bool
    document: Document | None
    """None if it could not be read"""

    @property
    def named(self) -> Named | None:
        """What it is called."""
        if self.document is None:
            return None
        return Named(
            department=self.document.name,
            year=self.document.year,
            kind=self.document.edition.kind.name,
            archived=self.document.archived,
        )


def prepare(workspace: Workspace, id: str) -> Prepared:
    """Load, derive, compose and check one document."""
    loaded = workspace.load(id)
    shared = [finding for finding in loaded.findings if workspace.owner(finding) != id]
    own = [*workspace.strays.get(id, ()), *(finding for finding in loaded.findings if workspace.owner(finding) == id)]
    if loaded.document is None or loaded.edition is None or not loaded.whole:
        return _unread(workspace, id, (*shared, *own))
    case, composed = workspace.case(loaded.document, loaded.edition)
    checked = rules.run(case)
    shared.extend(workspace.shared_errors(loaded.document))
    examined = [*checked.examined, *(composed.examined if composed else _uncomposed("版式有误，没有编排出来"))]
    if composed is not None:
        shared.extend(_formula_problems(case.document, case.accounts))
        own.extend(composed.findings)
        examined.append(printable.examined(workspace))
        for finding in printable.unprintable(workspace, loaded, composed.publication):
            (own if workspace.owner(finding) == id else shared).append(finding)
    own = list(dict.fromkeys((*own, *checked.findings)))
    explained = explain(loaded.document, own, examined)
    if loaded.document.waivers:
        examined.append(Examined(code=FindingCode.UNUSED_WAIVER, held=explained.used))
    if composed is not None:
        waived = {one.finding for one in explained.waived}
        told = (one for one in dict.fromkeys((*composed.findings, *checked.findings)) if one not in waived)
        noted = annotated(composed.publication, told, case.document.originals)
        composed = replace(composed, publication=noted)
    findings = _discreet((*shared, *explained.findings))
    return Prepared(
        id=id,
        composed=composed,
        findings=findings,
        ledger=_ledger(workspace, id, examined, findings, explained.waived),
        blocked=composed is None or any(blocks(finding, archived=case.document.archived) for finding in findings),
        document=loaded.document,
    )


def _unread(workspace: Workspace, id: str, findings: tuple[Finding, ...]) -> Prepared:
    """A document of which too little could be read for any rule to run."""
    findings = _discreet(findings)
    examined = unable(workspace, id, "文件没有读成功")
    return Prepared(
        id=id,
        composed=None,
        findings=findings,
        ledger=_ledger(workspace, id, examined, findings, ()),
        blocked=True,
        document=workspace.load(id).document,
    )


def unable(workspace: Workspace, id: str, reason: str) -> list[Examined]:
    """All that would have been tested of a document, had there not been a reason."""
    return [*rules.unable(workspace.folders[id].kind.nature, reason), *_uncomposed(reason)]


def _ledger(
    workspace: Workspace, id: str, examined: Iterable[Examined], findings: Iterable[Finding], waived: Iterable[Waived]
) -> tuple[LedgerLine, ...]:
    listed = tuple(findings)
    faulty = {finding.place.path for finding in listed if ledger.is_reading(finding.code)}
    read = {file.relative_to(workspace.project.root).as_posix() for file in workspace.load(id).files}
    return ledger.lines(examined, listed, waived, len(read - faulty))


def _discreet(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Where people's numbers were found, no finding repeats what was typed."""
    personal = any(finding.code == FindingCode.PERSONAL_DATA for finding in findings)
    return tuple(map(discreet, findings)) if personal else findings


def _uncomposed(reason: str) -> Iterable[Examined]:
    return (Examined(code=code, reasons=(reason,)) for code in (*CODES, FindingCode.NO_GLYPH))


def _formula_problems(document: Document, accounts: Accounts) -> Iterable[Finding]:
    for problem in accounts.problems:
        yield Finding(
            code=FindingCode.EDITION_AT_FAULT,
            severity=Severity.ERROR,
            place=Place(path=f"templates/editions/{document.edition.id}/tables.yml"),
            message=f"{problem.where}的公式算不出来：{problem.message}",
            hint="请财政局维护版式的人改正",
        )
