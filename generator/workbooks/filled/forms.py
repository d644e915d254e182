"""绩效表单: the values that were filled in, found by the labels beside and above them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct, field

from gongkai.importing.intaking import Basket
from gongkai.importing.texts import folded
from gongkai.model.intake import TakenForm, TypedValue
from gongkai.model.performance_forms import PerformanceForm
from gongkai.model.places import Place
from gongkai.model.sheets import Sheet, SheetCell
from gongkai.workbooks.form_lines import ABOUT, BESIDE, FILE, FORM, FormLine, Placed, form_layout
from gongkai.workbooks.ground import Ground

_VALUE = re.compile(r"[0-9.]+%?")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
Values = dict[str, TypedValue]


class FormReader(Struct):
    """Reads the sheet of one performance form."""

    ground: Ground
    basket: Basket
    sheet: Sheet
    form: str
    number: int
    """which of the workbook's forms it is"""
    places: list[tuple[str, Place]] = field(default_factory=list)
    shifts: dict[int, int] = field(default_factory=dict)
    """column of the layout → how far right of it the last label in it stood"""

    def read(self) -> TakenForm | None:
        """The form, if anything was filled in."""
        form = self.ground.edition.performance[self.form]
        beside = self._beside()
        values: Values = {}
        row = 1
        for repeat, group in groupby(form_layout(form, self.ground.words).lines, key=lambda line: line.repeat):
            lines = tuple(group)
            if repeat:
                row = self._items(values, repeat, lines, row, self._end(form, lines))
            else:
                for line in lines:
                    row = self._line(values, line, row)
        if not values:
            return None
        content: Values = {FORM: self.form, **{key: text for key, text in beside.items() if key not in (FORM, FILE)}}
        return TakenForm(file=self._file(beside, form), content=content | values, places=tuple(self.places))

    def _file(self, beside: dict[str, str], form: PerformanceForm) -> str:
        slug = beside.get(FILE, "").removesuffix(".yml")
        if slug and not SLUG.fullmatch(slug):
            self.basket.tell("I333", self.basket.workbook.place(self.sheet), "文件名", 填=slug)
        return f"{slug or f'{self.number:02d}-{form.id}'}.yml"

    def _beside(self) -> dict[str, str]:
        """What stands below the form."""
        found: dict[str, str] = {}
        start = next((row for (row, _), cell in sorted(self.sheet.cells.items()) if folded(cell.text) == ABOUT), 0)
        for row in range(start, self.sheet.rows + 1) if start else ():
            for cell in self.sheet.row(row):
                beside = self.sheet.cells.get((row, cell.column + 1))
                if folded(cell.text) in BESIDE and beside is not None and beside.text.strip():
                    found[folded(cell.text)] = beside.text.strip()
                break
        return found

    def _stop(self) -> int:
        """The row below the form."""
        return next(
            (row for (row, _), cell in sorted(self.sheet.cells.items()) if folded(cell.text) == ABOUT),
            self.sheet.rows + 1,
        )

    def _find(self, line: FormLine, row: int) -> int:
        """The first row from there that has all labels of a line, in order; 0 if none has."""
        wanted = [folded(cell.label) for cell in line.labels]
        for number in range(row, self._stop()):
            there = iter(folded(cell.text) for cell in self.sheet.row(number))
            if all(label in there for label in wanted):
                return number
        return 0

    def _line(self, values: Values, line: FormLine, row: int) -> int:
        """Reads a line, where its labels are, or the next row if it has none; gives the row below."""
        found = self._find(line, row) if line.labels else self._next(row)
        if not found:
            if line.labels and line.values:
                self.basket.tell("I333", self.basket.workbook.place(self.sheet), "表单行", 填=line.labels[0].label)
            return row
        self._shift(line, found)
        for cell in line.values:
            self._put(values, cell.path, cell, found, line)
        return found + 1

    def _next(self, row: int) -> int:
        return row if row < self._stop() else 0

    def _shift(self, line: FormLine, row: int) -> None:
        """Where the columns of the layout stand on the sheet, as the labels of a line show it."""
        cells = list(self.sheet.row(row))
        for label in line.labels:
            at = next((cell for cell in cells if folded(cell.text) == folded(label.label)), None)
            if at is not None:
                cells = cells[cells.index(at) + 1 :]
                self.shifts[label.column] = at.column - label.column

    def _column(self, cell: Placed, line: FormLine) -> int:
        """The column of a value on the sheet: as the label left of it, else as the one last seen above it."""
        left = [label.column for label in line.labels if label.column < cell.column]
        shift = self.shifts.get(left[-1]) if left else self.shifts.get(cell.column)
        return cell.column + (shift or 0)

    def _put(self, values: Values, path: str, cell: Placed, row: int, line: FormLine, above: str = "") -> bool:
        there = self.sheet.at(row, self._column(cell, line))
        text = self._text(there) if there is not None else ""
        if there is None or not text:
            return False
        text = "\n".join(part.strip() for part in text.splitlines() if part.strip())
        *keys, last = path.split(".")
        inner = values
        for key in keys:
            below = inner.setdefault(key, {})
            inner = below if isinstance(below, dict) else {}
        inner[last] = text
        self.places.append((above + path, self.basket.workbook.place(self.sheet, there.row, there.column)))
        return True

    def _text(self, cell: SheetCell) -> str:
        """What a cell shows. A formula that is no more than a value was meant as a text (=100%)."""
        if cell.formula and _VALUE.fullmatch(cell.formula):
            return f"={cell.formula}"
        if cell.uncached or cell.is_error:
            place = self.basket.workbook.place(self.sheet, cell.row, cell.column)
            self.basket.tell("I201", place, "没有结果" if cell.uncached else "错误值", 文=cell.text)
            return ""
        return (cell.shown or cell.text).strip()

    def _end(self, form: PerformanceForm, lines: tuple[FormLine, ...]) -> FormLine | None:
        """The next line with labels below a list."""
        every = form_layout(form, self.ground.words).lines
        after = every[every.index(lines[-1]) + 1 :]
        return next((line for line in after if line.labels), None)

    def _items(self, values: Values, repeat: str, lines: tuple[FormLine, ...], row: int, end: FormLine | None) -> int:
        """The items of a list, down to where the form goes on; gives the row there."""
        stop = (self._find(end, row) if end is not None else 0) or self._stop()
        items: list[Values] = []
        for first in range(row, stop, len(lines)):
            item: Values = {}
            above = f"{repeat}.{len(items)}."
            filled = [
                self._put(item, cell.path, cell, first + at, line, above)
                for at, line in enumerate(lines)
                for cell in line.values
            ]
            if any(filled):
                items.append(item)
        if items:
            *keys, last = repeat.split(".")
            inner = values
            for key in keys:
                below = inner.setdefault(key, {})
                inner = below if isinstance(below, dict) else {}
            inner[last] = tuple(items)
        return stop


def filled_forms(forms: Iterator[TakenForm], basket: Basket) -> Iterator[TakenForm]:
    """Forms under names of their own."""
    seen: set[str] = set()
    for form in forms:
        if form.file in seen:
            place = form.places[0][1]
            basket.tell("I333", place, "同名", 填=form.file)
        seen.add(form.file)
        yield form
