"""不公开的行: rows whose figures nobody types; what a typed total has beyond the others is theirs (decision 0085).

Without such a total nothing is known of them, and no sum has them. Either way nothing of them is printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from gongkai.figures.classify_entries import is_input
from gongkai.figures.derivation import Accounts
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.documents import Document
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.forms import TableForm
from gongkai.model.statements import Address
from gongkai.model.withheld import WITHHELD

_ONE = replace(NOTHING, yuan=NOTHING.yuan + 1)
"""in the place of what is not known, to see which sums have it"""


def with_rows_left_out(document: Document, accounts: Accounts) -> Accounts:
    """The accounts with the rows that are left out, each column as large as the typed totals say."""
    rows = [(table, key) for table, row in document.withheld.rows for key in _key(document, table, row)]
    if not rows:
        return accounts
    trial = accounts.again((*document.entries, *(_entry(document, one, None) for one in rows)))
    known = dict(_rests(trial, rows))
    return accounts.again((*document.entries, *(_entry(document, one, known) for one in rows)))


def _key(document: Document, table: str, row: str) -> Iterator[str]:
    form = document.edition.tables.get(table)
    if form is not None:
        yield from form.row_names.get(row, (row,))[:1]


def _entry(document: Document, row: tuple[str, str], known: Mapping[Address, Amount] | None) -> Entry:
    """The row with a figure in every column of which one is known; of a trial, in all."""
    table, key = row
    form, place = document.edition.tables[table], document.in_head(WITHHELD)
    amounts = {
        column: _ONE if known is None else known.get(Address(table, key, column), NOTHING)
        for column in _columns(form, key)
    }
    entered = (EnteredAmount(column=column, amount=one, place=place) for column, one in amounts.items() if one.yuan)
    return Entry(table=table, row=key, fields=(), amounts=tuple(entered), place=place, unit=WITHHELD)


def _columns(form: TableForm, row: str) -> Iterator[str]:
    block = form.parts[form.placed_rows[row][0]] if row in form.placed_rows else form.parts[0]
    return (column for column in block.amounts if is_input(form, row, column))


def _rests(trial: Accounts, rows: list[tuple[str, str]]) -> Iterator[tuple[Address, Amount]]:
    """What each typed total has beyond what is shown, by the nearest; of several rows in one, the first has it."""
    facts = trial.facts.items
    hidden = {number: fact.address for number, fact in enumerate(facts) if fact.unit == WITHHELD}
    totals = [cell for cell in trial.cells.values() if cell.given is not None]
    settled: dict[int, Amount] = {}
    for cell in sorted(totals, key=lambda one: len(one.parts)):
        inside = [number for number, factor in sorted(cell.parts) if number in hidden and factor == 1]
        open_ = [number for number in inside if number not in settled]
        if cell.given is None or not open_:
            continue
        shown = [(number, factor) for number, factor in cell.parts if number not in hidden]
        rest = cell.given.amount - trial.facts.total(dict(shown))
        rest = rest - sum((settled[number] for number in inside if number in settled), NOTHING)
        for number in open_:
            settled[number] = NOTHING
        if rest.yuan > rest.margin:
            settled[open_[0]] = rest
    yield from ((hidden[number], amount) for number, amount in settled.items() if (hidden[number][:2]) in rows)
