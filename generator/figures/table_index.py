"""表样: the rows of every table of a document laid out, and what names mean in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from gongkai.figures.classify_entries import TOTAL
from gongkai.figures.formulas import FormulaError
from gongkai.figures.rows import Row
from gongkai.model.columns import ColumnForm
from gongkai.model.conditions import only, where
from gongkai.model.forms import TableForm
from gongkai.model.names import listed
from gongkai.model.statements import Address
from gongkai.model.table_names import cell_fault, column_fault, row_fault


class Sheets(Struct, frozen=True):
    """Looks up rows, columns and cells by the names that formulas use. Raises FormulaError for what is not there."""

    forms: Mapping[str, TableForm]
    rows: dict[str, dict[str, Row]] = field(default_factory=dict)
    """rows that a table prints in its body, by key"""
    last: dict[str, dict[str, Row]] = field(default_factory=dict)
    _own: dict[str, dict[str, Row]] = field(default_factory=dict)
    """both, and 合计 by its title too"""
    _sole: dict[str, Row | None] = field(default_factory=dict)
    _ranges: dict[tuple[str, str, str], tuple[str, ...]] = field(default_factory=dict)

    def lay(self, table: str, rows: Iterable[Row], last: Iterable[Row]) -> None:
        """The rows that a table prints, in its body and below it."""
        body, below = {row.key: row for row in rows}, {row.key: row for row in last}
        rule = self.forms[table].rule
        total = {rule.total_title: body[TOTAL]} if rule is not None and TOTAL in body else {}
        self.rows[table], self.last[table], self._own[table] = body, below, total | below | body
        filled = [row for row in body.values() if not row.blank]
        self._sole[table] = filled[0] if len(filled) == 1 and not self.forms[table].rules else None

    def row(self, table: str, key: str) -> Row | None:
        """A printed row; 合计 also by the title that the table prints for it."""
        own = self._own[table]
        if key in own:
            return own[key]
        called = self.forms[table].row_names.get(key, ())
        if len(called) > 1:
            raise FormulaError(row_fault(self.forms[table], table, key), f"{table}.{key}")
        return own.get(called[0]) if called else None

    def rows_called(self, table: str, name: str) -> tuple[str, ...]:
        """行键 of the printed rows that a name may mean."""
        row = self._own[table].get(name)
        return (row.key,) if row is not None else self.forms[table].row_names.get(name, ())

    def known_row(self, table: str, key: str) -> Row:
        row = self.row(table, key)
        if row is None:
            raise FormulaError(row_fault(self.forms[table], table, key), f"{table}.{key}")
        return row

    def amounts(self, table: str, row: Row) -> tuple[str, ...]:
        """列键 of the amount columns of a row."""
        return self.forms[table].parts[row.block].amounts

    def column(self, table: str, row: Row, name: str) -> str:
        """列键 of an amount column of a row."""
        called = self.forms[table].columns_called(name, row.block)
        if len(called) != 1:
            raise FormulaError(column_fault(self.forms[table], table, name, row.block), f"{table}.{name}")
        return called[0]

    def leaf(self, table: str, row: Row, column: str) -> ColumnForm:
        """An amount column of a row."""
        return self.forms[table].parts[row.block].by_key[self.column(table, row, column)]

    def only_column(self, table: str, row: Row) -> str:
        columns = self.amounts(table, row)
        if len(columns) != 1:
            raise FormulaError(f"{table}的“{row.key}”有几列金额，请写明是哪一列：{listed(columns)}")
        return columns[0]

    def has_column(self, table: str, column: str) -> bool:
        return bool(self.forms[table].columns_called(column))

    def sole_row(self, table: str) -> Row | None:
        """The row of a table that has just one and is named by columns only (三公经费)."""
        return self._sole[table]

    def group(self, table: str, name: str) -> tuple[str, ...] | None:
        """The generated rows that formulas call by one name; None if the table generates none of that name."""
        if name not in self.forms[table].groups:
            return None
        return tuple(key for key, row in self.rows[table].items() if row.group == name)

    def beside(self, at: Address, key: str) -> Address:
        """The cell of another row in the same column, or in that row's only amount column."""
        row = self.known_row(at.table, key)
        same = at.column in self.amounts(at.table, row)
        return Address(at.table, row.key, at.column if same else self.only_column(at.table, row))

    def between(self, table: str, first: str, last: str) -> tuple[str, ...]:
        """甲 至 乙: the keys of the rows from one to the other, but those that generated rows among them sum."""
        asked = table, first, last
        if asked not in self._ranges:
            self._ranges[asked] = self._between(table, first, last)
        return self._ranges[asked]

    def _between(self, table: str, first: str, last: str) -> tuple[str, ...]:
        keys = [key for key, row in self.rows[table].items() if not row.blank]
        ends = [self.known_row(table, end).key for end in (first, last)]
        if not set(ends) <= set(keys):
            raise FormulaError(f"“{first} 至 {last}”里不能有末行")
        begin, end = map(keys.index, ends)
        if begin > end:
            raise FormulaError(f"“{first} 至 {last}”前后写反了")
        between = keys[begin : end + 1]
        return tuple(key for key in between if self.rows[table][key].form or self.rows[table][key].group)

    def unprinted(self, table: str, key: str, path: str) -> Row:
        """A row that is not printed: of a code without figures, or the total of a table without 合计.

        `path`: what names it, 行 or 行.列.
        """
        form = self.forms[table]
        rule = form.rule
        if rule is not None and key in (TOTAL, rule.total_title):
            return Row(key=key, where=where(rule.where))
        rule = form.rule_of(key)
        if rule is not None and not rule.grouped and not rule.records and form.is_code(key):
            block = next((index for index, _ in form.placed_rules), 0)
            return Row(key=key, block=block, where=(*where(rule.where), *only(rule.by[0], key)))
        raise FormulaError(cell_fault(form, table, path), f"{table}.{path}")
