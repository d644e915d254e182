"""改正资金: a document with every fund as it has to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from gongkai.checks.context import Case
from gongkai.checks.funds.elsewhere import elsewhere
from gongkai.checks.funds.mistakes import mistakes
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.forms import TableForm


@lru_cache(maxsize=1)
def corrected(case: Case) -> Case:
    """An authored document with every 资金 as it has to be, where only one can be: what is wrong besides that.

    An archived one prints what it prints.
    """
    if case.document.archived:
        return case
    changes: dict[int, list[tuple[tuple[EnteredAmount, ...], str]]] = {}
    for mistake in mistakes(case):
        if mistake.sure and len(mistake.right) == 1 and mistake.line.fund:
            changes.setdefault(id(mistake.line.entry), []).append((mistake.amounts, mistake.right[0]))
    for one in elsewhere(case):
        if one.sure:
            changes.setdefault(id(one.line.entry), []).append((one.line.amounts, one.fund))
    if not changes:
        return case
    entries = tuple(new for entry in case.document.entries for new in _changed(case, entry, changes.get(id(entry), [])))
    return case.with_figures(entries)


def _changed(case: Case, entry: Entry, changes: list[tuple[tuple[EnteredAmount, ...], str]]) -> Iterator[Entry]:
    funds = case.document.edition.funds
    moved = {id(one) for amounts, _ in changes for one in amounts}
    left = tuple(one for one in entry.amounts if id(one) not in moved)
    if left or not moved:
        yield replace(entry, amounts=left)
    for amounts, fund in changes:
        form = case.document.edition.tables[entry.table]
        if entry.row in form.placed_rows:
            yield replace(entry, row=row_of(case, form, fund) or entry.row, amounts=amounts)
        elif funds is not None:
            others = tuple(field for field in entry.fields if field[0] != funds.attribute)
            yield replace(entry, fields=(*others, (funds.attribute, fund)), amounts=amounts)


def row_of(case: Case, form: TableForm, fund: str) -> str:
    """The fixed row of a fund."""
    funds = case.document.edition.funds
    attribute = funds.attribute if funds else ""
    return next((row.name for row in form.fixed_rows if row.where.get(attribute) == (fund,)), "")
