"""推出填报的数: from the figures seen in a workbook to those that people would type.

A whole from its parts, 资金 from the tables of each fund, an opening balance from the total and the others. Where more
than one answer fits, that is told; none is chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain

from gongkai.importing.across_solving import AcrossSolver
from gongkai.importing.equations import Equations
from gongkai.importing.figure import Figure, shown, ten_thousandfold
from gongkai.importing.intaking import Basket, Seen
from gongkai.importing.pulls import Pull, fund_attribute, pulls_of
from gongkai.importing.rows import TOTAL
from gongkai.importing.sheet_reading import Reading
from gongkai.importing.wanted import by_code
from gongkai.importing.zeros import Zeros
from gongkai.model.classification import lowest
from gongkai.model.edition import Edition
from gongkai.model.findings import found
from gongkai.model.forms import TableForm
from gongkai.model.fund_codes import FundCodes
from gongkai.model.names import listed
from gongkai.model.places import NOWHERE, Place
from gongkai.model.statements import Address

ZERO = Decimal(0)


class Solver:
    """One workbook's figures."""

    zeros: Zeros

    def __init__(self, edition: Edition, readings: tuple[Reading, ...], funds: FundCodes, basket: Basket) -> None:
        self.edition = edition
        self.readings = readings
        self.funds = funds
        self.basket = basket
        self.cells: dict[Address, Seen] = {}
        self.figures: list[Figure] = []
        self.totals: list[Seen] = []
        """of tables across: their totals as cells of the edition"""
        self.pulls = pulls_of(edition)

    def solve(self) -> tuple[Figure, ...]:
        for reading in self.readings:
            for seen in reading.seen:
                if seen.address is not None:
                    self._put(seen.address, seen)
        self.zeros = Zeros(self.edition, self.readings, self.cells, self.pulls, self.funds)
        for table, form in self.edition.tables.items():
            if by_code(form):
                self._by_code(table, form)
        across = AcrossSolver(self.edition, self.pulls, self.figures, self.basket)
        for reading in sorted(self.readings, key=_of_all_funds):
            if reading.wanted.across and reading.wanted.table:
                across.solve(reading)
        self.totals = across.totals
        self._fixed()
        return tuple(self.figures)

    def _put(self, address: Address, seen: Seen) -> None:
        first = self.cells.setdefault(address, seen)
        if first.number != seen.number:
            variant = "单位" if ten_thousandfold(first.number, seen.number) else "两处"
            told = found(
                "I312",
                seen.place,
                variant,
                名=str(address),
                数=shown(seen.number),
                应=shown(first.number),
                处=str(first.place),
                related=(first.place,),
            )
            self.basket.findings.append(told)

    def read(self, table: str) -> frozenset[str]:
        """The columns of a table that were read."""
        return frozenset(column for one in self.readings if one.wanted.table == table for column in one.columns)

    # rows by code

    def _by_code(self, table: str, form: TableForm) -> None:
        attribute = fund_attribute(self.edition, form)
        pulls = {column: list(self._pulls(table, column)) for column in form.parts[0].typed}
        known = form.classification
        codes = set(chain(self._own_codes(table, form), *map(self._codes_of, chain(*pulls.values())))) - {TOTAL}
        for code in lowest(code for code in codes if known is None or known.has_shape(code)):
            for column, own in pulls.items():
                self._cell(Address(table, code, column), form, attribute, own)

    def _own_codes(self, table: str, form: TableForm) -> Iterator[str]:
        return (row for one, row, column in self.cells if one == table and column in form.parts[0].amounts)

    def _pulls(self, table: str, column: str) -> Iterator[Pull]:
        """The printed tables that were read and repeat a column, all of it or what is of one fund."""
        for pull in self.pulls:
            if (
                (pull.table, pull.column) == (table, column)
                and pull.by_code
                and pull.seen_column in self.read(pull.seen_table)
            ):
                yield pull

    def _codes_of(self, pull: Pull) -> Iterator[str]:
        return (row for one, row, column in self.cells if one == pull.seen_table and column == pull.seen_column)

    def _cell(self, address: Address, form: TableForm, attribute: str, pulls: list[Pull]) -> None:
        """One figure, or one for each fund that it is of."""
        whole = self.cells.get(address)
        read = address.column in self.read(address.table)
        parts = self._parts(address, attribute, pulls)
        printed = parts.pop("", None)
        if whole is None and printed is not None:
            whole, read = printed, True
        if not attribute:
            self._add_seen(address, whole)
        elif read:
            self._split(address, whole, parts, self._options(form, address, attribute))
        else:
            for fund, seen in parts.items():
                self._add_seen(address, seen, fund)

    def _parts(self, address: Address, attribute: str, pulls: list[Pull]) -> dict[str, Seen | None]:
        """What the printed tables show of a figure, by fund; "" for all of it."""
        parts: dict[str, Seen | None] = {}
        for pull in pulls:
            if pull.takes(address.row):
                fund = pull.where.get(attribute, ("",))[0]
                seen = self.cells.get(Address(pull.seen_table, address.row, pull.seen_column))
                parts[fund] = parts.get(fund) or seen
        return parts

    def _add_seen(self, address: Address, seen: Seen | None, fund: str = "") -> None:
        if seen is not None and seen.number:
            self._add(address, seen.number, seen.place, fund)

    def _options(self, form: TableForm, address: Address, attribute: str) -> tuple[str, ...]:
        """The funds that a figure can be of: as its column says, and its code."""
        leaf = form.leaf(address.row, address.column)
        allowed = (leaf.funds if leaf is not None else ()) or form.attributes[attribute].values
        code, budgets = self.funds.of(address.row), self.edition.funds.budgets if self.edition.funds else {}
        if code is None or not code.sure:
            return tuple(allowed)
        return tuple(fund for fund in allowed if budgets.get(fund, "") in ("", code.budget))

    def _split(
        self, address: Address, whole: Seen | None, parts: Mapping[str, Seen | None], options: tuple[str, ...]
    ) -> None:
        """What is of each fund: as the tables of the funds say, the rest of the only other one that it can be of."""
        total = whole.number if whole is not None else ZERO
        known = {fund: seen for fund, seen in parts.items() if seen is not None and seen.number}
        rest = total - sum((seen.number for seen in known.values()), ZERO)
        place = next((seen.place for seen in (whole, *known.values()) if seen is not None), NOWHERE)
        for fund, seen in known.items():
            self._add(address, seen.number, seen.place, fund)
        if not rest:
            return
        left = [fund for fund in options if fund not in parts and not self.zeros.of(address, fund)]
        if len(left) == 1 and not rest < 0 < total:
            less = "，".join(_told(known))
            self._add(address, rest, place, left[0], f"全部{shown(total)}元减去{less}" if less else "")
            return
        self.basket.findings.append(
            found(
                "I307",
                place,
                "多了" if not left or rest < 0 else "分不开",
                名=str(address),
                数=shown(total),
                余=shown(rest),
                已=listed(_told(known)),
                可=listed(left),
                related=tuple(seen.place for seen in known.values()),
            )
        )

    def _add(self, address: Address, number: Decimal, place: Place, fund: str = "", computed: str = "") -> None:
        self.figures.append(Figure(address=address, number=number, place=place, fund=fund, computed=computed))

    # fixed rows

    def _fixed(self) -> None:
        """Rows of a skeleton: as they stand, or as the only unknown of a sum that was seen."""
        equations = Equations(self.edition, self._sum_of)
        known = self._known(equations)
        seen = ((one.address, one) for one in self.cells.values() if one.address is not None)
        blank = ((address, None) for reading in self.readings for address in reading.blank if address not in self.cells)
        for address, number, place, told in equations.solve([*seen, *blank], known):
            if number:
                self._add(address, number, place or NOWHERE, computed=told)
        for one, rest, unknown in equations.left[:1]:  # the others are unknown for the same reason
            self.basket.tell(
                "I307", one.place, "年初", 名=str(one.address), 数=shown(rest), 可=listed(map(str, unknown))
            )

    def _known(self, equations: Equations) -> dict[Address, Decimal]:
        """The inputs that were seen, or of which it was seen that there are none; taken."""
        known: dict[Address, Decimal] = {}
        for address in equations.inputs():
            seen = self.cells.get(address) or self._repeated(address)
            if seen is not None:
                known[address] = seen.number
                self._add_seen(address, seen)
            elif self._to_be_seen(address) or equations.excluded(address):
                known[address] = ZERO
        return known

    def _repeated(self, address: Address) -> Seen | None:
        """The cell of a table by codes that shows a row of a skeleton."""
        code = self._code(address)
        pulls = self._pulls(address.table, address.column) if code else ()
        found_ = (self.cells.get(Address(one.seen_table, code, one.seen_column)) for one in pulls if one.takes(code))
        return next((seen for seen in found_ if seen is not None), None)

    def _to_be_seen(self, address: Address) -> bool:
        """Whether a cell was to be seen, if there were anything in it."""
        code = self._code(address)
        repeated = any(one.takes(code) for one in self._pulls(address.table, address.column)) if code else False
        return repeated or address.column in self.read(address.table)

    def _code(self, address: Address) -> str:
        return self.edition.tables[address.table].placed_rows[address.row][1].code

    def _sum_of(self, table: str, column: str) -> Decimal | None:
        """What the rows by code of a table come to, if it was read."""
        if column not in self.read(table):
            return None
        own = (one.number for one in self.figures if (one.address.table, one.address.column) == (table, column))
        return sum(own, ZERO)


def _of_all_funds(reading: Reading) -> bool:
    """Sheets of one fund come before those of all: they need no splitting."""
    return reading.wanted.layout is not None and bool(reading.wanted.layout.all_funds)


def _told(known: Mapping[str, Seen]) -> Iterator[str]:
    return (f"{fund}{shown(seen.number)}元（{seen.place}）" for fund, seen in known.items())
