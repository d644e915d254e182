"""填数的表: what people type in each table of an edition, as data and as words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from gongkai.figures.classify_entries import is_input
from gongkai.model.classification import name_key
from gongkai.model.edition import Edition
from gongkai.model.forms import RowRule, TableForm

EXAMPLES = {"科目": "2010301", "经济科目": "30101", "部门经济": "30101", "政府经济": "50101"}


class TypedTable(Struct, frozen=True, kw_only=True):
    """一张填数的表: what of it people type."""

    name: str
    form: TableForm
    columns: tuple[str, ...]
    """列键 of rows that the figures make (by code, by record)"""
    rows: Mapping[str, tuple[str, ...]]
    """fixed rows, and the columns that are typed in each"""
    lent: tuple[str, ...]
    """those of the columns that another document fills where it is at hand (取)"""

    @property
    def rule(self) -> RowRule | None:
        """How rows come about that are not fixed."""
        return next((rule for rule in self.form.rules if self.columns), None)

    @property
    def sole_row(self) -> bool:
        """Whether there is but one row, so that its columns are typed right below the table's name."""
        return not self.form.rules and len(self.form.placed_rows) == 1

    @property
    def of_records(self) -> bool:
        """Whether rows are records, with no key of their own."""
        return self.rule is not None and (self.rule.records or self.rule.grouped)

    def called(self, row: str, column: str) -> str:
        """How a column of a row is typed, title below title (预算数.公务接待费)."""
        block = self.form.parts[self.form.placed_rows[row][0]] if row in self.form.placed_rows else self.form.parts[0]
        if not any(other.startswith(f"{column}.") for other in block.by_key):
            return column
        return next((name for name, keys in block.names.items() if keys == (column,) and "." in name), column)

    def record_fields(self) -> tuple[str, ...]:
        """What a record says beside its amounts."""
        block = self.form.parts[0]
        named = (leaf.field or key for key, leaf in block.keyed if key not in block.amounts and leaf.kind != "行次")
        by = () if self.rule is None or self.rule.records else self.rule.by
        known = dict.fromkeys((*by, *named))
        left_out = {name_key(name) for name in known if name in self.form.lists.coded} | {"序号", "记录"}
        return tuple(name for name in known if name not in left_out)


def typed_tables(edition: Edition) -> Iterator[TypedTable]:
    """The tables that people fill, in the order in which they are shown, then 登记表."""
    for name in dict.fromkeys((*edition.shown_tables(), *edition.tables)):
        form = edition.tables[name]
        table = TypedTable(
            name=name, form=form, columns=_columns(form), rows=dict(_rows(form)), lent=tuple(_lent(form))
        )
        if table.columns or table.rows:
            yield table


def _columns(form: TableForm) -> tuple[str, ...]:
    if form.rule is not None:
        return tuple(key for key in form.parts[0].amounts if is_input(form, "", key))
    return tuple(key for index, _ in form.placed_rules for key in form.parts[index].typed)


def _rows(form: TableForm) -> Iterator[tuple[str, tuple[str, ...]]]:
    for row in form.fixed_lowest:
        block = form.parts[form.placed_rows[row][0]]
        columns = tuple(key for key in block.amounts if is_input(form, row, key))
        if columns:
            yield row, columns


def _lent(form: TableForm) -> Iterator[str]:
    for block in form.parts:
        yield from (key for key, leaf in block.keyed if leaf.loan)
        yield from (row.name for row in block.fixed if row.loan)


def derived_tables(edition: Edition) -> tuple[str, ...]:
    """The tables that nobody types."""
    typed = {table.name for table in typed_tables(edition)}
    return tuple(name for name in edition.tables if name not in typed)
