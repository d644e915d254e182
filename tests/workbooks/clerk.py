"""A clerk: fills a workbook in from a document's model, finding her way by titles, heads and labels as a person would."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.model.amounts import Amount
from gongkai.model.columns import ColumnKind, column_paths
from gongkai.model.documents import Document
from gongkai.model.entries import Entry
from gongkai.model.filled_forms import PerformanceData
from gongkai.model.forms import TableForm
from gongkai.model.performance_forms import Band


def fill(workbook: bytes, document: Document, titles: Mapping[str, str]) -> bytes:
    """The workbook with all that the document says. `titles`: how each table's sheet is headed."""
    book = load_workbook(BytesIO(workbook))
    sheets = {plain(sheet["A1"].value): sheet for sheet in book if sheet["A1"].value}
    for table, form in document.edition.tables.items():
        entries = [entry for entry in document.entries if entry.table == table]
        sheet = sheets.get(plain(titles[table]))
        if sheet is not None and (entries or table in document.declared_empty):
            _Table(sheet, form, document).fill(entries, empty=table in document.declared_empty)
        elif entries:
            raise AssertionError(f"no sheet for {table}")
    _inputs(sheets["情况说明要填的内容"], document)
    if document.controls.items:
        _controls(sheets["核对数"], document)
    _forms(book, document)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def plain(text: object) -> str:
    return re.sub(r"[\s“”\"]", "", unicodedata.normalize("NFKC", str(text or "")))


