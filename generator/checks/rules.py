"""规则表: all rules, run one by one; a rule that crashes is one finding and the others still run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.checks import classification, completeness, cross_footing, edition_rules
from generator.checks.case import Case
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding, Severity

Rule = Callable[[Case], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    completeness.tables_are_filled,
    completeness.performance_is_there,
    edition_rules.edition_fits,
    classification.codes_are_known,
    classification.names_agree,
    cross_footing.given_against_derived,
    cross_footing.same_quantity,
    cross_footing.cross_footing,
    edition_rules.edition_rules_hold,
)


def run(case: Case) -> tuple[Finding, ...]:
    """Run every rule on a document."""
    findings: list[Finding] = []
    for rule in RULES:
        try:
            findings.extend(rule(case))
        except Exception as error:  # a bug in one rule must not hide what the others find
            findings.append(
                Finding(
                    code=FindingCode.RULE_CRASHED,
                    severity=Severity.ERROR,
                    place=case.document.place,
                    message=f"检查规则 {rule.__name__} 运行出错：{type(error).__name__}: {error}",
                    hint="这是程序的问题，不是内容的问题，请告诉维护人员",
                )
            )
    return tuple(findings)
