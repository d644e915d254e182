"""检查的活: what is done with each document of a check; loaded only where one has to be looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress

from msgspec import Struct
from msgspec.structs import replace

from gongkai.checks.ledger import lines
from gongkai.checks.waiver_offers import offered
from gongkai.figures.derivation import Accounts
from gongkai.figures.formulas import FormulaError
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.checked import Verdict
from gongkai.model.documents import Document
from gongkai.model.series import Series
from gongkai.pipeline.authoring.answers import Answer, Answers
from gongkai.pipeline.crashes import crash
from gongkai.pipeline.digests import Digest, Digests
from gongkai.pipeline.level_totals import series_of
from gongkai.pipeline.limits import Limits
from gongkai.pipeline.pools import Pool
from gongkai.pipeline.preparing import prepare, unable
from gongkai.pipeline.project import Project
from gongkai.pipeline.workers import Outcome
from gongkai.pipeline.workspace import DEPARTMENTS, Workspace


class Checking(Struct, frozen=True):
    """检查的活."""

    digests: Digests
    limits: Limits
    kept: Answers | None
    """None where another machine keeps what is found"""
    series: Series
    """what documents tell for totals of their places"""
    offer: bool

    @property
    def workspace(self) -> Workspace:
        return self.digests.workspace

    def warm(self, ids: Iterable[str]) -> None:
        wanted = tuple(ids)
        if names := {name for id in wanted for name in self.digests.editions(id)}:
            self.workspace.warm(names, len(wanted))

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
        told = _told_by(self.series, prepared.document, prepared.accounts)
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


class CheckOrder(Struct, frozen=True):
    """检查的嘱托."""

    offer: bool

    def begun(self, project: Project) -> Callable[[Workspace, Digests, Mapping[str, Digest]], Checking]:  # noqa: ARG002
        def work(workspace: Workspace, digests: Digests, _wanted: Mapping[str, Digest]) -> Checking:
            return Checking(digests, Limits(workspace, digests), None, series_of(workspace), offer=self.offer)

        return work


def answers_anew(
    digests: Digests, kept: Answers, known: Iterable[Answer], pool: Pool, ids: Iterable[str], *, offer: bool
) -> Iterator[Answer]:
    """What comes of each document; one that crashes its process is a finding. `known`: what came of others."""
    workspace = digests.workspace
    work = Checking(digests, Limits(workspace, digests), kept, series_of(workspace), offer=offer)
    for answer in known:
        work.learn(answer)
    with closing(pool.run(work, ids)) as outcomes:
        for outcome in outcomes:
            yield outcome.value or Answer(verdict=_crashed(workspace, outcome), offers={})


def _told_by(series: Series, document: Document | None, accounts: Accounts | None) -> dict[str, Amount]:
    """What a department's document gives to totals of its place."""
    found: dict[str, Amount] = {}
    if document is None or accounts is None or document.kind.of_unit:
        return found
    measure = series.measure(document.kind.nature)
    for name, item in series.additive.items():
        with suppress(FormulaError):
            found[name] = accounts.quantity(item.figures[measure]) if measure in item.figures else NOTHING
    return found


def _crashed(workspace: Workspace, outcome: Outcome[Answer]) -> Verdict:
    """A document that brought its process down: no rule has run to its end."""
    findings = (crash(workspace.project, outcome),)
    examined = unable("处理这份文件时出错")
    return Verdict(id=outcome.task, findings=findings, ledger=lines(examined, findings, (), 0), blocked=True)
