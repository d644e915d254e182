"""印工: draws what is laid out, or takes pages that were drawn in an earlier run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from xml.etree.ElementTree import Element

from gongkai.model.publication import Table
from gongkai.rendering.pdf.cells import Cells
from gongkai.rendering.pdf.drawn_pages import Drawing, DrawnGroup
from gongkai.rendering.pdf.faster.styles import Looks
from gongkai.rendering.pdf.kept_pages import KeptPages
from gongkai.rendering.pdf.laying import Laid
from gongkai.rendering.pdf.press import Press
from gongkai.rendering.pdf.printed_boxes import drop_continued
from gongkai.rendering.pdf.starts import Start
from gongkai.rendering.pdf.tags import GroupReader
from gongkai.rendering.pdf.uncollected import collect

MOST = 80
"""pages of which what is left may stay in memory: three megabytes each"""

Drawn = tuple[Start, DrawnGroup]


class Printer:
    """印工 of one document."""

    def __init__(self, press: Press, tables: Mapping[str, Table], kept: KeptPages | None) -> None:
        """`tables`: of the publication by their ids, as their cells are read out. `kept`: of an earlier run."""
        self.press = press
        self.kept = kept
        self.looks = Looks()
        self.anchors: AbstractSet[str | None] = frozenset()
        """of the document, those whose pages will be known"""
        self._tables = tables
        self._cells = Cells(tables)
        self._drawing = Drawing(press.paper)
        self._uncollected = 0

    def key(self, content: bytes, ids: Iterable[str]) -> str:
        """Of pages before they are laid out; where they begin belongs to it. `ids`: of what may be a table."""
        return self.kept.key(content, [self._tables[id] for id in ids if id in self._tables]) if self.kept else ""

    def found(self, key: str, known: Mapping[str, int]) -> DrawnGroup | None:
        """Pages of an earlier run, unless they print other page numbers than are known."""
        made = self.kept.group(key) if self.kept else None
        return made if made and all(known.get(*asked) == asked[1] for asked in made.asked.items()) else None

    def draw(
        self,
        laid: Laid,
        key: str,
        known: Mapping[str, int],
        begun: AbstractSet[Element] = frozenset(),
        unended: AbstractSet[Element] = frozenset(),
    ) -> DrawnGroup:
        """`begun`, `unended`: what goes on with the pages before these, and after them."""
        if any(name in self.anchors and name not in known for name in laid.asked):
            return DrawnGroup(next=laid.next, numbers=laid.numbers, asked=laid.asked)
        drop_continued(laid.pages)
        made = self._drawing.draw(laid, GroupReader(self._cells, begun, unended))
        if self.kept:
            self.kept.keep_group(key, made)
        self._uncollected += len(made.pages)
        if self._uncollected > MOST:
            laid.pages.clear()
            collect()
            self._uncollected = 0
        return made
