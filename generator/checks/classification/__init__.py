"""科目与名称: codes, what they are called, and which go together."""

from generator.checks.classification import (
    catalogue,
    codes,
    economic_pairs,
    funds,
    printed_names,
    project_pairs,
)

RULES = (
    *codes.RULES,
    *funds.RULES,
    *printed_names.RULES,
    *catalogue.RULES,
    *economic_pairs.RULES,
    *project_pairs.RULES,
)
