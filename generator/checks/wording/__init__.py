"""文字: what people typed, as characters and words (rule X17)."""

from generator.checks.wording import characters

RULES = (*characters.RULES,)
