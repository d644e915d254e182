"""工作表 of a .xlsx: its cells one by one; what the sheet says of its own size is not believed."""

from __future__ import annotations

import re

from gongkai.model.sheets import SheetCell
from gongkai.ooxml.refusals import damaged
from gongkai.ooxml.xml_reader import Attributes, XmlReader
from gongkai.spreadsheets.collected import Collected
from gongkai.spreadsheets.limits import Tally
from gongkai.spreadsheets.texts import unescaped
from gongkai.spreadsheets.values import Values, stored_number

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})", re.IGNORECASE)
_TRUE = ("1", "true", "on")
_NO_SIZE = ("0", "0.0")


class SheetReader(XmlReader):
    """Reads one sheet into `found`."""

    def __init__(self, tally: Tally, values: Values, strings: list[str]) -> None:
        super().__init__(tally)
        self._values = values
        self._strings = strings
        self.found = Collected(tally)
        self._shared: dict[str, str] = {}
        self._row = self._after = 0
        self._at = ""
        self._row_hidden = self._in_cell = False
        self._guide = 0
        self._begin()

    def _begin(self) -> None:
        self._type, self._style = "n", 0
        self._value: str | None = None
        self._inline: list[str] = []
        self._formula = self._formula_group = ""
        self._has_formula = False

    def opened(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._open_cell(attributes)
        elif self._in_cell:
            self._open_in_cell(name, attributes)
        elif name == "row":
            self._open_row(attributes)
        elif name == "col":
            self._column_range(attributes)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def closed(self, name: str) -> None:
        if not self._in_cell:
            return
        if name == "c":
            self._close_cell()
        elif name == "v":
            self._value = self.collected()
        elif name == "f":
            self._take_formula(self.collected())
        elif name == "t" and not self._guide:
            self._inline.append(self.collected())
        elif name == "rPh":
            self._guide -= 1

    def _close_cell(self) -> None:
        self._in_cell = False
        if self._value is not None or self._has_formula or self._inline:
            self._keep()

    def _open_row(self, attributes: Attributes) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if number.isdecimal() and len(number) < 8 else self._row + 1
        self._at, self._after = "", 0
        self._row_hidden = attributes.get("hidden") in _TRUE or attributes.get("ht") in _NO_SIZE

    def _open_cell(self, attributes: Attributes) -> None:
        self._in_cell = True
        self._begin()
        if "r" in attributes:
            self._at, self._after = attributes["r"], 0
        else:
            self._after += 1
        self._type = attributes.get("t", "n")
        style = attributes.get("s", "0")
        self._style = int(style) if style.isdecimal() and len(style) < 7 else 0

    def _open_in_cell(self, name: str, attributes: Attributes) -> None:
        if name == "v":
            self.collect()
        elif name == "f":
            self._has_formula = True
            self._formula_group = attributes.get("si", "") if attributes.get("t") == "shared" else ""
            self.collect()
        elif name == "rPh":
            self._guide += 1
        elif name == "t" and not self._guide:
            self.collect()

    def _take_formula(self, text: str) -> None:
        """A formula that cells share stands in the first of them."""
        self.tally.text(len(text))
        if self._formula_group:
            text = self._shared.setdefault(self._formula_group, text)
        self._formula = text or "…"

    def _keep(self) -> None:
        cell = self._cell()
        self.tally.text(0 if self._type == "s" else len(cell.text))
        self.found.keep(cell)
        if self._row_hidden:
            self.found.hide_row(cell.row)

    def _cell(self) -> SheetCell:
        row, column = _reference(self._at) if self._at else (self._row, 0)
        column += self._after
        formula, value = self._formula, self._value
        if formula and (value is None or (not value and self._type != "str")):
            return SheetCell(row=row, column=column, text="", formula=formula, uncached=True)
        if self._type == "n" and value:
            return self._values.number(row, column, stored_number(value.strip()), self._style, formula)
        return SheetCell(
            row=row,
            column=column,
            text=self._told(),
            formula=formula,
            is_error=self._type == "e",
            is_date=self._type == "d",
        )

    def _told(self) -> str:
        value = self._value or ""
        if self._type == "s":
            number = int(value[:9]) if value.isdecimal() else len(self._strings)
            if number >= len(self._strings):
                raise damaged(f"工作表“{self.tally.sheet}”里有找不到的文字")
            return self._strings[number]
        if self._type == "b":
            return "TRUE" if value.strip() in _TRUE else "FALSE"
        if self._type == "d":
            return value.removesuffix("T00:00:00")
        return unescaped("".join(self._inline) or value)

    def _column_range(self, attributes: Attributes) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        hidden = attributes.get("hidden") in _TRUE or attributes.get("width") in _NO_SIZE
        if hidden and first.isdecimal() and last.isdecimal():
            self.found.hide_columns(int(first[:7]), int(last[:7]))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, bottom = _reference(first), _reference(last or first)
        self.found.merge((top[0], bottom[0]), (top[1], bottom[1]))


def _reference(text: str) -> tuple[int, int]:
    """F12 → (12, 6)."""
    found = _REFERENCE.fullmatch(text)
    if found is None:
        raise damaged("有单元格的位置写得不对")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column
