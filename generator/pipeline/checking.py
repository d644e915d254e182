"""检查: everything read, derived and composed, nothing rendered; the findings of it all."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from gongkai.checks.ledger import lines
from gongkai.checks.waiver_offers import offered
from gongkai.model.checked import Checked, Named
from gongkai.model.findings import Finding, Severity
from gongkai.model.ledger import LedgerLine
from gongkai.model.waivers import Waiver
from gongkai.pipeline.collecting import collected, shared_findings
from gongkai.pipeline.crashes import crash
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.preparing import prepare, unable
from gongkai.pipeline.project import Project
from gongkai.pipeline.shared_waivers import idle_findings
from gongkai.pipeline.workers import Outcome, Progress, run
from gongkai.pipeline.workspace import DEPARTMENTS, Workspace

__all__ = ["Checked", "check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What a child has to say of a document."""

    findings: tuple[Finding, ...]
    ledger: tuple[LedgerLine, ...]
    blocked: bool
    named: Named | None = None
    offers: Mapping[Waiver, list[Finding]] = field(default_factory=dict)
    idle: frozenset[Waiver] = frozenset()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles of garbage: a check makes few, and looking for them costs a tenth of it."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_uncollected()
def check(
    project: Project, only: tuple[str, ...], progress: Progress, jobs: int = 2, *, offer: bool = False
) -> Checked:
    """Check all documents, or those at or below the given ids; one that crashes its process is a finding.

    `offer`: with the waivers that may be written.
    """
    workspace = Workspace.open(project)
    ids = workspace.chosen(only)
    digests = Digests(workspace, pdf=False)
    workspace.warm({name for id in ids for name in digests.editions(id)})
    workspace.read_texts(ids)

    def work(id: str) -> _Answer:
        prepared = prepare(workspace, id)
        loaded = workspace.load(id)
        return _Answer(
            findings=prepared.findings,
            ledger=prepared.ledger,
            blocked=prepared.blocked,
            named=prepared.named,
            idle=prepared.idle,
            offers=offered(f"{DEPARTMENTS}/{id}", prepared.open, loaded.way_to) if offer else {},
        )

    shared = shared_findings(workspace, only)
    findings = [*shared]
    blocked = []
    ledgers = {}
    named = {}
    offers = {}
    idle = {}
    progress("检查文件", 0, len(ids))
    with closing(run(ids, work, jobs)) as outcomes:
        for done, outcome in enumerate(outcomes, start=1):
            answer = outcome.value or _crashed(workspace, outcome)
            findings.extend(answer.findings)
            ledgers[outcome.task] = answer.ledger
            offers[outcome.task] = answer.offers
            idle[outcome.task] = answer.idle
            if answer.named is not None:
                named[outcome.task] = answer.named
            if answer.blocked:
                blocked.append(outcome.task)
            progress("检查文件", done, len(ids))
    if not only:  # what other documents need is not known
        above = {id: workspace.waivers_above(id) for id in ids}
        findings.extend(idle_findings(workspace.waivers, idle, above))
    return Checked(
        ids=ids,
        blocked=tuple(sorted(blocked)),
        findings=collected(workspace, findings),
        ledgers=dict(sorted(ledgers.items())),
        named=dict(sorted(named.items())),
        offers=dict(sorted(offers.items())),
        sound=not blocked and not any(finding.severity is Severity.ERROR for finding in shared),
    )


def _crashed(workspace: Workspace, outcome: Outcome[_Answer]) -> _Answer:
    """A document that brought its process down: no rule has run to its end."""
    findings = (crash(workspace.project, outcome),)
    examined = unable(workspace, outcome.task, "处理这份文件时出错")
    return _Answer(findings=findings, ledger=lines(examined, findings, (), 0), blocked=True)
