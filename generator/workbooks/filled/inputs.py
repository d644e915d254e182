"""情况说明: the inputs that were filled in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from gongkai.importing.cells import Cells
from gongkai.importing.intaking import Basket, nothing
from gongkai.importing.texts import folded
from gongkai.model.edition import InputForm, InputKind
from gongkai.model.finding_catalogue import word_pattern
from gongkai.model.intake import TakenInput, TypedValue
from gongkai.model.names import nearest
from gongkai.model.sheets import Sheet
from gongkai.workbooks.filled.lines import one_line
from gongkai.workbooks.filled.marks import head_row
from gongkai.workbooks.ground import Ground
from gongkai.workbooks.inputs_plan import (
    CODE_HEAD,
    LINE_HEADS,
    ByCode,
    OfRecords,
    existing_of,
    inputs_plan,
    shown,
)
from gongkai.workbooks.inputs_sheet import EQUAL, GIVE, NOTHING

_ITEM = re.compile(r"\((\d+)\)$")
WORDS = frozenset({NOTHING, "没有", "不涉及", "不适用"})
"""answers in words, where a dash is none"""
Record = dict[str, TypedValue]
FILL, WANTED = LINE_HEADS[1], LINE_HEADS[6]


class InputsReader:
    """Reads 情况说明."""

    def __init__(self, ground: Ground, basket: Basket, sheet: Sheet) -> None:
        self.ground = ground
        self.basket = basket
        self.sheet = sheet
        self.plan = inputs_plan(ground.edition)
        self.cells = Cells(basket, sheet)
        self.lists: dict[str, list[tuple[int, str]]] = {}
        """items of lists, by path, each with its row"""
        self.within = ""
        """the label of the list that a line stands in"""

    def read(self) -> Iterator[TakenInput]:
        """Line by line; below the title of a group or of records, by their heads."""
        blocks: tuple[ByCode | OfRecords, ...] = (*self.plan.by_code, *self.plan.records)
        titles = {folded(one.title): one for one in blocks}
        head = head_row(self.sheet, LINE_HEADS[:2])
        columns = self._heads(head)
        block: ByCode | OfRecords | None = None
        records: list[Record] | None = None
        at = 0
        for row in range(head + 1, self.sheet.rows + 1):
            title = next((one for text, one in titles.items() if self._label(row).startswith(text)), None)
            if title is not None:
                yield from self._finished(block, records, at)
                block, columns, records, at = title, self._heads(row + 1), None, row + 1
            elif block is None:
                yield from self._line(row, columns)
            elif row <= at:
                continue
            elif isinstance(block, ByCode):
                yield from self._by_code(row, block, columns)
            else:
                records = self._record(row, at, block, columns, records)
        yield from self._finished(block, records, at)
        yield from self._listed()

    def _heads(self, row: int) -> dict[str, int]:
        return {folded(cell.text): cell.column for cell in self.sheet.row(row) if cell.text.strip()}

    def _label(self, row: int) -> str:
        cell = self.sheet.cells.get((row, 1))
        return folded(cell.text) if cell is not None else ""

    # --- one input a line ---------------------------------------------------------------------------------------------

    def _line(self, row: int, columns: dict[str, int]) -> Iterator[TakenInput]:
        place = columns[FILL]
        cell = self.sheet.at(row, columns[folded(LINE_HEADS[0])])
        label = _ITEM.sub("", folded(cell.text)) if cell is not None else ""
        label = label or self.within  # a line that was put in below the items of a list
        known = {folded(shown(path)): (path, form) for path, form in self.plan.lines}
        if label not in known:
            self._unknown(row, place, label, known)
            return
        path, form = known[label]
        self.within = label if form.kind is InputKind.TEXTS else ""
        if form.kind is InputKind.TEXTS:
            if text := self._text(row, place):
                self.lists.setdefault(path, []).append((row, text))
            return
        value = self._value(row, place, form)
        if form.explains:
            self._reason(row, place, columns, path, given=bool(value))
        if group := existing_of(path):
            path, value = group, NOTHING if value in WORDS else ""
        if value:
            yield TakenInput(path=path, value=value, place=self.cells.place(row, place))

    def _unknown(self, row: int, place: int, label: str, known: Collection[str]) -> None:
        """Tells of a line that is no input of the edition, if something is filled in."""
        filled = self.sheet.cells.get((row, place))
        if filled is not None and not nothing(filled.text):
            self.basket.tell("I333", self.cells.place(row, place), "项", 填=label, 近=nearest(label, known))

    def _listed(self) -> Iterator[TakenInput]:
        place = self._heads(head_row(self.sheet, LINE_HEADS[:2]))[FILL]
        for path, items in self.lists.items():
            texts = tuple(text for _, text in items)
            value: TypedValue = () if texts == (NOTHING,) else texts
            yield TakenInput(path=path, value=value, place=self.cells.place(items[0][0], place))

    def _text(self, row: int, place: int) -> str:
        """A text; "" where nothing stands there, or a mark that it is still to be written."""
        cell = self.sheet.cells.get((row, place))
        if cell is None or (nothing(cell.text) and cell.text.strip() not in WORDS):
            return ""
        if word_pattern("W206", "记号").search(cell.text.strip()):
            return ""
        if cell.uncached or cell.is_error:
            self.basket.tell(
                "I201", self.cells.place(row, place), "没有结果" if cell.uncached else "错误值", 文=cell.text
            )
            return ""
        return one_line(self.cells.words(row, place))

    def _value(self, row: int, place: int, form: InputForm) -> str:
        """A value as it is to be typed; "" where nothing stands there, or what stands there is told."""
        cell = self.sheet.cells.get((row, place))
        if cell is None:
            return ""
        if form.kind in (InputKind.AMOUNT, InputKind.COUNT):
            number = self.cells.amount(row, place, places=2 if form.kind is InputKind.AMOUNT else 0)
            if number is None:
                return ""
            return f"{number:.2f}" if number and form.kind is InputKind.AMOUNT else f"{number:.0f}"
        if form.kind is InputKind.PERCENT and cell.number is not None:
            if cell.shown.strip().endswith("%"):
                return cell.shown.strip()
            self.basket.tell("I201", self.cells.place(row, place), "文字", 文=cell.text)
            return ""
        return self._text(row, place)

    def _reason(self, row: int, place: int, columns: dict[str, int], path: str, *, given: bool) -> None:
        """Tells where a reason is wanted and not there, or there and not wanted, as the workbook worked it out."""
        at = columns.get(folded(WANTED), 0)
        said = self.sheet.cells.get((row, at))
        if said is not None and said.text == (EQUAL if given else GIVE):
            self.basket.tell("I334", self.cells.place(row, place), "多" if given else "缺", 项=shown(path))

    # --- by code ------------------------------------------------------------------------------------------------------

    def _by_code(self, row: int, group: ByCode, columns: dict[str, int]) -> Iterator[TakenInput]:
        at = columns.get(CODE_HEAD, 1)
        code = self.cells.code(row, at) or self._text(row, at)
        for name, form in group.fields:
            place = columns.get(folded(name or FILL), 0)
            if not place:
                continue
            value, path = self._value(row, place, form), group.path(code, name)
            if code and form.explains:
                self._reason(row, place, columns, path, given=bool(value))
            if value and code:
                yield TakenInput(path=path, value=value, place=self.cells.place(row, place))
            elif value:
                self.basket.tell("I333", self.cells.place(row, place), "没有编码")

    # --- records ------------------------------------------------------------------------------------------------------

    def _record(
        self, row: int, at: int, one: OfRecords, columns: dict[str, int], records: list[Record] | None
    ) -> list[Record] | None:
        """The records with that of a row, whose fields stand in the row `at`; None where nothing was said yet."""
        kinds = {folded(name): (name, kind) for name, kind in one.form.fields.items()}
        record: Record = {}
        for head, place in columns.items():
            title = self.sheet.cells[at, place].text.strip()
            name, kind = kinds.get(head, (title, InputKind.TEXT))
            value = self._value(row, place, InputForm(kind=kind, unit=one.form.unit))
            if value:
                record[name] = value
        if not record:
            return records
        if list(record.values()) == [NOTHING]:
            return records or []
        return [*(records or []), record]

    def _finished(
        self, block: ByCode | OfRecords | None, records: list[Record] | None, at: int
    ) -> Iterator[TakenInput]:
        if isinstance(block, OfRecords) and records is not None:
            yield TakenInput(path=block.path, value=tuple(dict(one) for one in records), place=self.cells.place(at, 1))
