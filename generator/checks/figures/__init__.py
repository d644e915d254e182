"""勾稽: figures against each other, within a document and between documents."""

from generator.checks.figures import (
    between_documents,
    cost_of_each,
    cross_footing,
    feasibility,
    improbable,
    magnitude,
    relations,
    ten_thousand,
)

RULES = (
    *cross_footing.RULES,
    *improbable.RULES,
    *relations.RULES,
    *feasibility.RULES,
    *magnitude.RULES,
    *ten_thousand.RULES,
    *cost_of_each.RULES,
    *between_documents.RULES,
)
