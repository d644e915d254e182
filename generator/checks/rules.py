"""规则表: all rules, run one by one; a rule that crashes is one finding and the others still run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.checks import classification, figures, narrative, performance, publication, wording
from generator.checks.case import Case
from generator.checks.outcomes import Held, Rule, Skipped
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding, Severity
from generator.model.ledger import LedgerLine

RULES: tuple[Rule, ...] = (
    *publication.RULES,
    *classification.RULES,
    *figures.RULES,
    *narrative.RULES,
    *performance.RULES,
    *wording.RULES,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """检查结果 of one document: what was found, and the record of every rule."""

    findings: tuple[Finding, ...]
    ledger: tuple[LedgerLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    rule: Rule
    findings: tuple[Finding, ...]
    held: int
    reasons: tuple[str, ...]


def run(case: Case) -> Checked:
    """Run every rule that is for this kind of document."""
    results = [_run(rule, case) for rule in RULES if _is_for(rule, case)]
    return Checked(
        findings=tuple(finding for result in results for finding in result.findings),
        ledger=_ledger(results),
    )


def _is_for(rule: Rule, case: Case) -> bool:
    return not rule.editions or case.document.edition.kind.value in rule.editions


def _run(rule: Rule, case: Case) -> _Result:
    findings: list[Finding] = []
    reasons: list[str] = []
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
    except Exception as error:  # noqa: BLE001 - a bug in one rule must not hide what the others find
        findings.append(_crash(rule, case, error))
        reasons.append("检查程序出错")
    return _Result(rule=rule, findings=tuple(findings), held=held, reasons=tuple(dict.fromkeys(reasons)))


def _crash(rule: Rule, case: Case, error: Exception) -> Finding:
    return Finding(
        code=FindingCode.RULE_CRASHED,
        severity=Severity.ERROR,
        place=case.document.place,
        message=f"检查规则 {rule.check.__name__} 运行出错：{type(error).__name__}: {error}",
        hint="这是程序的问题，不是内容的问题，请告诉维护人员",
    )


def _ledger(results: Iterable[_Result]) -> tuple[LedgerLine, ...]:
    """One line for each code, in order; several rules may share one."""
    by_code: dict[FindingCode, list[_Result]] = {}
    for result in results:
        by_code.setdefault(result.rule.code, []).append(result)
    return tuple(
        LedgerLine(
            code=code.value,
            title=code.label,
            held=sum(result.held for result in group),
            found=sum(len(result.findings) for result in group),
            reasons=tuple(dict.fromkeys(reason for result in group for reason in result.reasons)),
        )
        for code, group in sorted(by_code.items())
    )
