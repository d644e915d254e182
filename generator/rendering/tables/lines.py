"""表的检索行: the rows of a table as lines, each amount with the heads that stand over it.

In a form the heads stand in the body: the nearest label above, and the label that spans the rows. Of tables they are
the columns of model/cell_heads.py; of forms fewer, as a hit that is shown alone says nothing that may not be meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gongkai.model.grid import Placed, body_places, columns, placed, spread
from gongkai.model.grid_cells import CellKind, GridCell
from gongkai.model.once import once
from gongkai.model.publication import Table
from gongkai.rendering.anchors import holds_amount, row_id, rows_of
from gongkai.rendering.pages import SearchCell, SearchLine

BETWEEN = " · "
"""between the heads of a cell"""
NAMING = ("名称", "三级指标")
"""in the head of the column that says what a row is called, where it has no name of its own"""
SUBJECT = "科目"
COLUMN_NUMBERS = "栏次"
FIGURES = frozenset({CellKind.AMOUNT, CellKind.NUMBER})
"""no words; of these a table's 行次 and 序号 are left out"""


@once
def table_lines(table: Table) -> tuple[SearchLine, ...]:
    """The lines of a table's body: one for each row, or for each side of a row (收入 | 支出)."""
    reader = _Reader(table)
    lines = [line for number in range(len(table.body)) for line in reader.lines(number)]
    if not lines:
        over = dict.fromkeys(map(BETWEEN.join, filter(None, reader.heads)))
        lines = [SearchLine(id=table.id, text="；".join(over))]
    return tuple(lines)


