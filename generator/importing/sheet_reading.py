"""一张表的读法: what readers of sheets have in common: figures taken, columns and rows left, hidden ones told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from msgspec import Struct, field

from gongkai.importing.cells import PLACES, Cells
from gongkai.importing.heads import Head, HeadBlock, HeadColumn
from gongkai.importing.intaking import Basket, Seen
from gongkai.importing.rows import SheetRow
from gongkai.importing.targets import Target
from gongkai.importing.texts import folded
from gongkai.importing.wanted import Wanted
from gongkai.model.amounts import Unit
from gongkai.model.classification import Classification
from gongkai.model.edition import Edition
from gongkai.model.places import Place
from gongkai.model.sheets import Sheet
from gongkai.model.statements import Address

EACH_ITEM = "*"
Names = Mapping[str, Mapping[str, str]]
"""names of codes, by what they are codes of (科目, 经济科目)"""


class Reading(Struct, frozen=True, kw_only=True):
    """读了的一张表: what was seen, which columns of the table were there, and what codes are called."""

    wanted: Wanted
    sheet: Sheet
    seen: tuple[Seen, ...] = ()
    proofs: tuple[Seen, ...] = ()
    """figures that only prove others (对照)"""
    columns: frozenset[str] = frozenset()
    blank: frozenset[Address] = frozenset()
    """cells of fixed rows that are there, whether or not they hold something"""
    names: Mapping[str, tuple[str, Place]] = field(default_factory=dict)
    """code → its name as it stands there, and where the code does"""


class SheetReader:
    """Reads one sheet as one wanted table."""

    def __init__(self, basket: Basket, sheet: Sheet, edition: Edition, unit: Unit, names: Names) -> None:
        self.basket = basket
        self.sheet = sheet
        self.edition = edition
        self.unit = unit
        self.codes = names
        self.cells = Cells(basket, sheet)
        self.seen: list[Seen] = []
        self.proofs: list[Seen] = []
        self.names: dict[str, tuple[str, Place]] = {}
        self.columns: set[str] = set()
        self.blank: set[Address] = set()

    def reading(self, wanted: Wanted) -> Reading:
        """What was read."""
        return Reading(
            wanted=wanted,
            sheet=self.sheet,
            seen=tuple(self.seen),
            proofs=tuple(self.proofs),
            columns=frozenset(self.columns),
            blank=frozenset(self.blank),
            names=self.names,
        )

    def hidden(self, head: Head, rows: Iterable[SheetRow]) -> None:
        """Figures in hidden rows and columns: nobody has looked at them."""
        filled = dict.fromkeys(row.row for row in rows if row.filled)
        for row in filled:
            if row in self.sheet.hidden_rows:
                self.basket.tell("I208", self.cells.place(row, 0), "行", 行=row)
        for column in chain.from_iterable(block.columns for block in head.blocks):
            if column.column in self.sheet.hidden_columns and self.has(filled, column):
                place = self.cells.place(0, column.column)
                self.basket.tell("I208", place, "列", 列=place.cell, 栏=column.title)

    def take(self, row: int, column: int, target: Target, item: str = "") -> bool:
        """Takes a figure; False where there is none."""
        number = self.cells.amount(row, column, places=0 if target.counted else PLACES)
        if number is None:
            return False
        self.seen.append(
            Seen(
                quantity=target.quantity,
                address=target.address,
                path=target.path,
                number=number if target.counted else number * self.unit.yuan,
                place=self.cells.place(row, column),
                item=item,
            )
        )
        return True

    def prove(self, row: SheetRow, column: int, formula: str) -> None:
        """Takes the figure of an item for what it has to be by other sheets."""
        if row.code and self.take(row.row, column, Target(quantity=formula.replace(EACH_ITEM, row.code))):
            self.proofs.append(self.seen.pop())

    def has_shape(self, kind: Classification | None, row: SheetRow, place: Place) -> bool:
        """Whether a text can be a code; told if it cannot."""
        if kind is None or kind.has_shape(row.code):
            return True
        self.basket.tell("I207", place, "位数", 码=row.code, 位=kind.digits, 头=kind.first)
        return False

    def code_place(self, head: Head, row: SheetRow) -> Place:
        """Where a row's code stands, or else its label."""
        columns = head.blocks[row.block].codes or head.blocks[row.block].labels
        return self.cells.place(row.row, columns[0] if columns else 0)

    def head_place(self, column: HeadColumn) -> Place:
        """Where the lowest text over a column stands."""
        rows = range(1, self.sheet.rows + 1)
        row = next((at for at in rows if folded(self.cells.text(at, column.column)) == column.title), 0)
        return self.cells.place(row, column.column)

    def tell_again(self, column: HeadColumn, first: HeadColumn) -> None:
        """Two columns with the same head: which is which cannot be told."""
        where = self.cells.place(0, first.column).cell
        self.basket.tell("I305", self.head_place(column), "重复", 栏=column.told, 列=where)

    def has(self, rows: Iterable[int], column: HeadColumn) -> bool:
        return any((row, column.column) in self.sheet.cells for row in rows)

    def leave_column(self, rows: Iterable[int], column: HeadColumn, reason: str) -> None:
        self.basket.leave_column(self.sheet, rows, column.column, f"{reason}：{column.told}")

    def leave_row(self, row: SheetRow, block: HeadBlock) -> None:
        """A row that means nothing here."""
        reason = f"版式和布局里没有这一行：{row.label}" if row.label else "没有编码的行"
        self.basket.leave(self.sheet, row.row, (one.column for one in block.amounts), reason)
