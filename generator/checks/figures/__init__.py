"""勾稽: figures against each other, within a document and between documents."""

from generator.checks.figures import between_documents, cross_footing, feasibility, improbable, magnitude, relations

RULES = (
    *cross_footing.RULES,
    *improbable.RULES,
    *relations.RULES,
    *feasibility.RULES,
    *magnitude.RULES,
    *between_documents.RULES,
)
