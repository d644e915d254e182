"""页组: a document cut into groups of pages that can be laid out one without another.

Each begins on a new page whatever stands before it: templates say `data-pages="own"` of what does (the cover, a part, a
table with pages of its own), and what follows such a table begins a group too. The elements around stand in each group
again; a style that looks from one group at another (`.part + .part`) finds nothing there.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

OWN = "data-pages"
BEGUN, UNENDED = "data-begun", "data-unended"
"""of an element that began in a group before, and of one that goes on in the next: one element over several groups"""
STATEMENT, BELOW = "statement", "below"
"""classes of a table with pages of its own, and of one that shares those of the table before it"""


class PageGroup:
    """页组: a document of nothing but these pages."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self._tables = {table.get("id", ""): (around, table) for around in root.iter() for table in _tables(around)}

    @property
    def tables(self) -> tuple[str, ...]:
        """The ids of its tables that have pages of their own."""
        return tuple(self._tables)

    @property
    def ids(self) -> list[str]:
        """The ids of all that may be a table, be it one that runs with the text."""
        return [element.get("id", "") for element in self.root.iter("div")]

    def table(self, id: str) -> Element:
        return self._tables[id][1]

    def redraw(self, id: str, drawn: Element) -> None:
        """Put a table as it is drawn now in the place of what stood there."""
        around, old = self._tables[id]
        around[list(around).index(old)] = drawn
        self._tables[id] = (around, drawn)


def page_groups(root: Element) -> Iterator[PageGroup]:
    """The groups of a document in the order of its pages."""
    body = next(child for child in root if child.tag == "body")
    cutter = _Cutter(body)
    for piece in cutter.pieces(body):
        group = Element(root.tag, dict(root.attrib))
        group.append(piece)
        yield PageGroup(group)


def _tables(around: Element) -> Iterator[Element]:
    return (child for child in around if _is(child, STATEMENT))


def _is(element: Element, name: str) -> bool:
    return name in (element.get("class") or "").split()


def _ends_with_table(element: Element) -> bool:
    return _is(element, STATEMENT) or (len(element) > 0 and _ends_with_table(element[-1]))


def _is_below(element: Element) -> bool:
    """Whether an element begins with a table that shares the pages of the one before it."""
    return _is(element, BELOW) or (len(element) > 0 and _is_below(element[0]))


class _Cutter:
    def __init__(self, body: Element) -> None:
        self.parted: set[Element] = set()
        """elements inside which a group begins"""
        self._look(body)

    def _look(self, element: Element) -> bool:
        """Whether a group begins with an element or inside it."""
        inside = [self._look(child) for child in element]
        if any(inside):
            self.parted.add(element)
        return any(inside) or element.get(OWN) is not None

    def pieces(self, element: Element) -> list[Element]:
        """What stands of an element in one group after another."""
        if element not in self.parted:
            return [element]
        made: list[Element] = []
        before: Element | None = None
        for child in element:
            ended = before is None or (_ends_with_table(before) and not _is_below(child))
            for number, piece in enumerate(self.pieces(child)):
                if ended or number or self._begins(child):
                    made.append(Element(element.tag, dict(element.attrib)))
                    ended = False
                made[-1].append(piece)
            before = child
        self._name(element, made)
        return made

    def _begins(self, element: Element) -> bool:
        """Whether a group begins with an element."""
        return element.get(OWN) is not None or (element in self.parted and self._begins(element[0]))

    def _name(self, element: Element, pieces: list[Element]) -> None:
        """The first has the id and the words before the first child; the others are known to go on with it."""
        pieces[0].text = element.text
        for piece in pieces[1:]:
            piece.attrib.pop("id", None)
            piece.set(BEGUN, "")
        for piece in pieces[:-1]:
            piece.set(UNENDED, "")
