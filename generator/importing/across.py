"""横排的表: a sheet whose columns are codes, of its total and of each item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from operator import attrgetter

from gongkai.importing.heads import Head, HeadColumn
from gongkai.importing.rows import TOTAL, SheetRow, rows_of
from gongkai.importing.sheet_reading import Reading, SheetReader
from gongkai.importing.targets import Target
from gongkai.importing.texts import TOTALS, bare
from gongkai.importing.wanted import Wanted
from gongkai.model.places import Place

ITEMS, CODES = "科目", "经济科目"
SUBTOTAL = "小计"


class AcrossReader(SheetReader):
    """Reads a sheet with codes across; of what it sees, `quantity` is the code and `item` the row's."""

    def read(self, wanted: Wanted, head: Head) -> Reading:
        kind = self.edition.lists.coded.get(ITEMS)
        rows = list(filter(attrgetter("filled"), rows_of(self.cells, head, wanted, kind)))
        self.hidden(head, rows)
        codes = self._codes(wanted, head, rows)
        taken: dict[str, SheetRow] = {}
        for row in rows:
            place = self.code_place(head, row)
            if row.block or not row.keyed:
                self.leave_row(row, head.blocks[row.block])
            elif row.total or self.has_shape(kind, row, place):
                first = taken.setdefault(row.code or TOTAL, row)
                if first is row:
                    self._take_row(wanted, row, codes, place)
                else:
                    self.basket.tell("I206", place, 码=row.code or TOTAL, 行=first.row)
        return self.reading(wanted)

    def _take_row(self, wanted: Wanted, row: SheetRow, codes: Mapping[int, str], place: Place) -> None:
        proofs = wanted.layout.matches.values() if wanted.layout is not None else ()
        if row.code:
            self.names.setdefault(row.code, (row.label, place))
        for column, code in codes.items():
            self.take(row.row, column, Target(quantity=code), item=row.code or TOTAL)
            for formula in proofs if code == TOTAL else ():
                self.prove(row, column, formula)

    def _codes(self, wanted: Wanted, head: Head, rows: list[SheetRow]) -> dict[int, str]:
        """The code of each column."""
        names, used = self.codes.get(CODES, {}), [row.row for row in rows if not row.block]
        called = _aliases(wanted)
        first: dict[str, HeadColumn] = {}
        for column in head.blocks[0].amounts:
            code = _code(column, names, called)
            if not code:
                self.leave_column(used, column, "栏头不是科目表里的科目")
            elif first.setdefault(code, column) is not column:
                self.tell_again(column, first[code])
        self._order(head, {column.column: code for code, column in first.items()})
        return {column.column: code for code, column in first.items()}

    def _order(self, head: Head, codes: Mapping[int, str]) -> None:
        """Codes of a class that stand in another order than the list's: read by their heads, and told."""
        kinds = [(column, code) for column, code in sorted(codes.items()) if len(code) > 3]
        for (column, code), (_, after) in pairwise(kinds):
            if code[:3] == after[:3] and code > after:
                name = self.codes.get(CODES, {}).get(code, code)
                self.basket.tell("I305", self.cells.place(head.last, column), "次序", 栏=name)
                return


def _aliases(wanted: Wanted) -> dict[str, str]:
    """How heads may call codes besides, as the layout says."""
    columns = wanted.layout.columns if wanted.layout is not None else {}
    return {bare(head): bare(name) for name, heads in columns.items() for head in heads}


def _code(column: HeadColumn, names: Mapping[str, str], called: Mapping[str, str]) -> str:
    """The code that a head names: as a code, or by its name below its class; "" where that may be several."""
    title = bare(column.title)
    title = called.get(title, title)
    if column.title in names:
        return column.title
    if column.title in TOTALS:
        return TOTAL
    classes = _classes_above(column, names)
    if title == SUBTOTAL:
        return _sole(classes)
    meant = [code for code, name in names.items() if bare(name) == title and code not in classes]
    return _sole([code for code in meant if code.startswith(classes)] if classes else meant)


def _classes_above(column: HeadColumn, names: Mapping[str, str]) -> tuple[str, ...]:
    """The classes (类) whose names stand over a column's own head."""
    above = {bare(text) for text in column.path[:-1]}
    return tuple(code for code, name in names.items() if len(code) == 3 and bare(name) in above)


def _sole(codes: Sequence[str]) -> str:
    """The only one; "" where there are none or several."""
    return codes[0] if len(codes) == 1 else ""
