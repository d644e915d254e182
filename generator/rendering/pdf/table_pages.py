"""表页: tables with pages of their own, set as they fit them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, tostring

from gongkai.model.spans import NoteMark
from gongkai.rendering.pdf.document import table_html
from gongkai.rendering.pdf.fitting import Fitting, PrintedTable
from gongkai.rendering.pdf.laying import Laid
from gongkai.rendering.pdf.page_groups import PageGroup
from gongkai.rendering.pdf.printed_boxes import page_starts, row_heights
from gongkai.rendering.pdf.printer import Drawn, Printer
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
        return [(start, made or self.printer.draw(self._lay_out(start, known), key, known))]

    def _lay_out(self, start: Start, known: Mapping[str, int]) -> Laid:
        """Its tables are drawn again until they are set as they fit, and cut where their pages end."""
        group = self.group
        for _ in range(ATTEMPTS):
            shown = {id: self.fitting.printed(id) for id in group.tables}
            laid = self.printer.press.lay_out(group.root, self.printer.looks, start, known)
            self.fitting.learn(row_heights(laid.pages), page_starts(laid.pages))
            wrong = {id: now for id, before in shown.items() if (now := self.fitting.printed(id)) != before}
            if not wrong:
                break
            for id, table in wrong.items():
                group.redraw(id, self._table(id, table))
        return laid

    def _table(self, id: str, table: PrintedTable) -> Element:
        level = LEVEL.search(self.group.table(id).get("class", ""))
        html = table_html(table, self.printer.press.templates, int(level[1]) if level else 2, self.titles)
        return next(element for element in tree(html).iter() if element.get("id") == id)
