"""Workbooks as other systems write them, made cell by cell: .xlsx by openpyxl, .xls by xlwt. Nothing of gongkai is used."""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import xlwt
from msgspec import Struct, field
from openpyxl.utils import get_column_letter

Value = str | Decimal | int | date | None


class Page(Struct):
    """One sheet: values by (row, column) from 1, merges as (row, column, last row, last column)."""

    name: str
    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    stale: dict[tuple[int, int], str] = field(default_factory=dict)
    """formulas whose stored result is the value of the cell, in .xlsx"""

    def put(self, row: int, column: int, *values: Value) -> None:
        for at, value in enumerate(values):
            if value is not None:
                self.cells[row, column + at] = value

    def find(self, text: str) -> tuple[int, int]:
        return next(at for at, value in sorted(self.cells.items()) if value == text)

    @property
    def last(self) -> int:
        return max(row for row, _ in self.cells)


class Book(Struct):
    """A workbook that is yet to be written."""

    name: str
    pages: list[Page] = field(default_factory=list)

    def page(self, begin: str) -> Page:
        return next(page for page in self.pages if page.name.startswith(begin))

    def copy(self) -> Book:
        return deepcopy(self)

    def xlsx(self) -> bytes:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for page in self.pages:
            sheet = book.create_sheet(page.name)
            for (row, column), value in page.cells.items():
                cell = sheet.cell(row, column, float(value) if isinstance(value, Decimal) else value)
                if isinstance(value, Decimal):
                    cell.number_format = "#,##0.00"
            for top, left, bottom, right in page.merges:
                sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
            for row in page.hidden_rows:
                sheet.row_dimensions[row].hidden = True
            for column in page.hidden_columns:
                sheet.column_dimensions[get_column_letter(column)].hidden = True
            if page.hidden:
                sheet.sheet_state = "hidden"
        made = io.BytesIO()
        book.save(made)
        return self._with_stale(made.getvalue())

    def _with_stale(self, data: bytes) -> bytes:
        """With formulas beside stored results, which openpyxl does not write."""
        if not any(page.stale for page in self.pages):
            return data
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                text = old.read(entry)
                for at, page in enumerate(self.pages, start=1):
                    for (row, column), formula in (
                        page.stale.items() if entry.filename.endswith(f"sheet{at}.xml") else ()
                    ):
                        cell = f"{get_column_letter(column)}{row}"
                        pattern = rf'(<c r="{cell}"[^>]*>)<v>'.encode()
                        text = re.sub(pattern, rb"\1<f>" + formula.encode() + b"</f><v>", text)
                new.writestr(entry, text)
        return made.getvalue()

    def xls(self) -> bytes:
        book = xlwt.Workbook(encoding="utf-8")
        money = xlwt.easyxf(num_format_str="#,##0.00")
        day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
        for page in self.pages:
            sheet = book.add_sheet(page.name, cell_overwrite_ok=True)
            covered = {
                (row, column)
                for top, left, bottom, right in page.merges
                for row in range(top, bottom + 1)
                for column in range(left, right + 1)
            }

            def style_of(value: Value) -> Any:
                return (
                    money
                    if isinstance(value, Decimal)
                    else day
                    if isinstance(value, date)
                    else xlwt.Style.default_style
                )

            for top, left, bottom, right in page.merges:
                value = page.cells.get((top, left), "")
                sheet.write_merge(top - 1, bottom - 1, left - 1, right - 1, _plain(value), style_of(value))
            for (row, column), value in page.cells.items():
                if (row, column) in covered:
                    continue
                style = style_of(value)
                if isinstance(value, str) and value.startswith("="):
                    sheet.write(row - 1, column - 1, xlwt.Formula(value[1:]), style)
                else:
                    sheet.write(row - 1, column - 1, _plain(value), style)
            for row in page.hidden_rows:
                sheet.row(row - 1).hidden = True
            for column in page.hidden_columns:
                sheet.col(column - 1).hidden = True
            if page.hidden:
                sheet.visibility = 1
        made = io.BytesIO()
        book.save(made)
        return made.getvalue()


def _plain(value: Value) -> Any:
    return float(value) if isinstance(value, Decimal) else value
