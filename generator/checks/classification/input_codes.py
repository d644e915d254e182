"""填报项的科目: codes of the explanation's items, which print with their names (年初预算)."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome
from gongkai.model.amounts import Amount
from gongkai.model.classification import SUBJECT, name_key
from gongkai.model.edition import declared
from gongkai.model.entries import Input
from gongkai.model.findings import Finding, found

ITEM = "项"


def codes_of_inputs_have_names(case: Case) -> Iterator[Outcome]:
    """K101 年初预算的科目: an item whose code has no name would be printed without one (rule R43)."""
    naming = case.accounts.naming
    for given, code in _items(case) if naming.listed(SUBJECT) else ():
        nameless = next((one for one in (*naming.above(SUBJECT, code), code) if not naming.of(SUBJECT, one)), "")
        yield _nameless(case, given, code, nameless) if nameless else Held()


def _items(case: Case) -> Iterator[tuple[Input, str]]:
    """Amounts typed by the code of a 项 that no table has."""
    edition = case.document.edition
    in_tables = {entry.row for entry in case.document.entries}
    for path, given in case.document.inputs.items():
        _, code = declared(edition.inputs, path) or (None, "")
        amount = given.value if isinstance(given.value, Amount) else None
        if amount and amount.yuan and code not in in_tables and edition.lists.level(SUBJECT, code) == ITEM:
            yield given, code


def _nameless(case: Case, given: Input, code: str, nameless: str) -> Finding:
    year, since = case.document.year, case.changes.since(code)
    changed = 0 < since <= year
    tables = case.document.edition.tables
    rules = ((entry.table, tables[entry.table].rule) for entry in case.document.entries)
    return found(
        "K101",
        given.place,
        "填报项",
        hint="变更" if changed else "加一行",
        处=given.path.replace(".", "·"),
        年=year,
        编码=nameless,
        始=since if changed else "",
        新="、".join(case.changes.after(code)),
        表=next((table for table, rule in rules if rule is not None and rule.by == (SUBJECT,)), "支出表"),
        写法=f'"{nameless}": {{{name_key(SUBJECT)}: ……}}',
    )
