"""文字: what no figure decides: characters, residue, marks, repetition, units (rules X17, X18)."""

from gongkai.checks.wording import characters, printed_units, punctuation, repetition, residue, seams, units

RULES = (
    *characters.RULES,
    *residue.RULES,
    *punctuation.RULES,
    *repetition.RULES,
    *seams.RULES,
    *units.RULES,
    *printed_units.RULES,
)
