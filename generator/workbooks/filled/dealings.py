"""往来: the lines of their sheet, together one value of document.yml."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.importing.cells import Cells
from gongkai.importing.intaking import Basket, nothing
from gongkai.importing.texts import folded
from gongkai.model.dealings import DEALINGS
from gongkai.model.intake import TakenInput, TypedValue
from gongkai.model.sheets import Sheet
from gongkai.workbooks.dealings_sheet import AMOUNTS, HEADS, OTHER, RECEIVED
from gongkai.workbooks.filled.marks import head_row


def read_dealings(basket: Basket, sheet: Sheet, there: int) -> Iterator[TakenInput]:
    """All lines as one list; where there is none, nothing, which is told if the document has some (`there`)."""
    cells, head = Cells(basket, sheet), head_row(sheet, HEADS[:3])
    columns = {folded(cell.text): cell.column for cell in sheet.row(head)}
    places = {key: columns[key] for key in HEADS if key in columns}
    lines = [(row, line) for row in range(head + 1, sheet.rows + 1) if (line := _line(cells, row, places))]
    if lines:
        value: tuple[TypedValue, ...] = tuple(line for _, line in lines)
        yield TakenInput(path=DEALINGS, value=value, place=cells.place(lines[0][0], places[OTHER]))
    elif there:
        basket.tell("I310", cells.place(head, places[OTHER]), "不在", 名=DEALINGS, 填=f"{there}笔")


def _line(cells: Cells, row: int, places: dict[str, int]) -> dict[str, TypedValue]:
    """What one line says, in the order of document.yml; nothing where something is wrong with it, which is told."""
    said: dict[str, TypedValue] = {}
    for key, column in places.items():
        text = cells.words(row, column)
        if key in AMOUNTS and not nothing(text):
            number = cells.amount(row, column)
            if number is None:  # which is told
                return {}
            text = f"{number:.2f}"
        if not nothing(text):
            said[key] = text
    amounts = [said[key] for key in AMOUNTS if key in said]
    if not said:
        return {}
    if OTHER not in said:
        cells.basket.tell("I333", cells.place(row, places[OTHER]), "没有对方")
    elif len(amounts) != 1 or str(amounts[0]).startswith("-"):
        cells.basket.tell("I333", cells.place(row, places[RECEIVED]), "收付", 名=str(said[OTHER]))
    else:
        return said
    return {}
