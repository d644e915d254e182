"""行键: which row of a table a row of a sheet is, by its code, its label or its place among rows of one name."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.importing.rows import TOTAL, SheetRow, label_of
from gongkai.importing.texts import bare
from gongkai.importing.wanted import Wanted, WantedRow


class RowKeys:
    """Of one sheet."""

    def __init__(self, wanted: Wanted, rows: list[SheetRow], names: Mapping[str, Mapping[str, str]]) -> None:
        self.wanted = wanted
        self.rows = rows
        self.names = names
        self.met: set[tuple[int, str]] = set()
        """rows of the form that were met, by block: the next of the same name is the next such row"""

    def block_of(self, block: int) -> int:
        """Which block of the form a block of the sheet is: the one of whose rows it has most."""
        own = [row for row in self.rows if row.block == block]
        counts = [(self._common(own, one.rows), at == block, -at) for at, one in enumerate(self.wanted.blocks)]
        return -max(counts, default=(0, False, 0))[2]

    def _common(self, own: list[SheetRow], rows: tuple[WantedRow, ...]) -> int:
        texts = {text for row in rows for text in (row.full, row.plain, row.code)} - {""}
        return sum(bool({*label_of(row), row.code} & texts) for row in own)

    def key(self, row: SheetRow, block: int) -> str:
        """行键; "" where the table has no such row."""
        form = self.wanted.form
        if form is None:
            return ""
        if form.rule is not None:
            return TOTAL if row.total else row.code
        rows = self.wanted.blocks[block].rows
        if not row.code and not row.label:
            return rows[0].key if len(rows) == 1 else ""
        return self._fixed(row, block, rows) or self._generated(row, block)

    def _fixed(self, row: SheetRow, block: int, rows: tuple[WantedRow, ...]) -> str:
        if row.code and (by_code := next((one.key for one in rows if one.code == row.code), "")):
            return by_code
        full, plain = label_of(row)
        exact = [one.key for one in rows if one.full == full]
        alike = dict.fromkeys((*exact, *(one.key for one in rows if plain in (one.plain, one.key))))
        key = next((one for one in alike if (block, one) not in self.met), "")
        if key:
            self.met.add((block, key))
            return key
        same = exact or (list(alike) if len(alike) == 1 else [])  # all of this name were there: again the same
        return same[0] if same else ""

    def _generated(self, row: SheetRow, block: int) -> str:
        """The code of a row that is generated among fixed ones, by its name if it prints no code."""
        form = self.wanted.form
        rule = next(iter(form.parts[block].rules), None) if form is not None else None
        if rule is None or row.code:
            return row.code if rule is not None else ""
        _, plain = label_of(row)
        called = [code for code, name in self.names.get(rule.by[-1], {}).items() if bare(name) == plain]
        return min(called, key=len, default="")
