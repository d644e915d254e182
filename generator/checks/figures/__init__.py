"""勾稽: figures against each other, within a document and between documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gongkai.checks.context import Case
from gongkai.checks.figures import (
    between_documents,
    cost_of_each,
    cross_footing,
    declared,
    feasibility,
    lost,
    magnitude,
    negative,
    plausibility,
    relations,
    repeated,
    rounded_balances,
    ten_thousand,
)
from gongkai.checks.funds.corrected import corrected
from gongkai.checks.outcomes import Outcome, Rule, Skipped
from gongkai.model.findings import Finding

LATER = "“资金”改正以后再核对（K301、K302）"


def _besides_funds(rule: Rule) -> Rule:
    """The rule as it holds whether or not a wrong 资金 is put right: what that causes is told once (K301, K302)."""

    def check(case: Case) -> Iterator[Outcome]:
        right = corrected(case)
        if right is case:
            yield from rule.check(case)
            return
        as_typed = {_of(one) for one in rule.check(case) if isinstance(one, Finding)}
        for outcome in rule.check(right):
            told = not isinstance(outcome, Finding) or _of(outcome) in as_typed
            yield outcome if told else Skipped(reason=LATER)

    check.__name__ = rule.check.__name__
    return replace(rule, check=check)


def _of(finding: Finding) -> tuple[str, str]:
    """What a finding is about, without its amounts."""
    return (finding.code, finding.message.partition("是")[0])


RULES = tuple(
    _besides_funds(rule)
    for rule in (
        *cross_footing.RULES,
        *relations.RULES,
        *negative.RULES,
        *declared.RULES,
        *repeated.RULES,
        *lost.RULES,
        *rounded_balances.RULES,
        *feasibility.RULES,
        *magnitude.RULES,
        *ten_thousand.RULES,
        *cost_of_each.RULES,
        *plausibility.RULES,
        *between_documents.RULES,
    )
)
