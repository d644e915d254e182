"""绩效: the performance forms, by themselves, against each other and against the document."""

from gongkai.checks.performance import (
    cells,
    costs,
    funds,
    goals,
    lists,
    mentions,
    names,
    narrative,
    plausible_values,
    records,
    results,
    scores,
    summary,
    totals,
    units,
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
    *plausible_values.RULES,
    *cells.RULES,
    *narrative.RULES,
    *records.RULES,
    *mentions.RULES,
    *results.RULES,
)