class _Table:
    def __init__(self, sheet: Worksheet, form: TableForm, document: Document) -> None:
        self.sheet, self.form, self.document = sheet, form, document
        self.heads = dict(self._heads())
        self.first = max(row for row, _ in self.heads.values()) + 1
        self.used: set[int] = set()

    def _heads(self) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
        """The words above each column → the last row of the head, and the column."""
        last = max(
            cell.row + _height(self.sheet, cell.row, cell.column) - 1
            for row in self.sheet.iter_rows(min_row=4, max_row=4)
            for cell in row
            if cell.value
        )
        grouped = [r for r in self.sheet.merged_cells.ranges if r.min_row == 4 and r.max_col > r.min_col]
        depth = 4 + max((_depth(self.sheet, r.min_col, r.max_col, 5) for r in grouped), default=0)
        seen: dict[tuple[str, ...], int] = {}
        for column in range(1, self.sheet.max_column + 1):
            path: list[tuple[tuple[int, int], str]] = []
            for row in range(4, max(last, depth) + 1):
                anchor = _anchor(self.sheet, row, column)
                text = plain(self.sheet.cell(*anchor).value)
                if text and anchor not in [at for at, _ in path] and not text.isdigit() and text != "栏次":
                    path.append((anchor, text))
            words = tuple(text for _, text in path)
            if words:
                seen[words] = seen.get(words, 0) + 1
                yield (*words, *([f"#{seen[words]}"] if seen[words] > 1 else [])), (max(last, depth), column)

    def fill(self, entries: list[Entry], *, empty: bool) -> None:
        if empty:
            at = next(cell for cell in self.sheet[3] if cell.value)
            row = self.sheet[3]
            target = next(cell for cell in row if cell.column > at.column and type(cell).__name__ == "Cell")
            target.value = "无"
        for entry in entries:
            self._entry(entry)

    def _entry(self, entry: Entry) -> None:
        block = self.form.placed_rows[entry.row][0] if entry.row in self.form.placed_rows else 0
        row = self._row(entry, block)
        unit = self.document.head.unit.yuan
        for amount in entry.amounts:
            self.sheet.cell(row, self._amount(block, amount.column)).value = float(amount.amount.yuan / unit)
        for name, text in entry.fields:
            self._field(row, name, text)

    def _amount(self, block: int, key: str) -> int:
        part = self.form.parts[block]
        for (leaf, path), (name, _) in zip(column_paths(part.columns), part.keyed, strict=True):
            if name == key and leaf.kind is ColumnKind.AMOUNT:
                words = tuple(filter(None, map(plain, (part.title or "", *path))))
                before = sum(
                    1 for one in self.form.parts[:block] if one.title == part.title and one.keyed == part.keyed
                )
                before += (
                    sum(self._same(one, words) for one in self.form.parts[:block] if one.title == part.title) - before
                )
                return self.heads[(*words, f"#{before + 1}") if before else words][1]
        raise AssertionError(key)

    def _same(self, part: Any, words: tuple[str, ...]) -> int:
        return sum(
            tuple(filter(None, map(plain, (part.title or "", *path)))) == words
            for _, path in column_paths(part.columns)
        )

    def _row(self, entry: Entry, block: int) -> int:
        """Where an entry goes: to its label, or into the next line that is open."""
        if entry.row in self.form.placed_rows:
            return self._labelled(entry.row, block)
        rule = self.form.rule
        assert rule is not None
        if entry.row in ("合计", rule.total_title):
            return self._find(plain(rule.total_title))
        if rule.department_row and entry.row == self.document.department.code:
            return self._find(entry.row, otherwise=plain(self.document.name))
        return self._open(entry)

    def _labelled(self, key: str, block: int) -> int:
        fixed = self.form.placed_rows[key][1]
        if len(self.form.placed_rows) == 1 and not any(
            leaf.kind is ColumnKind.NAME for leaf in self.form.parts[0].leaves
        ):
            return self.first + (plain(self.sheet.cell(self.first, 1).value) == "栏次")
        names = [row.name for row in self.form.parts[block].fixed if plain(row.title) == plain(fixed.title)]
        times = names.index(key) if key in names and fixed.title else 0
        columns = self._columns(block)
        for row in range(self.first, self.sheet.max_row + 1):
            texts = {plain(self.sheet.cell(row, column).value) for column in columns}
            if (fixed.code or plain(fixed.title)) in texts:
                if not times:
                    return row
                times -= 1
        raise AssertionError(key)

    def _columns(self, block: int) -> list[int]:
        """The columns with the labels of a block, left of its first amount."""
        first = self._amount(block, self.form.parts[block].amounts[0])
        before = [self._amount(one, self.form.parts[one].amounts[-1]) for one in range(block)]
        return list(range(max(before, default=0) + 1, first))

    def _find(self, text: str, otherwise: str = "") -> int:
        for row in range(self.first, self.sheet.max_row + 1):
            for column in range(1, 5):
                if plain(self.sheet.cell(row, column).value) in {text, otherwise} - {""}:
                    return row
        raise AssertionError(text)

    def _open(self, entry: Entry) -> int:
        """The next line that can be typed into: its code, if it has one, goes first."""
        rule = self.form.rule
        assert rule is not None
        key = self._place_of_key()
        row = self.first
        while row in self.used or not self._is_open(row, key):
            row += 1
        self.used.add(row)
        if not entry.row.startswith("#"):
            self.sheet.cell(row, key).value = entry.row
        return row

    def _is_open(self, row: int, column: int) -> bool:
        cell = self.sheet.cell(row, column)
        return not cell.protection.locked and cell.value in (None, "") and not isinstance(cell.value, str)

    def _place_of_key(self) -> int:
        """The first column that is typed."""
        for row in range(self.first, self.first + 60):
            for column in range(1, 6):
                cell = self.sheet.cell(row, column)
                if not cell.protection.locked and type(cell).__name__ == "Cell" and cell.fill.fgColor.rgb == "FFFFF9DB":
                    return column
        raise AssertionError(self.sheet.title)

    def _field(self, row: int, name: str, text: str) -> None:
        """An attribute, or a text of a record, in the column that is headed so."""
        for part in self.form.parts:
            for (leaf, path), (key, _) in zip(column_paths(part.columns), part.keyed, strict=True):
                field = leaf.field or key
                by_name = leaf.kind is ColumnKind.NAME and name in (f"{field}名称", key)
                coded = leaf.kind is ColumnKind.NAME and field in self.form.lists.coded
                if (field == name and not coded and not leaf.digits) or by_name:
                    self.sheet.cell(
                        row, self.heads[tuple(filter(None, map(plain, (part.title or "", *path))))][1]
                    ).value = text
                    return
                if leaf.digits and field == name:
                    words = tuple(filter(None, map(plain, (part.title or "", *path[:-1]))))
                    self.sheet.cell(row, self.heads[words][1]).value = text
                    return
        self.sheet.cell(row, self.heads[(plain(name),)][1]).value = text


