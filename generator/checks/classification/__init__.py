"""科目与名称: codes, what they are called, and which go together."""

from gongkai.checks.classification import (
    catalogue,
    codes,
    economic_pairs,
    funds,
    input_codes,
    known_codes,
    printed_names,
    project_pairs,
)

RULES = (
    *known_codes.RULES,
    *codes.RULES,
    *input_codes.RULES,
    *funds.RULES,
    *printed_names.RULES,
    *catalogue.RULES,
    *economic_pairs.RULES,
    *project_pairs.RULES,
)
