"""检查: everything read, derived and composed, nothing rendered; the findings of it all."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace

from gongkai.checks.ledger import lines
from gongkai.checks.waiver_offers import offered
from gongkai.model.checked import CheckResult, Verdict
from gongkai.model.findings import Finding
from gongkai.model.series import Series
from gongkai.pipeline.authoring.answers import Answer, Answers
from gongkai.pipeline.collecting import collected
from gongkai.pipeline.crashes import crash
from gongkai.pipeline.digests import Digest, Digests
from gongkai.pipeline.known_digests import KnownDigests
from gongkai.pipeline.level_totals import series_of, told_by, total_findings
from gongkai.pipeline.limits import Limits
from gongkai.pipeline.pools import LocalPool, Pool
from gongkai.pipeline.preparing import prepare, unable
from gongkai.pipeline.project import Project
from gongkai.pipeline.resting import resting
from gongkai.pipeline.shared_waivers import idle_findings
from gongkai.pipeline.workers import Outcome, Progress
from gongkai.pipeline.workspace import DEPARTMENTS, Workspace
from gongkai.rendering.pdf.uncollected import uncollected


@dataclass(frozen=True, slots=True)
class Checking:
    """检查的活."""

    digests: Digests
    limits: Limits
    kept: Answers | None
    """None where another machine keeps what is found"""
    series: Series
    """what documents tell for totals of their places"""
    offer: bool = field(kw_only=True)

    @property
    def workspace(self) -> Workspace:
        return self.digests.workspace

    def warm(self, ids: Iterable[str]) -> None:
        if names := {name for id in ids for name in self.digests.editions(id)}:
            self.workspace.warm(names)

    def kin(self, id: str) -> str:
        return self.workspace.department(id)

    def do(self, id: str) -> Answer:
        if (refused := self.limits.refused(id)) is not None:
            examined = unable("版式的措辞有误")
            ledger = lines(examined, refused.findings, (), 0)
            return Answer(verdict=replace(refused, ledger=ledger), offers={})
        prepared = prepare(self.workspace, id)
        self.limits.learn(prepared)  # for the next one of this child
        way_to = self.workspace.load(id).way_to
        offers = offered(f"{DEPARTMENTS}/{id}", prepared.open, way_to) if self.offer else {}
        told = told_by(self.series, prepared.document, prepared.accounts)
        answer = Answer(verdict=prepared.alone(), offers=offers, idle=prepared.idle, told=told)
        self._keep(answer)
        return answer

    def learn(self, value: Answer) -> None:
        self.limits.learn(value.verdict)

    @property
    def order(self) -> CheckOrder:
        return CheckOrder(self.offer)

    def here(self, id: str) -> bool:  # noqa: ARG002 - a check reads files of content/ alone
        return False

    def sent(self, value: Answer) -> Answer:
        return value

    def received(self, id: str, sent: Answer) -> Answer:
        if sent.verdict.id != id:
            raise ValueError("是另一份结论")
        if all(one.code != "L622" for one in sent.verdict.findings):  # it may not have been looked at (limits.py)
            self._keep(sent)
        return sent

    def _keep(self, answer: Answer) -> None:
        if self.kept is not None:
            with suppress(OSError):  # a disk that is full costs time next time, and no answer
                self.kept.keep(answer)


@dataclass(frozen=True, slots=True)
class CheckOrder:
    """检查的嘱托."""

    offer: bool

    def begun(self, project: Project) -> Callable[[Workspace, Digests, Mapping[str, Digest]], Checking]:  # noqa: ARG002
        gc.disable()  # as `uncollected` says; this process does nothing else

        def work(workspace: Workspace, digests: Digests, _wanted: Mapping[str, Digest]) -> Checking:
            return Checking(digests, Limits(workspace, digests), None, series_of(workspace), offer=self.offer)

        return work


@uncollected()
def check(
    project: Project,
    only: tuple[str, ...],
    progress: Progress,
    jobs: int = 2,
    *,
    offer: bool = False,
    ledgers: bool = True,
    pool: Pool | None = None,
) -> CheckResult:
    """Check all documents, or those at or below the given ids; one that crashes its process is a finding.

    `offer`: with the waivers that may be written; `ledgers`: with those of documents that were looked at before, too.
    `pool`: who checks; None: so many processes of this machine.
    """
    workspace = Workspace.open(project)
    ids = workspace.chosen(only)
    digests = Digests(workspace, pdf=False)
    workspace.read_texts()
    digests_known = KnownDigests(digests)
    earlier = Answers(workspace, digests_known, ledgers=ledgers)
    known = {id: earlier.known(id) for id in ids}
    workspace.files.keep()
    digests_known.keep()
    answers = {id: answer for id, answer in known.items() if answer is not None and not offer}
    stale = [id for id in ids if id not in answers]
    work = Checking(digests, Limits(workspace, digests), earlier, series_of(workspace), offer=offer)
    for answer in answers.values():
        work.learn(answer)
    progress("检查文件", len(answers), len(ids))
    with closing((pool or LocalPool(jobs)).run(work, stale)) as outcomes:
        for outcome in outcomes:
            answers[outcome.task] = outcome.value or Answer(verdict=_crashed(workspace, outcome), offers={})
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


def _crashed(workspace: Workspace, outcome: Outcome[Answer]) -> Verdict:
    """A document that brought its process down: no rule has run to its end."""
    findings = (crash(workspace.project, outcome),)
    examined = unable("处理这份文件时出错")
    return Verdict(id=outcome.task, findings=findings, ledger=lines(examined, findings, (), 0), blocked=True)
