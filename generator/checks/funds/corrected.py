"""改正资金: a document with every fund as it has to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.checks.funds.elsewhere import elsewhere
from gongkai.checks.funds.lines import attribute_of
from gongkai.checks.funds.mistakes import mistakes
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.forms import TableForm

_Change = tuple[tuple[EnteredAmount, ...], str]


@lru_cache(maxsize=1)
def corrected(case: Case) -> Case:
    """An authored document with every 资金 as it has to be, where only one can be: what is wrong besides that.

    An archived one prints what it prints.
    """
    return case if case.document.archived else _with(case, _changes(case))


def supposed(case: Case) -> Case:
    """The same with every default that another place contradicts as it is there, sure or not: for trial only."""
    return _with(case, {id(one.line.entry): [(one.line.amounts, one.fund)] for one in elsewhere(case)})


def _with(case: Case, changes: dict[int, list[_Change]]) -> Case:
    if not changes:
        return case
    entries = tuple(new for entry in case.document.entries for new in _changed(case, entry, changes.get(id(entry), [])))
    return case.with_figures(entries)


def _changes(case: Case) -> dict[int, list[_Change]]:
    """What is certain, by entry: figures and the fund that they are of."""
    changes: dict[int, list[_Change]] = defaultdict(list)
    for mistake in mistakes(case):
        if mistake.sure and len(mistake.right) == 1 and mistake.line.fund:
            changes[id(mistake.line.entry)].append((mistake.amounts, mistake.right[0]))
    for one in elsewhere(case):
        if one.sure:
            changes[id(one.line.entry)].append((one.line.amounts, one.fund))
    return changes


def _changed(case: Case, entry: Entry, changes: list[_Change]) -> Iterator[Entry]:
    form = case.document.edition.tables[entry.table]
    moved = {id(one) for amounts, _ in changes for one in amounts}
    left = tuple(one for one in entry.amounts if id(one) not in moved)
    if left or not moved:
        yield replace(entry, amounts=left)
    for amounts, fund in changes:
        yield replace(_of_fund(case, form, entry, fund), amounts=amounts)


def _of_fund(case: Case, form: TableForm, entry: Entry, fund: str) -> Entry:
    if entry.row in form.placed_rows:
        return replace(entry, row=row_of(case, form, fund) or entry.row)
    attribute = attribute_of(case)
    others = tuple(field for field in entry.fields if field[0] != attribute)
    return replace(entry, fields=(*others, (attribute, fund)))


def row_of(case: Case, form: TableForm, fund: str) -> str:
    """The fixed row of a fund."""
    return next((row.name for row in form.fixed_rows if row.where.get(attribute_of(case)) == (fund,)), "")
