"""情况说明: what an explanation says, against the figures it speaks of, against sense, and beside what others say."""

from gongkai.checks.narrative import (
    bodies,
    copies,
    inputs,
    large_percentages,
    names,
    printed_figures,
    printed_words,
    prose_figures,
    reasons,
    wording_directions,
    years,
)

RULES = (
    *inputs.RULES,
    *printed_figures.RULES,
    *large_percentages.RULES,
    *printed_words.RULES,
    *reasons.RULES,
    *wording_directions.RULES,
    *years.RULES,
    *names.RULES,
    *copies.RULES,
    *bodies.RULES,
    *prose_figures.RULES,
)
