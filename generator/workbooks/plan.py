"""表的布置: which tables get a sheet, which lines it has, and where each cell stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain, zip_longest

from msgspec import Struct, field
from msgspec.structs import replace

from gongkai.figures.classify_entries import RECORD, TOTAL, is_input, row_key
from gongkai.model.entries import Entry
from gongkai.model.forms import TableForm
from gongkai.model.row_forms import RowRule
from gongkai.model.statements import Address, Statement, StatementRow
from gongkai.workbooks.columns import Role, SheetColumn, holds_figures, sheet_columns
from gongkai.workbooks.ground import Ground
from gongkai.workbooks.names import sheet_names
from gongkai.workbooks.sheet_lines import BLANK, OPEN, Helper, HelperKind, Line, LineKind

HEAD = 4
"""the row where the heads of a table begin"""
LEAST_OPEN, ALTOGETHER = 12, 40
"""lines left open below those that are there: so many at least, and so many lines in all"""


class TablePlan(Struct, frozen=True, kw_only=True, dict=True):
    """一张表的工作表."""

    table: str
    form: TableForm
    sheet: str
    columns: tuple[SheetColumn, ...]
    lines: tuple[tuple[Line, ...], ...]
    """each with a line of every block"""
    last: tuple[tuple[Line, ...], ...]
    """末行"""
    typed: bool
    """whether it holds figures, and does not only show what derives"""

    @property
    def depth(self) -> int:
        """How many rows the heads take, without that of the numbers."""
        return max(len(column.heads) for column in self.columns)

    @property
    def numbered(self) -> bool:
        """Whether there is a row of numbers (栏次) below the heads; without a label it would read as figures."""
        return bool(self.form.number_row) and self.columns[0].role is not Role.AMOUNT

    @property
    def first(self) -> int:
        """The row of the first line."""
        return HEAD + self.depth + self.numbered

    @property
    def end(self) -> int:
        """The row of the last line of the body."""
        return self.first + len(self.lines) - 1

    @property
    def coded(self) -> bool:
        """Whether its rows are codes that stand above each other."""
        rule = next(iter(self.form.rules), None)
        single = rule is not None and not rule.records and not rule.grouped
        keyed = any(column.role is Role.KEY for column in self.columns)
        return single and keyed and self.form.classification is not None

    @cached_property
    def helpers(self) -> tuple[Helper, ...]:
        """Hidden columns behind the others, by which its lines are chosen and summed."""
        return tuple(_helpers(self)) if any(line.dynamic for _, _, line in self.places()) else ()

    def helper(self, kind: HelperKind, of: str = "", length: int = 0) -> int:
        """The place of a hidden column, counted from 1; 0 if there is none."""
        for place, one in enumerate(self.helpers, start=len(self.columns) + 1):
            if (one.kind, one.of, one.length) == (kind, of, length):
                return place
        return 0

    def column(self, block: int, key: str) -> int:
        """The place of an amount column, counted from 1; 0 if there is none."""
        found = (
            place
            for place, column in enumerate(self.columns, start=1)
            if column.role is Role.AMOUNT and column.block == block and column.key == key
        )
        return next(found, 0)

    def places(self) -> Iterator[tuple[int, int, Line]]:
        """Every line with its row and block, from the top."""
        for number, beside in enumerate(self.lines, start=self.first):
            yield from ((number, block, line) for block, line in enumerate(beside))
        for number, beside in enumerate(self.last, start=self.end + 1):
            yield from ((number, block, line) for block, line in enumerate(beside))

    @cached_property
    def inputs(self) -> frozenset[tuple[str, str]]:
        """Rows and columns of the fixed cells that people type."""
        lowest = frozenset(self.form.fixed_lowest)
        return frozenset(
            (row, column)
            for row, (block, _) in self.form.placed_rows.items()
            for column in self.form.parts[block].amounts
            if row in lowest and is_input(self.form, row, column)
        )

    @cached_property
    def span(self) -> tuple[int, int]:
        """The first and the last row of the lines that people say what they are of."""
        rows = [number for number, _, line in self.places() if line.dynamic]
        return (min(rows), max(rows)) if rows else (0, 0)


def _helpers(plan: TablePlan) -> Iterator[Helper]:
    coded = plan.form.lists.coded
    for place, column in enumerate(plan.columns, start=1):
        if column.role is Role.ATTRIBUTE:
            yield Helper(kind=HelperKind.VALUE, of=column.key, place=place)
        elif column.role in (Role.KEY, Role.FIELD) and column.by:
            yield Helper(kind=HelperKind.CODE, of=column.key, place=place)
            if column.role is Role.KEY and plan.coded:
                yield Helper(kind=HelperKind.LOWEST, place=place)
            for length in coded[column.by].lengths if column.by in coded else ():
                yield Helper(kind=HelperKind.LEVEL, of=column.key, length=length, place=place)


class Plans(Struct, frozen=True):
    """所有表的布置."""

    tables: Mapping[str, TablePlan]
    cells: Mapping[Address, tuple[int, int]] = field(default_factory=dict)
    """row and column of every cell whose row is there from the start"""


def plans(ground: Ground) -> Plans:
    """The tables that get a sheet: those that hold figures, those whose rows are fixed, those that were typed."""
    edition = ground.edition
    order = dict.fromkeys((*edition.shown_tables(), *edition.tables))
    typed = {entry.table for entry in ground.document.entries}
    wanted = [name for name in order if name in typed or _is_wanted(ground, name, edition.tables[name])]
    sheets = sheet_names([ground.title(name, edition.tables[name]) for name in wanted])
    tables = {name: _plan(ground, name, sheet) for name, sheet in zip(wanted, sheets, strict=True)}
    return Plans(tables, {address: place for plan in tables.values() for address, place in _cells(plan)})


def _plan(ground: Ground, table: str, sheet: str) -> TablePlan:
    form = ground.edition.tables[table]
    statement = ground.accounts.statements[table]
    entries: dict[str, list[Entry]] = {}
    for entry in ground.document.entries:
        if entry.table == table:
            entries.setdefault(_key(form, entry), []).append(entry)
    open_ = holds_figures(form) or ground.document.archived
    if _lacks_department(statement):
        statement = replace(statement, rows=(*statement.rows, _department(ground)))
    blocks = [list(_lines(statement, block, entries, open_=open_)) for block in range(len(form.parts))]
    last = [_line(row, LineKind.FIXED, entries) for row in statement.last_rows]
    count = len(form.parts)
    return TablePlan(
        table=table,
        form=form,
        sheet=sheet,
        columns=sheet_columns(form, ground.words),
        lines=tuple(zip_longest(*blocks, fillvalue=BLANK)),
        last=tuple(tuple(last[start : start + count]) for start in range(0, len(last), count)),
        typed=holds_figures(form),
    )


def _department(ground: Ground) -> StatementRow:
    """The department's own line, which is printed once there are others below it."""
    naming = ground.accounts.naming
    return StatementRow(
        key=naming.department_key,
        block=0,
        code=naming.department_code,
        title=naming.department,
        fields={},
        department=True,
        cells={},
        ratios={},
    )


