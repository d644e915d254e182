"""结转的行: the rows that last year's figures stood in, as they are called this year, without the figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.checks.context import Case
from gongkai.figures.classify_entries import RECORD, only_names
from gongkai.migration.renames import Renames
from gongkai.model.code_changes import CodeChanges
from gongkai.model.entries import Entry
from gongkai.starting.figures_text import flow_of, nested
from gongkai.starting.rolled_texts import split_code
from gongkai.starting.table_hints import TypedTable, typed_tables
from gongkai.starting.yaml_lines import BLANK, scalar


@dataclass(slots=True)
class RolledRows:
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
            facts = [amount.column for amount in entry.amounts if amount.place in typed and amount.amount.yuan]
            if table is None or not (facts or only_names(self.renames.old.tables[entry.table], entry)):
                continue
            for line in self._line(table, entry, facts):
                lines.setdefault(table.name, {})[line] = None
        return {name: tuple(found) for name, found in lines.items()}

    def _line(self, table: TypedTable, entry: Entry, facts: list[str]) -> Iterator[str]:
        inside = self.renames.inside[entry.table]
        columns = [column for old in facts if (column := inside.columns.pairs.get(old))]
        fields = {name: self._code(text) for name, text in entry.fields}
        if entry.row.startswith(RECORD):
            row = ""
        elif entry.row in inside.old.placed_rows:
            row = inside.rows.pairs.get(entry.row, "")
            columns = [column for column in columns if column in table.rows.get(row, ())]
            if not row or not columns:
                return
        else:
            row = self._code(entry.row)
            columns = [column for column in columns if column in table.columns]
        if None in (row, *fields.values()) or (facts and not columns):
            return
        if table.sole_row and row:
            yield from (f"{key}: {flow_of(value)}" for key, value in nested(table, row, columns).items())
            return
        body = flow_of({**fields, **nested(table, row or "", columns)})
        sole = not fields and row in table.rows and len(table.rows[row]) == 1
        yield f"- {body}" if not row else f"{scalar(row)}: {BLANK if sole else body}"

    def _code(self, text: str) -> str | None:
        """A code as it is called now; None for one that several took the place of, which is told."""
        later = self.changes.after(text) if text.isdigit() else ()
        if not later:
            return text
        if len(later) == 1:
            return later[0]
        told = split_code(text, later)
        if told not in self.todo:
            self.todo.append(told)
        return None
