"""各单位相加: what a department typed beside the sum of its units, and what is taken away from that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Skipped
from gongkai.checks.unread import reason
from gongkai.figures.classify_entries import RECORD, TOTAL, row_key
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.documents import Document
from gongkai.model.entries import Entry
from gongkai.model.forms import TableForm
from gongkai.model.places import Place
from gongkai.model.statements import Address


class Sum(Struct, frozen=True, kw_only=True):
    """A figure as the department has it, and as each unit has it; `counts`: it is a number of things, not money."""

    name: str
    own: Amount
    units: Mapping[str, Amount]
    place: Place | None
    counts: bool = False
    behind: tuple[Place, ...] = ()
    """where the units typed it, of a document that is their sum"""

    @property
    def total(self) -> Amount:
        return sum(self.units.values(), NOTHING)

    @property
    def holds(self) -> bool:
        return self.own.agrees(self.total)

    def shown(self, case: Case, amount: Amount) -> str:
        return f"{amount.yuan:,f}" if self.counts else case.shown(amount)


def address_of(form: TableForm, entry: Entry, column: str) -> Address:
    """The cell that an amount is about; of a record, which no other document knows, the total of its column."""
    key = row_key(form, entry)
    return Address(entry.table, TOTAL if key.startswith(RECORD) else key, column)


def eliminated(document: Document) -> dict[Address, Amount]:
    """核销: what is taken away, by cell."""
    found: dict[Address, Amount] = {}
    for entry in (entry for one in document.eliminations for entry in one.entries):
        for amount in entry.amounts:
            address = address_of(document.edition.tables[entry.table], entry, amount.column)
            found[address] = found.get(address, NOTHING) + amount.amount
    return found


def asserted(case: Case) -> Iterator[Sum | Skipped]:
    """What the department typed of a document that is the sum of its units."""
    made = case.document.consolidation
    if made is None or made.failed:
        return
    own: dict[Address, list[tuple[Amount, Place]]] = defaultdict(list)
    for entry in made.asserted:
        form = case.document.edition.tables[entry.table]
        for one in entry.amounts:
            own[address_of(form, entry, one.column)].append((one.amount, one.place))
    for address, typed in own.items():
        unread = reason(case, (address.table,))
        amount = sum((one for one, _ in typed), NOTHING)
        units = _by_unit(case, address)
        behind = _behind(case, address)
        made_of = Sum(name=str(address), own=amount, units=units, place=typed[0][1], behind=behind)
        yield Skipped(reason=unread) if unread else made_of
    for path, given in made.asserted_inputs.items():
        if isinstance(given.value, Amount | int):
            shares = {one.unit: _as_amount(one.value) for one in made.shares[path]}
            value = _as_amount(given.value)
            counts = isinstance(given.value, int)
            places = tuple(one.place for one in made.shares[path])
            name = f"填报项“{path}”"
            yield Sum(name=name, own=value, units=shares, place=given.place, counts=counts, behind=places)


def contradicted(case: Case, off: Amount) -> list[Place]:
    """Where the department typed what is off from the sum of its units by some amount."""
    sums = (one for one in asserted(case) if isinstance(one, Sum) and not one.holds)
    return [one.place for one in sums if one.place and abs(one.own - one.total).agrees(abs(off))]


def _behind(case: Case, address: Address) -> tuple[Place, ...]:
    cell = case.accounts.cells.get(address)
    return case.accounts.facts.places(number for number, _ in cell.parts) if cell else ()


def _by_unit(case: Case, address: Address) -> dict[str, Amount]:
    """What each unit has in a cell of the sum, and what is taken away."""
    facts, cell = case.accounts.facts.items, case.accounts.cells.get(address)
    found: dict[str, Amount] = {}
    for number, factor in sorted(cell.parts) if cell else ():
        fact = facts[number]
        one = Amount(yuan=fact.amount.yuan * factor, margin=fact.amount.margin * abs(factor))
        found[fact.unit] = found.get(fact.unit, NOTHING) + one
    return found


def _as_amount(value: Amount | int) -> Amount:
    return value if isinstance(value, Amount) else Amount(yuan=NOTHING.yuan + value)
