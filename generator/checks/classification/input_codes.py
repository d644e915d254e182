"""填报项的科目: codes of the explanation's items, which print with their names (年初预算)."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, each
from gongkai.model.amounts import Amount
from gongkai.model.classification import SUBJECT, name_key
from gongkai.model.edition import declared
from gongkai.model.entries import Input
from gongkai.model.findings import Finding, found

ITEM = "项"


def _items(case: Case) -> Iterator[tuple[Input, str]]:
    """Amounts typed by the code of a 项 that no table has, where there is a list of names."""
    edition = case.document.edition
    in_tables = {entry.row for entry in case.document.entries}
    for path, given in case.document.inputs.items() if case.accounts.naming.listed(SUBJECT) else ():
        _, code = declared(edition.inputs, path) or (None, "")
        amount = given.value if isinstance(given.value, Amount) else None
        if amount and amount.yuan and code not in in_tables and edition.lists.level(SUBJECT, code) == ITEM:
            yield given, code


@each(_items)
def codes_of_inputs_have_names(case: Case, item: tuple[Input, str]) -> Iterator[Said]:
    """K101 年初预算的科目: an item whose code has no name would be printed without one (rule R43)."""
    (given, code), naming = item, case.accounts.naming
    nameless = [one for one in (*naming.above(SUBJECT, code), code) if not naming.of(SUBJECT, one)]
    yield from (_nameless(case, given, code, one) for one in nameless[:1])


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
