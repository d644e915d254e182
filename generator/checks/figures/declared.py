"""空表: a table that the author declares to have no data, and that has."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.figures.printed import behind
from gongkai.checks.outcomes import Held, Outcome
from gongkai.model.findings import found


def empty_tables_are_empty(case: Case) -> Iterator[Outcome]:
    """F304 写了“无”的表: nothing may derive into it from other tables."""
    for name in sorted(case.document.declared_empty):
        statement = case.accounts.statements[name]
        if statement.empty:
            yield Held()
        else:
            parts = [part for cell in statement.cells for part in cell.parts]
            yield found("F304", case.figures_file, related=behind(case, parts), 表=name)
