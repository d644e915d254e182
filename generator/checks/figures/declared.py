"""空表: a table that the author declares to have no data, and that has."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place

MOST_RELATED = 12


def empty_tables_are_empty(case: Case) -> Iterator[Outcome]:
    """F304 写了“无”的表: nothing may derive into it from other tables."""
    document, facts = case.document, case.accounts.facts.items
    for name in sorted(document.declared_empty):
        statement = case.accounts.statements[name]
        if statement.empty:
            yield Held()
            continue
        behind = sorted({facts[fact].place for cell in statement.cells for fact, _ in cell.parts})
        yield Finding(
            code=FindingCode.NOT_EMPTY,
            severity=Severity.INCONSISTENCY,
            place=Place(path=f"{document.place.path}/figures.yml"),
            message=f"“{name}”写了“无”，由别的表推算却有数",
            hint="表里应当有数的，删去写“无”的这一行；应当没有数的，核对推算它的那些行的资金和科目",
            related=tuple(behind[:MOST_RELATED]),
        )


RULES = (Rule(code=FindingCode.NOT_EMPTY, check=empty_tables_are_empty),)
