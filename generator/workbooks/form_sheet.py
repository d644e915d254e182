"""绩效表单的工作表: one form of one project, laid out as printed."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from gongkai.model.filled_forms import PerformanceData
from gongkai.model.performance_forms import PerformanceForm
from gongkai.workbooks.form_lines import ABOUT, BESIDE, FILE, FORM, FormLayout, FormLine, Placed
from gongkai.workbooks.ground import Ground
from gongkai.workbooks.page import Page, lines_of

HEAD = 3
"""the row of the first line"""
OPEN = 3
"""lines left open below the items of a list"""
LEAST = 8
"""lines of a list, at least"""


class FormSheet(Struct, frozen=True, kw_only=True):
    """Draws a form, filled in or empty."""

    ground: Ground
    name: str
    form: PerformanceForm
    layout: FormLayout
    data: PerformanceData | None
    page: Page

    def draw(self) -> None:
        page, width = self.page, len(self.form.widths)
        page.widths(self._widths())
        words = self.ground.words
        page.merged(1, 1, 1, width, words(self.form.title or self.name), "题")
        unit = f"金额单位：{self.form.unit.value}；照表上印的原样填。"
        page.merged(2, 1, 2, width, f"{words(self.form.subtitle)}　{unit}".strip("　"), "栏头")
        starts: list[int] = []
        row = HEAD
        for line in self.layout.lines:
            starts.append(row)
            items = list(self._items(line))
            for item in items:
                self._line(row, line, item)
                row += 1
        starts.append(row)
        for side in self.layout.sides:
            last = starts[side.first + side.count] - 1
            if last >= starts[side.first]:
                end = side.column + side.span - 1
                page.merged(starts[side.first], side.column, last, end, side.label, "表头")
        self._beside(row + 1)
        page.finished(landscape=self.form.landscape, heads=None, freeze=(HEAD - 1, 0))

    def _items(self, line: FormLine) -> Iterator[str]:
        """The paths of the items that a line is drawn for, with a dot behind; "" for an open one, or a single line."""
        if not line.repeat:
            yield ""
            return
        there = self.data.items(line.repeat) if self.data else ()
        yield from (f"{item}." for item in there)
        yield from ["\0"] * max(OPEN, LEAST - len(there))

    def _line(self, row: int, line: FormLine, item: str) -> None:
        height = 1
        for cell in line.cells:
            text = cell.label if not cell.path else self._value(cell, item)
            style = "表头" if not cell.path else "填文"
            self.page.merged(row, cell.column, row, cell.column + cell.span - 1, text, style)
            height = max(height, lines_of(text, self._width(cell)))
        self.page.height(row, height)

    def _value(self, cell: Placed, item: str) -> str:
        if self.data is None or item == "\0":
            return ""
        value = self.data.value(item + cell.path)
        return "\n".join(map(str, value)) if isinstance(value, tuple) else str(value or "")

    def _width(self, cell: Placed) -> float:
        return sum(self._widths()[cell.column - 1 : cell.column - 1 + cell.span])

    def _widths(self) -> list[float]:
        return [max(7.0, each * 1.15) for each in self.form.widths]

    def _beside(self, row: int) -> None:
        """What the form does not print."""
        page, width = self.page, len(self.form.widths)
        page.merged(row, 1, row, width, ABOUT, "小题")
        data = self.data
        said = {FORM: self.name, FILE: data.slug if data else ""}
        if data is not None:
            said |= {
                "缺漏": data.missing,
                "来源照录": data.quoted,
                "附于": data.attached_to,
                "注": "" if data.notes else "无",
            }
        split = max(2, width // 2)
        for number, (label, hint) in enumerate(BESIDE.items(), start=row + 1):
            text = said.get(label, "")
            page.text(number, 1, label, "印中")
            page.merged(number, 2, number, split + 1, text, "印" if label == FORM else "填文")
            if width > split + 1:
                page.merged(number, split + 2, number, width, hint, "注")
            page.height(number, lines_of(text, sum(self._widths()[1 : split + 1])))
