"""单位的填报行 as rows of their department: what units take from other documents, and what is taken away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from gongkai.figures.classify_entries import RECORD
from gongkai.figures.derivation import Accounts
from gongkai.model.consolidation import ELIMINATED
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.forms import TableForm


def all_codes(form: TableForm, given: Iterable[Entry], table: str) -> bool:
    """Whether the records of a table are told by codes alone."""
    records = [entry for entry in given if entry.table == table and entry.row.startswith(RECORD)]
    return all(name in form.lists.coded for entry in records for name, _ in entry.fields)


LENT = "取"


def lent_entries(accounts: Accounts) -> Iterator[Entry]:
    """What a unit takes from its own neighbouring documents, as rows."""
    for fact in accounts.facts.items:
        if fact.lent and not fact.unit:
            form = accounts.edition.tables[fact.table]
            fields = tuple((name, fact.attributes[name]) for name in form.attributes if name in fact.attributes)
            amount = EnteredAmount(column=fact.column, amount=fact.amount, place=fact.place)
            yield Entry(table=fact.table, row=fact.row, fields=fields, amounts=(amount,), place=fact.place, unit=LENT)


def negative(entry: Entry) -> Entry:
    """核销: the amounts taken away."""
    return replace(entry, amounts=tuple(replace(one, amount=-one.amount) for one in entry.amounts), unit=ELIMINATED)
