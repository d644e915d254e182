"""Sums of cells beside their stored results: whole sums or none, and no time without end."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.importing.cells import MOST_ADDED, Cells
from gongkai.importing.intaking import Basket
from gongkai.model.sheets import Sheet, SheetCell, Workbook


def told(formula: str, stored: str, times: int = 1) -> list[str]:
    """The codes of what is said of a cell with a formula below ten cells of 1, read some times."""
    ones = [SheetCell(row=row, column=1, text="1", number=Decimal(1)) for row in range(1, 11)]
    total = SheetCell(row=11, column=2, text=stored, number=Decimal(stored), formula=formula)
    cells = {(cell.row, cell.column): cell for cell in (*ones, total)}
    sheet = Sheet(name="Z03", cells=cells, rows=11, columns=2)
    basket = Basket(workbook=Workbook(name="a.xlsx", digest="", sheets=(sheet,)))
    reader = Cells(basket, sheet)
    for _ in range(times):
        reader.amount(11, 2)
    return [finding.code for finding in basket.findings]


@pytest.mark.parametrize("formula", ["SUM(A1:A10)", "A1+A2+SUM(A3:A10)", "SUM(A1:A4,A5:A10)", "sum($A$1:$A$1048576)"])
def test_a_sum_that_holds(formula: str) -> None:
    assert told(formula, "10") == []


@pytest.mark.parametrize("formula", ["SUM(A1:A10)", "SUM(A1:A4,A5:A10)", "SUM(A1:XFD10)"])
def test_a_sum_that_does_not(formula: str) -> None:
    assert told(formula, "11") == ["I204"]


def test_more_than_can_be_added_is_not_judged() -> None:
    wide = "SUM(" + ",".join(["A1:A10"] * (MOST_ADDED // 10 + 1)) + ")"
    assert told(wide, "1") == []
