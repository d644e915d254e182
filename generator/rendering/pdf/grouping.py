"""逐组排印: a document laid out and drawn one group of pages after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from gongkai.rendering.pdf.drawn_pages import DrawnGroup
from gongkai.rendering.pdf.fitting import Fitting
from gongkai.rendering.pdf.page_groups import page_groups
from gongkai.rendering.pdf.printer import Drawn, Printer
from gongkai.rendering.pdf.starts import Start
from gongkai.rendering.pdf.table_pages import TablePages, Titles
from gongkai.rendering.pdf.text_pages import TextPages

ROUNDS = 5
"""how often groups are drawn again that print page numbers of others, or begin on another page after that"""


def drawn(whole: Element, printer: Printer, fitting: Fitting, titles: Titles) -> list[DrawnGroup]:
    """The pages of a document. Contents are laid out twice, as they stand before what they tell the pages of."""
    groups = [
        TablePages(group, printer, fitting, titles) if group.tables else TextPages(group, printer)
        for group in page_groups(whole)
    ]
    printer.anchors = {element.get("id") for element in whole.iter()}
    made: list[list[Drawn]] = [[] for _ in groups]
    known = dict[str, int]()
    for _ in range(ROUNDS):
        start, moved, numbers = Start(), False, dict[str, int]()
        for at, group in enumerate(groups):
            if not _still(made[at], start, known):
                moved = True
                made[at] = group.drawn(start, known)
            for _, pages in made[at]:
                for anchor, number in pages.numbers.items():
                    known[anchor] = numbers.setdefault(anchor, number)  # what goes on is where it begins
            start = made[at][-1][1].next
        if not moved:
            break
    printer.anchors = set()  # page numbers that change each other for ever are printed as they are
    for at, group in enumerate(groups):
        if not _pages(made[at]):
            made[at] = group.drawn(made[at][0][0], known)
    return [pages for one in made for _, pages in one]


def _pages(drawn: Sequence[Drawn]) -> bool:
    return bool(drawn) and all(made.pages for _, made in drawn)


def _still(drawn: Sequence[Drawn], start: Start, known: Mapping[str, int]) -> bool:
    """Whether pages begin where they began and the page numbers that they print are still those."""
    asked = (one for _, made in drawn for one in made.asked.items())
    return _pages(drawn) and drawn[0][0] == start and all(known.get(name, 0) == number for name, number in asked)
