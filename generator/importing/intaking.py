"""收: findings and unused cells of one workbook, collected on the way; what was seen of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from gongkai.model.findings import Finding, found
from gongkai.model.intake import UnusedCell
from gongkai.model.places import Place
from gongkai.model.sheets import Sheet, Workbook
from gongkai.model.statements import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """看到的数: one figure of a workbook, in 元 or counted, and what it is in the edition's terms."""

    quantity: str
    """a cell, an input or a formula of the edition: 支出决算表.2010601.基本支出"""
    number: Decimal
    place: Place
    address: Address | None = None
    """the cell of the edition, if it is one"""
    path: str = ""
    """the input of the edition, if it is one"""
    computed: str = ""
    """how it was computed from cells; "" if it was copied"""
    item: str = ""
    """of a figure across: the item it was spent on"""


@dataclass(slots=True)
class Basket:
    """篮子: what is collected while a workbook is read."""

    workbook: Workbook
    findings: list[Finding] = field(default_factory=list)
    unused: list[UnusedCell] = field(default_factory=list)

    def tell(self, code: str, place: Place, variant: str = "", **values: str | int) -> None:
        self.findings.append(found(code, place, variant, **values))

    def leave(self, sheet: Sheet, row: int, columns: Iterable[int], reason: str) -> None:
        """Cells of a row that are not used, and why."""
        for column in columns:
            cell = sheet.cells.get((row, column))
            if cell is not None and cell.text.strip():
                place = self.workbook.place(sheet, row, column)
                self.unused.append(UnusedCell(place=place, text=cell.text.strip(), reason=reason))
