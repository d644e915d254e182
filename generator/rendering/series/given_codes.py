"""科目的数: the printed cells of each code behind an indicator of codes (一般公共预算支出.*)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from gongkai.figures.derivation import Accounts
from gongkai.figures.formulas import Reference, parse
from gongkai.model.statements import Cell

ANY = "*"
CodeCells = tuple[str, str, tuple[Cell, ...]]
"""code, what the document calls it, its cells"""


def codes_of(accounts: Accounts, pattern: str, cell: Callable[[str], Cell | None]) -> Iterator[CodeCells]:
    """Each code once. `cell`: the one cell that an indicator names."""
    formula = parse(accounts.edition.indicators[pattern])
    if len(formula) == 1 and formula[0].first.where:
        yield from _recorded(accounts, formula[0].first)
        return
    seen: set[str] = set()
    for table in accounts.tables(pattern):
        statement = accounts.statements.get(table)
        for row in statement.rows if statement else ():
            if row.code.isdecimal() and not row.department and row.code not in seen:
                seen.add(row.code)
                found = cell(pattern.replace(ANY, row.code))
                if found is not None:
                    yield row.code, row.title, (found,)


def _recorded(accounts: Accounts, reference: Reference) -> Iterator[CodeCells]:
    """Of a table in which a row is a record with a code among its fields: 合计[部门经济=*]."""
    table, _, column = reference.path.partition(".")
    by = next((name for name, values in reference.where or () if ANY in values), "")
    statement = accounts.statements.get(table)
    found: dict[str, list[Cell]] = defaultdict(list)
    for row in statement.rows if statement else ():
        code = row.fields.get(by, "")
        if code and column in row.cells:
            for one in (*accounts.naming.above(by, code), code):
                found[one].append(row.cells[column])
    for code in sorted(found):
        yield code, accounts.naming.of(by, code), tuple(found[code])
