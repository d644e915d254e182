"""勾稽: figures against each other, within a document and between documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import wraps

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

    @wraps(rule.check)
    def check(case: Case) -> Iterator[Outcome]:
        right = corrected(case)
        if right is case:
            yield from rule.check(case)
            return
        as_typed = {_of(one) for one in rule.check(case) if isinstance(one, Finding)}
        for outcome in rule.check(right):
            told = not isinstance(outcome, Finding) or _of(outcome) in as_typed
            yield outcome if told else Skipped(reason=LATER)

    return replace(rule, check=check)


def _of(finding: Finding) -> tuple[str, str]:
    """What a finding is about, without its amounts."""
    return (finding.code, finding.message.partition("是")[0])


RULES = tuple(
    _besides_funds(rule)
    for rule in (
        Rule("F101", cross_footing.given_against_derived),
        Rule("R101", cross_footing.same_quantity, whole=True),
        Rule("F102", cross_footing.cross_footing),
        Rule("F103", cross_footing.rounding_is_probable),
        Rule("F301", relations.relations_hold),
        Rule("F302", negative.negative_figures),
        Rule("F304", declared.empty_tables_are_empty),
        Rule("F305", repeated.no_line_stands_twice),
        Rule("F306", lost.every_figure_has_a_row),
        Rule("F307", rounded_balances.balances_are_no_rounding, whole=True),
        Rule("F201", feasibility.joint_feasibility, whole=True),
        Rule("F202", magnitude.unit_is_right),
        Rule("F203", magnitude.unit_is_not_wan),
        Rule("F204", ten_thousand.amounts_are_in_the_unit, whole=True),
        Rule("F205", cost_of_each.one_costs_what_it_can),
        Rule("T102", cost_of_each.one_costs_what_is_usual),
        Rule("C101", between_documents.entered_figures_agree),
        Rule("C201", between_documents.figures_go_on),
        Rule("C202", between_documents.department_is_its_units),
    )
)
