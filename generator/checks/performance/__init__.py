"""绩效: the performance forms, by themselves, against each other and against the document."""

from generator.checks.performance import (
    costs,
    funds,
    goals,
    lists,
    names,
    narrative,
    scores,
    summary,
    totals,
    units,
    values,
    weights,
)

RULES = (
    *funds.RULES,
    *weights.RULES,
    *scores.RULES,
    *costs.RULES,
    *goals.RULES,
    *totals.RULES,
    *units.RULES,
    *summary.RULES,
    *lists.RULES,
    *names.RULES,
    *values.RULES,
    *narrative.RULES,
)
