"""科目表: a year's codes and their names, as a bureau's workbook lists them, for content/classifications."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field

from gongkai.lists.code_heads import CodeColumns, CodeHead, find_code_head
from gongkai.lists.texts import cleaned, text_at, typed_code
from gongkai.model.classification import Classification, Classifications
from gongkai.model.findings import Finding, found
from gongkai.model.intake import UnusedCell
from gongkai.model.places import Place
from gongkai.model.sheets import Sheet, SheetCell, Workbook

_BOTH = re.compile(r"[\[(（【]?([0-9]{3,})[\])）】]?[-—.、:：]?(\D.*)")
"""code and name in one cell: [20101]人大事务"""
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+")


class Listed(Struct, frozen=True, kw_only=True):
    """列出的科目: its name, and where it stands."""

    name: str
    place: Place


class ReadCodes(Struct, frozen=True, kw_only=True):
    """读到的科目表, by folder of the classification; with an error among the findings none of it is used."""

    lists: dict[str, dict[str, Listed]] = field(default_factory=dict)
    unused: tuple[UnusedCell, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_code_lists(workbook: Workbook, known: Classifications) -> ReadCodes:
    """Every list of codes that a workbook holds, wherever it stands; what is none is told."""
    reading = _Reading(workbook, known)
    for sheet in workbook.sheets:
        reading.sheet(sheet)
    reading.finish()
    return ReadCodes(lists=reading.lists, unused=tuple(reading.unused), findings=tuple(reading.findings))


class _Reading:
    def __init__(self, workbook: Workbook, known: Classifications) -> None:
        self.workbook = workbook
        self.known = known
        self.lists: dict[str, dict[str, Listed]] = {}
        self.unused: list[UnusedCell] = []
        self.findings: list[Finding] = []

    def sheet(self, sheet: Sheet) -> None:
        levels = tuple(dict.fromkeys(level for one in self.known.listed for level in one.levels))
        head = find_code_head(sheet, levels)
        if head is None:
            if sheet.cells:
                self._unused(self.workbook.place(sheet), sheet.name.strip(), "这张工作表没有科目编码、科目名称的栏头")
            return
        for columns in head.columns:
            self._columns(sheet, head, columns)
        self._outside(sheet, head)

    def _columns(self, sheet: Sheet, head: CodeHead, columns: CodeColumns) -> None:
        above: list[str] = []
        for row in range(head.last + 1, sheet.rows + 1):
            place = self.workbook.place(sheet, row, columns.codes[0])
            code, name = self._row(sheet, row, columns, above)
            classification = self._classification(code)
            if not code or classification is None:
                self._not_taken(place, code or text_at(sheet, row, columns.codes[0]), name)
            elif not classification.has_shape(code):
                self.findings.append(
                    found("I402", place, "位数", 码=code, 表=classification.title, 位=classification.digits)
                )
            else:
                self._take(classification, code, name, place)

    def _row(self, sheet: Sheet, row: int, columns: CodeColumns, above: list[str]) -> tuple[str, str]:
        cells = [sheet.cells.get((row, column)) for column in columns.codes]
        if columns.codes == (columns.name,):
            both = _BOTH.fullmatch(cleaned(cells[0].text)) if cells[0] else None
            return (both[1], both[2]) if both else ("", "")
        for cell in filter(None, cells):
            self._changed_shape(cell, self.workbook.place(sheet, row, cell.column))
        code = typed_code(cells[0]) if len(cells) == 1 else _put_together(cells, above)
        return (code if code.isdecimal() else ""), cleaned(text_at(sheet, row, columns.name))

    def _changed_shape(self, cell: SheetCell, place: Place) -> None:
        """A code that a spreadsheet took for a date or rounded."""
        if cell.is_date or _SCIENTIFIC.fullmatch(cell.text.strip()):
            self.findings.append(found("I402", place, "日期" if cell.is_date else "记数", 文=cell.text))

    def _classification(self, code: str) -> Classification | None:
        fitting = [one for one in self.known.listed if one.is_typed(code) and code.startswith(one.first)]
        return max(fitting, key=lambda one: len(one.first), default=None) if code else None

    def _take(self, classification: Classification, code: str, name: str, place: Place) -> None:
        listed = self.lists.setdefault(classification.folder, {})
        before = listed.get(code)
        if not name:
            self.findings.append(found("I404", place, 码=code))
        elif before is None:
            listed[code] = Listed(name=name, place=place)
        elif before.name != name:
            self.findings.append(found("I403", place, 码=code, 名=name, 前=before.name, related=(before.place,)))

    def _not_taken(self, place: Place, text: str, name: str) -> None:
        if text.strip() or name:
            why = "不是这里的科目（收入科目等）" if text.isdecimal() else "这一行没有编码"
            self._unused(place, " ".join(filter(None, (text.strip(), name))), why)

    def _outside(self, sheet: Sheet, head: CodeHead) -> None:
        used = {column for one in head.columns for column in (*one.codes, one.name)}
        for column in sorted({column for row, column in sheet.cells if row > head.last} - used):
            title = text_at(sheet, head.last, column) or "没有栏头的一栏"
            self._unused(self.workbook.place(sheet, 0, column), title, "只取编码和名称两栏")

    def _unused(self, place: Place, text: str, why: str) -> None:
        self.unused.append(UnusedCell(place=place, text=text, reason=why))

    def finish(self) -> None:
        if not self.lists and not self.findings:
            self.findings.append(found("I401", Place(path=self.workbook.name)))
        self.findings += self._without_parents()

    def _without_parents(self) -> Iterator[Finding]:
        told: set[str] = set()
        for classification in self.known.listed:
            listed = self.lists.get(classification.folder, {})
            for code, one in listed.items():
                parent = classification.parent(code)
                if parent and parent not in listed and parent not in told:
                    told.add(parent)
                    level = classification.level(parent)
                    yield found("I402", one.place, "上级", 码=code, 层=level, 上级=parent)


def _put_together(cells: list[SheetCell | None], above: list[str]) -> str:
    """类, 款, 项 in columns of their own, each whole (20101) or only its own digits (01) below those above."""
    typed = [typed_code(cell) for cell in cells]
    filled = [place for place, text in enumerate(typed) if text.isdecimal()]
    for place in filled:
        before = above[place - 1] if 0 < place <= len(above) else ""
        own = typed[place]
        code = own if len(own) > 2 or not before else before + own.zfill(2)
        above += [""] * (place - len(above))
        above[place:] = [code]
    return above[filled[-1]] if filled else next(filter(None, typed), "")
