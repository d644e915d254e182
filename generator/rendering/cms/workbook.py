"""报表工作簿: the statutory tables as an .xlsx for readers, a sheet each; numbers as numbers, texts as texts."""

from __future__ import annotations

from io import BytesIO
from math import ceil
from typing import Any

from xlsxwriter import Workbook

from gongkai.model.grid import columns, placed
from gongkai.model.grid_cells import CellKind, GridCell
from gongkai.model.publication import Publication, Table
from gongkai.model.spans import Figure, NoteMark, plain
from gongkai.rendering.data import statutory_tables
from gongkai.workbooks.book import ALWAYS
from gongkai.workbooks.names import sheet_names

WIDTH = 100.0
"""of all columns together, in characters"""
LEFT = frozenset({CellKind.NAME, CellKind.TEXT, CellKind.LABEL})


def tables_workbook(publication: Publication) -> bytes:
    """The workbook; the same publication gives the same bytes."""
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": publication.title, "author": publication.department, "created": ALWAYS})
    tables = tuple(statutory_tables(publication))
    drawer = _Drawer(book)
    for table, name in zip(tables, sheet_names(table.name for table in tables), strict=True):
        drawer.draw(table, name)
    book.close()
    return stream.getvalue()


class _Drawer:
    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats: dict[str, Any] = {}

    def draw(self, table: Table, name: str) -> None:
        sheet = self._book.add_worksheet(name)
        last = columns(table) - 1
        row = 0
        for text, align in ((table.title, "center"), (table.subtitle, "center"), (table.number, "right")):
            if text:
                self._across(sheet, row, last, text, self._format(bold=text == table.title, align=align))
                row += 1
        if any(table.caption):
            self._across(sheet, row, last, "　　".join(filter(None, table.caption)), self._format(align="center"))
            row += 1
        for rows in (table.head, table.body):
            for one in placed(rows):
                self._cell(sheet, row + one.row, one.column, one.cell)
            row += len(rows)
            if rows is table.head:
                sheet.freeze_panes(row, 0)
                sheet.repeat_rows(0, row - 1)
        for note in table.notes:
            self._across(sheet, row, last, plain(note.spans), self._format(align="left", text_wrap=True))
            row += 1
        total = sum(table.widths) or last + 1
        for column in range(last + 1):
            sheet.set_column(column, column, max(8, ceil((*table.widths, *[1.0] * last)[column] / total * WIDTH)))
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        if table.landscape:
            sheet.set_landscape()

    def _cell(self, sheet: Any, row: int, column: int, cell: GridCell) -> None:
        align = "center" if cell.header.startswith("col") else "left" if cell.kind in LEFT else "right"
        align = "center" if cell.kind in (CellKind.NUMBER, CellKind.CODE) else align
        look: dict[str, Any] = {
            "border": 1,
            "align": align,
            "valign": "vcenter",
            "text_wrap": True,
            "bold": cell.strong,
        }
        figure = _figure(cell)
        form = self._format(**look, num_format=_number_format(figure.text) if figure else "@")
        below, right = row + cell.rowspan - 1, column + cell.colspan - 1
        if (below, right) != (row, column):
            sheet.merge_range(row, column, below, right, "", form)
        if figure:
            sheet.write_number(row, column, float(figure.value), form)
        else:
            sheet.write_string(row, column, cell.text, form)

    def _across(self, sheet: Any, row: int, last: int, text: str, form: Any) -> None:
        if last:
            sheet.merge_range(row, 0, row, last, "", form)
        sheet.write_string(row, 0, text, form)

    def _format(self, **look: object) -> Any:
        key = repr(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]


def _figure(cell: GridCell) -> Figure | None:
    """The amount that is all there is in a cell."""
    spans = [span for span in cell.spans if not isinstance(span, NoteMark)]
    alone = cell.kind is CellKind.AMOUNT and len(spans) == 1 and isinstance(spans[0], Figure)
    return spans[0] if alone and isinstance(spans[0], Figure) and not spans[0].text.endswith("%") else None


def _number_format(text: str) -> str:
    """As many decimals as are printed."""
    decimals = len(text.partition(".")[2])
    return "#,##0" + (f".{'0' * decimals}" if decimals else "")
