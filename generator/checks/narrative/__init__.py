"""情况说明: what an explanation says, against the figures it speaks of and against sense."""

from generator.checks.narrative import inputs, printed_figures, printed_words, prose_figures, reasons, years

RULES = (
    *inputs.RULES,
    *printed_figures.RULES,
    *printed_words.RULES,
    *reasons.RULES,
    *years.RULES,
    *prose_figures.RULES,
)
