"""收: findings and unused cells of one workbook, collected on the way; what was seen of it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from gongkai.model.findings import Finding, found
from gongkai.model.intake import UnusedCell
from gongkai.model.numbers import absent, half_width
from gongkai.model.places import Place
from gongkai.model.sheets import Sheet, Workbook
from gongkai.model.statements import Address


class Seen(Struct, frozen=True, kw_only=True):
    """看到的数: one figure of a workbook, in 元 or counted, and what it is in the edition's terms."""

    quantity: str
    """a cell, an input or a formula of the edition: 支出决算表.2010601.基本支出"""
    number: Decimal
    place: Place
    address: Address | None = None
    """the cell of the edition, if it is one"""
    path: str = ""
    """the input of the edition, if it is one"""
    also: tuple[Place, ...] = ()
    """cells of other workbooks that were added to it"""
    item: str = ""
    """of a figure across: the item it was spent on"""


def nothing(text: str) -> bool:
    """Whether a cell says that there is no figure: blank, a dash, or the numeral that exports have for one."""
    return absent(half_width(text)) or half_width(text) == "一"


class Basket(Struct):
    """篮子: what is collected while a workbook is read."""

    workbook: Workbook
    findings: list[Finding] = field(default_factory=list)
    unused: list[UnusedCell] = field(default_factory=list)

    def tell(self, code: str, place: Place, variant: str = "", **values: str | int) -> None:
        told: dict[str, Any] = dict(values)
        self.findings.append(found(code, place, variant, **told))

    def leave(self, sheet: Sheet, row: int, columns: Iterable[int], reason: str) -> None:
        """Cells of a row that are not used, and why."""
        for column in columns:
            cell = sheet.cells.get((row, column))
            if cell is not None and not nothing(cell.text):
                place = self.workbook.place(sheet, row, column)
                self.unused.append(UnusedCell(place=place, text=cell.text.strip(), reason=reason))

    def leave_column(self, sheet: Sheet, rows: Iterable[int], column: int, reason: str) -> None:
        """The cells of a column, told as one."""
        found_ = (sheet.cells.get((row, column)) for row in rows)
        filled = [cell for cell in found_ if cell is not None and not nothing(cell.text)]
        if filled:
            place = self.workbook.place(sheet, filled[0].row, column)
            more = f"等{len(filled)}个单元格" if len(filled) > 1 else ""
            self.unused.append(UnusedCell(place=place, text=f"{filled[0].text.strip()}{more}", reason=reason))
