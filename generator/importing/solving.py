"""推出填报的数: from the figures seen in a workbook to those that people would type: whole from parts, 资金 from the tables
of each fund, an opening balance from the total and the others. What more than one answer fits is told, never chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from gongkai.importing.equations import Equations
from gongkai.importing.intaking import Basket, Seen
from gongkai.importing.reading import Reading
from gongkai.importing.rows import TOTAL
from gongkai.model.classification import lowest
from gongkai.model.edition import Edition
from gongkai.model.findings import found
from gongkai.model.forms import TableForm
from gongkai.model.fund_codes import FundCodes
from gongkai.model.names import listed
from gongkai.model.places import NOWHERE, Place
from gongkai.model.statements import Address
from gongkai.importing.pulls import Pull, inputs_behind, pulls_of

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """一个填报的数, in 元. `fund`: "" where its table does not say it."""

    address: Address
    number: Decimal
    place: Place
    fund: str = ""
    computed: str = ""
    also: tuple[Place, ...] = ()
    """cells of other workbooks that were added to it"""


@dataclass(slots=True)
class Solver:
    """One workbook's figures."""

    edition: Edition
    readings: tuple[Reading, ...]
    funds: FundCodes
    basket: Basket
    cells: dict[Address, Seen] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    totals: list[Seen] = field(default_factory=list)
    """of tables across: their totals as cells of the edition"""
    pulls: tuple[Pull, ...] = field(init=False)
    zeros: _Zeros = field(init=False)

    def __post_init__(self) -> None:
        self.pulls = pulls_of(self.edition)

    def solve(self) -> tuple[Figure, ...]:
        for reading in self.readings:
            for seen in reading.seen:
                if seen.address is not None:
                    self._put(seen.address, seen)
        self.zeros = _Zeros(self)
        for table, form in self.edition.tables.items():
            if form.rule is not None and _by_code(form):
                self._by_code(table, form)
        for reading in self.readings:
            if reading.wanted.across and reading.wanted.table:
                self._across(reading)
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
                数=_shown(seen.number),
                应=_shown(first.number),
                处=str(first.place),
                related=(first.place,),
            )
            self.basket.findings.append(told)

    def read(self, table: str) -> frozenset[str]:
        """The columns of a table that were read."""
        return frozenset(column for one in self.readings if one.wanted.table == table for column in one.columns)

    # --- rows by code ----------------------------------------------------------------------------------------------------

    def _by_code(self, table: str, form: TableForm) -> None:
        attribute = self._attribute(form)
        columns = form.parts[0].typed
        pulls = {column: list(self._pulls(table, column)) for column in columns}
        codes = {row for one, row, column in self.cells if one == table and column in form.parts[0].amounts}
        codes |= {row for column in columns for pull in pulls[column] for row in self._codes_of(pull)}
        known = form.classification
        for code in lowest(code for code in codes if code != TOTAL and (known is None or known.has_shape(code))):
            for column in columns:
                self._cell(Address(table, code, column), form, attribute, pulls[column])

    def _attribute(self, form: TableForm) -> str:
        own = self.edition.funds.attribute if self.edition.funds is not None else ""
        return own if own in form.attributes else next(iter(form.attributes), "")

    def _pulls(self, table: str, column: str) -> Iterator[Pull]:
        """The printed tables that were read and repeat a column, all of it or what is of one fund."""
        for pull in self.pulls:
            if (pull.table, pull.column) == (table, column) and pull.by_code and pull.seen_column in self.read(pull.seen_table):
                yield pull

    def _codes_of(self, pull: Pull) -> Iterator[str]:
        return (row for one, row, column in self.cells if one == pull.seen_table and column == pull.seen_column)

    def _cell(self, address: Address, form: TableForm, attribute: str, pulls: list[Pull]) -> None:
        """One figure, or one for each fund that it is of."""
        whole = self.cells.get(address)
        read = address.column in self.read(address.table)
        parts: dict[str, Seen | None] = {}
        for pull in pulls:
            if pull.takes(address.row):
                fund = pull.where.get(attribute, ("",))[0]
                seen = self.cells.get(Address(pull.seen_table, address.row, pull.seen_column))
                parts[fund] = parts.get(fund) or seen
        if "" in parts and whole is None:
            whole, read = parts[""], read or parts[""] is not None
        parts.pop("", None)
        if not attribute:
            if whole is not None and whole.number:
                self._add(address, whole.number, whole.place)
            return
        if not read:
            for fund, seen in parts.items():
                if seen is not None and seen.number:
                    self._add(address, seen.number, seen.place, fund)
            return
        self._split(address, whole, parts, self._options(form, address, attribute))

    def _options(self, form: TableForm, address: Address, attribute: str) -> tuple[str, ...]:
        """The funds that a figure can be of: as its column says, and its code."""
        leaf = form.leaf(address.row, address.column)
        allowed = (leaf.funds if leaf is not None else ()) or form.attributes[attribute].values
        code, budgets = self.funds.of(address.row), self.edition.funds.budgets if self.edition.funds else {}
        if code is None or not code.sure:
            return tuple(allowed)
        return tuple(fund for fund in allowed if budgets.get(fund, "") in ("", code.budget))

    def _split(self, address: Address, whole: Seen | None, parts: Mapping[str, Seen | None], options: tuple[str, ...]) -> None:
        """What is of each fund: as the tables of the funds say, the rest of the only other one that it can be of."""
        total = whole.number if whole is not None else ZERO
        told = {fund: seen for fund, seen in parts.items() if seen is not None and seen.number}
        rest = total - sum((seen.number for seen in told.values()), ZERO)
        place = whole.place if whole is not None else next((seen.place for seen in told.values()), NOWHERE)
        for fund, seen in told.items():
            self._add(address, seen.number, seen.place, fund)
        if not rest:
            return
        left = [fund for fund in options if fund not in parts and not self.zeros.of(address, fund)]
        if len(left) != 1 or (rest < 0 < total):
            variant = "多了" if not left or rest < 0 else "分不开"
            self.basket.findings.append(
                found(
                    "I307", place, variant, 名=str(address), 数=_shown(total), 余=_shown(rest),
                    已=listed(f"{fund}{_shown(seen.number)}元（{seen.place}）" for fund, seen in told.items()),
                    可=listed(left), related=tuple(seen.place for seen in told.values()),
                )
            )
            return
        less = "，".join(f"{fund}{_shown(seen.number)}元（{seen.place}）" for fund, seen in told.items())
        self._add(address, rest, place, left[0], f"全部{_shown(total)}元减去{less}" if less else "")

    def _add(self, address: Address, number: Decimal, place: Place, fund: str = "", computed: str = "") -> None:
        self.figures.append(Figure(address=address, number=number, place=place, fund=fund, computed=computed))

    # --- codes across ----------------------------------------------------------------------------------------------------

    def _across(self, reading: Reading) -> None:
        """A table by codes from a sheet that has them as columns: its total row, or the items that are of one fund."""
        form, layout = self.edition.tables[reading.wanted.table], reading.wanted.layout
        (column,) = form.parts[0].typed[:1] or form.parts[0].amounts[:1]
        if any(figure.address.table == reading.wanted.table for figure in self.figures):
            return
        by_code: dict[str, list[Seen]] = defaultdict(list)
        items = {seen.item for seen in reading.seen if seen.item != TOTAL}
        counted = set(lowest(items)) or {TOTAL}
        if layout is not None and layout.all_funds:
            counted = {item for item in counted if self._of_the_fund(reading, item, layout.all_funds)}
        for seen in reading.seen:
            if seen.item in counted:
                by_code[seen.quantity].append(seen)
        codes = lowest(code for code in by_code if code != TOTAL)
        if counted == set(lowest(items)) or not items:
            self._totals_across(reading, column)
        totals = {one.quantity: one for one in reading.seen if one.item == TOTAL}
        for code in codes:
            seen = by_code[code]
            number = sum((one.number for one in seen), ZERO)
            at = totals.get(code)
            if at is not None and at.number == number:
                self._add(Address(reading.wanted.table, code, column), number, at.place)
            elif number:
                told = f"{len(seen)}个项相加" if len(seen) > 1 else ""
                self._add(Address(reading.wanted.table, code, column), number, seen[0].place, computed=told)

    def _totals_across(self, reading: Reading, column: str) -> None:
        """The totals of a sheet all of which is of the table."""
        table, form = reading.wanted.table, self.edition.tables[reading.wanted.table]
        for one in reading.seen:
            if one.item == TOTAL and one.quantity in form.placed_rows:
                address = Address(table, one.quantity, column)
                quantity = f"{table}.{one.quantity}.{column}"
                self.totals.append(Seen(quantity=quantity, address=address, number=one.number, place=one.place))

    def _of_the_fund(self, reading: Reading, item: str, quantity: str) -> bool:
        """Whether all that was spent on an item is of the fund that the table is of; told where only a part is."""
        table, _, column = quantity.partition(".")
        own = sum(
            (
                one.number
                for pull in self.pulls
                if (pull.seen_table, pull.seen_column) == (table, column)
                for one in self.figures
                if one.address == Address(pull.table, item, pull.column) and one.fund in pull.funds
            ),
            ZERO,
        )
        whole = next((one for one in reading.seen if one.item == item and one.quantity == TOTAL), None)
        total = whole.number if whole is not None else ZERO
        if own and own != total:
            place = whole.place if whole is not None else self.basket.workbook.place(reading.sheet)
            self.basket.findings.append(found("I307", place, "经济", 码=item, 数=_shown(total), 余=_shown(own)))
        return bool(own) and own == total

    # --- fixed rows ------------------------------------------------------------------------------------------------------

    def _fixed(self) -> None:
        """Rows of a skeleton: as they stand, or as the only unknown of a sum that was seen."""
        equations = Equations(self.edition, self._sum_of)
        known: dict[Address, Decimal] = {}
        for address in equations.inputs():
            seen = self.cells.get(address) or self._repeated(address)
            if seen is not None:
                known[address] = seen.number
                if seen.number:
                    self._add(address, seen.number, seen.place)
            elif self._shown(address) or equations.excluded(address):
                known[address] = ZERO
        seen_or_blank = [(one.address, one) for one in self.cells.values() if one.address is not None]
        blank = [(address, None) for reading in self.readings for address in reading.blank if address not in self.cells]
        for address, number, place, told in equations.solve([*seen_or_blank, *blank], known):
            if number:
                self._add(address, number, place or NOWHERE, computed=told)

    def _repeated(self, address: Address) -> Seen | None:
        """The cell of a table by codes that shows a row of a skeleton."""
        code = self._code(address)
        pulls = self._pulls(address.table, address.column) if code else ()
        found_ = (self.cells.get(Address(one.seen_table, code, one.seen_column)) for one in pulls if one.takes(code))
        return next((seen for seen in found_ if seen is not None), None)

    def _shown(self, address: Address) -> bool:
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


