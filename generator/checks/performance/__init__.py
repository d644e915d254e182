"""绩效: the performance forms, by themselves, against each other and against the document."""

from generator.checks.performance import (
    cells,
    costs,
    funds,
    goals,
    lists,
    mentions,
    names,
    narrative,
    records,
    results,
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
    *cells.RULES,
    *narrative.RULES,
    *records.RULES,
    *mentions.RULES,
    *results.RULES,
)
