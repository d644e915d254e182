"""检查: everything read, derived and composed, nothing rendered; the findings of it all."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from gongkai.checks.ledger import lines
from gongkai.checks.waiver_offers import offered
from gongkai.model.checked import CheckResult, Offers, Verdict
from gongkai.model.findings import Finding
from gongkai.model.waivers import Waiver
from gongkai.pipeline.collecting import collected
from gongkai.pipeline.crashes import crash
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.limits import Limits
from gongkai.pipeline.preparing import prepare, unable
from gongkai.pipeline.project import Project
from gongkai.pipeline.shared_waivers import idle_findings
from gongkai.pipeline.workers import Outcome, Progress, run
from gongkai.pipeline.workspace import DEPARTMENTS, Workspace
from gongkai.rendering.pdf.uncollected import uncollected

Answer = tuple[Verdict, Offers, frozenset[Waiver]]
"""of one document; the waivers above it that it has no need of, last"""


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
    workspace.warm({name for id in ids for name in digests.editions(id)})
    workspace.read_texts(ids)

    limits = Limits(workspace, digests)

    def work(id: str) -> Answer:
        if (refused := limits.refused(id)) is not None:
            examined = unable("版式的措辞有误")
            return replace(refused, ledger=lines(examined, refused.findings, (), 0)), {}, frozenset()
        prepared = prepare(workspace, id)
        limits.learn(prepared)  # for the next one of this child
        way_to = workspace.load(id).way_to
        offers = offered(f"{DEPARTMENTS}/{id}", prepared.open, way_to) if offer else {}
        return prepared.alone(), offers, prepared.idle

    answers: dict[str, Answer] = {}
    progress("检查文件", 0, len(ids))
    with closing(run(ids, work, jobs, kin=workspace.department)) as outcomes:
        for done, outcome in enumerate(outcomes, start=1):
            answers[outcome.task] = outcome.value or (_crashed(workspace, outcome), {}, frozenset())
            limits.learn(answers[outcome.task][0])
            progress("检查文件", done, len(ids))
    idle: tuple[Finding, ...] = ()
    if not only:  # what other documents need is not known
        above = {id: workspace.waivers_above(id) for id in ids}
        idle = idle_findings(workspace.waivers, {id: answer[2] for id, answer in answers.items()}, above)
    result = collected(workspace, only, (answer[0] for answer in answers.values()), idle)
    return replace(result, offers={id: answers[id][1] for id in sorted(answers)})


def _crashed(workspace: Workspace, outcome: Outcome[Answer]) -> Verdict:
    """A document that brought its process down: no rule has run to its end."""
    findings = (crash(workspace.project, outcome),)
    examined = unable("处理这份文件时出错")
    return Verdict(id=outcome.task, findings=findings, ledger=lines(examined, findings, (), 0), blocked=True)