class _Zeros:
    """没有的资金: where a printed table shows that nothing is of a fund, in all or in a class of codes."""

    def __init__(self, solver: Solver) -> None:
        self.none: set[tuple[str, str, str, str]] = set()
        """table, column, fund, beginning of codes"""
        totals: dict[tuple[str, str, str], dict[str, Decimal]] = defaultdict(dict)
        for pull in solver.pulls:
            if not pull.by_code and pull.fund and pull.seen_column in solver.read(pull.seen_table):
                seen = solver.cells.get(Address(pull.seen_table, pull.row, pull.seen_column))
                blank = any(pull.address in reading.blank for reading in solver.readings)
                if seen is not None or blank:
                    totals[pull.table, pull.column, pull.prefix][pull.fund] = seen.number if seen is not None else ZERO
        for (table, column, prefix), by_fund in totals.items():
            form = solver.edition.tables[table]
            whole = solver.cells.get(Address(table, prefix or TOTAL, column))
            others = ()
            if whole is not None and whole.number == sum(by_fund.values(), ZERO):
                others = tuple(fund for one in form.attributes.values() for fund in one.values if fund not in by_fund)
            for fund in (*(fund for fund, number in by_fund.items() if not number), *others):
                for one in inputs_behind(form, column):
                    self.none.add((table, one, fund, prefix))

    def of(self, address: Address, fund: str) -> bool:
        table, code, column = address
        return any((table, column, fund, code[:length]) in self.none for length in range(len(code) + 1))


def _by_code(form: TableForm) -> bool:
    rule = form.rule
    return rule is not None and not rule.records and not rule.grouped and form.classification is not None


def _shown(number: Decimal) -> str:
    return f"{number:,.2f}"


def ten_thousandfold(one: Decimal, other: Decimal) -> bool:
    """Whether two figures are apart as 元 and 万元 are."""
    less, more = sorted((abs(one), abs(other)))
    return bool(less) and 9_990 < more / less < 10_010
