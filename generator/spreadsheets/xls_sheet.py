"""工作表 of a .xls: its cells record by record."""

from __future__ import annotations

from decimal import Decimal

from gongkai.model.sheets import SheetCell
from gongkai.ooxml.refusals import damaged
from gongkai.spreadsheets.biff import Record, Texts, double, short_number, word
from gongkai.spreadsheets.collected import Collected
from gongkai.spreadsheets.formula_tokens import has_text
from gongkai.spreadsheets.limits import Tally
from gongkai.spreadsheets.values import Values

UNTOLD = "…"
"""stands for a formula whose text is not read"""
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_NO_NUMBER = 0xFFFF
_TEXT, _ERROR, _NOTHING = 0, 2, 3
"""what a formula came to, where it came to no number"""
_HIDDEN = 0x20


class SheetReader:
    """Reads one sheet into `found`. `encoding`: of the texts of BIFF5."""

    def __init__(self, tally: Tally, values: Values, strings: list[str], encoding: str) -> None:
        self.found = Collected(tally)
        self._tally = tally
        self._values = values
        self._strings = strings
        self._encoding = encoding
        self._awaited: tuple[int, int] | None = None
        """the formula whose text follows"""

    def take(self, record: Record) -> None:
        """The next record."""
        data = record.data
        match record.kind:
            case 0x203:
                self._number(data, double(data, 6))
            case 0x27E:
                self._number(data, short_number(data, 6))
            case 0xBD:
                self._numbers(data)
            case 0xFD | 0x204 | 0xD6:
                self._keep(data, self._text(record))
            case 0x205:
                self._keep(data, truth_or_error(data[6], error=bool(data[7])), error=bool(data[7]))
            case 0x06 | 0x206 | 0x406:
                self._formula(data)
            case 0x207:
                self._text_of_formula(record)
            case _:
                self._layout(record)

    def _layout(self, record: Record) -> None:
        data = record.data
        match record.kind:
            case 0x208 if word(data, 12) & _HIDDEN:
                self.found.hide_row(word(data, 0) + 1)
            case 0x7D if word(data, 8) & 1:
                self.found.hide_columns(word(data, 0) + 1, word(data, 2) + 1)
            case 0xE5:
                for place in range(2, 2 + 8 * word(data, 0), 8):
                    top, bottom, left, right = (word(data, place + offset) + 1 for offset in (0, 2, 4, 6))
                    self.found.merge((top, bottom), (left, right))

    def _keep(self, data: bytes, text: str, formula: str = "", *, error: bool = False) -> None:
        self.found.keep(
            SheetCell(row=word(data, 0) + 1, column=word(data, 2) + 1, text=text, formula=formula, is_error=error)
        )

    def _number(self, data: bytes, number: Decimal | None, formula: str = "") -> None:
        row, column, style = word(data, 0) + 1, word(data, 2) + 1, word(data, 4)
        self.found.keep(self._values.number(row, column, number, style, formula))

    def _numbers(self, data: bytes) -> None:
        """MULRK: numbers side by side."""
        row, first = word(data, 0) + 1, word(data, 2) + 1
        for place in range((len(data) - 6) // 6):
            style, number = word(data, 4 + 6 * place), short_number(data, 6 + 6 * place)
            self.found.keep(self._values.number(row, first + place, number, style))

    def _text(self, record: Record) -> str:
        if record.kind == 0xFD:
            number = int.from_bytes(record.data[6:10], "little")
            if number >= len(self._strings):
                raise damaged(f"工作表“{self._tally.sheet}”里有找不到的文字")
            return self._strings[number]
        text = Texts(record, 6, encoding=self._encoding).take()
        self._tally.text(len(text))
        return text

    def _formula(self, data: bytes) -> None:
        if word(data, 12) != _NO_NUMBER:
            self._number(data, double(data, 6), UNTOLD)
            return
        row, column, kind = word(data, 0) + 1, word(data, 2) + 1, data[6]
        if kind == _TEXT:
            self._awaited = (row, column)
        elif kind == _NOTHING:
            uncached = not has_text(data[22:])
            self.found.keep(SheetCell(row=row, column=column, text="", formula=UNTOLD, uncached=uncached))
        else:
            text = truth_or_error(data[8], error=kind == _ERROR)
            self._keep(data, text, UNTOLD, error=kind == _ERROR)

    def _text_of_formula(self, record: Record) -> None:
        if self._awaited is not None:
            row, column = self._awaited
            text = Texts(record, 0, encoding=self._encoding).take()
            self._tally.text(len(text))
            self.found.keep(SheetCell(row=row, column=column, text=text, formula=UNTOLD))
            self._awaited = None


def truth_or_error(value: int, *, error: bool) -> str:
    """TRUE, FALSE, or the name of an error."""
    if error:
        return _ERRORS.get(value, "#N/A")
    return "TRUE" if value else "FALSE"
