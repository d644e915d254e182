"""读一张表: the figures of a sheet whose columns are those of a table, each with what it is in the edition's terms."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from gongkai.importing.heads import Head, HeadBlock, HeadColumn, Role
from gongkai.importing.intaking import Basket, Seen, nothing
from gongkai.importing.row_keys import RowKeys
from gongkai.importing.rows import SheetRow, label_of, rows_of
from gongkai.importing.sheet_reading import Names, Reading, SheetReader
from gongkai.importing.targets import Target, target_of
from gongkai.importing.texts import bare, folded
from gongkai.importing.wanted import Wanted, matched_column, row_layouts
from gongkai.model.amounts import Unit
from gongkai.model.edition import Edition
from gongkai.model.import_layouts import EACH_COLUMN, RowLayout
from gongkai.model.names import listed
from gongkai.model.sheets import Sheet
from gongkai.model.statements import Address

Found = Mapping[int, str]
"""列键 by column of the sheet"""


class TableReader(SheetReader):
    """Reads a sheet by its own columns."""

    def __init__(self, basket: Basket, sheet: Sheet, edition: Edition, unit: Unit, names: Names) -> None:
        super().__init__(basket, sheet, edition, unit, names)
        self.proving: dict[int, str] = {}
        """columns whose figures only prove others"""

    def read(self, wanted: Wanted, head: Head) -> Reading:
        rows = list(rows_of(self.cells, head, wanted, wanted.kind))
        self.hidden(head, rows)
        keys = RowKeys(wanted, rows, self.codes)
        blocks = list(map(keys.block_of, range(len(head.blocks))))
        found = [self._columns(wanted, head, rows, at, block) for at, block in enumerate(blocks)]
        self._missing(wanted, head)
        taken: dict[tuple[int, str], SheetRow] = {}
        for row in rows:
            for column, formula in self.proving.items():
                self.prove(row, column, formula)
            own = self._own_rows(wanted, head.blocks[row.block])
            layout = self._layout_of(wanted, row, own)
            key = keys.key(row, blocks[row.block]) if own is None and layout is None else ""
            if layout is not None:
                self._by_layout(row, found[row.block], layout)
            elif key:
                if self._known(wanted, head, row, key, taken):
                    self._figures(wanted, row, key, found[row.block])
            elif row.filled:
                self.leave_row(row, head.blocks[row.block])
        return self.reading(wanted)

    def _own_rows(self, wanted: Wanted, block: HeadBlock) -> Mapping[str, RowLayout] | None:
        """The rows that the layout gives to a block of its own."""
        return row_layouts(wanted.layout, _label_heads(block)) if wanted.layout is not None else None

    def _known(
        self, wanted: Wanted, head: Head, row: SheetRow, key: str, taken: dict[tuple[int, str], SheetRow]
    ) -> bool:
        """Whether a row can be taken: its code is one, and was not there before."""
        if not row.code or not row.filled:
            return True
        place = self.code_place(head, row)
        if not self.has_shape(wanted.form.classification if wanted.form is not None else None, row, place):
            return False
        first = taken.setdefault((row.block, key), row)
        if first is not row:
            self.basket.tell("I206", place, 码=key, 行=first.row)
            return False
        self.names.setdefault(key, (row.label, place))
        return True

    def _figures(self, wanted: Wanted, row: SheetRow, key: str, found: Found) -> None:
        """The figures of a row of the edition's table."""
        if wanted.form is not None and key in wanted.form.placed_rows:
            self.blank |= {Address(wanted.table, key, name) for name in found.values()}
        for column, name in found.items() if row.filled else ():
            target = Target(quantity=f"{wanted.table}.{key}.{name}", address=Address(wanted.table, key, name))
            if not self.take(row.row, column, target) and not (row.code or row.label):
                self._nothing(row.row, column, target)

    # columns

    def _columns(self, wanted: Wanted, head: Head, rows: list[SheetRow], at: int, block: int) -> Found:
        """What each column of figures is."""
        used = [row.row for row in rows if row.block == at and row.filled]
        first: dict[str, HeadColumn] = {}
        for column in head.blocks[at].amounts:
            keys = self._called(wanted, column, used, block)
            if keys and first.setdefault(keys, column) is not column:
                self.tell_again(column, first[keys])
        found = {column.column: key for key, column in first.items()}
        self.columns |= set(found.values())
        self._order(wanted, head, found, block)
        return found

    def _called(self, wanted: Wanted, column: HeadColumn, used: list[int], block: int) -> str:
        """列键 of the column that a head names; "" for none, which is listed with the reason."""
        formula = wanted.proof(column.path)
        if formula:
            self.proving[column.column] = formula
            return ""
        if wanted.leaves(column.path):
            self.leave_column(used, column, "布局里写明不用这一栏")
            return ""
        keys = matched_column(column.path, wanted.blocks[block]) if wanted.blocks else ()
        if len(keys) == 1:
            return keys[0]
        if keys and self.has(used, column):
            self.basket.tell("I305", self.head_place(column), "几栏", 栏=column.told, 可=listed(keys))
        self.leave_column(used, column, f"栏头可以是几栏（{listed(keys)}）" if keys else "栏头不认识")
        return ""

    def _order(self, wanted: Wanted, head: Head, found: Found, block: int) -> None:
        """Columns that stand in another order than the form's: read by their heads, and told."""
        order = list(wanted.blocks[block].columns)
        for before, after in pairwise(sorted(found)):
            if order.index(found[before]) > order.index(found[after]):
                self.basket.tell("I305", self.cells.place(head.last, before), "次序", 栏=found[before])
                return

    def _missing(self, wanted: Wanted, head: Head) -> None:
        """Columns that people fill and the sheet has not."""
        parts = wanted.form.parts if wanted.form is not None else ()
        typed = [key for block in parts for key in block.typed if not block.by_key[key].loan]
        lacking = [key for key in dict.fromkeys(typed) if key not in self.columns]
        if lacking:
            self.basket.tell("I305", self.cells.place(head.first, 0), "没有", 表=wanted.name, 栏=listed(lacking))

    # rows that the layout explains

    def _layout_of(self, wanted: Wanted, row: SheetRow, own: Mapping[str, RowLayout] | None) -> RowLayout | None:
        """What the layout says of a row: by its code, or by its label."""
        layout = wanted.layout
        if layout is None:
            return None
        if layout.by_code and row.filled and row.keyed:
            means = layout.by_code["编码" if row.code else "合计"].replace(EACH_COLUMN, row.code)
            return RowLayout(means={"": (means,)})
        if row.code:
            return None
        layouts = own if own is not None else layout.rows
        return next((one for name, one in layouts.items() if _is_called(row, name, one)), None)

    def _by_layout(self, row: SheetRow, found: Found, layout: RowLayout) -> None:
        for column, key in found.items():
            wanted = layout.means.get(key, layout.means.get("", ()))
            targets = [one for text in wanted if (one := target_of(self.edition, text.replace(EACH_COLUMN, key)))]
            if not targets:
                reason = f"这个版式没有：{listed(wanted)}" if wanted else f"布局里没有写这一格是什么：{key}"
                self.basket.leave(self.sheet, row.row, (column,), reason)
            elif not self.take(row.row, column, targets[0]):
                self._nothing(row.row, column, targets[0])

    def _nothing(self, row: int, column: int, target: Target) -> None:
        """What is left blank in a row that is there is none: zero."""
        cell = self.sheet.cells.get((row, column))
        if cell is None or nothing(cell.text):
            place = self.cells.place(row, column)
            self.seen.append(
                Seen(
                    quantity=target.quantity,
                    address=target.address,
                    path=target.path,
                    number=Decimal(0),
                    place=place,
                )
            )


def _label_heads(block: HeadBlock) -> tuple[str, ...]:
    return tuple(text for one in block.of(Role.LABEL) for text in one.path)


def _is_called(row: SheetRow, name: str, layout: RowLayout) -> bool:
    full, plain = label_of(row)
    texts = {text for called in (name, *layout.called) for text in (folded(called), bare(called))}
    return full in texts or plain in texts
