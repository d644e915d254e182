"""检查: everything read, derived and composed, nothing rendered; the findings of it all."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from gongkai.model.checked import CheckResult, Verdict
from gongkai.model.findings import Finding
from gongkai.pipeline.authoring.answers import Answers
from gongkai.pipeline.collecting import collected
from gongkai.pipeline.digests import Digests
from gongkai.pipeline.known_digests import KnownDigests
from gongkai.pipeline.level_totals import total_findings
from gongkai.pipeline.pools import LocalPool, Pool
from gongkai.pipeline.project import Project
from gongkai.pipeline.resting import resting
from gongkai.pipeline.shared_waivers import idle_findings
from gongkai.pipeline.workers import Progress
from gongkai.pipeline.workspace import Workspace
from gongkai.rendering.pdf.uncollected import uncollected


class Beside(Struct, frozen=True, kw_only=True):
    """What is asked for beside findings."""

    offers: bool = False
    """the waivers that may be written"""
    ledgers: bool = True
    """also those of documents that were looked at before"""


FINDINGS_AND_LEDGERS = Beside()


@uncollected()
def check(
    project: Project,
    only: tuple[str, ...],
    progress: Progress,
    jobs: int = 2,
    *,
    beside: Beside = FINDINGS_AND_LEDGERS,
    pool: Pool | None = None,
) -> CheckResult:
    """Check all documents, or those at or below the given ids; one that crashes its process is a finding.

    `pool`: who checks; None: so many processes of this machine.
    """
    workspace = Workspace.open(project)
    ids = workspace.chosen(only)
    digests = Digests(workspace, pdf=False)
    workspace.read_texts()
    known = KnownDigests(digests)
    earlier = Answers(workspace, known, ledgers=beside.ledgers)
    found = {id: earlier.known(id) for id in ids}
    workspace.files.keep()
    known.keep()
    answers = {id: answer for id, answer in found.items() if answer is not None and not beside.offers}
    stale = [id for id in ids if id not in answers]
    progress("检查文件", len(answers), len(ids))
    if stale:
        from gongkai.pipeline.authoring.checking_anew import answers_anew  # noqa: PLC0415 - half of the program

        who = pool or LocalPool(jobs)
        for answer in answers_anew(digests, earlier, answers.values(), who, stale, offer=beside.offers):
            answers[answer.verdict.id] = answer
            progress("检查文件", len(answers), len(ids))
    idle: tuple[Finding, ...] = ()
    if not only:  # what other documents need is not known
        above = {id: workspace.waivers_above(id) for id in ids}
        idle = idle_findings(workspace.waivers, {id: answer.idle for id, answer in answers.items()}, above)
    told = {id: answer.told for id, answer in answers.items()}
    names = {id: _called(answer.verdict) for id, answer in answers.items()}
    more = (*idle, *total_findings(workspace, told, names))
    result = collected(workspace, only, resting(answer.verdict for answer in answers.values()), more)
    return replace(result, offers={id: answers[id].offers for id in sorted(answers)})


def _called(verdict: Verdict) -> str:
    return verdict.identity.department if verdict.identity else verdict.id
