"""表格: a drawn table as a table of Word: merged cells, repeated head, figures on the right."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from gongkai.model.grid import columns, places, spread
from gongkai.model.grid_cells import CellKind, GridCell, GridRow
from gongkai.model.publication import Table
from gongkai.model.spans import Text
from gongkai.rendering.word.lines import BOLD, Lines
from gongkai.rendering.word.xml import paragraph

CENTRED = frozenset({CellKind.NUMBER, CellKind.LABEL})
INDENT = 0.8
"""of each level of a name, in em"""
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
PADDING = '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar>'


class TableWriter(Struct, frozen=True, kw_only=True):
    """Draws one table. `size`: of its type in points; `width`: in twips; `widths`: of its columns, relative."""

    lines: Lines
    table: Table
    size: float
    width: int
    widths: tuple[float, ...]

    def xml(self) -> str:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self._widths())
        looks = (
            f'<w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="{self.width}" w:type="dxa"/>'
            f'<w:tblBorders>{BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>{PADDING}</w:tblPr>'
        )
        return f"<w:tbl>{looks}<w:tblGrid>{grid}</w:tblGrid>{''.join(self._rows())}</w:tbl>"

    def _widths(self) -> list[int]:
        count = columns(self.table)
        shares = self.widths if len(self.widths) == count else (1.0,) * count
        return [round(self.width * share / sum(shares)) for share in shares]

    def _rows(self) -> Iterator[str]:
        rows = (*self.table.head, *self.table.body)
        grid = spread(places(self.table), len(rows), columns(self.table))
        begins = {(one.row, one.column) for one in places(self.table)}
        widths = self._widths()
        for number, row in enumerate(rows):
            head = number < len(self.table.head)
            repeated = "<w:tblHeader/>" if head else ""
            cells = "".join(self._cells(grid[number], number, begins, row, widths, head=head))
            yield f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"

    def _cells(
        self,
        line: list[GridCell | None],
        number: int,
        begins: set[tuple[int, int]],
        row: GridRow,
        widths: list[int],
        *,
        head: bool,
    ) -> Iterator[str]:
        column = 0
        while column < len(line):
            cell = line[column]
            wide = min(cell.colspan, len(line) - column) if cell is not None else 1
            told = f'<w:tcW w:w="{sum(widths[column : column + wide])}" w:type="dxa"/>'
            told += f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
            if cell is not None and (number, column) not in begins:
                content = f"<w:tcPr>{told}<w:vMerge/></w:tcPr>{paragraph('', 'TableText')}"
            else:
                told += '<w:vMerge w:val="restart"/>' if cell is not None and cell.rowspan > 1 else ""
                content = f'<w:tcPr>{told}<w:vAlign w:val="center"/></w:tcPr>{self._words(cell, row, head=head)}'
            yield f"<w:tc>{content}</w:tc>"
            column += wide

    def _words(self, cell: GridCell | None, row: GridRow, *, head: bool) -> str:
        """The paragraphs of a cell: one, or of a form one for each line."""
        if cell is None:
            return paragraph("", "TableText")
        strong = BOLD if (row.strong or cell.strong) and not head else ""
        looks = strong + self._type
        style = "TableHead" if head else "TableText"
        lines = self._lines(cell, looks) if self.table.form else (self.lines.line(cell.spans, looks),)
        return "".join(paragraph(line, style, self._placed(cell, head=head)) for line in lines)

    def _lines(self, cell: GridCell, looks: str) -> tuple[str, ...]:
        """Of a form: what people typed stands in the cell, not in its spans."""
        if len(cell.spans) == 1 and isinstance(cell.spans[0], Text):
            bold = BOLD if cell.spans[0].bold and BOLD not in looks else ""
            return tuple(self.lines.piece(one, bold + looks) for one in self.lines.slots.lines(cell, cell.spans[0]))
        return (self.lines.line(cell.spans, looks),)

    @property
    def _type(self) -> str:
        half = round(self.size * 2)
        return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'

    def _placed(self, cell: GridCell, *, head: bool) -> str:
        indent = round((cell.level - 1) * INDENT * self.size * 20) if cell.level > 1 else 0
        side = "left"
        if head or cell.kind in CENTRED or (self.table.form and cell.kind is CellKind.AMOUNT):
            side = "center"
        elif cell.kind is CellKind.AMOUNT:
            side = "right"
        moved = f'<w:ind w:left="{indent}"/>' if indent else ""
        return f'{moved}<w:jc w:val="{side}"/>'
