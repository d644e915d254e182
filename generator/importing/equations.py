"""等式: a cell of a skeleton that was seen is the sum of cells that people type; the only unknown one follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from gongkai.figures.classify_entries import fixed_lowest, is_input
from gongkai.figures.formulas import FormulaError, Term, parse
from gongkai.importing.intaking import Seen
from gongkai.importing.rows import TOTAL
from gongkai.model.edition import Edition
from gongkai.model.forms import TableForm
from gongkai.model.places import Place
from gongkai.model.statements import Address

ZERO = Decimal(0)
Terms = list[tuple[int, Address]]
Solved = tuple[Address, Decimal, Place | None, str]


class Equations:
    """The sums that an edition's skeletons are."""

    def __init__(self, edition: Edition, sum_of: Callable[[str, str], Decimal | None]) -> None:
        self.edition = edition
        self.sum_of = sum_of
        self.typed = frozenset(self.inputs())
        self.left: list[tuple[Seen, Decimal, tuple[Address, ...]]] = []
        """what could not be solved: a cell that was seen, how much of it is unknown, and of which inputs"""

    def inputs(self) -> Iterator[Address]:
        """Every cell of fixed rows that people type."""
        for table, form in self.edition.tables.items():
            if form.rule is not None:
                continue
            for row in fixed_lowest(form):
                for column in form.parts[form.placed_rows[row][0]].amounts:
                    if is_input(form, row, column):
                        yield Address(table, row, column)

    def excluded(self, address: Address) -> bool:
        """Whether nothing can stand there: its column is of other funds than its row."""
        form = self.edition.tables[address.table]
        leaf, (_, row) = form.leaf(address.row, address.column), form.placed_rows[address.row]
        own = self.edition.funds.attribute if self.edition.funds is not None else "资金"
        of_row = row.where.get(own, ())
        return leaf is not None and bool(leaf.funds) and bool(of_row) and not set(of_row) & set(leaf.funds)

    def solve(self, seen: Iterable[tuple[Address, Seen | None]], known: dict[Address, Decimal]) -> Iterator[Solved]:
        """The inputs that follow, one after the other."""
        open_ = [
            (terms, constant, one)
            for address, one in seen
            if (sums := self._expanded(address)) is not None
            for terms, constant in (sums,)
        ]
        moved = True
        while moved:
            moved = False
            for terms, constant, one in open_:
                unknown = [(sign, address) for sign, address in terms if address not in known]
                if len(unknown) != 1:
                    continue
                ((sign, address),) = unknown
                total = (one.number if one is not None else ZERO) - constant
                rest = total - sum((other * known[cell] for other, cell in terms if cell in known), ZERO)
                known[address] = rest * sign
                others = [str(cell) for _, cell in terms if cell != address and known.get(cell)]
                told = (
                    f"{one.place.cell}的{one.number:,.2f}元减去{'、'.join(others)}"
                    if one is not None and others
                    else ""
                )
                yield address, known[address], one.place if one is not None else None, told
                moved = True
        for terms, constant, one in open_:
            unknown = [(sign, address) for sign, address in terms if address not in known]
            rest = sum((sign * known[cell] for sign, cell in terms if cell in known), constant)
            if one is not None and unknown and one.number != rest:
                self.left.append((one, one.number - rest, tuple(address for _, address in unknown)))

    def _expanded(self, address: Address) -> tuple[Terms, Decimal] | None:
        """The typed cells behind one, and what is known of rows by code; None where a formula says something else."""
        form = self.edition.tables[address.table]
        if form.rule is not None or address.row not in form.placed_rows:
            return None
        terms: Terms = []
        constant = ZERO
        open_, depth = [(1, address)], 0
        while open_:
            depth += 1
            if depth > 500:
                return None
            sign, cell = open_.pop()
            form = self.edition.tables[cell.table]
            if form.rule is not None:
                total = self.sum_of(cell.table, cell.column) if cell.row == TOTAL else None
                if total is None:
                    return None
                constant += sign * total
            elif cell in self.typed:
                terms.append((sign, cell))
            else:
                below = self._below(form, cell)
                if below is None:
                    return None
                open_ += [(sign * factor, one) for factor, one in below]
        return terms, constant

    def _below(self, form: TableForm, cell: Address) -> Terms | None:
        """What a cell sums directly."""
        block, row = form.placed_rows[cell.row]
        if row.code and is_input(form, cell.row, cell.column):  # the sum of the codes below it
            below = [one for one in form.fixed_rows if one.code.startswith(row.code) and one.code != row.code]
            cells = (Address(cell.table, one.name, cell.column) for one in below)
            return [(1, one) for one in cells if one in self.typed]
        working = form.parts[block].working(row, cell.column)
        try:
            if working.of_row:
                return self._of_row(form, cell, parse(working.of_row), block)
            if working.of_column:
                return self._of_column(form, cell, parse(working.of_column), block)
        except FormulaError:
            return None
        return None

    def _of_row(self, form: TableForm, cell: Address, terms: Iterable[Term], block: int) -> Terms | None:
        found: Terms = []
        for term in terms:
            if term.first.where is not None:
                return None
            rows = self._rows(form, term, block)
            if rows:
                found += [(term.sign, Address(cell.table, row, cell.column)) for row in rows]
                continue
            other = self._elsewhere(term.first.path)
            if other is None:
                return None
            found.append((term.sign, other))
        return found

    def _rows(self, form: TableForm, term: Term, block: int) -> list[str]:
        """Rows of the same table: one, or from one to another."""
        names = [row.name for row in form.parts[block].fixed]
        first = form.row_names.get(term.first.path, ())
        if len(first) != 1:
            return []
        if term.last is None:
            return list(first)
        last = form.row_names.get(term.last.path, ())
        if len(last) != 1 or first[0] not in names or last[0] not in names:
            return []
        return names[names.index(first[0]) : names.index(last[0]) + 1]

    def _of_column(self, form: TableForm, cell: Address, terms: Iterable[Term], block: int) -> Terms | None:
        found: Terms = []
        for term in terms:
            columns = form.columns_called(term.first.path, block)
            if len(columns) != 1 or term.last is not None:
                return None
            found.append((term.sign, Address(cell.table, cell.row, columns[0])))
        return found

    def _elsewhere(self, path: str) -> Address | None:
        """表.行.列."""
        table, _, rest = path.partition(".")
        form = self.edition.tables.get(table)
        if form is None:
            return None
        row, _, column = rest.partition(".")
        rows = form.row_names.get(row, (row,) if form.rule is not None else ())
        if len(rows) != 1:
            return None
        columns = form.columns_called(column)
        return Address(table, rows[0], columns[0]) if len(columns) == 1 else None
