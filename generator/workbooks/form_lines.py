"""绩效表单的行: a form's layout as lines of cells, as a sheet shows it and as it is found again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from gongkai.model.performance_forms import Band, FormCell, PerformanceForm

ABOUT = "以下不印在表里"
FILE, FORM = "文件名", "表单"
BESIDE = {
    FORM: "哪种表单，不要改",
    FILE: "小写英文字母、数字、连字符，前面的数字定先后，如 01-hall；不写就自动编",
    "缺漏": "来源缺了什么，没有就不写",
    "来源照录": "残破的原文，没有就不写",
    "附于": "只印在哪份报告里，没有就不写",
    "注": "不印表下规定的注的写“无”",
}
"""what a file of performance/ says besides what the form prints, and how that is typed"""


class Placed(Struct, frozen=True, kw_only=True):
    """一格: a printed label or a value, with the columns that it takes, counted from 1."""

    column: int
    span: int
    label: str = ""
    path: str = ""
    """of a value; below its list, if the line is repeated"""


class FormLine(Struct, frozen=True, kw_only=True):
    """一行, or one that is repeated for each item of a list."""

    cells: tuple[Placed, ...]
    repeat: str = ""
    """the list's path"""

    @property
    def labels(self) -> tuple[Placed, ...]:
        return tuple(cell for cell in self.cells if cell.label)

    @property
    def values(self) -> tuple[Placed, ...]:
        return tuple(cell for cell in self.cells if cell.path)


class Side(Struct, frozen=True, kw_only=True):
    """纵题: a label beside several lines."""

    label: str
    column: int
    span: int
    first: int
    """the first of its lines, counted from 0"""
    count: int


class FormLayout(Struct, frozen=True, kw_only=True):
    """一种表单的样子."""

    lines: tuple[FormLine, ...]
    sides: tuple[Side, ...]


def form_layout(form: PerformanceForm, words: Callable[[str], str]) -> FormLayout:
    """All lines of a form, its head first."""
    lines: list[FormLine] = []
    sides: list[Side] = []
    for band in sorted(form.bands, key=lambda band: not band.head):
        _lay(band, 1, "", words, lines, sides)
    return FormLayout(lines=tuple(lines), sides=tuple(sides))


def _lay(
    band: Band, column: int, repeat: str, words: Callable[[str], str], lines: list[FormLine], sides: list[Side]
) -> None:
    first = len(lines)
    inner = column + (band.span if band.label is not None else 0)
    within = band.repeat or repeat
    if band.cells:
        lines.append(FormLine(cells=tuple(_placed(band.cells, inner, words)), repeat=within))
    for below in band.bands:
        _lay(below, inner, within, words, lines, sides)
    if band.label is not None:
        label = words(band.label)
        sides.append(Side(label=label, column=column, span=band.span, first=first, count=len(lines) - first))


def _placed(cells: tuple[FormCell, ...], column: int, words: Callable[[str], str]) -> Iterator[Placed]:
    for cell in cells:
        label = words(cell.label or "") if not cell.value else ""
        yield Placed(column=column, span=cell.span, label=label, path=cell.value)
        column += cell.span
