"""检查: everything read, derived and composed, nothing rendered; the findings of it all."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import replace

from gongkai.checks.ledger import lines
from gongkai.checks.waiver_offers import offered
from gongkai.model.checked import CheckResult, Verdict
from gongkai.model.findings import Finding
from gongkai.pipeline.authoring.answers import Answer, Answers
from gongkai.pipeline.collecting import collected
from gongkai.pipeline.crashes import crash
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.level_totals import series_of, told_by, total_findings
from gongkai.pipeline.limits import Limits
from gongkai.pipeline.preparing import prepare, unable
from gongkai.pipeline.project import Project
from gongkai.pipeline.shared_waivers import idle_findings
from gongkai.pipeline.workers import Outcome, Progress, run
from gongkai.pipeline.workspace import DEPARTMENTS, Workspace
from gongkai.rendering.pdf.uncollected import uncollected


@uncollected()
def check(
    project: Project, only: tuple[str, ...], progress: Progress, jobs: int = 2, *, offer: bool = False
) -> CheckResult:
    """Check all documents, or those at or below the given ids; one that crashes its process is a finding.

    `offer`: with the waivers that may be written.
    """
    workspace = Workspace.open(project)
    ids = workspace.chosen(only)
    digests = Digests(workspace, pdf=False)
    workspace.read_texts()
    earlier = Answers(workspace, digests)
    known = {id: earlier.known(id) for id in ids}
    workspace.files.keep()
    answers = {id: answer for id, answer in known.items() if answer is not None and not offer}
    stale = [id for id in ids if id not in answers]
    if stale:
        workspace.warm({name for id in stale for name in digests.editions(id)})

    series = series_of(workspace)
    limits = Limits(workspace, digests)
    for answer in answers.values():
        limits.learn(answer.verdict)

    def work(id: str) -> Answer:
        if (refused := limits.refused(id)) is not None:
            examined = unable("版式的措辞有误")
            ledger = lines(examined, refused.findings, (), 0)
            return Answer(verdict=replace(refused, ledger=ledger), offers={})
        prepared = prepare(workspace, id)
        limits.learn(prepared)  # for the next one of this child
        way_to = workspace.load(id).way_to
        offers = offered(f"{DEPARTMENTS}/{id}", prepared.open, way_to) if offer else {}
        told = told_by(series, prepared.document, prepared.accounts)
        answer = Answer(verdict=prepared.alone(), offers=offers, idle=prepared.idle, told=told)
        with suppress(OSError):  # a disk that is full costs time next time, and no answer
            earlier.keep(answer)
        return answer

    progress("检查文件", len(answers), len(ids))
    with closing(run(stale, work, jobs, kin=workspace.department)) as outcomes:
        for outcome in outcomes:
            answers[outcome.task] = outcome.value or Answer(verdict=_crashed(workspace, outcome), offers={})
            limits.learn(answers[outcome.task].verdict)
            progress("检查文件", len(answers), len(ids))
    idle: tuple[Finding, ...] = ()
    if not only:  # what other documents need is not known
        above = {id: workspace.waivers_above(id) for id in ids}
        idle = idle_findings(workspace.waivers, {id: answer.idle for id, answer in answers.items()}, above)
    told = {id: answer.told for id, answer in answers.items()}
    names = {id: _called(answer.verdict) for id, answer in answers.items()}
    more = (*idle, *total_findings(workspace, told, names))
    result = collected(workspace, only, (answer.verdict for answer in answers.values()), more)
    return replace(result, offers={id: answers[id].offers for id in sorted(answers)})


def _called(verdict: Verdict) -> str:
    return verdict.identity.department if verdict.identity else verdict.id


def _crashed(workspace: Workspace, outcome: Outcome[Answer]) -> Verdict:
    """A document that brought its process down: no rule has run to its end."""
    findings = (crash(workspace.project, outcome),)
    examined = unable("处理这份文件时出错")
    return Verdict(id=outcome.task, findings=findings, ledger=lines(examined, findings, (), 0), blocked=True)