def _height(sheet: Worksheet, row: int, column: int) -> int:
    found = next((r for r in sheet.merged_cells.ranges if (r.min_row, r.min_col) == (row, column)), None)
    return found.max_row - found.min_row + 1 if found else 1


def _depth(sheet: Worksheet, left: int, right: int, row: int) -> int:
    inner = [
        r
        for r in sheet.merged_cells.ranges
        if r.min_row == row and left <= r.min_col <= right and r.max_col > r.min_col
    ]
    return 1 + max((_depth(sheet, r.min_col, r.max_col, row + 1) for r in inner), default=0)


def _anchor(sheet: Worksheet, row: int, column: int) -> tuple[int, int]:
    for r in sheet.merged_cells.ranges:
        if r.min_row <= row <= r.max_row and r.min_col <= column <= r.max_col:
            return r.min_row, r.min_col
    return row, column


def _shown(path: str) -> str:
    return plain(path.replace(".", "·"))


def _inputs(sheet: Worksheet, document: Document) -> None:
    labels = {plain(sheet.cell(row, 1).value): row for row in range(sheet.max_row, 3, -1) if sheet.cell(row, 1).value}
    stars: dict[tuple[str, str], int] = {}
    inner = {field.path for one in document.inputs.values() for record in one.records for field in record.values()}
    for group in document.declared_none:
        sheet.cell(labels[f"{group}·有没有"], 2).value = "无"
    for path, given in document.inputs.items():
        if path in inner:
            continue
        value = given.value
        if isinstance(value, tuple) and (given.kind.value == "记录列"):
            _records(sheet, labels, path, value)
        elif isinstance(value, tuple):
            start = labels[f"{_shown(path)}(1)"]
            lines = sum(label.startswith(f"{_shown(path)}(") for label in labels)
            if lines < len(value):
                _insert(sheet, start + lines, len(value) - lines)
                labels.update(
                    {label: row + len(value) - lines for label, row in labels.items() if row >= start + lines}
                )
            for at, item in enumerate(value or ("无",)):
                sheet.cell(start + at, 2).value = item
        elif _shown(path) in labels:
            sheet.cell(labels[_shown(path)], 2).value = _typed(value, document)
        else:
            _by_code(sheet, labels, stars, path, _typed(value, document))


def _typed(value: object, document: Document) -> object:
    return float(value.yuan / document.head.unit.yuan) if isinstance(value, Amount) else value


def _by_code(
    sheet: Worksheet, labels: dict[str, int], stars: dict[tuple[str, str], int], path: str, value: object
) -> None:
    prefix, code, *rest = path.split(".")
    title = labels[plain(f"{prefix}（一项一行）")]
    heads = {plain(sheet.cell(title + 1, column).value): column for column in range(1, 12)}
    row = stars.get((prefix, code), 0)
    if not row:
        row = title + 2
        while sheet.cell(row, 1).value not in (None, "", code):
            row += 1
        assert sheet.cell(row, 1).fill.fgColor.rgb == "FFFFF9DB", f"too few lines for {prefix}"
        stars[prefix, code] = row
        sheet.cell(row, 1).value = code
    sheet.cell(row, heads[plain(".".join(rest)) or "填写"]).value = value


def _records(sheet: Worksheet, labels: dict[str, int], path: str, records: tuple[Any, ...]) -> None:
    title = next(row for label, row in labels.items() if label.startswith(f"{_shown(path)}(一条一行)"))
    heads = {plain(sheet.cell(title + 1, column).value): column for column in range(1, 12)}
    for at, record in enumerate(records):
        for name, text in record.items():
            if plain(name) not in heads:
                free = next(column for column in range(1, 12) if not sheet.cell(title + 1, column).value)
                sheet.cell(title + 1, free).value = name
                heads[plain(name)] = free
            number = re.fullmatch(r"-?[\d,]+(\.\d+)?", text)
            typed = float(text.replace(",", "")) if number else text
            sheet.cell(title + 2 + at, heads[plain(name)]).value = typed
    if not records:
        sheet.cell(title + 2, 1).value = "无"


