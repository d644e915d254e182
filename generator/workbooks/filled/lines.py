"""表的行: which line of a table's sheet is which row of figures.yml, and what its words say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from gongkai.figures.classify_entries import TOTAL
from gongkai.importing.cells import Cells
from gongkai.importing.intaking import Basket, nothing
from gongkai.importing.texts import bare, folded
from gongkai.model.classification import name_key
from gongkai.model.forms import TableForm
from gongkai.model.places import Place
from gongkai.model.sheets import Sheet, SheetCell
from gongkai.workbooks.columns import UNITS, Role, SheetColumn
from gongkai.workbooks.filled.heads import Found
from gongkai.workbooks.ground import Ground


class Named(Struct, frozen=True, kw_only=True):
    """编码和旁边写的名称, to be looked at once all sheets are read."""

    by: str
    code: str
    name: str
    """as typed; "" where nothing or a formula stands there"""
    place: Place
    """of the code"""
    name_place: Place


class ReadLine(Struct, kw_only=True):
    """读到的一行: its key as in `Entry.row`, the block it stands in, and its words."""

    number: int
    row: str
    block: int = 0
    fields: list[tuple[str, str]] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    body: bool = True
    """whether it is no total"""


class LineReader:
    """Finds the lines of one table."""

    def __init__(
        self,
        ground: Ground,
        basket: Basket,
        sheet: Sheet,
        form: TableForm,
        columns: tuple[SheetColumn, ...],
        found: Found,
    ) -> None:
        self.ground = ground
        self.basket = basket
        self.sheet = sheet
        self.form = form
        self.columns = columns
        self.found = found
        self.cells = Cells(basket, sheet)
        self.records = 0

    def lines(self) -> Iterator[ReadLine]:
        """All lines that say something, from the top."""
        below = range(self.found.last + 1, self.sheet.rows + 1)
        rows = [row for row in below if not self._is_aside(row)]
        if self.form.rule is None:
            yield from (line for block in range(len(self.form.parts)) for line in self._fixed(rows, block))
            return
        listed = self.form.rule.records or self.form.rule.grouped
        for number in rows:
            line = self._total(number) or (self._record(number) if listed else self._keyed(number))
            if line is not None:
                yield line
            elif self._figures(number):
                self.basket.tell("I333", self._first_figure(number), "没有编码" if not listed else "没有内容")

    # --- what all lines have ------------------------------------------------------------------------------------------

    def of(self, *roles: Role, block: int = 0) -> Iterator[tuple[int, SheetColumn]]:
        """Columns of some roles that are on the sheet, each with its place there."""
        for number, column in enumerate(self.columns):
            if column.role in roles and column.block == block and number in self.found.at:
                yield self.found.at[number], column

    def typed(self, row: int, place: int) -> SheetCell | None:
        """A cell that people typed: no formula, and something in it."""
        cell = self.sheet.cells.get((row, place))
        return cell if cell is not None and not cell.formula and not nothing(cell.text) else None

    def _figures(self, row: int, block: int = 0) -> bool:
        return any(self.typed(row, place) for place, _ in self.of(Role.AMOUNT, block=block))

    def _first_figure(self, row: int, block: int = 0) -> Place:
        place = next(place for place, _ in self.of(Role.AMOUNT, block=block) if self.typed(row, place))
        return self.cells.place(row, place)

    def _is_aside(self, row: int) -> bool:
        """Whether a row is blank, 栏次, or a note over the whole width."""
        cells = list(self.sheet.row(row))
        words = folded(self.form.number_row)
        return (
            not cells or bool(words and folded(cells[0].text) == words) or (len(cells) == 1 and self._is_wide(cells[0]))
        )

    def _is_wide(self, cell: SheetCell) -> bool:
        spans = (one for one in self.sheet.merged if (one.row, one.column) == (cell.row, cell.column))
        return any(span.last_column >= max(self.found.at.values()) for span in spans)

    def _leading(self, row: int, block: int = 0) -> list[str]:
        places = [place for place, _ in self.of(Role.KEY, Role.NAME, Role.FIELD, Role.NAME_OF, block=block)]
        texts = {(cell.row, cell.column): cell.text for place in places if (cell := self.sheet.at(row, place))}
        return [folded(text) for text in texts.values() if text.strip()]

    def _attributes(self, line: ReadLine) -> None:
        for place, column in self.of(Role.ATTRIBUTE):
            cell = self.typed(line.number, place)
            if cell is None:
                continue
            values = {folded(value): value for value in self.form.attributes[column.key].values}
            value = values.get(folded(cell.text))
            if value is None:
                said = "、".join(values.values())
                self.basket.tell("I333", self.cells.place(line.number, place), "取值", 填=cell.text.strip(), 可=said)
            elif value != self.form.attributes[column.key].default:
                line.fields.append((column.key, value))

    # --- lines that figures make --------------------------------------------------------------------------------------

    def _total(self, row: int) -> ReadLine | None:
        """合计, or the department's own line."""
        rule, naming = self.form.rule, self.ground.accounts.naming
        words = set(self._leading(row))
        if rule is None or not words:
            return None
        if len(words) == 1 and words <= {folded(rule.total_title), TOTAL}:
            return ReadLine(number=row, row=TOTAL, body=False)
        department = {folded(naming.department_code), folded(naming.department)} - {""}
        if rule.department_row and words <= department:
            return ReadLine(number=row, row=naming.department_key, body=False)
        return None

    def _keyed(self, row: int) -> ReadLine | None:
        """A line of a code or a unit."""
        for place, column in self.of(Role.KEY):
            key = self._unit(row, place) if column.by == UNITS else self._code(row, place, column)
            if not key:
                return None
            line = ReadLine(number=row, row=key)
            self._attributes(line)
            self._texts(line)
            for name_place, name in self.of(Role.NAME):
                line.named.append(self._named(row, place, name_place, name.by or column.by, key))
            return line
        return None

    def _code(self, row: int, place: int, column: SheetColumn) -> str:
        """A code, or "" where there is none; one that cannot be is told, unless the line is a note below the table."""
        cell = self.sheet.at(row, place)
        code = self.cells.code(row, place)
        text = cell.text.strip() if cell is not None else ""
        kind = self.ground.edition.lists.coded.get(column.by)
        if kind is None:
            return code or (text if self._figures(row) else "")
        if nothing(text) or kind.has_shape(code) or not (code or self._figures(row)):
            return code if kind.has_shape(code) else ""
        if cell is not None and not cell.is_date:
            self.basket.tell("I207", self.cells.place(row, place), "位数", 码=text, 位=kind.digits, 头=kind.first)
        return code if code and kind.is_typed(code) else "?"

    def _unit(self, row: int, place: int) -> str:
        """A unit by its code or its name."""
        cell = self.sheet.at(row, place)
        text = cell.text.strip() if cell is not None else ""
        units = self.ground.accounts.naming.units
        if nothing(text) or text in units:
            return text if text in units else ""
        own = {folded(name): key for key, name in units.items()}
        own |= {folded(unit.name): unit.key for unit in self.ground.document.department.units}
        if folded(text) in own:
            return own[folded(text)]
        if not self._figures(row):
            return ""
        if not units:
            return text
        self.basket.tell("I333", self.cells.place(row, place), "单位", 填=text, 可="、".join(units.values()))
        return "?"

    def _texts(self, line: ReadLine) -> None:
        """Fields of a line, and the codes among them."""
        for place, column in self.of(Role.FIELD):
            cell = self.typed(line.number, place)
            if cell is None:
                continue
            text = one_line(cell.text)
            if column.by == UNITS:
                text = self._unit(line.number, place)
            elif column.by:
                text = self._code(line.number, place, column)
            if text not in ("", "?"):
                line.fields.append((column.key, text))
            if text and column.by not in ("", UNITS):
                name_place = next((at for at, name in self.of(Role.NAME_OF) if name.by == column.key), place)
                line.named.append(self._named(line.number, place, name_place, column.by, text))

    def _named(self, row: int, place: int, name_place: int, by: str, code: str) -> Named:
        cell = self.typed(row, name_place) if name_place != place else None
        return Named(
            by=by,
            code=code,
            name=one_line(cell.text) if cell is not None else "",
            place=self.cells.place(row, place),
            name_place=self.cells.place(row, name_place),
        )

    def _record(self, row: int) -> ReadLine | None:
        """A record: any line with a text or a figure of its own."""
        line = ReadLine(number=row, row="")
        self._texts(line)
        if not (line.fields or (self._figures(row) and not self._has_texts())):
            return None
        self._attributes(line)
        self.records += 1
        line.row = f"#{self.records}"
        return line

    def _has_texts(self) -> bool:
        """Whether the records of the table say more than figures and attributes."""
        return any(True for _ in self.of(Role.FIELD))

    # --- fixed lines --------------------------------------------------------------------------------------------------

    def _fixed(self, rows: Iterable[int], block: int) -> Iterator[ReadLine]:
        """The lines of a block whose rows are known beforehand, by their labels or codes, the same twice in order."""
        part = self.form.parts[block]
        named = self._named_rows(block)
        if len(part.fixed) == 1 and not any(True for _ in self.of(Role.NAME, Role.KEY, block=block)):
            yield from self._sole(rows, block, part.fixed[0].name)
            return
        seen: set[str] = set()
        for number in rows:
            line = self._labelled(number, block, named, seen)
            if line is not None:
                seen.add(line.row)
                self._attributes(line)
                self._texts_of_fixed(line, block)
                yield line

    def _named_rows(self, block: int) -> dict[str, list[str]]:
        """The rows of a block by what can stand for them: their titles, with or without numbering, and their codes."""
        last = (one for one in self.form.last_rows if self.form.placed_rows[one.name][0] == block)
        named: dict[str, list[str]] = {}
        for row in (*self.form.parts[block].fixed, *last):
            title = self.ground.words(row.title)
            for text in {folded(title), bare(title), row.code} - {""}:
                named.setdefault(text, []).append(row.name)
        return named

    def _sole(self, rows: Iterable[int], block: int, row: str) -> Iterator[ReadLine]:
        """The only line of a table: the first with figures."""
        found = False
        for number in rows:
            cells = [self.sheet.at(number, place) for place, _ in self.of(Role.AMOUNT, block=block)]
            if not any(cells):
                continue
            if found and self._figures(number, block):
                self.basket.tell("I333", self._first_figure(number, block), "没有编码")
            elif not found:
                yield ReadLine(number=number, row=row, block=block)
            found = True

    def _labelled(self, number: int, block: int, named: dict[str, list[str]], seen: set[str]) -> ReadLine | None:
        texts = self._leading(number, block)
        for text in (*texts, *map(bare, texts)):
            meant = [name for name in named.get(text, ()) if name not in seen]
            if meant:
                return ReadLine(number=number, row=meant[0], block=block)
        generated = self.form.parts[block].rules
        if generated and (line := self._keyed_among(number, block)) is not None:
            return line
        if self._figures(number, block):
            self.basket.tell("I333", self._first_figure(number, block), "行", 填=next(iter(texts), ""))
        return None

    def _keyed_among(self, number: int, block: int) -> ReadLine | None:
        """A line of a code among fixed ones."""
        for place, column in self.of(Role.KEY, block=block):
            code = self._code(number, place, column)
            if code and code != "?":
                return ReadLine(number=number, row=code, block=block)
        return None

    def _texts_of_fixed(self, line: ReadLine, block: int) -> None:
        for place, column in self.of(Role.FIELD, block=block):
            cell = self.typed(line.number, place)
            if cell is not None:
                line.fields.append((column.key, one_line(cell.text)))


def one_line(text: str) -> str:
    """A text on one line: breaks within a cell are no part of it."""
    return "".join(part.strip() for part in text.splitlines())


def name_fields(form: TableForm, by: str) -> str:
    """What figures.yml calls the name of a row's code."""
    return next(iter(form.name_fields), "") or name_key(by)
