"""表页: tables with pages of their own, set as they fit them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from xml.etree.ElementTree import Element, tostring

from gongkai.model.spans import NoteMark
from gongkai.rendering.pdf.document import table_html
from gongkai.rendering.pdf.fitting import Fitting, PrintedTable
from gongkai.rendering.pdf.laying import Laid
from gongkai.rendering.pdf.page_groups import PageGroup
from gongkai.rendering.pdf.printed_boxes import measured, page_starts
from gongkai.rendering.pdf.printer import Drawn, Printer
from gongkai.rendering.pdf.row_trials import KnownRows, RowTrial
from gongkai.rendering.pdf.source import tree
from gongkai.rendering.pdf.starts import Start

ATTEMPTS = 8
"""how often a group is laid out at most until its tables fit their pages"""
LEVEL = re.compile(r"\boutline-(\d)")

Titles = Mapping[str, NoteMark]
"""the marks of what is noted about tables, by their ids"""


class TablePages:
    """表页 of a group, which are kept if all in it is as before."""

    def __init__(self, group: PageGroup, printer: Printer, fitting: Fitting, titles: Titles) -> None:
        self.group = group
        self.printer = printer
        self.fitting = fitting
        self.titles = titles
        self.key = printer.key(tostring(group.root), group.ids) if printer.kept else ""

    def drawn(self, start: Start, known: Mapping[str, int]) -> list[Drawn]:
        key = f"{self.key} {start}"
        made = self.printer.found(key, known)
        if made:
            self._known_rows()
        return [(start, made or self.printer.draw(self._lay_out(start, known), key, known))]

    def _known_rows(self) -> KnownRows | None:
        """Of a table that is alone on its pages."""
        kept, tables = self.printer.kept, self.group.tables
        return KnownRows(tables[0], kept) if kept and len(tables) == 1 else None

    def _lay_out(self, start: Start, known: Mapping[str, int]) -> Laid:
        """Its tables are drawn again until they are set as they fit, and cut where their pages end."""
        group, rows = self.group, self._known_rows()
        lay_out = partial(self.printer.press.lay_out, group.root, self.printer.looks, start, known)
        for _ in range(ATTEMPTS):
            shown = {id: self.fitting.printed(id) for id in group.tables}
            trial = self._trial(rows)
            laid = None if trial and self._tried(trial, lay_out) else self._laid(trial, lay_out)
            wrong = {id: now for id, before in shown.items() if (now := self.fitting.printed(id)) != before}
            if not wrong:
                break
            for id, table in wrong.items():
                group.redraw(id, self._table(id, table))
        return laid or self._laid(None, lay_out)

    def _trial(self, rows: KnownRows | None) -> RowTrial | None:
        (id, *_) = self.group.tables
        return RowTrial(self.group.table(id), rows) if rows and self.fitting.tries_rows(id) else None

    def _tried(self, trial: RowTrial, lay_out: Callable[..., Laid]) -> bool:
        """Whether a trial needed no more than a few rows."""
        (id,) = self.group.tables
        if trial.is_worth_while():
            few = measured(lay_out(trial.hidden()).pages)[id] if trial.unknown else None
            self.fitting.learn({id: trial.learn(few, trial.unknown).heights}, {id: ()})
        return trial.is_worth_while()

    def _laid(self, trial: RowTrial | None, lay_out: Callable[..., Laid]) -> Laid:
        laid = lay_out()
        found = measured(laid.pages)
        if trial:
            (shown,) = found.values()
            trial.learn(shown, range(len(trial.rows)))
        self.fitting.learn({id: one.heights for id, one in found.items()}, page_starts(laid.pages))
        return laid

    def _table(self, id: str, table: PrintedTable) -> Element:
        level = LEVEL.search(self.group.table(id).get("class", ""))
        html = table_html(table, self.printer.press.templates, int(level[1]) if level else 2, self.titles)
        return next(element for element in tree(html).iter() if element.get("id") == id)
