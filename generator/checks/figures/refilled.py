"""改填: the typed rows with some cells filled otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec.structs import replace

from gongkai.checks.context import Case
from gongkai.checks.figures.system import CENTS
from gongkai.figures.classify_entries import row_key
from gongkai.model.amounts import Amount
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.places import NOWHERE
from gongkai.model.statements import Address

Changes = Mapping[Address, int | None]
"""what belongs into cells, in cents; None: not known"""


def refilled(case: Case, changes: Changes) -> Case:
    """The document with these cells filled otherwise; what is not known has some figure."""
    return case.with_figures(tuple(_entries(case, changes)))


def _entries(case: Case, changes: Changes) -> Iterator[Entry]:
    tables = case.document.edition.tables
    margin = max((fact.amount.margin for fact in case.accounts.facts.items), default=Decimal(0))
    wanted: dict[tuple[str, str], dict[str, int]] = {}
    for (table, row, column), cents in changes.items():
        wanted.setdefault((table, row), {})[column] = 100 if cents is None else cents
    for entry in case.document.entries:
        own = wanted.pop((entry.table, row_key(tables[entry.table], entry)), {})
        kept = (one for one in entry.amounts if one.column not in own)
        yield replace(entry, amounts=(*kept, *_typed(entry, own, margin)))
    for (table, row), own in wanted.items():
        entry = Entry(table=table, row=row, fields=(), amounts=(), place=NOWHERE)
        yield replace(entry, amounts=tuple(_typed(entry, own, margin)))


def _typed(entry: Entry, own: Mapping[str, int], margin: Decimal) -> Iterator[EnteredAmount]:
    """Each where it was typed before, so that what is found there is found at the same place."""
    places = {one.column: one.place for one in entry.amounts}
    for column, cents in own.items():
        if cents:
            amount = Amount(yuan=cents / CENTS, margin=margin)
            yield EnteredAmount(column=column, amount=amount, place=places.get(column, entry.place))