def _key(form: TableForm, entry: Entry) -> str:
    return entry.row if entry.row.startswith(RECORD) else row_key(form, entry)


def _lines(statement: Statement, block: int, entries: Mapping[str, list[Entry]], *, open_: bool) -> Iterator[Line]:
    """The lines of a block: its rows, those that were typed and are not printed, and open ones; a last 合计 below."""
    form = statement.form
    rule = form.rule
    lines = [line for row in statement.block(block) for line in _of_row(statement, row, entries)]
    if rule is None:
        yield from lines
        return
    body = [line for line in lines if line.kind is LineKind.BODY]
    body += _unprinted(entries, {line.key for line in lines})
    if _is_in_order_of_codes(form, rule):
        body.sort(key=lambda line: line.key)
    closing = [line for line in lines if line.kind is LineKind.TOTAL and rule.total == "末"]
    heads = [line for line in lines if line.kind is not LineKind.BODY and line not in closing]
    yield from sorted(heads, key=lambda line: line.kind is LineKind.DEPARTMENT)
    yield from _marked(form, body)
    if open_:
        yield from [OPEN] * max(LEAST_OPEN, ALTOGETHER - len(body))
    yield from closing


def _unprinted(entries: Mapping[str, list[Entry]], printed: set[str]) -> Iterator[Line]:
    """Codes that were typed and get no row: of a lower level than is printed, or no more than named."""
    for key, typed in entries.items():
        if key not in printed and not key.startswith(RECORD) and key not in (TOTAL, "记录"):
            yield from (Line(kind=LineKind.BODY, key=key, entry=entry) for entry in typed)


def _marked(form: TableForm, body: list[Line]) -> Iterator[Line]:
    """The lines with those told that stand above others."""
    keys = {line.key for line in body}
    for line in body:
        below = form.classification is not None and any(key != line.key and key.startswith(line.key) for key in keys)
        yield replace(line, above=bool(below))


def _kind(form: TableForm, row: StatementRow) -> LineKind:
    if row.blank:
        return LineKind.BLANK
    if row.department:
        return LineKind.DEPARTMENT
    if form.rule is not None:
        return LineKind.TOTAL if row.key == TOTAL else LineKind.BODY
    return LineKind.FIXED if row.key in form.placed_rows else LineKind.BODY


def _of_row(statement: Statement, row: StatementRow, entries: Mapping[str, list[Entry]]) -> Iterator[Line]:
    """A line for each time that a row was typed (by 资金), one at least; groups for each of their records."""
    kind, rule = _kind(statement.form, row), statement.form.rule
    typed = entries.get(row.key, [])
    if rule is not None and rule.grouped:
        records = chain.from_iterable(many for key, many in entries.items() if key.startswith(RECORD))
        typed = [one for one in records if row_key(statement.form, one) == row.key] or typed
    there: list[Entry | None] = [*typed] or [None]
    for entry in there:
        yield Line(kind=kind, key=row.key, row=row, entry=entry)


def _is_wanted(ground: Ground, name: str, form: TableForm) -> bool:
    """Whether a table gets a sheet though nothing is typed in it."""
    fixed = form.rule is None or holds_figures(form)
    empty = name in ground.document.declared_empty or bool(form.empty.statement)
    return fixed or empty or ground.document.archived


def _lacks_department(statement: Statement) -> bool:
    """Whether the row of the department is still to be put in."""
    rule = statement.form.rule
    return rule is not None and rule.department_row and not any(row.department for row in statement.rows)


def _is_in_order_of_codes(form: TableForm, rule: RowRule) -> bool:
    return rule.order == "编码" and form.classification is not None and not rule.grouped and not rule.records


def _line(row: StatementRow, kind: LineKind, entries: Mapping[str, list[Entry]]) -> Line:
    return Line(kind=kind, key=row.key, row=row, entry=next(iter(entries.get(row.key, ())), None))


def _cells(plan: TablePlan) -> Iterator[tuple[Address, tuple[int, int]]]:
    """The cells of rows that are there from the start."""
    for number, block, line in plan.places():
        if line.row is None or (line.dynamic and not line.key.startswith(RECORD)):
            continue
        for column in plan.form.parts[block].amounts:
            place = plan.column(block, column)
            if place:
                yield Address(plan.table, line.key, column), (number, place)
