"""报表排印: a statement of figures as the grid that is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.composition.originals import Originals, notes_of
from generator.composition.printing import amount_in_table, exact
from generator.composition.wording import Wording
from generator.model.edition import Edition
from generator.model.forms import BlockForm, ColumnForm, ColumnKind, TableForm, column_keys
from generator.model.publication import (
    CellKind,
    Figure,
    GridCell,
    GridRow,
    Note,
    Span,
    Table,
    Text,
    plain,
)
from generator.model.statements import Cell, Statement, StatementRow

LEADING = (ColumnKind.CODE, ColumnKind.NAME, ColumnKind.TEXT, ColumnKind.ROW_NUMBER)
WIDTHS = {
    ColumnKind.CODE: 9.0,
    ColumnKind.NAME: 22.0,
    ColumnKind.TEXT: 18.0,
    ColumnKind.ROW_NUMBER: 4.5,
    ColumnKind.AMOUNT: 11.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Composer:
    """What every table of a document needs: edition, wording for its titles, recorded originals."""

    edition: Edition
    wording: Wording
    originals: Originals

    def table(self, statement: Statement) -> Table:
        """One table, ready to print."""
        form = statement.form
        sides = zip("左中右", form.caption or self.edition.caption, strict=True)
        caption = [self._line(f"{form.id}.栏头.{side}", text) for side, text in sides]
        left, centre, right = map(plain, caption)
        return Table(
            id=form.id,
            name=statement.name,
            title=plain(self.title(form, statement.name)),
            number=form.number,
            caption=(left, centre, right),
            widths=tuple(
                leaf.width or WIDTHS[leaf.kind] for block in form.parts for leaf in block.leaves
            ),
            head=tuple(self._head(form)),
            body=tuple(self._body(statement)),
            notes=tuple(self._notes(statement, [span for spans in caption for span in spans])),
            landscape=form.landscape,
            wide=sum(len(block.leaves) for block in form.parts) > 4,
        )

    def title(self, form: TableForm, name: str) -> tuple[Span, ...]:
        return self.originals.line(f"{form.id}.题", self.wording.line(form.title or name))

    def _line(self, where: str, template: str) -> tuple[Span, ...]:
        return self.originals.line(where, self.wording.line(template)) if template else ()

    def _head(self, form: TableForm) -> Iterator[GridRow]:
        columns = _tops(form)
        depth = max(column.depth for column in columns)
        levels: list[list[GridCell]] = [[] for _ in range(depth)]

        def place(column: ColumnForm, level: int) -> None:
            leaves = len(list(column.leaves))
            levels[level].append(
                GridCell(
                    spans=self.wording.line(column.title) if column.title else (),
                    kind=CellKind.LABEL,
                    header="colgroup" if column.columns else "col",
                    colspan=leaves,
                    rowspan=1 if column.columns else depth - level,
                )
            )
            for child in column.columns:
                place(child, level + 1)

        for column in columns:
            place(column, 0)
        yield from (GridRow(cells=tuple(cells)) for cells in levels)
        if form.number_row:
            yield self._numbers(form)

    def _numbers(self, form: TableForm) -> GridRow:
        """栏次: amount columns numbered through all blocks."""
        cells: list[GridCell] = []
        number = 0
        for block in form.parts:
            leaves = block.leaves
            leading = _leading(leaves)
            if leading:
                names = sum(leaf.kind is not ColumnKind.ROW_NUMBER for leaf in leaves[:leading])
                cells.append(_label(form.number_row, names))
                cells.extend(_label("", 1) for _ in range(leading - names))
            for _ in leaves[leading:]:
                number += 1
                cells.append(_label(str(number), 1))
        return GridRow(cells=tuple(cells))

    def _body(self, statement: Statement) -> Iterator[GridRow]:
        form = statement.form
        zero = form.zero if form.zero is not None else self.edition.amounts.zero
        if statement.empty and form.empty.zero is not None:
            zero = form.empty.zero
        blocks = [statement.block(index) for index in range(len(form.parts))]
        for index in range(max(len(rows) for rows in blocks)):
            cells: list[GridCell] = []
            first: StatementRow | None = None
            for block, rows in zip(form.parts, blocks, strict=True):
                row = rows[index] if index < len(rows) else None
                first = first or row
                cells.extend(self._cells(form, block, row, zero))
            yield GridRow(
                cells=tuple(cells),
                id=_row_id(form, first, index),
                strong=any(
                    rows[index].strong for rows in blocks if index < len(rows)
                ),
            )
        if statement.last_rows:
            yield self._last(statement, zero)

    def _cells(
        self, form: TableForm, block: BlockForm, row: StatementRow | None, zero: str
    ) -> Iterator[GridCell]:
        leaves = list(zip(column_keys(block), block.leaves, strict=True))
        if row is None:
            yield from (GridCell(kind=_kind(leaf)) for _, leaf in leaves)
            return
        leading = _leading(block.leaves)
        merged = (
            not row.code
            and not row.blank
            and not row.fields
            and leading > 1
            and all(leaf.kind in (ColumnKind.CODE, ColumnKind.NAME) for _, leaf in leaves[:leading])
        )
        if merged:
            yield GridCell(
                spans=self.originals.line(f"{form.id}.{row.key}.科目名称", _text(row.title)),
                kind=CellKind.NAME,
                header="row",
                colspan=leading,
                strong=row.strong,
            )
            leaves = leaves[leading:]
        for key, leaf in leaves:
            where = f"{form.id}.{row.key}.{key}"
            cell = self._cell(row, key, leaf, zero)
            spans = self.originals.line(where, cell.spans)
            yield replace(cell, spans=spans)

    def _cell(self, row: StatementRow, key: str, leaf: ColumnForm, zero: str) -> GridCell:
        if row.department and leaf.kind is not ColumnKind.AMOUNT:
            text = {"代码": row.code, "名称": row.title}.get(leaf.department, "")
            return GridCell(
                spans=_text(text),
                kind=CellKind.NAME if leaf.department == "名称" else CellKind.CODE,
                header="row" if leaf.department == "名称" else "",
            )
        match leaf.kind:
            case ColumnKind.AMOUNT:
                if row.blank or key not in row.cells:
                    return GridCell(kind=CellKind.AMOUNT)
                return self._amount(row.cells[key], leaf.zero if leaf.zero is not None else zero, row)
            case ColumnKind.ROW_NUMBER:
                return GridCell(
                    spans=_text("" if row.number is None else str(row.number)), kind=CellKind.NUMBER
                )
            case ColumnKind.NAME:
                return GridCell(
                    spans=_text(row.fields.get(f"{leaf.field or key}名称", "") or row.title),
                    kind=CellKind.NAME,
                    header="" if row.blank else "row",
                    level=row.level,
                    strong=row.strong,
                )
            case ColumnKind.CODE:
                code = row.fields.get(leaf.field, "") if leaf.field else row.code
                if leaf.digits:
                    code = "" if len(code) < leaf.digits[1] else code[leaf.digits[0] : leaf.digits[1]]
                return GridCell(spans=_text(code), kind=CellKind.CODE)
            case _:
                return GridCell(spans=_text(row.fields.get(leaf.field or key, "")), kind=CellKind.TEXT)

    def _amount(self, cell: Cell, zero: str, row: StatementRow) -> GridCell:
        style = self.edition.amounts
        text = amount_in_table(cell.amount, style, zero)
        figure = Figure(
            text=text,
            value=exact(cell.amount, style),
            unit=style.unit.value,
            source=str(cell.address),
        )
        return GridCell(
            spans=(figure,) if text else (),
            kind=CellKind.AMOUNT,
            formula=cell.formula,
            strong=row.strong,
        )

    def _last(self, statement: Statement, zero: str) -> GridRow:
        """人员经费合计 | 公用经费合计: each label spans up to the amount that closes its blocks."""
        form = statement.form
        counts = [len(block.leaves) for block in form.parts]
        cells: list[GridCell] = []
        rows = statement.last_rows
        for index, row in enumerate(rows):
            share = counts[index : index + 1] if index + 1 < len(rows) else counts[index:]
            cells.append(
                GridCell(
                    spans=_text(row.title),
                    kind=CellKind.NAME,
                    header="row",
                    colspan=sum(share) - 1,
                    strong=True,
                )
            )
            cells.append(self._amount(next(iter(row.cells.values())), zero, row))
        return GridRow(cells=tuple(cells), id=f"{form.id}-total", strong=True)

    def _notes(self, statement: Statement, caption: Iterable[Span]) -> Iterator[Note]:
        """注, 说明 of an empty table, and what the original prints differently in title and caption."""
        form = statement.form
        texts = [("note", note) for note in form.notes]
        if statement.empty and form.empty.statement:
            texts.append(("empty", form.empty.statement))
        for kind, template in texts:
            yield Note(
                kind=kind, spans=self.originals.line(f"{form.id}.注", self.wording.line(template))
            )
        for note in notes_of((*self.title(form, statement.name), *caption)):
            yield Note(kind="original", spans=_text(note))


def _tops(form: TableForm) -> list[ColumnForm]:
    """The column tree of the whole table; neighbouring blocks of one title share its head cell."""
    tops: list[ColumnForm] = []
    for block in form.parts:
        if not block.title:
            tops.extend(block.columns)
        elif tops and tops[-1].title == block.title:
            tops[-1] = tops[-1].model_copy(update={"columns": (*tops[-1].columns, *block.columns)})
        else:
            tops.append(ColumnForm.model_construct(title=block.title, columns=block.columns))
    return tops


def _leading(leaves: tuple[ColumnForm, ...]) -> int:
    """How many columns stand before the first amount."""
    count = 0
    for leaf in leaves:
        if leaf.kind not in LEADING:
            break
        count += 1
    return count


def _kind(leaf: ColumnForm) -> CellKind:
    return {
        ColumnKind.AMOUNT: CellKind.AMOUNT,
        ColumnKind.ROW_NUMBER: CellKind.NUMBER,
        ColumnKind.CODE: CellKind.CODE,
        ColumnKind.NAME: CellKind.NAME,
    }.get(leaf.kind, CellKind.TEXT)


def _text(text: str) -> tuple[Span, ...]:
    return (Text(text=text),) if text else ()


def _label(text: str, colspan: int) -> GridCell:
    return GridCell(spans=_text(text), kind=CellKind.LABEL, header="col", colspan=colspan)


def _row_id(form: TableForm, row: StatementRow | None, index: int) -> str:
    if row is not None and row.code:
        return f"{form.id}-r{row.code}"
    if row is not None and row.number is not None:
        return f"{form.id}-r{row.number}"
    if row is not None and row.key == "合计":
        return f"{form.id}-total"
    return f"{form.id}-row{index + 1}"
