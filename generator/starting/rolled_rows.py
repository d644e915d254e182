"""结转的行: the rows that last year's figures stood in, as they are called this year, without the figures."""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import suppress

from msgspec import Struct, field

from gongkai.checks.context import Case
from gongkai.figures.classify_entries import RECORD, only_names
from gongkai.migration.renames import Renames, TableRenames
from gongkai.model.code_changes import CodeChanges
from gongkai.model.entries import Entry
from gongkai.model.places import Place
from gongkai.starting.figures_text import flow_of, nested
from gongkai.starting.rolled_texts import split_code
from gongkai.starting.table_hints import TypedTable, typed_tables
from gongkai.starting.yaml_lines import BLANK, scalar


class SplitError(Exception):
    """科目分成几个: nobody knows which of them a row is."""


class RolledRows(Struct):
    """`case`: last year's document."""

    case: Case
    renames: Renames
    changes: CodeChanges
    todo: list[str] = field(default_factory=list)

    def offered(self) -> dict[str, tuple[str, ...]]:
        """By the table's new name: its rows, as they are to be typed."""
        now = {table.name: table for table in typed_tables(self.renames.new)}
        typed = {fact.place for fact in self.case.accounts.facts.items if not fact.lent}
        lines: dict[str, dict[str, None]] = {}
        for entry in self.case.document.entries:
            table = now.get(self.renames.tables.pairs.get(entry.table, ""))
            if table is None:
                continue
            with suppress(SplitError):
                facts = _columns_with_money(entry, typed)
                lines.setdefault(table.name, {}).update(dict.fromkeys(self._lines(table, entry, facts)))
        return {name: tuple(found) for name, found in lines.items() if found}

    def _lines(self, table: TypedTable, entry: Entry, facts: list[str]) -> Iterator[str]:
        """A row as it is typed now; nothing where it has no place any more, or nothing is typed in it."""
        inside = self.renames.inside[entry.table]
        row, allowed = self._row(table, entry, inside)
        columns = [now for old in facts if (now := inside.columns.pairs.get(old, "")) in allowed]
        fields = {name: self._code(text) for name, text in entry.fields}
        if not columns and (facts or not only_names(self.renames.old.tables[entry.table], entry)):
            return
        if table.sole_row:
            yield from (f"{key}: {flow_of(value)}" for key, value in nested(table, row, columns).items())
        elif not row:
            yield f"- {flow_of({**fields, **nested(table, row, columns)})}"
        elif not fields and len(table.rows.get(row, ())) == 1:
            yield f"{scalar(row)}: {BLANK}"
        else:
            yield f"{scalar(row)}: {flow_of({**fields, **nested(table, row, columns)})}"

    def _row(self, table: TypedTable, entry: Entry, inside: TableRenames) -> tuple[str, tuple[str, ...]]:
        """What the row is called now ("" for a record), and the columns that are typed in it."""
        if entry.row in inside.old.placed_rows:
            row = inside.rows.pairs.get(entry.row, "")
            return row, table.rows.get(row, ())
        own = tuple(column for column in table.columns if column not in table.lent)
        return "" if entry.row.startswith(RECORD) else self._code(entry.row), own

    def _code(self, text: str) -> str:
        """A code as it is called now. Raises SplitError for one that several took the place of, which is told."""
        later = self.changes.after(text) if text.isdigit() else ()
        if len(later) < 2:
            return later[0] if later else text
        told = split_code(text, later)
        if told not in self.todo:
            self.todo.append(told)
        raise SplitError(text)


def _columns_with_money(entry: Entry, typed: Container[Place]) -> list[str]:
    return [amount.column for amount in entry.amounts if amount.place in typed and amount.amount.yuan]
