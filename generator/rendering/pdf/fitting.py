"""试排: the tables of a document settled on their pages, with trials of those that are near the end of one.

A trial lays out such tables alone. Each table has pages of its own, so it breaks alike in any company.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from gongkai.model.grid import columns
from gongkai.model.publication import Publication, Table
from gongkai.rendering.pdf.fit import Fit, Setting
from gongkai.rendering.pdf.page_rows import page_rows
from gongkai.rendering.pdf.paper import Styles
from gongkai.rendering.pdf.print_model import neighbouring_tables
from gongkai.rendering.pdf.row_heights import Heights

TRIALS = 4
"""how often a table is laid out on trial at most: each tells more of where its pages end"""
FOLD = "fold"
"""the page that is folded in"""
FULL = 0.97
"""share of a page that tables which share it may take by estimate"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A table with what print adds: its rows and columns as they fit its page, the size of its type."""

    table: Table
    page: str
    columns: int
    size: str
    close: bool = False
    below: bool = False
    """it stands on the page of the table before it"""


Trial = Callable[[tuple[PrintedTable, ...]], Mapping[str, Heights]]
"""how tall the rows of tables are, once they are laid out"""


class Fitting:
    """排版: how each table of a document that has pages of its own is set."""

    def __init__(self, publication: Publication, styles: Styles) -> None:
        self.styles = styles
        runs = [list(run) for run in neighbouring_tables(publication)]
        self.tables = {table.id: table for table in chain.from_iterable(runs)}
        self.pages = {table.id: _page(table, publication.printing.fold) for table in self.tables.values()}
        self.fits = {table.id: self._fit(table) for table in self.tables.values()}
        self.below = {table.id for run in runs for table in self._sharing(run)}

    def settle(self, trial: Trial) -> None:
        """Have tables laid out on trial until it is known where their pages end."""
        for _ in range(TRIALS):
            unsure = {id: fit.best() for id, fit in self.fits.items() if not fit.best().sure}
            if not unsure:
                return
            shown = trial(tuple(self._printed(id, replace(setting, starts=())) for id, setting in unsure.items()))
            for id, setting in unsure.items():
                self.fits[id].learn(setting, shown[id])

    def correct(self, found: Mapping[str, tuple[int, ...]]) -> bool:
        """Where pages begin in the whole document; whether a table has to be cut elsewhere."""
        wrong = {id: fit.best() for id, fit in self.fits.items() if found[id] != fit.best().starts and fit.exact}
        for id, setting in wrong.items():
            self.fits[id].correct(setting, found[id])
        return bool(wrong)

    def printed(self) -> dict[str, PrintedTable]:
        """The tables by their ids."""
        return {id: self._printed(id, fit.best()) for id, fit in self.fits.items()}

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
        return Fit(table, self.styles.sheet(self.pages[table.id]), self.styles)

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
        fits = {one.id: Fit(one, sheet, self.styles) for one in tables}
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
