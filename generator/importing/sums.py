"""表内的合计: totals of a sheet beside what their rows and columns come to, before anything is made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from gongkai.figures.formulas import FormulaError, parse
from gongkai.importing.intaking import Basket, Seen
from gongkai.importing.rows import TOTAL
from gongkai.importing.sheet_reading import Reading
from gongkai.model.amounts import Unit
from gongkai.model.classification import lowest
from gongkai.model.forms import TableForm
from gongkai.model.statements import Address

ZERO = Decimal(0)


def sums_hold(basket: Basket, reading: Reading, unit: Unit) -> None:
    """Tells every total that is not the sum of what stands below it or beside it."""
    if reading.wanted.across:
        _items(basket, reading, unit)
        _classes(basket, reading, unit)
        return
    form, cells = reading.wanted.form, {one.address: one for one in reading.seen if one.address is not None}
    if form is not None and form.rule is not None and form.classification is not None:
        by_column: dict[str, dict[str, Seen]] = defaultdict(dict)
        for address, one in cells.items():
            by_column[address.column][address.row] = one
        for found in by_column.values():
            _down(basket, found, unit)
    if form is not None:
        _beside(basket, form, cells, unit)


def _down(basket: Basket, found: Mapping[str, Seen], unit: Unit) -> None:
    leaves = lowest(code for code in found if code != TOTAL)
    for key, total in found.items():
        below = [found[code] for code in leaves if key == TOTAL or (code != key and code.startswith(key))]
        if below:
            _compare(basket, total, below, unit)


def _beside(basket: Basket, form: TableForm, cells: Mapping[Address, Seen], unit: Unit) -> None:
    """Columns that sum others of their row."""
    for address, total in cells.items():
        parts = ((sign, cells.get(address._replace(column=column))) for sign, column in _summed(form, address))
        there = [(sign, one) for sign, one in parts if one is not None]
        if there:
            summed = sum((sign * one.number for sign, one in there), ZERO)
            _told(basket, total, summed, len(there), unit, "行")


def _summed(form: TableForm, address: Address) -> list[tuple[int, str]]:
    """The columns of which a cell is the sum, each with its sign; none where it is none, or its row says what it is."""
    leaf = form.leaf(address.row, address.column)
    block, row = form.placed_rows.get(address.row, (0, None))
    if leaf is None or not leaf.formula or form.parts[block].working(row, address.column).of_row:
        return []
    try:
        terms = parse(leaf.formula)
    except FormulaError:
        return []
    columns = [(term.sign, form.columns_called(term.first.path, block)) for term in terms]
    return [(sign, keys[0]) for sign, keys in columns] if all(len(keys) == 1 for _, keys in columns) else []


def _items(basket: Basket, reading: Reading, unit: Unit) -> None:
    by_code: dict[str, dict[str, Seen]] = defaultdict(dict)
    for one in reading.seen:
        by_code[one.quantity][one.item] = one
    for found in by_code.values():
        _down(basket, found, unit)


def _classes(basket: Basket, reading: Reading, unit: Unit) -> None:
    by_item: dict[str, dict[str, Seen]] = defaultdict(dict)
    for one in reading.seen:
        by_item[one.item][one.quantity] = one
    for found in by_item.values():
        leaves = lowest(found.keys() - {TOTAL})
        for key, total in found.items():
            begin = "" if key == TOTAL else key
            below = [found[code] for code in leaves if code != key and code.startswith(begin)]
            if below:
                summed = sum((one.number for one in below), ZERO)
                _told(basket, total, summed, len(below), unit, "行")


def _compare(basket: Basket, total: Seen, below: Iterable[Seen], unit: Unit) -> None:
    parts = list(below)
    _told(basket, total, sum((one.number for one in parts), ZERO), len(parts), unit, "列")


def _told(basket: Basket, total: Seen, summed: Decimal, count: int, unit: Unit, which: str) -> None:
    if abs(total.number - summed) > unit.margin(2) * (count + 1):
        shown, derived = total.number / unit.yuan, summed / unit.yuan
        basket.tell(
            "I209",
            total.place,
            which,
            数=f"{shown:,.2f}",
            应=f"{derived:,.2f}",
            差=f"{abs(shown - derived):,.2f}",
            单位=unit.value,
        )
