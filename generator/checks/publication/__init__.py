"""公开的形式: what has to be there, and under which name."""

from generator.checks.publication import completeness, edition, presentation, privacy

RULES = (
    *edition.RULES,
    *completeness.RULES,
    *presentation.RULES,
    *privacy.RULES,
)
