"""勾稽: figures against each other, within a document and between documents."""

from gongkai.checks.figures import (
    between_documents,
    cost_of_each,
    cross_footing,
    declared,
    feasibility,
    lost,
    magnitude,
    negative,
    relations,
    repeated,
    rounded_balances,
    ten_thousand,
)

RULES = (
    *cross_footing.RULES,
    *relations.RULES,
    *negative.RULES,
    *declared.RULES,
    *repeated.RULES,
    *lost.RULES,
    *rounded_balances.RULES,
    *feasibility.RULES,
    *magnitude.RULES,
    *ten_thousand.RULES,
    *cost_of_each.RULES,
    *between_documents.RULES,
)
