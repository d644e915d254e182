"""种错: the usual mistakes, planted in the typed figures of a document with a fixed seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from gongkai.model.amounts import NOTHING, Amount, Unit
from gongkai.model.edition import Edition
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.places import Place

Key = tuple[str, str, str]
"""table, row as typed, column"""
NEW = 900
"""columns of the places of figures that stand where none was typed"""


class Typed(Struct, frozen=True, kw_only=True):
    """What was typed in a document, and the columns of its tables from top to bottom, blank cells included."""

    edition: Edition
    unit: Unit
    entries: tuple[Entry, ...]
    cells: Mapping[Key, EnteredAmount]
    columns: tuple[tuple[Key, ...], ...]

    @property
    def step(self) -> Decimal:
        """元: the last decimal that is typed."""
        return Decimal("0.01") * self.unit.yuan


class Planted(Struct, frozen=True, kw_only=True):
    """种下的错: the cells with what stands in them now; `was`: what stood in the first of them."""

    changes: Mapping[Key, Decimal]
    was: Decimal

    @property
    def cells(self) -> tuple[Key, ...]:
        return tuple(self.changes)


Slip = Callable[[Typed, Random], Planted | None]


def typed(edition: Edition, unit: Unit, entries: tuple[Entry, ...]) -> Typed:
    cells = {(one.table, one.row, amount.column): amount for one in entries for amount in one.amounts}
    tables = dict.fromkeys(entry.table for entry in entries)
    return Typed(
        edition=edition,
        unit=unit,
        entries=entries,
        cells=cells,
        columns=tuple(column for table in tables for column in _columns(edition, table, entries)),
    )


def _columns(edition: Edition, table: str, entries: tuple[Entry, ...]) -> Iterator[tuple[Key, ...]]:
    form = edition.tables[table]
    for block in form.parts:
        rows = [entry.row for entry in entries if entry.table == table]
        if form.rule is None:
            rows = [row.name for row in block.fixed]
        for column in block.amounts:
            yield tuple((table, row, column) for row in dict.fromkeys(rows))


def planted(document: Typed, slip: Planted) -> tuple[Entry, ...]:
    """The entries with the mistake in them; no figure where it leaves a zero."""
    left = dict(slip.changes)
    changed = [_changed(document, entry, left) for entry in document.entries]
    lines = max(entry.place.line for entry in document.entries)
    for number, ((table, row, column), yuan) in enumerate(left.items(), start=1):
        if yuan:
            place = Place(path=document.entries[0].place.path, line=lines + number, column=1)
            amount = EnteredAmount(column=column, amount=_amount(document, yuan), place=place)
            changed.append(Entry(table=table, row=row, fields=(), amounts=(amount,), place=place))
    return tuple(changed)


def _changed(document: Typed, entry: Entry, left: dict[Key, Decimal]) -> Entry:
    own = {key: left.pop(key) for key in list(left) if key[:2] == (entry.table, entry.row)}
    if not own:
        return entry
    kept = []
    for one in entry.amounts:
        yuan = own.pop((entry.table, entry.row, one.column), None)
        if yuan is None:
            kept.append(one)
        elif yuan:
            kept.append(replace(one, amount=_amount(document, yuan)))
    for number, ((_, _, column), yuan) in enumerate(own.items()):
        place = replace(entry.place, column=NEW + number)
        if yuan:
            kept.append(EnteredAmount(column=column, amount=_amount(document, yuan), place=place))
    return replace(entry, amounts=tuple(kept))


def _amount(document: Typed, yuan: Decimal) -> Amount:
    if not yuan:
        return NOTHING
    return Amount(yuan=yuan, margin=document.step / 2 if document.unit is Unit.WAN else Decimal(0))


def _one(document: Typed, key: Key, yuan: Decimal) -> Planted | None:
    was = document.cells[key].amount.yuan
    return Planted(changes={key: yuan}, was=was) if yuan not in (was, 0) else None


def a_cent(document: Typed, random: Random) -> Planted | None:
    """一个给出的合计差一分."""
    totals = [key for key in document.cells if is_total(document, key)]
    if not totals:
        return None
    key = random.choice(totals)
    return _one(document, key, document.cells[key].amount.yuan + random.choice((-1, 1)) * document.step)


def is_total(document: Typed, key: Key) -> bool:
    """Whether a typed cell is given, not entered: its row or column is a sum or is taken from another table."""
    table, row, column = key
    form = document.edition.tables[table]
    leaf = form.leaf(row, column)
    if leaf is None or leaf.derives or row == "合计":
        return True
    fixed = form.placed_rows.get(row)
    if fixed is not None:
        code = fixed[1].code
        under = code and any(other.code != code and other.code.startswith(code) for other in form.fixed_rows)
        return bool(under or form.parts[fixed[0]].working(fixed[1], column).of_row or fixed[1].pull)
    return any(other[0] == table and other[1] != row and other[1].startswith(row) for other in document.cells)


def any_change(document: Typed, random: Random) -> Planted | None:
    """一格改成另一个数, by 0.01 or more."""
    return _by(document, random, 0)


def ten_or_more(document: Typed, random: Random) -> Planted | None:
    """一格改动 0.10 及以上."""
    return _by(document, random, 1)


def _by(document: Typed, random: Random, least: float) -> Planted | None:
    key = random.choice(list(document.cells))
    steps = int(10 ** random.uniform(least, 4) + 0.5)
    return _one(document, key, document.cells[key].amount.yuan + random.choice((-1, 1)) * steps * document.step)


def two_swapped(document: Typed, random: Random) -> Planted | None:
    """同一列两格填反."""
    columns = [[key for key in column if key in document.cells] for column in document.columns]
    column = random.choice([column for column in columns if len(column) > 1])
    one, other = random.sample(column, 2)
    first, second = document.cells[one].amount.yuan, document.cells[other].amount.yuan
    return Planted(changes={one: second, other: first}, was=first) if first != second else None


def out_of_step(document: Typed, random: Random) -> Planted | None:
    """一列从某行起错一行, down or up, three figures or more of it."""
    column = random.choice([one for one in document.columns if sum(key in document.cells for key in one) > 3])
    values = [document.cells[key].amount.yuan if key in document.cells else Decimal(0) for key in column]
    filled = [number for number, value in enumerate(values) if value]
    start, last = random.choice(filled[:-2]), filled[-1]
    if random.random() < 0.5:
        moved = [*values[:start], Decimal(0), *values[start:-1]]
    else:
        moved = [*values[:start], *values[start + 1 : last + 1], Decimal(0), *values[last + 1 :]]
    changes = {key: new for key, old, new in zip(column, values, moved, strict=True) if old != new}
    return Planted(changes=changes, was=values[start]) if changes else None


def digit_lost(document: Typed, random: Random) -> Planted | None:
    """一个数漏了一位."""
    key, text = _text(document, random)
    places = [place for place, letter in enumerate(text) if letter.isdigit()]
    place = random.choice(places)
    return _read(document, key, text[:place] + text[place + 1 :])


def digits_swapped(document: Typed, random: Random) -> Planted | None:
    """一个数里相邻两位颠倒."""
    key, text = _text(document, random)
    places = [place for place, letter in enumerate(text) if letter.isdigit()]
    if len(places) < 2:
        return None
    number = random.randrange(len(places) - 1)
    one, other = places[number], places[number + 1]
    letters = list(text)
    letters[one], letters[other] = letters[other], letters[one]
    return _read(document, key, "".join(letters))


def _text(document: Typed, random: Random) -> tuple[Key, str]:
    key = random.choice(list(document.cells))
    return key, f"{document.cells[key].amount.yuan / document.unit.yuan:.2f}"


def _read(document: Typed, key: Key, text: str) -> Planted | None:
    if not any(letter.isdigit() for letter in text):
        return None
    return _one(document, key, Decimal(text) * document.unit.yuan)


def row_in_yuan(document: Typed, random: Random) -> Planted | None:
    """一行的数大了一万倍."""
    entry = random.choice([entry for entry in document.entries if any(one.amount.yuan for one in entry.amounts)])
    return _times(document, [(entry.table, entry.row, one.column) for one in entry.amounts])


def document_in_yuan(document: Typed, random: Random) -> Planted | None:
    """整份文件的数大了一万倍."""
    del random
    return _times(document, list(document.cells))


def _times(document: Typed, keys: list[Key]) -> Planted:
    changes = {key: document.cells[key].amount.yuan * 10000 for key in keys if document.cells[key].amount.yuan}
    return Planted(changes=changes, was=document.cells[next(iter(changes))].amount.yuan)
