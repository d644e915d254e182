"""排法: in which type, how close and on which pages a table is set: the largest type in the fewest pages.

Type is made smaller, or rows closer, only where that really saves a page. What is near the end of a page is not known
from estimates: it is asked of a trial (`fitting.py`).
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from gongkai.model.publication import Table
from gongkai.rendering.pdf.columns import Columns
from gongkai.rendering.pdf.page_cuts import heads_over, spanned
from gongkai.rendering.pdf.paper import Sheet, Styles
from gongkai.rendering.pdf.row_heights import TAIL, Heights, heights, page_starts
from gongkai.rendering.pdf.row_parts import parted

if TYPE_CHECKING:  # Word files are fitted without WeasyPrint
    from gongkai.rendering.pdf.kept_pages import KeptPages

NEAR = 0.018
"""share of a page by which an estimate may be wrong"""
SAFE = 1.3
"""so much more may it be wrong if no page is lost by that"""
EMPTY = 0.25
"""share of a page below its last row from which on the next row is parted"""
KEPT = 0.94
"""share of what is left of a page that a part of a row may take by estimate"""
EXACT = 0.0
"""the same, of what a trial has shown"""


class Setting(Struct, frozen=True, kw_only=True):
    """排法 of a table: type and widths of its columns in points; whether rows are set closer.

    starts: rows that are the first of their page; one that is the number of all rows is a page of nothing but notes.
    tail: how many of the last rows stay together. sure: whether its pages are known to end so.
    """

    size: float
    close: bool
    widths: tuple[float, ...]
    starts: tuple[int, ...] = ()
    tail: int = TAIL
    height: float = 0.0
    """on its page, where it takes one"""
    torn: bool = False
    """a row is taller than a page, which prints it without a head"""
    sure: bool = True


class Fit:
    """一张表 upon its sheet: its possible settings, and what trials have shown of them."""

    def __init__(self, table: Table, sheet: Sheet, styles: Styles, kept: KeptPages | None = None) -> None:
        """`kept`: of an earlier run, what was worked out of a table and a sheet that were the same."""
        self.table = table
        self.sheet = sheet
        self.styles = styles
        self.type = styles.type(form=table.form)
        self.kept = kept
        self._settings: dict[tuple[float, bool], Setting] = {}
        self._learned = False

    @cached_property
    def columns(self) -> Columns:
        return Columns(self.table, self.styles.cells(form=self.table.form).across)

    @cached_property
    def _key(self) -> str:
        return f"{self.kept.key(b'', [self.table])} {self.sheet}" if self.kept else ""

    @cached_property
    def exact(self) -> bool:
        """Whether it has to be known where pages end: cells are cut there, or heads repeated."""
        return bool(spanned(self.table)) or any(self._over)

    @cached_property
    def _over(self) -> tuple[range, ...]:
        return heads_over(self.table)

    def best(self) -> Setting:
        """The largest type, then the widest rows, that take as few pages as any that may be taken."""
        return self._best() if self._learned else self._first

    @cached_property
    def _first(self) -> Setting:
        """Before a trial."""
        return self.kept.value(f"{self._key} best", Setting, self._best) if self.kept else self._best()

    def _best(self) -> Setting:
        ways = self._ways
        usual = [way for way in ways if way[0] <= self.type.usual] or ways[-1:]
        if not self.setting(*usual[0]).starts:
            return self.setting(*usual[0])
        fewest = len(self.setting(*usual[-1]).starts)
        found = (self.setting(*way) for way in (ways if fewest else usual))
        best = (setting for setting in found if len(setting.starts) <= fewest)
        first = next(best)
        return next((setting for setting in best if not setting.torn), first) if first.torn else first

    def parted(self) -> Table | None:
        """The table with a row parted that would leave much of a page empty, if there is one."""
        if self.kept is None:
            return self._parted()
        whole = self.kept.value(f"{self._key} whole", bool, lambda: self._parted() is None)
        return None if whole else self._parted()

    def _parted(self) -> Table | None:
        setting = self.best()
        tall = self._heights(setting)
        room = max(self.sheet.height - tall.above, self.sheet.height / 4)
        cells = self.styles.cells(form=self.table.form)
        line = cells.line * setting.size
        widths = [(width - cells.across) / setting.size for width in setting.widths]
        count = len(self.table.body)
        for first, start in pairwise((0, *(start for start in setting.starts if start < count), count)):
            left = room - tall.of(first, start) - sum(tall.body[head] for head in self._over[first])
            torn = tall.body[first] > room
            row, left = (first, room) if torn else (start, left)
            while row in self._open:
                row, left = row + 1, left - tall.body[row]
            if row < count and (torn or left > room * EMPTY):
                lines = int((left * KEPT - cells.down) / line)
                made = parted(self.table, row, widths, lines)
                if made is not None:
                    return made
        return None

    def comfortable(self) -> Setting:
        """The largest type, whatever pages it takes."""
        return self.setting(*self._ways[0])

    @cached_property
    def _ways(self) -> list[tuple[float, bool]]:
        """Sizes with rows as usual and closer, the most comfortable first; one that is too small only if it must be."""
        fitting = [size for size in self.type.sizes if self._widths(size)] or self._crowded
        readable = [size for size in fitting if size >= self.type.readable] or fitting[:1] or [self.type.sizes[-1]]
        return [(size, close) for size in readable for close in (False, True)]

    @property
    def _crowded(self) -> list[float]:
        return [size for size in self.type.sizes if self._widths(size, crowded=True)]

    def _widths(self, size: float, *, crowded: bool = False) -> tuple[float, ...] | None:
        return self.columns.fitted(self.sheet.width, size, crowded=crowded)

    def setting(self, size: float, close: bool = False) -> Setting:  # noqa: FBT001, FBT002 - a key
        """How it would be set, as far as is known; where its pages are not sure, as few as there may be."""
        way = (size, close)
        if way not in self._settings:
            self._settings[way] = self._estimated(size, close=close)
        return self._settings[way]

    def learn(self, setting: Setting, tall: Heights) -> None:
        """A trial has shown how tall rows are in a setting; what labels need of them is estimated still."""
        estimated = self._heights(setting)
        known = replace(tall, labels=estimated.labels)
        self._learned = True
        self._settings[setting.size, setting.close] = self._paged(setting, known, EXACT)

    def correct(self, setting: Setting, starts: tuple[int, ...]) -> None:
        """The document has shown where pages begin."""
        self._learned = True
        self._settings[setting.size, setting.close] = replace(setting, starts=self._moved(starts, setting.tail))

    def _moved(self, starts: tuple[int, ...], tail: int) -> tuple[int, ...]:
        """The last page begins early enough to hold the tail: cells are cut there, and the rows kept together."""
        last = len(self.table.body) - tail
        late = [start for start in starts if last < start < len(self.table.body)]
        if not late or last <= max((start for start in starts if start < late[0]), default=0):
            return starts
        return tuple(sorted({*(start for start in starts if start not in late), last}))

    def _estimated(self, size: float, *, close: bool) -> Setting:
        widths = self._widths(size) or self._widths(size, crowded=True) or self.columns.needs(size)
        setting = Setting(size=size, close=close, widths=widths)
        return self._paged(setting, self._heights(setting), NEAR)

    def _heights(self, setting: Setting) -> Heights:
        return heights(self.table, self.columns, setting.widths, setting.size, self.styles, close=setting.close)

    def _paged(self, setting: Setting, tall: Heights, near: float) -> Setting:
        """Where pages begin, if rows are so tall; `near`: by what share of a page that may be wrong."""
        setting = replace(setting, starts=(), height=tall.whole, sure=True)
        if tall.whole <= self.sheet.height * (1 - near):
            return setting
        room = max(self.sheet.height - tall.above, self.sheet.height / 4)
        again = [sum(tall.body[head] for head in heads) for heads in self._over]
        tail = next(
            (count for count in range(min(TAIL, len(tall.body)), 1, -1) if sum(tall.body[-count:]) < room / 2), 1
        )
        few, many, safe = (
            page_starts(tall, room * (1 + part), again, tail, self._open) for part in (near, -near, -near * SAFE)
        )
        sure = len(few) == len(many)
        torn = max(tall.body, default=0.0) > room
        starts = few if not sure else many if len(many) < len(safe) else safe
        return replace(setting, starts=starts, tail=tail, sure=sure, torn=torn)

    @cached_property
    def _open(self) -> frozenset[int]:
        """Rows of heads inside a form: no page ends with them."""
        rows = enumerate(self.table.body)
        return frozenset(number for number, row in rows if any(cell.header == "col" for cell in row.cells))