def _controls(sheet: Worksheet, document: Document) -> None:
    heads = {plain(sheet.cell(3, column).value): column for column in range(1, 9)}
    for row in range(4, sheet.max_row + 1):
        sheet.cell(row, 1).value = None
    for row, total in enumerate(document.controls.items, start=4):
        unit = (total.unit or document.head.unit).yuan
        said = {"名称": total.name, "数": float(total.amount.yuan / unit), "文号": total.number, "文件": total.file}
        said |= {"表": total.table, "格": total.cell, "单位": total.unit.value if total.unit else ""}
        for head, value in said.items():
            sheet.cell(row, heads[head]).value = value or None if head != "数" else value


def _forms(book: Any, document: Document) -> None:
    """Each form on a copy of the empty sheet of its kind."""
    blank = {}
    for sheet in book:
        for row in range(1, sheet.max_row + 1):
            if plain(sheet.cell(row, 1).value) == "表单":
                blank[plain(sheet.cell(row, 2).value)] = sheet
    for data in document.performance:
        template = blank[plain(data.form)]
        sheet = book.copy_worksheet(template)
        _form(sheet, document, data)


def _form(sheet: Worksheet, document: Document, data: PerformanceData) -> None:
    form = document.edition.performance[data.form]
    row = 3
    for band in sorted(form.bands, key=lambda one: not one.head):
        row = _band(sheet, band, 1, row, data, "")
    for at in range(row, sheet.max_row + 1):
        label = plain(sheet.cell(at, 1).value)
        said = {"文件名": data.slug, "缺漏": data.missing, "来源照录": data.quoted, "附于": data.attached_to}
        said["注"] = "" if data.notes else "无"
        if said.get(label):
            sheet.cell(at, 2).value = said[label]


def _band(sheet: Worksheet, band: Band, column: int, row: int, data: PerformanceData, above: str) -> int:
    inner = column + (band.span if band.label is not None else 0)
    if band.repeat:
        items = data.items(band.repeat)
        lines = max(3 + len(items) - len(items), 8)
        if len(items) > lines:
            _stretch(sheet, row, lines, len(items))
            lines = len(items)
        for number in range(lines):
            for below in band.bands:
                if number < len(items):
                    _band(sheet, below, inner, row, data, f"{items[number]}.")
                row += 1
        return row
    if band.cells:
        at = inner
        for cell in band.cells:
            value = data.value(above + cell.value) if cell.value else None
            if value:
                sheet.cell(row, at).value = "\n".join(value) if isinstance(value, tuple) else value
                sheet.cell(row, at).data_type = "s"
            at += cell.span
        row += 1
    for below in band.bands:
        row = _band(sheet, below, inner, row, data, above)
    return row


def _stretch(sheet: Worksheet, row: int, lines: int, wanted: int) -> None:
    """Inserts lines in the middle of a list; in its first line nothing stays merged but what is beside the list."""
    _insert(sheet, row + 1, wanted - lines)
    for found in [r for r in sheet.merged_cells.ranges if r.min_row == r.max_row == row]:
        sheet.unmerge_cells(found.coord)


def _insert(sheet: Worksheet, row: int, added: int) -> None:
    """Inserts rows, as people do in a spreadsheet, which moves what is merged below."""
    ranges = [r.coord for r in sheet.merged_cells.ranges]
    for coord in ranges:
        sheet.unmerge_cells(coord)
    sheet.insert_rows(row, added)
    for coord in ranges:
        sheet.merge_cells(":".join(_moved(end, row, added) for end in coord.split(":")))


def _moved(cell: str, row: int, added: int) -> str:
    letters, number = re.match(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]
    return f"{letters}{int(number) + (added if int(number) >= row else 0)}"
