"""逐组排印: a document laid out and drawn one group of pages after another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from gongkai.model.publication import Table
from gongkai.rendering.pdf.annex import Annex
from gongkai.rendering.pdf.cells import Cells
from gongkai.rendering.pdf.document import table_html
from gongkai.rendering.pdf.drawn_pages import Drawing, DrawnGroup
from gongkai.rendering.pdf.faster.styles import Looks
from gongkai.rendering.pdf.fitting import Fitting, PrintedTable
from gongkai.rendering.pdf.kept_pages import KeptPages, at
from gongkai.rendering.pdf.laying import Laid, Start
from gongkai.rendering.pdf.page_groups import PageGroup, page_groups
from gongkai.rendering.pdf.press import Press
from gongkai.rendering.pdf.printed_boxes import drop_continued, page_starts, row_heights
from gongkai.rendering.pdf.source import tree
from gongkai.rendering.pdf.tags import GroupReader
from gongkai.rendering.pdf.uncollected import collect

ROUNDS = 5
"""how often groups are drawn again that print page numbers of others, or begin on another page after that"""
ATTEMPTS = 8
"""how often a group is laid out at most until its tables fit their pages"""
MOST = 80
"""pages of which what is left may stay in memory: three megabytes each"""
LEVEL = re.compile(r"\boutline-(\d)")


class Grouping:
    """One document on its way through the press."""

    def __init__(
        self, press: Press, fitting: Fitting, annex: Annex, tables: Mapping[str, Table], kept: KeptPages | None
    ) -> None:
        """`tables`: of the publication by their ids, as their cells are read out. `kept`: of an earlier run."""
        self.press = press
        self.fitting = fitting
        self.annex = annex
        self.tables = tables
        self.kept = kept
        self.cells = Cells(tables)
        self.looks = Looks()
        self.drawing = Drawing(press.paper)
        self.anchors: set[str | None] = set()
        self.uncollected = 0

    def drawn(self, whole: Element) -> list[DrawnGroup]:
        """The groups of a document. Contents are laid out twice, as they stand before what they tell the pages of."""
        groups = list(page_groups(whole))
        self.anchors = {element.get("id") for element in whole.iter()}
        keys = [self._key(group) for group in groups]
        drawn = dict[int, tuple[Start, DrawnGroup]]()
        known = dict[str, int]()
        for turn in range(ROUNDS):
            start, moved = Start(), False
            for number, group in enumerate(groups):
                made = self._found(at(keys[number], start)) if not turn else _still(drawn[number], start, known)
                if made is None or not turn:
                    moved = True
                    made = made or self._draw(group, start, known)
                    drawn[number] = start, made
                known |= made.numbers
                start = made.next
            if not moved:
                break
        for number, (start, made) in drawn.items():
            if not made.pages:  # page numbers that change each other for ever
                drawn[number] = start, self._draw(groups[number], start, known)
        return self._keep(keys, [drawn[number] for number in range(len(groups))])

    def _key(self, group: PageGroup) -> str:
        if self.kept is None:
            return ""
        return self.kept.key(group.root, [self.tables[id] for id in group.ids if id in self.tables])

    def _found(self, key: str) -> DrawnGroup | None:
        return self.kept.group(key) if self.kept else None

    def _keep(self, keys: list[str], drawn: list[tuple[Start, DrawnGroup]]) -> list[DrawnGroup]:
        if self.kept:
            for key, (start, made) in zip(keys, drawn, strict=True):
                self.kept.keep_group(at(key, start), made)
        return [made for _, made in drawn]

    def _draw(self, group: PageGroup, start: Start, known: Mapping[str, int]) -> DrawnGroup:
        laid = self._lay_out(group, start, known)
        if any(name in self.anchors and name not in known for name in laid.asked):
            return DrawnGroup(next=laid.next, numbers=laid.numbers, asked=laid.asked)
        drop_continued(laid.pages)
        drawn = self.drawing.draw(laid, GroupReader(self.cells))
        self.uncollected += len(drawn.pages)
        if self.uncollected > MOST:
            del laid
            collect()
            self.uncollected = 0
        return drawn

    def _lay_out(self, group: PageGroup, start: Start, known: Mapping[str, int]) -> Laid:
        """Its tables are drawn again until they are set as they fit, and cut where their pages end."""
        for _ in range(ATTEMPTS):
            shown = {id: self.fitting.printed(id) for id in group.tables}
            laid = self.press.lay_out(group.root, self.looks, start, known)
            if shown:
                self.fitting.learn(row_heights(laid.pages), page_starts(laid.pages))
            wrong = {id: now for id, before in shown.items() if (now := self.fitting.printed(id)) != before}
            if not wrong:
                break
            for id, table in wrong.items():
                group.redraw(id, self._table(group, id, table))
        return laid

    def _table(self, group: PageGroup, id: str, table: PrintedTable) -> Element:
        level = LEVEL.search(group.table(id).get("class", ""))
        html = table_html(table, self.press.templates, int(level[1]) if level else 2, self.annex.titles)
        return next(element for element in tree(html).iter() if element.get("id") == id)


def _still(drawn: tuple[Start, DrawnGroup], start: Start, known: Mapping[str, int]) -> DrawnGroup | None:
    """What was drawn, if it begins where it began and the page numbers that it prints are still those."""
    begun, made = drawn
    right = all(known.get(name, 0) == number for name, number in made.asked.items())
    return made if made.pages and begun == start and right else None
