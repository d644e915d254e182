"""一张表: the figures that were typed into its sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from gongkai.figures.classify_entries import RECORD, is_input
from gongkai.importing.intaking import Basket
from gongkai.importing.texts import folded
from gongkai.model.classification import name_key
from gongkai.model.forms import TableForm
from gongkai.model.intake import TakenFigure
from gongkai.model.sheets import Sheet, SheetCell
from gongkai.workbooks.columns import Role, SheetColumn, sheet_columns
from gongkai.workbooks.filled.heads import find_heads
from gongkai.workbooks.filled.lines import LineReader, Named, ReadLine, name_fields
from gongkai.workbooks.filled.marks import TOP
from gongkai.workbooks.ground import Ground
from gongkai.workbooks.table_sheet import EMPTY_LABEL, NO_DATA

PLAIN = frozenset("-0123456789.")
"""of what a formula of ours consists that is no more than a figure of a neighbouring document"""


class ReadTable(Struct, frozen=True, kw_only=True):
    """读到的一张表."""

    figures: tuple[TakenFigure, ...] = ()
    empty: bool = False
    named: tuple[Named, ...] = ()


def read_table(ground: Ground, basket: Basket, sheet: Sheet, table: str) -> ReadTable:
    """What was typed into a table's sheet; nothing of it where its heads cannot be found."""
    form = ground.edition.tables[table]
    columns = sheet_columns(form, ground.words)
    found = find_heads(sheet, columns)
    missing = found.missing(columns) if found is not None else ()
    if found is None or len(missing) == len(columns):
        basket.tell("I305", basket.workbook.place(sheet), "没有栏头", 表=table)
        return ReadTable()
    if missing:
        basket.tell("I305", basket.workbook.place(sheet, found.last), "没有", 表=table, 栏="、".join(missing))
        return ReadTable()
    reader = _TableReader(table=table, lines=LineReader(ground, basket, sheet, form, columns, found))
    for place in found.strange:
        basket.leave_column(sheet, range(found.last + 1, sheet.rows + 1), place, "这一列的栏头不是这张表的")
    return reader.read()


class _TableReader(Struct, kw_only=True):
    table: str
    lines: LineReader
    named: list[Named] = field(default_factory=list)

    @property
    def form(self) -> TableForm:
        return self.lines.form

    def read(self) -> ReadTable:
        lines = [line for line in self.lines.lines() if line.row != "?"]
        above = self._above(lines)
        self._once(lines)
        figures = [one for line in lines for one in self._of_line(line, above)]
        empty = self._empty()
        if empty is not None and figures:
            self.lines.basket.tell("I333", figures[0].place, "无和数", 表=self.table)
        return ReadTable(figures=tuple(figures), empty=empty is not None and not figures, named=tuple(self.named))

    def _above(self, lines: Iterable[ReadLine]) -> frozenset[str]:
        """Codes that stand above others."""
        codes = {line.row for line in lines if line.body and not line.row.startswith(RECORD)}
        if self.form.classification is None:
            return frozenset()
        return frozenset(code for code in codes if any(other != code and other.startswith(code) for other in codes))

    def _once(self, lines: Iterable[ReadLine]) -> None:
        """Tells of a figure that stands there twice, on two lines of one row with nothing to tell them apart."""
        attributes = self.form.attributes.keys()
        first: dict[tuple[object, ...], int] = {}
        for line in lines:
            said = tuple(pair for pair in line.fields if pair[0] in attributes)
            keys = [(line.row, said, column) for column in self._filled(line)]
            before = [first[key] for key in keys if key in first]
            if before:
                place = self.lines.cells.place(line.number, next(iter(self.lines.found.at.values())))
                self.lines.basket.tell("I206", place, 码=line.row, 行=before[0])
            else:
                first.update(dict.fromkeys(keys, line.number))

    def _filled(self, line: ReadLine) -> Iterator[str]:
        return (column.key for place, column in self._amounts(line) if self.lines.typed(line.number, place))

    def _amounts(self, line: ReadLine) -> Iterator[tuple[int, SheetColumn]]:
        return self.lines.of(Role.AMOUNT, block=line.block)

    def _of_line(self, line: ReadLine, above: frozenset[str]) -> Iterator[TakenFigure]:
        """The figures of a line; one without any, if it says something else."""
        figures = list(self._numbers(line, above))
        names = [one for one in line.named if one.name]
        if figures or names or line.row.startswith(RECORD):
            self.named.extend(line.named)
        fields = (*self._new_names(line), *line.fields)
        for at, column, number in figures:
            yield TakenFigure(
                table=self.table,
                row=line.row,
                fields=fields,
                column=column.key,
                number=number,
                place=self.lines.cells.place(line.number, at),
            )
        if not figures and (line.row.startswith(RECORD) or self._new_names(line)):
            place = self.lines.cells.place(line.number, next(iter(self.lines.found.at.values())))
            yield TakenFigure(table=self.table, row=line.row, fields=fields, column="", number="", place=place)

    def _new_names(self, line: ReadLine) -> tuple[tuple[str, str], ...]:
        """Names of codes that no list has."""
        rule = self.form.rule
        listed = rule is not None and (rule.records or rule.grouped)
        return tuple(
            (name_key(one.by) if listed else name_fields(self.form, one.by), one.name)
            for one in line.named
            if one.name and one.code not in self.lines.ground.accounts.naming.listed(one.by)
        )

    def _numbers(self, line: ReadLine, above: frozenset[str]) -> Iterator[tuple[int, SheetColumn, str]]:
        for place, column in self._amounts(line):
            cell = self.lines.sheet.cells.get((line.number, place))
            if cell is None:
                continue
            fact = self._is_fact(line, column, above)
            if cell.formula and (not fact or _is_ours(cell)):
                continue
            value = self.lines.cells.amount(line.number, place)
            if value is None or (fact and not value):
                continue
            yield place, column, f"{value:.2f}"

    def _is_fact(self, line: ReadLine, column: SheetColumn, above: frozenset[str]) -> bool:
        """Whether a figure there is one of its own, and no total."""
        if line.row in self.form.placed_rows:
            return line.row in self.form.fixed_lowest and is_input(self.form, line.row, column.key)
        return line.body and line.row not in above and not column.derives

    def _empty(self) -> SheetCell | None:
        """The cell with 无."""
        sheet = self.lines.sheet
        for (row, column), cell in sorted(sheet.cells.items()):
            if row <= TOP and folded(cell.text) == folded(EMPTY_LABEL):
                beside = (sheet.cells.get((row, place)) for place in range(column + 1, sheet.columns + 1))
                said = next((one for one in beside if one is not None and one.text.strip()), None)
                return said if said is not None and folded(said.text) == NO_DATA else None
        return None


def _is_ours(cell: SheetCell) -> bool:
    """Whether a formula in a cell to fill in is the figure of a neighbouring document that the workbook shows."""
    return set(cell.formula) <= PLAIN
