"""单元格: what a cell holds, taken only where it can mean one thing, everything odd told at the cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Context, Decimal
from itertools import chain, product

from gongkai.importing.intaking import Basket, nothing
from gongkai.importing.texts import composed
from gongkai.model.numbers import half_width, read
from gongkai.model.places import Place
from gongkai.model.sheets import Sheet, SheetCell

_EXACT = Context(prec=15)
"""as many digits as spreadsheets keep: what is beyond is noise of binary fractions"""
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE][+]?\d+")
_SUM = re.compile(
    r"(?:SUM\()?(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?(?:[,+]\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)*)\)?",
    re.IGNORECASE,
)
_DIGITS = re.compile("[0-9]+")
_CODE = re.compile("[A-Za-z]*[0-9][A-Za-z0-9]*")
_CELL = re.compile(r"([A-Z]{1,3})(\d+)")
PLACES = 2
MOST_ADDED = 1_000_000
"""cells of one sheet that are added up to compare sums: a file may be made to take for ever"""


class Cells:
    """Reads the cells of one sheet."""

    def __init__(self, basket: Basket, sheet: Sheet) -> None:
        self.basket = basket
        self.sheet = sheet
        self.unadded = MOST_ADDED

    def place(self, row: int, column: int) -> Place:
        return self.basket.workbook.place(self.sheet, row, column)

    def text(self, row: int, column: int) -> str:
        """The text of a cell, or of the one merged over it."""
        cell = self.sheet.at(row, column)
        return cell.text.strip() if cell is not None else ""

    def words(self, row: int, column: int) -> str:
        """A text that is used; told where it is written in other characters than usual."""
        cell = self.sheet.at(row, column)
        text = cell.text.strip() if cell is not None else ""
        if cell is not None and not composed(text):
            self.basket.tell("I211", self.place(cell.row, cell.column), 文=text)
        return text

    def amount(self, row: int, column: int, *, places: int = PLACES) -> Decimal | None:
        """The number of a cell; None for nothing, and for what is no number, which is told."""
        cell = self.sheet.cells.get((row, column))
        if cell is None or (not cell.formula and nothing(cell.text)):
            return None
        place = self.place(row, column)
        value = self._value(cell, place)
        if value is None:
            return None
        if -int(value.normalize().as_tuple().exponent) > places:
            self._too_fine(cell, value, place, places)
            return None
        if value < 0:
            self.basket.tell("I210", place, 数=f"{value:,f}")
        return value

    def _value(self, cell: SheetCell, place: Place) -> Decimal | None:
        """What a cell with something in it holds as a number."""
        if cell.uncached or cell.is_error or cell.is_date:
            variant = "没有结果" if cell.uncached else "错误值" if cell.is_error else "日期"
            self.basket.tell("I201", place, variant, 文=cell.text)
            return None
        if cell.number is None:
            return self._typed(cell, place)
        value = _EXACT.plus(cell.number)
        self._as_its_formula(cell, value, place)
        return value

    def _too_fine(self, cell: SheetCell, value: Decimal, place: Place, places: int) -> None:
        if places:
            self.basket.tell("I203", place, 数=f"{value.normalize():f}", 显=cell.shown or cell.text)
        else:
            self.basket.tell("I201", place, "个数", 数=f"{value.normalize():f}")

    def _typed(self, cell: SheetCell, place: Place) -> Decimal | None:
        """A number that stands as text."""
        number = read(cell.text)
        if number is None or number.unit:
            self.basket.tell("I201", place, "文字", 文=cell.text)
            return None
        self.basket.tell("I202", place, 文=cell.text, 数=f"{number.value:f}")
        return number.value

    def _as_its_formula(self, cell: SheetCell, value: Decimal, place: Place) -> None:
        """Tells where the stored result of a simple sum is not what its cells come to."""
        summed = self._sum(cell.formula)
        if summed is not None and abs(summed - value) > Decimal("0.005"):
            self.basket.tell("I204", place, 式=cell.formula, 存=f"{value:,f}", 应=f"{summed:,f}")

    def _sum(self, formula: str) -> Decimal | None:
        match = _SUM.fullmatch(formula.replace(" ", "").replace("$", "")) if formula else None
        if match is None or ("SUM(" not in formula.upper() and ":" in match[1]):
            return None
        areas = [self._area(piece) for piece in re.split("[,+]", match[1].upper())]
        self.unadded -= sum(len(rows) * len(columns) for rows, columns in areas)
        return None if self.unadded < 0 else sum(map(_EXACT.plus, self._numbers(areas)), Decimal(0))

    def _numbers(self, areas: Iterable[tuple[range, range]]) -> Iterator[Decimal]:
        for at in chain.from_iterable(product(rows, columns) for rows, columns in areas):
            cell = self.sheet.cells.get(at)
            if cell is not None and cell.number is not None:
                yield cell.number

    def _area(self, piece: str) -> tuple[range, range]:
        """The rows and columns of B3:C9, as far as the sheet goes."""
        first, _, last = piece.partition(":")
        (top, left), (bottom, right) = _position(first), _position(last or first)
        rows = range(top, min(bottom, self.sheet.rows) + 1)
        return rows, range(left, min(right, self.sheet.columns) + 1)

    def code(self, row: int, column: int) -> str:
        """A code, or "" where there is none or it was spoilt, which is told."""
        cell = self.sheet.at(row, column)
        text = cell.text.strip() if cell is not None else ""
        if cell is None or nothing(text):
            return ""
        place = self.place(cell.row, cell.column)
        if cell.number is not None and cell.number == cell.number.to_integral_value():
            text = self._whole(cell, cell.number, place)
        if cell.is_date or _SCIENTIFIC.fullmatch(half_width(text)):
            self.basket.tell("I205", place, "日期" if cell.is_date else "记数", 文=cell.text.strip())
            return ""
        plain = "".join(half_width(text).split()).strip("'’")
        if plain != cell.text and cell.number is None and _DIGITS.fullmatch(plain):
            self.basket.tell("I205", place, "写法", 文=cell.text, 码=plain)
        return plain if _CODE.fullmatch(plain) else ""

    def _whole(self, cell: SheetCell, number: Decimal, place: Place) -> str:
        """A code that stands as a number; told where the sheet shows it as 2.01E+06."""
        text, shown = f"{number.normalize():f}", cell.shown.strip()
        if _SCIENTIFIC.fullmatch(shown):
            self.basket.tell("I205", place, "显示", 文=shown, 码=text)
        return text


def _position(text: str) -> tuple[int, int]:
    match = _CELL.fullmatch(text)
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column
