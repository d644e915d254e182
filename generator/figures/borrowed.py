"""取自另一份文件: figures of a neighbouring document in columns and rows that nobody typed (取: 上年决算.支出.*)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.figures.classify_entries import TOTAL, Sorted, fact_of, is_input
from gongkai.figures.facts import Fact, Facts
from gongkai.figures.formulas import FormulaError
from gongkai.model.amounts import NOTHING, Amount
from gongkai.model.classification import in_line
from gongkai.model.edition import Edition
from gongkai.model.entries import EnteredAmount, Entry
from gongkai.model.forms import TableForm
from gongkai.model.paths import ANY, borrowed_from
from gongkai.model.places import Place
from gongkai.model.statements import Address, Given


class Lender(Protocol):
    """A neighbouring document, as far as figures are read there. Its methods raise FormulaError."""

    @property
    def title(self) -> str: ...
    @property
    def place(self) -> Place: ...
    def quantity(self, name: str) -> Amount: ...
    def codes(self, name: str) -> tuple[str, ...]: ...


class Lacking(Struct, frozen=True, kw_only=True):
    """没有取到的数, and not typed either: of a row, or (no row) of a whole column."""

    table: str
    row: str
    column: str
    reason: str
    lender: str = ""
    """the neighbouring document (上年决算) that does not have it, or is not there"""


def loan_of(form: TableForm, row: str, column: str) -> str:
    """The indicator that fills a cell, with the row's code or name for its *; "" for other cells."""
    leaf = form.leaf(row, column)
    fixed = form.placed_rows[row][1] if row in form.placed_rows else None
    if leaf is None or not is_input(form, row, column):
        return ""
    star = fixed.code or fixed.name if fixed is not None else row
    return ((fixed.loan if fixed is not None else "") or leaf.loan).replace(ANY, star)


def lenders_of(edition: Edition) -> frozenset[str]:
    """The neighbouring documents that an edition's tables take figures from."""
    blocks = [block for form in edition.tables.values() for block in form.parts]
    loans = [leaf.loan for block in blocks for leaf in block.leaves]
    loans += [row.loan for block in blocks for row in block.fixed]
    return frozenset(borrowed_from(loan) for loan in loans if loan)


def with_loans(edition: Edition, sorted_: Sorted, lenders: Mapping[str, Lender]) -> tuple[Sorted, tuple[Lacking, ...]]:
    """The figures as typed and, where nobody typed, those of the neighbouring documents."""
    borrowing = _Borrowing(sorted_, lenders)
    for table, form in edition.tables.items():
        borrowing.of_table(table, form)
    if not borrowing.facts:
        return sorted_, tuple(borrowing.lacking)
    facts = Facts.of((*sorted_.facts.items, *borrowing.facts))
    return replace(sorted_, facts=facts, given={**borrowing.given, **sorted_.given}), tuple(borrowing.lacking)


class _Borrowing(Struct):
    sorted: Sorted
    lenders: Mapping[str, Lender]
    facts: list[Fact] = field(default_factory=list)
    given: dict[Address, Given] = field(default_factory=dict)
    lacking: list[Lacking] = field(default_factory=list)

    def of_table(self, table: str, form: TableForm) -> None:
        for block in form.parts:
            for column in block.amounts:
                typed = frozenset(self._typed(table, column))
                if form.rule is None:
                    rows = [row.name for row in block.fixed]
                    self._fixed(form, [Address(table, row, column) for row in rows], typed)
                elif block.by_key[column].loan and not block.by_key[column].derives:
                    self._coded(table, form, column, typed)

    def _typed(self, table: str, column: str) -> Iterator[str]:
        """Rows in which a column was typed as a figure of its own."""
        facts = self.sorted.facts
        return (facts.items[number].row for number in facts.index.get((table, column), ()))

    def _fixed(self, form: TableForm, cells: list[Address], typed: frozenset[str]) -> None:
        """Rows that were not typed; without the neighbour a row of its own 取 must be, and one row of a column."""
        lowest, typed = frozenset(form.fixed_lowest), typed & {cell.row for cell in cells}
        for cell in cells:
            loan = loan_of(form, cell.row, cell.column) if cell.row in lowest - typed else ""
            lender = self.lenders.get(borrowed_from(loan))
            if lender is not None:
                self._borrow(form, cell, lender, loan)
            elif loan and ((own := form.placed_rows[cell.row][1].loan) or not typed):
                self._absent(cell if own else cell._replace(row=""), loan)

    def _coded(self, table: str, form: TableForm, column: str, typed: frozenset[str]) -> None:
        """Codes that the neighbour has, each where neither it nor one above or below it was typed."""
        loan = form.parts[0].by_key[column].loan
        lender = self.lenders.get(borrowed_from(loan))
        whole = Address(table, "", column)
        if lender is None:
            if not typed and not any((one.table, one.column) == (table, column) for one in self.sorted.given):
                self._absent(whole, loan)
            return
        try:
            codes = lender.codes(_name(loan))
        except FormulaError as error:
            self._lack(whole, str(error), borrowed_from(loan))
            return
        for code in codes:
            if not in_line(code, typed):
                self._borrow(form, Address(table, code, column), lender, loan.replace(ANY, code))
        if not typed:
            self._sums(form, Address(table, TOTAL, column), lender, loan)

    def _borrow(self, form: TableForm, address: Address, lender: Lender, loan: str) -> None:
        table, row, column = address
        try:
            amount = EnteredAmount(column=column, amount=lender.quantity(_name(loan)), place=lender.place)
        except FormulaError as error:
            self._lack(address, str(error), borrowed_from(loan))
            return
        entry = Entry(table=table, row=row, fields=(), amounts=(amount,), place=lender.place)
        self.facts.append(replace(fact_of(form, entry, row, amount), lent=f"{lender.title}·{_name(loan)}"))

    def _sums(self, form: TableForm, total: Address, lender: Lender, loan: str) -> None:
        """Sums as the neighbour printed them, where only rounding sets them apart from its figures."""
        table, _, column = total
        lent = [fact for fact in self.facts if (fact.table, fact.column) == (table, column)]
        above = {code for fact in lent for code in _printed_above(form, fact.row)}
        sums = {code: [fact.amount for fact in lent if fact.row.startswith(code)] for code in above}
        for row, amounts in {TOTAL: [fact.amount for fact in lent], **sums}.items():
            with suppress(FormulaError):
                printed = lender.quantity(_name(loan).replace(ANY, row))
                if printed.agrees(sum(amounts, NOTHING)):
                    self.given[Address(table, row, column)] = Given(amount=printed, place=lender.place)

    def _absent(self, cell: Address, loan: str) -> None:
        lender = borrowed_from(loan)
        self._lack(cell, f"库里没有{lender}", lender)

    def _lack(self, cell: Address, reason: str, lender: str = "") -> None:
        one = Lacking(table=cell.table, row=cell.row, column=cell.column, reason=reason, lender=lender)
        if one not in self.lacking:
            self.lacking.append(one)


def _printed_above(form: TableForm, code: str) -> tuple[str, ...]:
    """The codes above a code that have a row in the table."""
    if form.classification is None or form.rule is None:
        return ()
    levels = form.rule.levels or form.classification.levels
    return tuple(one for one in form.classification.above(code) if form.classification.level(one) in levels)


def _name(loan: str) -> str:
    return loan.partition(".")[2]
