"""试排: the tables of a document settled on their pages, with trials of those that are near the end of one.

Each table has pages of its own, which are laid out one table after another, so the first layout is the trial.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from gongkai.model.grid import columns
from gongkai.model.publication import Publication, Table
from gongkai.rendering.pdf.fit import Fit, Setting
from gongkai.rendering.pdf.page_rows import page_rows
from gongkai.rendering.pdf.paper import Styles
from gongkai.rendering.pdf.print_model import neighbouring_tables
from gongkai.rendering.pdf.row_heights import Heights

if TYPE_CHECKING:  # as in `fit.py`
    from gongkai.rendering.pdf.kept_pages import KeptPages

TRIALS = 4
"""how often a table is laid out on trial at most: each tells more of where its pages end"""
PARTS = 12
"""how many rows of a table are parted at most"""
FOLD = "fold"
"""the page that is folded in"""
FULL = 0.97
"""share of a page that tables which share it may take by estimate"""


class PrintedTable(Struct, frozen=True, kw_only=True):
    """A table with what print adds: its rows and columns as they fit its page, the size of its type."""

    table: Table
    page: str
    columns: int
    size: str
    close: bool = False
    below: bool = False
    """it stands on the page of the table before it"""


class Fitting:
    """排版: how each table of a document that has pages of its own is set."""

    def __init__(self, publication: Publication, styles: Styles, kept: KeptPages | None = None) -> None:
        self.styles = styles
        self.kept = kept
        runs = [list(run) for run in neighbouring_tables(publication)]
        self.tables = {table.id: table for table in chain.from_iterable(runs)}
        self.pages = {table.id: _page(table, publication.printing.fold) for table in self.tables.values()}
        self.fits = {table.id: self._fit(table) for table in self.tables.values()}
        self.below = {table.id for run in runs for table in self._sharing(run)}
        for id in self.tables:
            self._part(id)
        self.trials = dict.fromkeys(self.tables, 0)

    def learn(self, shown: Mapping[str, Heights], starts: Mapping[str, tuple[int, ...]]) -> None:
        """Tables that were laid out as they are `printed`: how tall their rows are and where their pages begin."""
        for id, tall in shown.items():
            fit, setting = self.fits[id], self.fits[id].best()
            if self._on_trial(id, setting):
                self.trials[id] += 1
                fit.learn(setting, tall)
            elif fit.exact and starts[id] != setting.starts:
                fit.correct(setting, starts[id])

    def printed(self, id: str) -> PrintedTable:
        """A table as far as is known how it is set; where it is not, it is not cut: it is on trial."""
        setting = self.fits[id].best()
        if self._on_trial(id, setting):
            setting = replace(setting, starts=())
        return self._printed(id, setting)

    def tries_rows(self, id: str) -> bool:
        """Whether a table is on trial now, of which a row is as tall as its own cells make it."""
        fit, setting = self.fits[id], self.fits[id].best()
        return self._on_trial(id, setting) and not fit.exact and not setting.torn

    def _on_trial(self, id: str, setting: Setting) -> bool:
        return not setting.sure and self.trials[id] < TRIALS

    def _printed(self, id: str, setting: Setting) -> PrintedTable:
        table = self.tables[id]
        rows = page_rows(table, setting.starts if self.fits[id].exact else (), setting.tail)
        return PrintedTable(
            table=replace(rows, widths=setting.widths),
            page=self.pages[id],
            columns=columns(table),
            size=f"{setting.size:g}pt",
            close=setting.close,
            below=id in self.below,
        )

    def _fit(self, table: Table) -> Fit:
        return Fit(table, self.styles.sheet(self.pages[table.id]), self.styles, self.kept)

    def _part(self, id: str) -> None:
        """Rows that are too tall for what is left of a page."""
        for _ in range(PARTS):
            table = self.fits[id].parted() if self.fits[id].best().starts or self.fits[id].best().torn else None
            if table is None:
                return
            self.tables[id] = table
            self.fits[id] = Fit(table, self.fits[id].sheet, self.styles, self.kept)

    def _sharing(self, run: list[Table]) -> Iterator[Table]:
        """Short tables that share a page with the one before them; a form is a sheet of its own."""
        group: list[Table] = []
        for table in run:
            if not self._short(table):
                group = []
            elif group and self._joins(table, group):
                group.append(table)
                yield table
            else:
                group = [table]

    def _short(self, table: Table) -> bool:
        setting = self.fits[table.id].best()
        alone = table.form or self.pages[table.id] == FOLD
        return not alone and not setting.starts and setting.height < self.fits[table.id].sheet.height / 2

    def _joins(self, table: Table, group: list[Table]) -> bool:
        """Put a table on the page of others, if they fit there: upright tables on a landscape page, not the reverse."""
        tables = [*group, table]
        page = next((self.pages[one.id] for one in tables if one.landscape), self.pages[table.id])
        sheet = self.styles.sheet(page)
        fits = {one.id: Fit(one, sheet, self.styles, self.kept) for one in tables}
        height = sum(fit.best().height for fit in fits.values()) + self.styles.gap() * len(group)
        if height > sheet.height * FULL or any(fit.best().starts for fit in fits.values()):
            return False
        self.fits |= fits
        self.pages |= dict.fromkeys(fits, page)
        return True


def _page(table: Table, fold: int | None) -> str:
    """The page of the style sheet on which it is printed; `fold`: with more columns than this, on A3."""
    if fold is not None and columns(table) > fold:
        return FOLD
    return f"{'form-' if table.form else ''}{'landscape' if table.landscape else 'portrait'}"


def running_table(table: Table, styles: Styles, *, landscape: bool) -> PrintedTable:
    """A table that runs with the text."""
    fit = Fit(table, styles.sheet("sideways" if landscape else ""), styles)
    setting = fit.comfortable()
    return PrintedTable(
        table=replace(table, widths=setting.widths), page="in-text", columns=columns(table), size=f"{setting.size:g}pt"
    )
