"""读一张表: the figures of one sheet, each with what it is in the edition's terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from gongkai.importing.cells import Cells
from gongkai.importing.heads import Head, HeadBlock, HeadColumn, Role
from gongkai.importing.intaking import Basket, Seen, nothing
from gongkai.importing.rows import TOTAL, SheetRow, label_of, rows_of
from gongkai.importing.targets import Target, target_of
from gongkai.importing.texts import bare, folded
from gongkai.importing.wanted import Wanted, matched_column, row_layouts
from gongkai.model.amounts import Unit
from gongkai.model.classification import Classification
from gongkai.model.edition import Edition
from gongkai.model.import_layouts import EACH_COLUMN, RowLayout
from gongkai.model.names import listed
from gongkai.model.places import Place
from gongkai.model.sheets import Sheet
from gongkai.model.statements import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """读了的一张表: what was seen, which columns of the table were there, and what codes are called."""

    wanted: Wanted
    sheet: Sheet
    seen: tuple[Seen, ...] = ()
    columns: frozenset[str] = frozenset()
    blank: frozenset[Address] = frozenset()
    """cells of fixed rows that are there and hold nothing"""
    names: Mapping[str, tuple[str, Place]] = field(default_factory=dict)
    """code → its name as it stands there, and where the code does"""


class TableReader:
    """Reads one sheet as one wanted table."""

    def __init__(
        self, basket: Basket, sheet: Sheet, edition: Edition, unit: Unit, codes: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.basket = basket
        self.sheet = sheet
        self.edition = edition
        self.unit = unit
        self.codes = codes
        """names of codes by what they are called (科目, 经济科目)"""
        self.cells = Cells(basket, sheet)
        self.seen: list[Seen] = []
        self.names: dict[str, tuple[str, Place]] = {}
        self.columns: set[str] = set()
        self.blank: set[Address] = set()

    def read(self, wanted: Wanted, head: Head) -> Reading:
        kind = self._classification(wanted)
        rows = list(rows_of(self.cells, head, wanted, kind))
        rows = [row for row in rows if row.filled] if wanted.across else rows
        self._hidden(head, rows)
        if wanted.across:
            self._across(wanted, head, rows)
        else:
            self._tables(wanted, head, rows)
        return Reading(
            wanted=wanted, sheet=self.sheet, seen=tuple(self.seen), columns=frozenset(self.columns),
            blank=frozenset(self.blank), names=self.names,
        )

    def _classification(self, wanted: Wanted) -> Classification | None:
        coded = self.edition.lists.coded
        if wanted.across:
            return coded.get("科目")
        return wanted.form.classification if wanted.form is not None else None

    def _hidden(self, head: Head, rows: Iterable[SheetRow]) -> None:
        """Figures in hidden rows and columns: nobody has looked at them."""
        rows = list(rows)
        hidden = {row.row: row for row in rows if row.filled and row.row in self.sheet.hidden_rows}
        for one in hidden.values():
            self.basket.tell("I208", self.cells.place(one.row, 0), "行", 行=one.row)
        for block in head.blocks:
            for column in block.columns:
                if column.column in self.sheet.hidden_columns and any(
                    (row.row, column.column) in self.sheet.cells for row in rows
                ):
                    place = self.cells.place(0, column.column)
                    self.basket.tell("I208", place, "列", 列=place.cell, 栏=column.title)

    # --- tables with columns of their own ------------------------------------------------------------------------------

    def _tables(self, wanted: Wanted, head: Head, rows: list[SheetRow]) -> None:
        places = {index: self._place_of(wanted, rows, index) for index, _ in enumerate(head.blocks)}
        columns = {
            index: self._columns(wanted, block, places[index], rows, index) for index, block in enumerate(head.blocks)
        }
        self._order(head, columns)
        self._missing(wanted, head, columns)
        taken: dict[tuple[int, str], SheetRow] = {}
        occurrences: dict[tuple[int, str], int] = defaultdict(int)
        for row in rows:
            block, found = head.blocks[row.block], columns[row.block]
            own = row_layouts(wanted.layout, self._label_heads(block)) if wanted.layout is not None else None
            layout = self._row_layout(wanted, row, own)
            if layout is not None:
                self._by_layout(row, found, layout)
                self._leave_others(row, block, found)
                continue
            key = self._key(wanted, row, places[row.block], occurrences) if own is None else ""
            if not row.filled:
                if key and wanted.form is not None and key in wanted.form.placed_rows:
                    self.blank |= {Address(wanted.table, key, name) for name in found.values()}
                continue
            if not key:
                self._unknown_row(row, block)
                continue
            if wanted.form is not None and key in wanted.form.placed_rows:
                self.blank |= {Address(wanted.table, key, name) for name in found.values()}
            if row.code:
                first = taken.setdefault((row.block, key), row)
                if first is not row:
                    self.basket.tell(
                        "I206", self._code_place(head, row), 码=key, 行=first.row,
                    )
                    continue
                self.names.setdefault(key, (row.label, self._code_place(head, row)))
            self._figures(wanted, row, key, found)
            self._leave_others(row, block, found)

    def _label_heads(self, block: HeadBlock) -> tuple[str, ...]:
        return tuple(text for one in block.of(Role.LABEL) for text in one.path)

    def _code_place(self, head: Head, row: SheetRow) -> Place:
        columns = head.blocks[row.block].codes or head.blocks[row.block].labels
        return self.cells.place(row.row, columns[0] if columns else 0)

    def _place_of(self, wanted: Wanted, rows: list[SheetRow], block: int) -> int:
        """Which block of the form a block of the sheet is: the one of whose rows it has most."""
        if len(wanted.blocks) < 2:
            return 0
        own = [row for row in rows if row.block == block]
        counts = []
        for index, one in enumerate(wanted.blocks):
            texts = {text for row in one.rows for text in (row.full, row.plain, row.code)} - {""}
            counts.append((sum(bool({*label_of(row), row.code} & texts) for row in own), index == block, -index))
        return -max(counts)[2]

    def _columns(
        self, wanted: Wanted, block: HeadBlock, place: int, rows: list[SheetRow], index: int
    ) -> dict[int, str]:
        """What each column of figures is: 列键 by column."""
        found: dict[int, str] = {}
        by_key: dict[str, HeadColumn] = {}
        used = [row.row for row in rows if row.block == index and row.filled]
        for column in block.amounts:
            if column.title in wanted.unused or ".".join(column.path) in wanted.unused:
                self._leave(used, column, "布局里写明不用这一栏")
                continue
            keys = matched_column(column.path, wanted.blocks[place]) if wanted.blocks else ()
            if len(keys) != 1:
                why = f"栏头可以是几栏：{listed(keys)}" if keys else "栏头不认识"
                if keys and self._has(used, column):
                    self.basket.tell("I305", self._head_place(column), "几栏", 栏=self._told(column), 可=listed(keys))
                self._leave(used, column, why)
                continue
            first = by_key.setdefault(keys[0], column)
            if first is not column:
                self.basket.tell(
                    "I305", self._head_place(column), "重复", 栏=self._told(column),
                    列=self.cells.place(0, first.column).cell,
                )
                continue
            found[column.column] = keys[0]
        self.columns |= set(found.values())
        return found

    def _told(self, column: HeadColumn) -> str:
        return "·".join(column.path)

    def _head_place(self, column: HeadColumn) -> Place:
        row = next((at for at in range(1, self.sheet.rows + 1) if folded(self.cells.text(at, column.column)) == column.title), 0)
        return self.cells.place(row, column.column)

    def _has(self, rows: Iterable[int], column: HeadColumn) -> bool:
        return any((row, column.column) in self.sheet.cells for row in rows)

    def _leave(self, rows: Iterable[int], column: HeadColumn, reason: str) -> None:
        self.basket.leave_column(self.sheet, rows, column.column, f"{reason}：{self._told(column)}")

    def _order(self, head: Head, columns: Mapping[int, Mapping[int, str]]) -> None:
        """Columns that stand in another order than the form's: read by their heads, and told."""
        form_of = self.order_of
        for index in range(len(head.blocks)):
            order = [form_of.get(key, 0) for _, key in sorted(columns[index].items()) if key in form_of]
            if order != sorted(order):
                first = next(a for a, b in zip(sorted(columns[index]), sorted(columns[index])[1:], strict=False)
                             if form_of.get(columns[index][a], 0) > form_of.get(columns[index][b], 0))
                self.basket.tell(
                    "I305", self.cells.place(head.last, first), "次序", 栏=columns[index][first],
                )

    order_of: Mapping[str, int] = {}

    def _missing(self, wanted: Wanted, head: Head, columns: Mapping[int, Mapping[int, str]]) -> None:
        """Columns that people fill and the sheet has not."""
        if wanted.form is None:
            return
        there = {key for found in columns.values() for key in found.values()}
        typed = {key: leaf for block in wanted.form.parts for key, leaf in block.keyed if key in block.typed}
        lacking = [key for key, leaf in typed.items() if key not in there and not leaf.loan]
        if lacking:
            self.basket.tell("I305", self.cells.place(head.first, 0), "没有", 表=wanted.name, 栏=listed(lacking))

    def _row_layout(self, wanted: Wanted, row: SheetRow, own: Mapping[str, RowLayout] | None) -> RowLayout | None:
        layouts = own if own is not None else wanted.layout.rows if wanted.layout is not None else {}
        if wanted.layout is not None and wanted.layout.by_code and (row.code or row.total) and row.filled:
            means = wanted.layout.by_code["编码" if row.code else "合计"].replace(EACH_COLUMN, row.code)
            return RowLayout(means={"": (means,)})
        if row.code:
            return None
        full, plain = label_of(row)
        for name, layout in layouts.items():
            texts = {text for called in (name, *layout.called) for text in (folded(called), bare(called))}
            if full in texts or plain in texts:
                return layout
        return None

    def _by_layout(self, row: SheetRow, found: Mapping[int, str], layout: RowLayout) -> None:
        for column, key in found.items():
            wanted = layout.means.get(key, layout.means.get("", ()))
            if not wanted:
                self.basket.leave(self.sheet, row.row, (column,), f"布局里没有写这一格是什么：{key}")
                continue
            targets = [one for text in wanted if (one := target_of(self.edition, text.replace(EACH_COLUMN, key)))]
            if not targets:
                self.basket.leave(self.sheet, row.row, (column,), f"这个版式没有：{listed(wanted)}")
                continue
            if not self._take(row.row, column, targets[0]) and targets[0].path:
                self._nothing(row.row, column, targets[0])

    def _key(self, wanted: Wanted, row: SheetRow, place: int, occurrences: dict[tuple[int, str], int]) -> str:
        """行键 of a row of the edition's table; "" if it has none."""
        form = wanted.form
        if form is None:
            return ""
        if form.rule is not None:
            if row.total:
                return TOTAL
            return row.code if row.code and self._known_code(wanted, row) else ""
        rows = wanted.blocks[place].rows
        if not row.code and not row.label:
            return rows[0].key if len(rows) == 1 else ""
        full, plain = label_of(row)
        by_code = [one.key for one in rows if row.code and one.code == row.code]
        exact = by_code or [one.key for one in rows if one.full == full]
        alike = exact or [one.key for one in rows if plain in (one.plain, one.key)]
        if len(alike) == 1:
            return alike[0]
        if alike:  # rows of one name, in their order
            occurrences[place, plain] += 1
            at = occurrences[place, plain]
            return alike[at - 1] if at <= len(alike) else ""
        return self._generated(wanted, place, row)

    def _generated(self, wanted: Wanted, place: int, row: SheetRow) -> str:
        """The code of a row that is generated among fixed ones, by its name."""
        form = wanted.form
        rules = form.parts[place].rules if form is not None else ()
        for rule in rules:
            if row.code:
                return row.code
            names = self.codes.get(rule.by[-1], {})
            _, plain = label_of(row)
            called = [code for code, name in names.items() if bare(name) == plain]
            return min(called, key=len, default="")
        return ""

    def _known_code(self, wanted: Wanted, row: SheetRow) -> bool:
        """Whether a text is a code of the table's classification; told if it is none."""
        kind = wanted.form.classification if wanted.form is not None else None
        if kind is None or kind.has_shape(row.code):
            return True
        self.basket.tell("I207", self.cells.place(row.row, 1), "位数", 码=row.code, 位=kind.digits)
        return False

    def _unknown_row(self, row: SheetRow, block: HeadBlock) -> None:
        reason = f"版式和布局里没有这一行：{row.label}" if row.label else "没有编码的行"
        self.basket.leave(self.sheet, row.row, (one.column for one in block.amounts), reason)

    def _leave_others(self, row: SheetRow, block: HeadBlock, found: Mapping[int, str]) -> None:
        """Nothing more to do: columns that are not used were listed with their reason."""

    def _figures(self, wanted: Wanted, row: SheetRow, key: str, found: Mapping[int, str]) -> None:
        for column, name in found.items():
            quantity = f"{wanted.table}.{key}.{name}"
            address = Address(wanted.table, key, name)
            self._take(row.row, column, Target(quantity=quantity, address=address))

    def _nothing(self, row: int, column: int, target: Target) -> None:
        """What is asked for and left blank in a row that is there is none: zero."""
        cell = self.sheet.cells.get((row, column))
        if cell is None or nothing(cell.text):
            place = self.cells.place(row, column)
            self.seen.append(Seen(quantity=target.quantity, path=target.path, number=Decimal(0), place=place))

    def _take(self, row: int, column: int, target: Target) -> bool:
        """Takes a figure; False where there is none."""
        number = self.cells.amount(row, column, places=0 if target.counted else 2)
        if number is None:
            return False
        self.seen.append(
            Seen(
                quantity=target.quantity,
                address=target.address,
                path=target.path,
                number=number if target.counted else number * self.unit.yuan,
                place=self.cells.place(row, column),
            )
        )
        return True

    # --- codes across --------------------------------------------------------------------------------------------------

    def _across(self, wanted: Wanted, head: Head, rows: list[SheetRow]) -> None:
        """A table whose columns are codes: of its total, and of each item."""
        block = head.blocks[0]
        by = wanted.form.codes_are if wanted.form is not None and wanted.form.rule is None else "经济科目"
        names = self.codes.get(by, {})
        codes = {column.column: code for column in block.amounts if (code := self._code_across(column, names))}
        used = [row.row for row in rows if row.block == 0]
        first: dict[str, int] = {}
        for column in block.amounts:
            code = codes.get(column.column, "")
            if not code:
                self._leave(used, column, "栏头不是科目表里的科目")
            elif first.setdefault(code, column.column) != column.column:
                self.basket.tell(
                    "I305", self._head_place(column), "重复", 栏=self._told(column),
                    列=self.cells.place(0, first[code]).cell,
                )
        taken: dict[str, SheetRow] = {}
        for row in rows:
            if row.block or not (row.code or row.total):
                self._unknown_row(row, head.blocks[row.block])
                continue
            if row.code and not self._item(wanted, row):
                continue
            if row.code and taken.setdefault(row.code, row) is not row:
                self.basket.tell("I206", self._code_place(head, row), 码=row.code, 行=taken[row.code].row)
                continue
            if row.code:
                self.names.setdefault(row.code, (row.label, self._code_place(head, row)))
            for column, code in codes.items():
                quantity = f"{wanted.table}.{code}" if wanted.table else ""
                target = Target(quantity=quantity)
                before = len(self.seen)
                self._take(row.row, column, target)
                if len(self.seen) > before:
                    self.seen[-1] = _of_item(self.seen[-1], row.code or TOTAL, code)

    def _item(self, wanted: Wanted, row: SheetRow) -> bool:
        kind = self.edition.lists.coded.get("科目")
        if kind is None or kind.has_shape(row.code):
            return True
        self.basket.tell("I207", self.cells.place(row.row, 1), "位数", 码=row.code, 位=kind.digits)
        return False

    def _code_across(self, column: HeadColumn, names: Mapping[str, str]) -> str:
        """The code that a head names: as a code, or by its name below its class."""
        title, above = bare(column.title), [bare(text) for text in column.path[:-1]]
        if column.title.isdigit() and column.title in names:
            return column.title
        if column.title in ("合计", "总计"):
            return TOTAL
        classes = [code for code, name in names.items() if len(code) == 3 and bare(name) in above]
        if title == "小计" and classes:
            return classes[0]
        called = [code for code, name in names.items() if bare(name) == title]
        within = [code for code in called if any(code.startswith(one) and code != one for one in classes)]
        if within or (called and not classes and len(called) == 1):
            return (within or called)[0]
        return ""


def _of_item(seen: Seen, item: str, code: str) -> Seen:
    return Seen(quantity=code, number=seen.number, place=seen.place, item=item)


def per_item(seen: Iterable[Seen]) -> Iterator[tuple[str, str, Decimal]]:
    for one in seen:
        if one.item:
            yield one.item, one.quantity, one.number