class _Reader:
    """Reads one table row by row."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.rows = rows_of(table)
        self.grid = covering(table)
        self.heads = column_heads(table)
        self.over = [BETWEEN.join(heads) for heads in self.heads]
        in_form = self.grid if table.form else []  # a table of figures has its heads above
        self.divisions = [_division(row) for row in in_form]
        self.groups = [_group(in_form, number) for number in range(len(in_form))]

    def lines(self, number: int) -> Iterator[SearchLine]:
        row, cells = self.rows[number]
        said = [one.cell.kind for one in cells if _said(one.cell)]
        heads_only = len(said) > 1 and set(said) == {CellKind.LABEL}
        if row.blank or heads_only:
            return
        sides = tuple(self._sides(cells))
        for side in sides:
            line = self._line(number, side)
            says_nothing = not line.name and not line.code and not line.text
            if says_nothing and (len(sides) > 1 or not line.cells) and not any(one.text for one in line.cells):
                continue
            yield line

    def _sides(self, cells: Sequence[Placed]) -> Iterator[list[Placed]]:
        """A label after a label and a value begins another side, if a value follows."""
        side: list[Placed] = []
        labelled = valued = False
        for number, one in enumerate(cells):
            is_label = self._is_label(one)
            if labelled and valued and is_label and any(map(self._is_value, cells[number:])):
                yield side
                side = []
                labelled = valued = False
            side.append(one)
            labelled = labelled or is_label
            valued = valued or self._is_value(one)
        yield side

    def _is_label(self, one: Placed) -> bool:
        return _is_label(one.cell) if self.table.form else one.cell.kind in {CellKind.CODE, CellKind.NAME}

    def _is_value(self, one: Placed) -> bool:
        return one.cell.kind is not CellKind.LABEL if self.table.form else holds_amount(self.table, one.cell)

    def _line(self, number: int, side: Sequence[Placed]) -> SearchLine:
        amounts = [one for one in side if holds_amount(self.table, one.cell)]
        words = [one for one in side if one.cell.kind not in FIGURES and _said(one.cell)]
        code = self._code(words)
        words = [one for one in words if one.cell.kind is not CellKind.CODE or one not in code]
        named = self._named(number, words, code[0].column if code else 0)
        name = _text(named.cell) if named else self._covering(number, side)
        words = [one for one in words if one is not named and not _is_label(one.cell)]
        return SearchLine(
            id=row_id(self.table, number),
            name=name,
            code=_joined(code),
            text="；".join(self._with_head(number, one) for one in words),
            cells=tuple(
                SearchCell(
                    column=one.column + 1,
                    head=self._over(number, one.column, name),
                    text=one.cell.text.strip(),
                )
                for one in amounts
            ),
        )

    def _code(self, words: Iterable[Placed]) -> list[Placed]:
        """The cells of a code: those that stand under one head, that of 科目 if a row has others (单位)."""
        cells = [one for one in words if one.cell.kind is CellKind.CODE]
        heads = [self.heads[one.column] for one in cells]
        chosen = next((over for over in heads if SUBJECT in "".join(over)), heads[0] if heads else ())
        return [one for one, over in zip(cells, heads, strict=True) if over[:1] == chosen[:1]]

    def _named(self, number: int, words: Sequence[Placed], after: int) -> Placed | None:
        """The cell that says what the row is called, rather after its code, and rather of this row alone."""
        words = sorted(words, key=lambda one: (one.column < after, one.cell.rowspan > 1))
        labels = [one for one in words if _is_label(one.cell)]
        under_a_name = (one for one in words if any(word in self._nearest(number, one.column) for word in NAMING))
        choices = (
            (one for one in labels if one.cell.rowspan == 1),
            (one for one in under_a_name if not _is_label(one.cell)),
            labels,
            (one for one in words if one.cell.kind is CellKind.NAME),
            (one for one in words if not self._nearest(number, one.column) or not self.table.form),
        )
        return next((one for choice in choices for one in choice), None)

    def _covering(self, number: int, side: Sequence[Placed]) -> str:
        """What a label or a name says that reaches down from a row above, to the left of the cells."""
        end = side[0].column if side else 0
        above = (cell for cell in self.grid[number][:end] if cell and cell.kind in {CellKind.LABEL, CellKind.NAME})
        return next((_text(cell) for cell in above if cell.rowspan > 1 and _said(cell)), "")

    def _with_head(self, number: int, one: Placed) -> str:
        head = self._nearest(number, one.column)
        return f"{head}：{_text(one.cell)}" if head else _text(one.cell)

    def _nearest(self, number: int, column: int) -> str:
        return self._label_above(number, column) or next(reversed(self.heads[column]), "")

    def _over(self, number: int, column: int, name: str) -> str:
        """All heads over a cell of a row of this name, the widest first."""
        if not self.table.form:
            return self.over[column]
        group = self.groups[number]
        spanning = _text(group[1]) if group else ""
        heads = (*self.heads[column], spanning if spanning != name else "", self._label_above(number, column))
        return BETWEEN.join(dict.fromkeys(filter(None, heads)))

    def _label_above(self, number: int, column: int) -> str:
        """The nearest label above a cell of a form: of its group, or over a row that is divided in the same way."""
        if not self.table.form:
            return ""
        group = self.groups[number]
        for above in range(number - 1, (group[0] if group else 0) - 1, -1):
            if not group and self.divisions[above] != self.divisions[number]:
                return ""
            cell = self.grid[above][column]
            if cell and _is_label(cell):
                return _text(cell)
        return ""


Row = Sequence[GridCell | None]


def _division(row: Row) -> list[int]:
    return [column for column in range(1, len(row)) if row[column] is not row[column - 1]]


def _group(grid: Sequence[Row], number: int) -> tuple[int, GridCell] | None:
    """The label at the left of a form that spans this row and others, with the row where it begins."""
    label = next((cell for cell in grid[number] if cell and cell.rowspan > 1 and _is_label(cell)), None)
    if label is None:
        return None
    first = number
    while first and any(cell is label for cell in grid[first - 1]):
        first -= 1
    return first, label


@once
def covering(table: Table) -> list[list[GridCell | None]]:
    """The cell that covers each place of the body."""
    return spread(body_places(table), len(table.body), columns(table))


@once
def column_heads(table: Table) -> list[tuple[str, ...]]:
    """What stands over each column, the widest first, each thing once; the numbers of columns are left out."""
    width = columns(table)
    rows = [row for row in table.head if any(cell.header for cell in row.cells)]
    rows = [row for row in rows if all(cell.kind is not CellKind.NUMBER for cell in row.cells)]
    grid = spread(placed(rows), len(rows), width)
    found = []
    for column in range(width):
        texts = (_text(cell) for row in grid if (cell := row[column]) is not None)
        found.append(tuple(dict.fromkeys(text for text in texts if text and text != COLUMN_NUMBERS)))
    return found


def _joined(cells: Iterable[Placed]) -> str:
    """A code that is printed in parts (201 03 01), or in ever longer ones (201 20103 2010301)."""
    code = ""
    for one in cells:
        part = _text(one.cell)
        code = part if part.startswith(code) else code + part
    return code


def _is_label(cell: GridCell) -> bool:
    return cell.kind is CellKind.LABEL and _said(cell)


def _said(cell: GridCell) -> bool:
    """Whether it says a word; a dash is none."""
    text = cell.text
    return text[:1].isalnum() or any(map(str.isalnum, text))


def _text(cell: GridCell) -> str:
    return " ".join(cell.text.split())
