"""核对数: the totals that were copied, each with its source."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.importing.cells import Cells
from gongkai.importing.intaking import Basket, nothing
from gongkai.importing.texts import folded
from gongkai.model.intake import TakenTotal
from gongkai.model.sheets import Sheet
from gongkai.workbooks.controls_sheet import HEADS
from gongkai.workbooks.filled.marks import head_row

NAME, NUMBER, *SOURCE = HEADS[:7]


def read_controls(basket: Basket, sheet: Sheet) -> Iterator[TakenTotal]:
    """Every line with a number."""
    cells, head = Cells(basket, sheet), head_row(sheet, HEADS[:4])
    columns = {folded(cell.text): cell.column for cell in sheet.row(head)}
    for row in range(head + 1, sheet.rows + 1):
        place = columns[NUMBER]
        number = cells.amount(row, place)
        if number is None:
            continue
        texts = {key: cells.text(row, columns[key]) for key in (NAME, *SOURCE) if key in columns}
        said = {key: text for key, text in texts.items() if not nothing(text)}
        name = said.pop(NAME, "")
        if not name:
            basket.tell("I333", cells.place(row, place), "没有名称")
        elif not {"文号", "文件"} & said.keys():
            basket.tell("I333", cells.place(row, place), "来源", 名=name)
        else:
            source = tuple(said.items())
            yield TakenTotal(name=name, number=f"{number:.2f}", place=cells.place(row, place), source=source)
