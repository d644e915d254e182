"""文字: what no figure decides: residue, marks, repetition, units."""

from generator.checks.wording import punctuation, repetition, residue, units

RULES = (
    *residue.RULES,
    *punctuation.RULES,
    *repetition.RULES,
    *units.RULES,
)
