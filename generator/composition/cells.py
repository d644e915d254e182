"""单元格排印: the body of a table, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from gongkai.composition.heads import leading
from gongkai.composition.originals import Originals
from gongkai.composition.printing import Style, bound, exact, percent, printed
from gongkai.composition.wording import Wording
from gongkai.model.amounts import Ratio
from gongkai.model.columns import ColumnForm, ColumnKind
from gongkai.model.forms import BlockForm, TableForm
from gongkai.model.grid_cells import CellKind, GridCell
from gongkai.model.places import Place
from gongkai.model.spans import Figure, Span, Text
from gongkai.model.statements import Address, Cell, StatementRow
from gongkai.model.withheld import WITHHELD

KINDS = {
    ColumnKind.AMOUNT: CellKind.AMOUNT,
    ColumnKind.PERCENT: CellKind.AMOUNT,
    ColumnKind.ROW_NUMBER: CellKind.NUMBER,
    ColumnKind.ORDINAL: CellKind.NUMBER,
    ColumnKind.CODE: CellKind.CODE,
    ColumnKind.NAME: CellKind.NAME,
    ColumnKind.TEXT: CellKind.TEXT,
}
NAMES = frozenset({ColumnKind.CODE, ColumnKind.NAME})


class TypedPlaces(Struct, frozen=True, kw_only=True):
    """填报处: where the rows and figures of one table were typed."""

    table: str
    rows: Mapping[tuple[str, str], Place]
    """of every row that was given, by table and key"""
    registered: Mapping[int, Place]
    """of the figures of tables that are not printed (登记), by number: they show where a cell is nothing else"""

    def row(self, row: StatementRow) -> tuple[Place, ...]:
        """Of a row that is no more than its figure, the figure has the place."""
        place = self.rows.get((self.table, row.key))
        return (place,) if place and all(cell.place != place for cell in row.cells.values()) else ()

    def cell(self, cell: Cell) -> tuple[Place, ...]:
        if cell.place is not None:
            return (cell.place,)
        numbers = [number for number, _ in cell.parts] if len(cell.parts) == 1 else []
        return tuple(self.registered[number] for number in numbers if number in self.registered)


class Cells(Struct, frozen=True, kw_only=True):
    """Draws the rows of one table."""

    form: TableForm
    style: Style
    percent_places: int
    wording: Wording
    originals: Originals
    typed: TypedPlaces

    def row(self, block: BlockForm, row: StatementRow | None) -> Iterator[GridCell]:
        """The cells of a row within its block; empty ones where the block has no more rows."""
        if row is None:
            yield from (GridCell(kind=KINDS[leaf.kind]) for leaf in block.leaves)
            return
        first = leading(block.leaves)
        columns = block.keyed
        if first > 1 and _one_label(row, block.leaves[:first]):
            yield self._label(row, f"{self.form.id}.{row.key}.科目名称", first)
            columns = columns[first:]
        yield from self._keyed(row, columns, first)

    def _keyed(self, row: StatementRow, columns: Sequence[tuple[str, ColumnForm]], first: int) -> Iterator[GridCell]:
        names = [key for key, leaf in columns[:first] if leaf.kind is ColumnKind.NAME]
        label = names[0] if names else columns[0][0]
        leads = {key for key, leaf in columns[:first] if leaf.kind is ColumnKind.TEXT}
        for key, leaf in columns:
            if leaf.kind is ColumnKind.AMOUNT:
                yield self._amount(row.cells.get(key), leaf, row, f"{self.form.id}.{row.key}.{key}")
                continue
            alone = not names and not row.code and leaf.kind in NAMES
            cell = self._at(row, key, leaf, heads=key == label, alone=alone)
            yield replace(cell, header="row") if key in leads and cell.text else cell

    def _at(self, row: StatementRow, key: str, leaf: ColumnForm, *, heads: bool, alone: bool) -> GridCell:
        """A cell with what an original prints in it; `heads`: the row's first, `alone`: with no other title."""
        where = f"{self.form.id}.{row.key}.{key}"
        if heads and alone:
            return self._label(row, where, 1)
        cell = self._cell(row, key, leaf, where)
        places = self.typed.row(row) if heads else ()
        return replace(cell, places=places) if places else cell

    def closing(self, row: StatementRow, blocks: Sequence[BlockForm]) -> Iterator[GridCell]:
        """A last row (末行) below one block: label and figures; below several: the label up to one figure."""
        where = f"{self.form.id}.{row.key}"
        if len(blocks) > 1:
            yield self._label(row, f"{where}.科目名称", sum(len(block.leaves) for block in blocks) - 1)
            columns = [pair for pair in blocks[0].keyed if pair[0] in row.cells][:1]
        else:
            first = leading(blocks[0].leaves)
            if first:
                yield self._label(row, f"{where}.科目名称", first)
            columns = list(blocks[0].keyed[first:])
        for key, leaf in columns:
            yield self._cell(row, key, leaf, f"{where}.{key}")

    def _label(self, row: StatementRow, where: str, colspan: int) -> GridCell:
        return GridCell(
            spans=self.originals.line(where, self._title(row)),
            kind=CellKind.NAME,
            header="row",
            colspan=colspan,
            strong=row.strong,
            places=self.typed.row(row),
            where=where,
        )

    def _title(self, row: StatementRow) -> tuple[Span, ...]:
        """The row's words: those of the edition may hold names such as 年度, those of content are taken as they are."""
        placed = self.form.placed_rows.get(row.key)
        return self.wording.line(placed[1].title) if placed and placed[1].title else text(row.numbering + row.title)

    def _cell(self, row: StatementRow, key: str, leaf: ColumnForm, where: str) -> GridCell:
        """A cell with what an original prints in it."""
        if leaf.kind is ColumnKind.AMOUNT:
            return self._amount(row.cells.get(key), leaf, row, where)
        printed_as = partial(self.originals.line, where)
        if leaf.kind is ColumnKind.PERCENT:
            return GridCell(
                spans=printed_as(self._ratio(row, key)),
                kind=CellKind.AMOUNT,
                strong=row.strong,
                where=where,
                address=Address(self.typed.table, row.key, key),
            )
        if row.department:
            return self._of_department(row, leaf, where)
        if leaf.kind is ColumnKind.NAME:
            field = leaf.field or key
            named = row.fields.get(f"{field}名称", "") or ("" if row.title else row.fields.get(field, ""))
            return GridCell(
                spans=printed_as(text(named) if named else self._title(row)),
                kind=CellKind.NAME,
                header="" if row.blank else "row",
                level=row.level,
                strong=row.strong,
                where=where,
            )
        return GridCell(spans=printed_as(text(_words(row, key, leaf))), kind=KINDS[leaf.kind], where=where)

    def _amount(self, cell: Cell | None, leaf: ColumnForm, row: StatementRow, where: str) -> GridCell:
        if cell is None:
            return GridCell(spans=self.originals.line(where, ()), kind=CellKind.AMOUNT, where=where)
        if cell.left_out:
            spans = self.originals.line(where, text(WITHHELD))
            return GridCell(spans=spans, kind=CellKind.AMOUNT, strong=row.strong, where=where)
        style = self.style if leaf.zero is None else replace(self.style, zero=leaf.zero)
        figure = Figure(
            text=printed(cell.amount, style),
            value=exact(cell.amount, style.unit),
            unit=style.unit.value,
            source=str(cell.address),
            cells=(cell.address,),
        )
        return GridCell(
            spans=self.originals.line(where, (figure,) if figure.text else ()),
            kind=CellKind.AMOUNT,
            strong=row.strong,
            places=self.typed.cell(cell),
            where=where,
            address=cell.address,
        )

    def _of_department(self, row: StatementRow, leaf: ColumnForm, where: str) -> GridCell:
        """部门行: code and name where the columns say so."""
        words = {"代码": row.code, "名称": row.title}.get(leaf.department, "")
        is_name = leaf.department == "名称"
        return GridCell(
            spans=self.originals.line(where, text(words)),
            kind=CellKind.NAME if is_name else CellKind.CODE,
            header="row" if is_name else "",
            where=where,
        )

    def _ratio(self, row: StatementRow, key: str) -> tuple[Span, ...]:
        if any(cell.left_out for cell in row.cells.values()):
            return text(WITHHELD)
        ratio: Ratio | None = row.ratios.get(key)
        if ratio is None:
            return ()
        figure = Figure(
            text=percent(ratio, self.percent_places),
            value=f"{ratio.percent:.6f}",
            unit="%",
            source=f"{self.form.title}·{row.title}·{key}",
            low=bound(ratio.low),
            high=bound(ratio.high),
            cells=(Address(self.typed.table, row.key, key),),
        )
        return (figure,)


def _one_label(row: StatementRow, leaves: Sequence[ColumnForm]) -> bool:
    """Whether one cell holds the row's title, over code and name columns alike (合计)."""
    plain = not row.code and not row.blank and not row.fields
    return plain and all(leaf.kind in NAMES for leaf in leaves)


def _words(row: StatementRow, key: str, leaf: ColumnForm) -> str:
    """What a leading column other than the name prints."""
    if leaf.kind is ColumnKind.ROW_NUMBER:
        return "" if row.number is None else str(row.number)
    if leaf.kind is ColumnKind.ORDINAL:
        return "" if row.ordinal is None else str(row.ordinal)
    if leaf.kind is ColumnKind.TEXT:
        return row.fields.get(leaf.field or key, "")
    code = row.fields.get(leaf.field, "") if leaf.field else row.code
    if leaf.digits:
        code = "" if len(code) < leaf.digits[1] else code[leaf.digits[0] : leaf.digits[1]]
    return code


def text(words: str) -> tuple[Span, ...]:
    return (Text(text=words),) if words else ()
