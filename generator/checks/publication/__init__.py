"""公开的形式: what has to be there, and under which name."""

from gongkai.checks.publication import completeness, dating, edition, glossary, presentation, privacy

RULES = (
    *edition.RULES,
    *dating.RULES,
    *completeness.RULES,
    *presentation.RULES,
    *glossary.RULES,
    *privacy.RULES,
)
