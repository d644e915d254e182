"""报表工作簿: the statutory tables as an .xlsx for readers, a sheet each, drawn as printed.

Amounts are numbers in their printed format, codes are texts. The same publication gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from math import ceil
from typing import Any

from msgspec import Struct, field
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellNumberTuple, CellStringTuple, Worksheet

from gongkai.model.grid import Placed, body_places, columns, placed
from gongkai.model.grid_cells import CellKind, GridCell
from gongkai.model.publication import Publication, Table
from gongkai.model.spans import plain
from gongkai.rendering.data import statutory_tables
from gongkai.rendering.open_data.number_formats import number_format
from gongkai.rendering.open_data.reading import PERCENT, Reading, column_units, readings
from gongkai.workbooks.book import ALWAYS
from gongkai.workbooks.names import LONGEST, sheet_names
from gongkai.workbooks.page import LINE, lines_of

WIDTH = 100.0
"""of all columns together, in characters"""
NARROWEST = 8
A4 = 9
LEFT = frozenset({CellKind.NAME, CellKind.TEXT, CellKind.LABEL})
CENTRE = frozenset({CellKind.NUMBER, CellKind.CODE})
NAMING = frozenset({CellKind.NAME, CellKind.CODE})
PAGES = "&C第 &P 页，共 &N 页"


def tables_workbook(publication: Publication) -> bytes:
    """The workbook; empty where a document has no table."""
    tables = tuple(statutory_tables(publication))
    if not tables:
        return b""
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": publication.title, "author": publication.department, "created": ALWAYS})
    looks = Looks(book)
    for table, name in zip(tables, sheet_names(map(_called, tables)), strict=True):
        _Drawer(table=table, sheet=book.add_worksheet(name, _Sheet), looks=looks).draw()
    book.close()
    return stream.getvalue()


class _Sheet(Worksheet):  # type: ignore[misc]
    """工作表 whose texts and numbers are written as `Worksheet` writes them, at once: nearly all cells are such."""

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if not cell.format or not isinstance(cell, CellStringTuple | CellNumberTuple):
            super()._write_cell(row, col, cell)
            return
        cell_at = f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{cell.format._get_xf_index()}"'  # noqa: SLF001
        if isinstance(cell, CellStringTuple):
            self.fh.write(f'{cell_at} t="s"><v>{cell.string}</v></c>')
        else:
            self.fh.write(f"{cell_at}><v>{cell.number:.16G}</v></c>")


def _called(table: Table) -> str:
    """As printed, where that is not too long for a sheet."""
    return table.title if 0 < len(table.title) <= LONGEST else table.name


class Looks(Struct):
    """Formats of a workbook, each made once."""

    book: Workbook
    made: dict[frozenset[tuple[str, object]], Any] = field(default_factory=dict)
    of_cells: dict[tuple[object, ...], Any] = field(default_factory=dict)

    def __call__(self, **look: object) -> Any:
        key = frozenset(look.items())
        if key not in self.made:
            self.made[key] = self.book.add_format({"valign": "vcenter", **look})
        return self.made[key]

    def of_cell(self, cell: GridCell, shown: str) -> Any:
        """`shown`: its number format."""
        key = cell.kind, cell.header, cell.level, cell.strong, shown
        if key not in self.of_cells:
            self.of_cells[key] = self(**_look(cell), num_format=shown)
        return self.of_cells[key]


class _Drawer(Struct, kw_only=True):
    """Draws one sheet; rows and columns count from 0."""

    table: Table
    sheet: Any
    looks: Looks
    row: int = 0
    widths: tuple[int, ...] = ()
    units: tuple[str, ...] = ()

    def draw(self) -> None:
        self.units = column_units(self.table)
        self.widths = tuple(_widths(self.table))
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)
        self._above()
        self._cells(tuple(placed(self.table.head)), len(self.table.head), {})
        self.sheet.freeze_panes(self.row, _naming(self.table))
        self.sheet.repeat_rows(0, max(0, self.row - 1))
        first = self.row
        self._cells(body_places(self.table), len(self.table.body), readings(self.table))
        self.sheet.ignore_errors({"number_stored_as_text": f"A{first + 1}:XFD{self.row + 1}"})
        for note in self.table.notes:
            self._across(plain(note.spans), align="left", text_wrap=True)
        self._page()

    def _above(self) -> None:
        """标题, （2021年度）, 公开03表; then 部门, 年度, 单位, each at its place."""
        table, last = self.table, len(self.widths) - 1
        self._across(table.title, align="center", bold=True, font_size=14)
        self._across(table.subtitle, align="center")
        self._across(table.number, align="right")
        if any(table.caption):
            places = zip((0, last // 2, last), ("left", "center", "right"), table.caption, strict=True)
            for column, align, text in places if last > 1 else [(0, "left", "　".join(filter(None, table.caption)))]:
                if text:
                    self.sheet.write_string(self.row, column, text, self.looks(align=align))
            self.row += 1

    def _across(self, text: str, **look: object) -> None:
        """A line over all columns, if there is something to say."""
        if not text:
            return
        last = len(self.widths) - 1
        if last:
            self.sheet.merge_range(self.row, 0, self.row, last, "", self.looks(**look))
        self.sheet.write_string(self.row, 0, text, self.looks(**look))
        lines = lines_of(text, sum(self.widths))
        if lines > 1:
            self.sheet.set_row(self.row, LINE * lines + 4)
        self.row += 1

    def _cells(self, cells: Sequence[Placed], height: int, read: Mapping[tuple[int, int], Reading]) -> None:
        for one in cells:
            amount = one.cell.kind is CellKind.AMOUNT and not one.cell.header
            said = read.get((one.row, one.column)) if amount else None
            self._cell(self.row + one.row, one.column, one.cell, said)
        self.row += height

    def _cell(self, row: int, column: int, cell: GridCell, said: Reading | None) -> None:
        shown = number_format(said.printed, said.value) if said and said.value else "@"
        look = self.looks.of_cell(cell, shown)
        below, right = row + cell.rowspan - 1, column + cell.colspan - 1
        if (below, right) != (row, column):
            self.sheet.merge_range(row, column, below, right, "", look)
        if said and said.value:
            share = said.printed.endswith(PERCENT)
            self.sheet.write_number(row, column, float(said.value) / (100 if share else 1), look)
        else:
            self.sheet.write_string(row, column, cell.text, look)

    def _page(self) -> None:
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.center_horizontally()
        self.sheet.set_footer(PAGES)
        if self.table.landscape:
            self.sheet.set_landscape()


def _look(cell: GridCell) -> dict[str, Any]:
    align = "left" if cell.kind in LEFT else "center" if cell.kind in CENTRE else "right"
    if cell.header.startswith("col"):
        align = "center"
    indent = max(0, cell.level - 1) if align == "left" else 0
    return {"border": 1, "align": align, "text_wrap": True, "bold": cell.strong, "indent": indent}


def _widths(table: Table) -> Iterator[int]:
    """Of the columns, in characters, in their printed proportions."""
    count = columns(table)
    printed = table.widths if len(table.widths) == count else (1.0,) * count
    return (max(NARROWEST, ceil(width / sum(printed) * WIDTH)) for width in printed)


def _naming(table: Table) -> int:
    """How many columns at the left say what a row is: they stay in sight."""
    naming = [one.cell.kind in NAMING for one in placed(table.body[-1:]) for _ in range(one.cell.colspan)]
    return next((number for number, names in enumerate(naming) if not names), 0)
