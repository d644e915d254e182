"""空表: a table that the author declares to have no data, and that has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.checks.context import Case
from gongkai.checks.figures.printed import behind
from gongkai.checks.outcomes import Said, each
from gongkai.model.findings import found


def _declared_empty(case: Case) -> Iterable[str]:
    return sorted(case.document.declared_empty)


@each(_declared_empty)
def empty_tables_are_empty(case: Case, name: str) -> Iterator[Said]:
    """F304 写了“无”的表: nothing may derive into it from other tables."""
    statement = case.accounts.statements[name]
    if not statement.empty:
        parts = [part for cell in statement.cells for part in cell.parts]
        yield found("F304", case.figures_file, related=behind(case, parts), 表=name)
