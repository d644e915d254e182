"""手写的文字: what reasons, purposes, forms and reports say, seen beside what others say."""

from generator.checks.narrative import copies, names

RULES = (
    *names.RULES,
    *copies.RULES,
)
