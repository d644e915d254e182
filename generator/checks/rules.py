"""规则表: all rules, run one by one; a rule that crashes is one finding and the others still run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from gongkai.checks import (
    classification,
    control_totals,
    departments,
    disclosure,
    figures,
    narrative,
    performance,
    publication,
    wording,
)
from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Noted, Rule, Skipped
from gongkai.checks.unread import reasons as reasons_unread
from gongkai.model.findings import SEVERITIES, Finding, found
from gongkai.model.ledger import Examined
from gongkai.model.relations import Treatment

RULES: tuple[Rule, ...] = (
    *publication.RULES,
    *classification.RULES,
    *figures.RULES,
    *departments.RULES,
    *control_totals.RULES,
    *narrative.RULES,
    *performance.RULES,
    *wording.RULES,
    *disclosure.RULES,
)
SWITCHED_OFF = "版式规定不查"
OF_FIGURES = frozenset(
    rule.code for family in (classification, figures, control_totals, narrative, performance) for rule in family.RULES
) | {"P101", "P103", "P205"}
"""what is about figures and what is said of them: nothing to look at where a document has none"""


class Checked(Struct, frozen=True, kw_only=True):
    """检查结果 of one document: what was found, and how every rule ended."""

    findings: tuple[Finding, ...]
    examined: tuple[Examined, ...]


def run(case: Case) -> Checked:
    """Run every rule."""
    results = [_run(rule, case) for rule in RULES]
    return Checked(
        findings=tuple(_weighed((one for findings, _ in results for one in findings), case.document.edition.checks)),
        examined=tuple(ended for _, ended in results),
    )


def _weighed(findings: Iterable[Finding], checks: Mapping[str, Treatment]) -> Iterator[Finding]:
    """What the edition makes of findings (检查)."""
    for finding in findings:
        treatment = checks.get(finding.code)
        if treatment is None:
            yield finding
        elif treatment is not Treatment.OFF:
            yield replace(finding, severity=SEVERITIES[treatment])


def unable(reason: str) -> tuple[Examined, ...]:
    """The rules for a document that cannot be looked at: none of them has run."""
    return tuple(Examined(code=rule.code, reasons=(reason,)) for rule in RULES)


def _not_run(rule: Rule, case: Case) -> Examined | None:
    """Why a rule does not look at a document at all."""
    edition = case.document.edition
    if rule.code in OF_FIGURES and case.document.withheld.silent:
        return Examined(code=rule.code, lacking=("没有数，或者整份不公开",))
    if rule.needs and (lacking := rule.needs(edition)):
        return Examined(code=rule.code, lacking=(lacking,))
    if rule.whole and (unread := reasons_unread(case)):
        return Examined(code=rule.code, reasons=unread)
    switched_off = edition.checks.get(rule.code) is Treatment.OFF
    return Examined(code=rule.code, reasons=(SWITCHED_OFF,)) if switched_off else None


def _run(rule: Rule, case: Case) -> tuple[tuple[Finding, ...], Examined]:
    """What a rule finds, and how much of what it looks at holds and cannot be looked at."""
    not_run = _not_run(rule, case)
    if not_run is not None:
        return (), not_run
    findings: list[Finding] = []
    reasons = list(reasons_unread(case)) if rule.figures else []
    said: list[str] = []
    held = 0
    try:
        for outcome in rule.check(case):
            match outcome:
                case Finding():
                    findings.append(outcome)
                case Held():
                    held += outcome.count
                case Skipped():
                    reasons.append(outcome.reason)
                case Noted():
                    said.append(outcome.text)
    except Exception as error:  # noqa: BLE001 - a bug in one rule must not hide what the others find
        findings.append(_crash(rule, case, error))
        reasons.append("检查程序出错")
    ended = Examined(code=rule.code, held=held, reasons=tuple(dict.fromkeys(reasons)), said=tuple(filter(None, said)))
    return tuple(findings), ended


def _crash(rule: Rule, case: Case, error: Exception) -> Finding:
    what = f"{type(error).__name__}: {error}"
    return found("X901", case.document.place, 规则=rule.check.__name__, 错误=what)
