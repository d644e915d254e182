"""等式: a cell of a skeleton that was seen is the sum of cells that people type; the only unknown one follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from gongkai.figures.classify_entries import is_input
from gongkai.figures.formulas import FormulaError, Term, parse
from gongkai.importing.intaking import Seen
from gongkai.importing.rows import TOTAL
from gongkai.model.edition import Edition
from gongkai.model.forms import TableForm
from gongkai.model.places import Place
from gongkai.model.statements import Address

ZERO = Decimal(0)
MOST_CELLS = 500
"""behind one cell: formulas that go round are an edition's fault, told elsewhere"""
Terms = list[tuple[int, Address]]
Solved = tuple[Address, Decimal, Place | None, str]
Left = tuple[Seen, Decimal, tuple[Address, ...]]
"""a cell that was seen, how much of it is unknown, and of which inputs"""


class _Sum(Struct, frozen=True, kw_only=True):
    """A cell and the typed cells that it sums; `seen`: what was seen of it, None for nothing."""

    seen: Seen | None
    terms: Terms
    constant: Decimal
    """what it sums besides, of rows by code"""

    @property
    def number(self) -> Decimal:
        return self.seen.number if self.seen is not None else ZERO

    def unknown(self, known: Mapping[Address, Decimal]) -> list[tuple[int, Address]]:
        return [(sign, address) for sign, address in self.terms if address not in known]

    def rest(self, known: Mapping[Address, Decimal]) -> Decimal:
        """How much of it is of the cells that are not known."""
        return self.number - sum((sign * known[cell] for sign, cell in self.terms if cell in known), self.constant)

    def solved(self, known: Mapping[Address, Decimal]) -> Solved | None:
        """The cell that follows, if one alone is not known."""
        unknown = self.unknown(known)
        if len(unknown) != 1:
            return None
        ((sign, address),) = unknown
        number = self.rest(known) * sign
        if self.seen is None:
            return address, number, None, ""
        others = [str(cell) for _, cell in self.terms if cell != address and known.get(cell)]
        told = f"{self.seen.place.cell}的{self.seen.number:,.2f}元减去{'、'.join(others)}" if others else ""
        return address, number, self.seen.place, told

    def left(self, known: Mapping[Address, Decimal]) -> Left | None:
        """What is of cells that are not known in the end."""
        unknown, rest = self.unknown(known), self.rest(known)
        if self.seen is None or not unknown or not rest:
            return None
        return self.seen, rest, tuple(address for _, address in unknown)


class Equations:
    """The sums that an edition's skeletons are."""

    def __init__(self, edition: Edition, sum_of: Callable[[str, str], Decimal | None]) -> None:
        self.edition = edition
        self.sum_of = sum_of
        self.typed = frozenset(self.inputs())
        self.left: list[Left] = []
        """what could not be solved"""

    def inputs(self) -> Iterator[Address]:
        """Every cell of fixed rows that people type."""
        for table, form in self.edition.tables.items():
            if form.rule is not None:
                continue
            for row in form.fixed_lowest:
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
        sums = [
            _Sum(seen=one, terms=expanded[0], constant=expanded[1])
            for address, one in seen
            if (expanded := self._expanded(address)) is not None
        ]
        moved = True
        while moved:
            moved = False
            for one in sums:
                solved = one.solved(known)
                if solved is not None:
                    known[solved[0]] = solved[1]
                    yield solved
                    moved = True
        self.left += (left for one in sums if (left := one.left(known)) is not None)

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
            sign, cell = open_.pop()
            form = self.edition.tables[cell.table]
            if form.rule is None and cell in self.typed:
                terms.append((sign, cell))
                continue
            found = self._behind(form, cell)
            if found is None or depth > MOST_CELLS:
                return None
            below, total = found
            constant += sign * total
            open_ += [(sign * factor, one) for factor, one in below]
        return terms, constant

    def _behind(self, form: TableForm, cell: Address) -> tuple[Terms, Decimal] | None:
        """What a cell sums directly: cells, or all rows of a table by codes."""
        if form.rule is not None:
            total = self._total(cell)
            return None if total is None else ([], total)
        below = self._below(form, cell)
        return None if below is None else (below, ZERO)

    def _total(self, cell: Address) -> Decimal | None:
        """What all rows of a table by codes come to."""
        return self.sum_of(cell.table, cell.column) if cell.row == TOTAL else None

    def _below(self, form: TableForm, cell: Address) -> Terms | None:
        """What a cell sums directly."""
        block, row = form.placed_rows[cell.row]
        if row.code and is_input(form, cell.row, cell.column):
            return [(1, one) for one in self._codes_below(form, row.code, cell) if one in self.typed]
        working = form.parts[block].working(row, cell.column)
        try:
            if working.of_row:
                return self._of_row(form, cell, parse(working.of_row), block)
            if working.of_column:
                return self._of_column(form, cell, parse(working.of_column), block)
        except FormulaError:
            return None
        return None

    def _codes_below(self, form: TableForm, code: str, cell: Address) -> Iterator[Address]:
        for one in form.fixed_rows:
            if one.code.startswith(code) and one.code != code:
                yield cell._replace(row=one.name)

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
