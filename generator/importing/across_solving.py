"""横排的表推出来的数: a table by codes from a sheet that has them as columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from gongkai.importing.figure import Figure, shown
from gongkai.importing.intaking import Basket, Seen
from gongkai.importing.pulls import Pull
from gongkai.importing.rows import TOTAL
from gongkai.importing.sheet_reading import Reading
from gongkai.model.classification import lowest
from gongkai.model.edition import Edition
from gongkai.model.statements import Address

ZERO = Decimal(0)


class AcrossSolver:
    """From its total row, or from the items that are of one fund, as the figures by item say."""

    def __init__(self, edition: Edition, pulls: Iterable[Pull], figures: list[Figure], basket: Basket) -> None:
        self.edition = edition
        self.pulls = tuple(pulls)
        self.figures = figures
        self.basket = basket
        self.totals: list[Seen] = []
        """the totals of its sheets, as cells of the edition"""

    def solve(self, reading: Reading) -> None:
        """The figures of a table; where another sheet gave them, both have to say the same."""
        table = reading.wanted.table
        block = self.edition.tables[table].parts[0]
        before = {figure.address: figure for figure in self.figures if figure.address.table == table}
        (column,) = block.typed[:1] or block.amounts[:1]
        every = _items(reading)
        counted = self._counted(reading, every, tell=not before)
        made = list(self._made(reading, counted, column))
        if not before:
            self.figures += (figure for figure in made if figure.number)
        elif counted == every:
            self._same(before, made)
        if counted == every:
            self._totals(reading, column)

    def _counted(self, reading: Reading, items: set[str], *, tell: bool) -> set[str]:
        """The items that are of the table's fund; all where it is of none."""
        layout = reading.wanted.layout
        of_fund = layout.all_funds if layout is not None else ""
        return {one for one in items if not of_fund or self._is_of_the_fund(reading, one, of_fund, tell=tell)}

    def _made(self, reading: Reading, counted: set[str], column: str) -> Iterator[Figure]:
        by_code: dict[str, list[Seen]] = defaultdict(list)
        for seen in reading.seen:
            if seen.item in counted:
                by_code[seen.quantity].append(seen)
        totals = {one.quantity: one for one in reading.seen if one.item == TOTAL}
        for code in lowest(code for code in by_code if code != TOTAL):
            yield self._figure(Address(reading.wanted.table, code, column), by_code[code], totals.get(code))

    def _same(self, before: Mapping[Address, Figure], made: Iterable[Figure]) -> None:
        """Tells what two sheets do not agree on."""
        for one in made:
            first = before.get(one.address)
            number = first.number if first is not None else ZERO
            if number != one.number:
                place = str(first.place) if first is not None else "没有数"
                self.basket.tell(
                    "I312", one.place, "两处", 名=str(one.address), 数=shown(one.number), 应=shown(number), 处=place
                )

    def _figure(self, address: Address, parts: list[Seen], total: Seen | None) -> Figure:
        number = sum((one.number for one in parts), ZERO)
        whole = total is not None and total.number == number
        place = total.place if whole and total is not None else parts[0].place
        computed = f"{len(parts)}个项相加" if len(parts) > 1 and not whole else ""
        return Figure(address=address, number=number, place=place, computed=computed)

    def _totals(self, reading: Reading, column: str) -> None:
        """The totals of a sheet all of which is of the table."""
        table = reading.wanted.table
        for one in reading.seen:
            if one.item == TOTAL and one.quantity in self.edition.tables[table].placed_rows:
                address, quantity = Address(table, one.quantity, column), f"{table}.{one.quantity}.{column}"
                self.totals.append(Seen(quantity=quantity, address=address, number=one.number, place=one.place))

    def _is_of_the_fund(self, reading: Reading, item: str, quantity: str, *, tell: bool) -> bool:
        """Whether all that was spent on an item is of the fund of `quantity`; told where only a part is."""
        own = self._spent(item, quantity)
        whole = next((one for one in reading.seen if one.item == item and one.quantity == TOTAL), None)
        total = whole.number if whole is not None else ZERO
        if tell and own and own != total:
            place = whole.place if whole is not None else self.basket.workbook.place(reading.sheet)
            self.basket.tell("I307", place, "经济", 码=item, 数=shown(total), 余=shown(own))
        return bool(own) and own == total

    def _spent(self, item: str, quantity: str) -> Decimal:
        """What the table of a fund says was spent on an item."""
        table, _, column = quantity.partition(".")
        meant = [pull for pull in self.pulls if (pull.seen_table, pull.seen_column) == (table, column)]
        spent = (
            one.number
            for pull in meant
            for one in self.figures
            if one.address == Address(pull.table, item, pull.column) and one.fund in pull.funds
        )
        return sum(spent, ZERO)


def _items(reading: Reading) -> set[str]:
    """The lowest items of a sheet; its total where it has none."""
    return set(lowest(seen.item for seen in reading.seen if seen.item != TOTAL)) or {TOTAL}
