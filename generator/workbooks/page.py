"""工作表: writing into a sheet, texts always as texts."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from msgspec import Struct
from xlsxwriter.worksheet import Worksheet

from gongkai.workbooks.names import cell
from gongkai.workbooks.styles import Styles

LINE = 14.5
"""height of a line of text, in points"""
TALLEST = 400.0
MOST_LISTED = 255
"""characters of a list of choices, as Excel has it"""


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes: a Chinese character is as wide as two digits."""
    return sum(max(1, ceil((len(part.encode("gb18030", "replace")) + 2) / (width * 0.92))) for part in text.split("\n"))


OPTIONS = {"format_columns": True, "format_rows": True, "insert_rows": True, "autofilter": True}
"""what a protected sheet allows"""


class Page(Struct):
    """工作表, rows and columns counted from 1."""

    sheet: Worksheet
    styles: Styles

    def text(self, row: int, column: int, text: str, style: str) -> None:
        """A text; one that begins like a formula stays a text."""
        if text:
            self.sheet.write_string(row - 1, column - 1, text, self.styles[style])
        else:
            self.sheet.write_blank(row - 1, column - 1, None, self.styles[style])

    def number(self, row: int, column: int, number: float, style: str) -> None:
        self.sheet.write_number(row - 1, column - 1, number, self.styles[style])

    def formula(self, row: int, column: int, formula: str, style: str, value: float | str = "") -> None:
        """`value`: what it comes to, for those who do not work it out."""
        self.sheet.write_formula(row - 1, column - 1, formula, self.styles[style], value)

    def merged(self, row: int, column: int, last_row: int, last_column: int, text: str, style: str) -> None:
        if (row, column) == (last_row, last_column):
            self.text(row, column, text, style)
        else:
            self.sheet.merge_range(row - 1, column - 1, last_row - 1, last_column - 1, "", self.styles[style])
            self.text(row, column, text, style)

    def height(self, row: int, lines: int) -> None:
        """A row as high as its longest text."""
        if lines > 1:
            self.sheet.set_row(row - 1, min(TALLEST, LINE * lines + 4))

    def begun(self, title: str, about: str, heads: Sequence[str], widths: Sequence[float]) -> None:
        """The top of a sheet of lines: title, what it is for, heads in the third row."""
        self.widths(widths)
        self.merged(1, 1, 1, len(heads), title, "题")
        self.merged(2, 1, 2, len(heads), about, "注")
        self.sheet.set_row(1, 28)
        for column, head in enumerate(heads, start=1):
            self.text(3, column, head, "表头")

    def widths(self, widths: Sequence[float], first: int = 1) -> None:
        for column, width in enumerate(widths, start=first):
            self.sheet.set_column(column - 1, column - 1, width)

    def check(self, row: int, column: int, last_row: int, last_column: int, rule: dict[str, Any]) -> None:
        """数据验证: warns, and lets be what was pasted."""
        self.sheet.data_validation(
            row - 1, column - 1, last_row - 1, last_column - 1, {"error_type": "warning", **rule}
        )

    def amounts(self, row: int, column: int, last_row: int, unit: str) -> None:
        """Numbers of two decimals."""
        own = cell(row, column)
        self.check(
            row,
            column,
            last_row,
            column,
            {
                "validate": "custom",
                "value": f"=IF(ISNUMBER({own}),ROUND({own},2)={own},FALSE)",
                "error_title": "这里填金额",
                "error_message": f"只填数，单位是{unit}，最多两位小数；不写单位。没有就空着。",
            },
        )

    def choices(self, row: int, column: int, last_row: int, values: Sequence[str], message: str) -> None:
        """One of a few words."""
        if values and len(",".join(values)) <= MOST_LISTED and not any("," in value for value in values):
            rule: dict[str, Any] = {"validate": "list", "source": list(values)}
            self.check(row, column, last_row, column, {**rule, "error_title": "从下拉表里选", "error_message": message})

    def listed(self, row: int, column: int, last_row: int, source: str, message: str) -> None:
        """One of a list on another sheet."""
        rule = {"validate": "list", "source": f"={source}", "error_title": "表里没有"}
        self.check(row, column, last_row, column, {**rule, "error_message": message})

    def finished(
        self, *, landscape: bool, heads: tuple[int, int] | None, freeze: tuple[int, int], one_page: bool = False
    ) -> None:
        """Protection, and how it prints: one page wide on A4, its heads on every page."""
        sheet = self.sheet
        sheet.protect("", OPTIONS)
        sheet.set_paper(9)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.fit_to_pages(1, int(one_page))
        sheet.set_footer("&C第&P页，共&N页")
        if landscape:
            sheet.set_landscape()
        if heads:
            sheet.repeat_rows(heads[0] - 1, heads[1] - 1)
        sheet.freeze_panes(*freeze)
