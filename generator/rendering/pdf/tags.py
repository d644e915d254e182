"""PDF 标记: the boxes of a laid out document as a structure tree, one element for one thing over all its pages.

WeasyPrint's own tags are a Part and a Table on each page, guess the heads of cells, and read leader dots out.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
from msgspec import Struct
from msgspec.structs import replace
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from gongkai.rendering.pdf.cells import Cells
from gongkai.rendering.pdf.page_groups import BEGUN, UNENDED
from gongkai.rendering.pdf.page_rows import is_note
from gongkai.rendering.pdf.row_parts import is_more
from gongkai.rendering.pdf.structure import Annotated, Node, Text

HEADING = re.compile(r"h([1-6])")
OUTLINE = re.compile(r"\boutline-(\d)")
ELEMENTS = {"section": "Sect", "nav": "Sect", "p": "P", "li": "P"}
"""what is an element of the tree as it is in HTML; of all others the text stands in what is around them"""
CLASSES = {"note": "Note", "note-mark": "Reference"}
"""classes that decide before that"""
SVG = "{http://www.w3.org/2000/svg}"
POINT = 0.75
"""of a pixel of CSS"""


class _Printed(Struct, eq=False):
    """A table on its way into the tree: its head and its body, its title before it, its notes after it."""

    around: Node
    node: Node
    head: Node
    body: Node
    cells: dict[Element, Node | None]
    caption: Node | None = None


class _Place(Struct, frozen=True):
    """Where in the tree the content of a box belongs."""

    node: Node
    element: Element | None = None
    link: Node | None = None
    """the link around it"""
    statement: Element | None = None
    """the element around a table that says its id and the level of its title"""
    table: _Printed | None = None
    artifact: bool = False
    """repeats or decorates, and is not read out"""


class GroupReader:
    """Reads the pages of a group, one after another."""

    def __init__(
        self, cells: Cells, begun: AbstractSet[Element] = frozenset(), unended: AbstractSet[Element] = frozenset()
    ) -> None:
        """`begun`, `unended`: what goes on with the pages before these, and after them."""
        self.cells = cells
        self.begun = begun
        self.unended = unended
        self.document = Node("Document")
        self.nodes: dict[Element, _Place] = {}
        self.heads: dict[Element, int] = {}
        """on which page the head of a table stands first"""

    def read(self, page: int, box: Any, stream: Any) -> None:
        """Put a page that is drawn into the tree, and mark what is no part of its text."""
        self.page, self.tags, self.artifacts = page, stream._tags, list[int]()  # noqa: SLF001 - as WeasyPrint's own
        self.height = box.margin_height()
        self._box(box, _Place(self.document))
        if self.tags:
            raise AssertionError(f"page {page + 1} shows text that is in none of its boxes")
        _make_artifacts(stream, self.artifacts)

    def _box(self, box: Any, at: _Place) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box  # noqa: SLF001
        if isinstance(box, boxes.TextBox):
            self._text(self.tags.pop(box)["mcid"], box, at)
            return
        place = self._place(box, at)
        if isinstance(box, boxes.ReplacedBox):
            self._picture(box, place)
            return
        if box.link_annotation:
            link = place.link or self._unsaid_link(box, place.table.around if place.table else place.node)
            link.kids.append(Annotated(self.page, box.link_annotation))
        for child in box.children:
            self._box(child, place)

    def _unsaid_link(self, box: Any, around: Node) -> Node:
        """The link of a note's mark that is repeated with its label or its table's head."""
        link = around.add("Link")
        link.words = "".join(child.text for child in box.descendants() if isinstance(child, boxes.TextBox))
        return link

    def _picture(self, box: Any, at: _Place) -> None:
        """插图: an <img> or <svg> with words that are said in its place; without words it decorates."""
        number, words = self.tags.pop(box)["mcid"], _said_of(box.element)
        if at.artifact or not words:
            self.artifacts.append(number)
            return
        figure = at.node.add("Figure")
        figure.instead = words
        x, y = box.content_box_x(), self.height - box.content_box_y()
        figure.bounds = (x * POINT, (y - box.height) * POINT, (x + box.width) * POINT, y * POINT)
        figure.kids.append(Text(self.page, number))

    def _text(self, number: int, box: Any, at: _Place) -> None:
        if at.artifact:
            self.artifacts.append(number)
            return
        at.node.kids.append(Text(self.page, number))
        if at.link and "::" not in box.element_tag:  # a page number in the contents is no part of what the link says
            at.link.words += box.text

    def _place(self, box: Any, at: _Place) -> _Place:
        element = box.element
        if isinstance(box, boxes.MarginBox) or box.is_leader or self._repeats(element):
            return replace(at, artifact=True)
        if element is None or element is at.element or at.artifact:
            return at
        if element not in self.nodes:
            self.nodes[element] = made = replace(self._new(element, at), element=element)
            if made.node is not at.node:
                made.node.begun = element.get(BEGUN) is not None or element in self.begun
                made.node.unended = element.get(UNENDED) is not None or element in self.unended
        return self.nodes[element]

    def _repeats(self, element: Element | None) -> bool:
        """Whether it is the head of a table that began on a page before."""
        if element is None or element.tag != "thead":
            return False
        return self.heads.setdefault(element, self.page) != self.page

    def _new(self, element: Element, at: _Place) -> _Place:
        """The place that the content of an element of HTML has."""
        names = (element.get("class") or "").split()
        made = next((CLASSES[name] for name in names if name in CLASSES), ELEMENTS.get(element.tag, ""))
        if element.tag == "div" and element.get("id"):
            return replace(at, statement=element)
        if element.tag == "a":
            link = (at.node.add("Lbl") if "note-number" in names else at.node).add("Link")
            link.words = element.get("data-label", "")
            return replace(at, node=link, link=link)
        if element.tag == "table" or at.table:
            return self._in_table(element, at)
        node = at.node
        if names and names[0] in {"contents-part", "contents-section"}:
            node = _contents(at.node, nested=names[0] == "contents-section")
        elif heading := HEADING.fullmatch(element.tag):
            node = at.node.add(f"H{heading[1]}")
        elif made:
            node = self._note(at.node) if made == "Note" else at.node.add(made)
        return replace(at, node=node)

    def _in_table(self, element: Element, at: _Place) -> _Place:
        table, names = at.table, element.get("class") or ""
        if table is None:
            return self._table(element, at)
        node = at.node
        if element.tag == "tr" and is_note(element.get("id", "")):
            node = self._note(table.around)
        elif element.tag in {"thead", "tbody"}:
            node = table.head if element.tag == "thead" else table.body
        elif element.tag == "tr" and names != "lead":
            node = at.node.add("TR")
        elif element in table.cells:
            cell = table.cells[element]
            if cell is None:
                return replace(at, artifact=True)
            node = cell
            if not is_more(element.get("id", "")):
                at.node.kids.append(node)
        elif names.startswith("lead-"):
            node = self._lead(names, table, at.statement)
        elif "note-mark" in names:
            node = at.node.add("Reference")
        return replace(at, node=node)

    def _table(self, element: Element, at: _Place) -> _Place:
        id = at.statement.get("id", "") if at.statement is not None else ""
        node = at.node.add("Table")
        table = _Printed(at.node, node, node.add("THead"), node.add("TBody"), self.cells.of(element, id))
        return replace(at, node=node, table=table)

    def _lead(self, name: str, table: _Printed, statement: Element | None) -> Node:
        """The lines above a table: its title is a heading to jump to, number, department and unit are its caption."""
        if name == "lead-title":
            level = OUTLINE.search(statement.get("class", "")) if statement is not None else None
            return table.around.before(table.node, f"H{level[1] if level else 6}")
        if name == "lead-subtitle":
            return table.around.before(table.node, "P")
        if table.caption is None:
            table.caption = table.node.before(table.head, "Caption")
        return table.caption.add("P")

    def _note(self, around: Node) -> Node:
        note = around.add("Note")
        note.named = "n"
        return note


def _said_of(element: Element) -> str:
    title = element.find(f"{SVG}title")
    return (element.get("alt") or (title.text if title is not None else "") or "").strip()


def _contents(around: Node, *, nested: bool) -> Node:
    """A line of the contents (目录): sections stand below their part."""
    contents = around.last("TOC") or around.add("TOC")
    part = contents.last("TOCI")
    if nested and part:
        contents = part.last("TOC") or part.add("TOC")
    return contents.add("TOCI").add("Reference")


def _make_artifacts(stream: Any, numbers: list[int]) -> None:
    """Mark runs of a page as decoration."""
    marks = [place for place, item in enumerate(stream.stream) if type(item) is pydyf.Dictionary]
    for number in numbers:
        place = marks[number]
        if stream.stream[place] != {"MCID": number}:
            raise AssertionError("marked runs of a page are not counted one by one")
        stream.stream[place - 1 : place + 2] = "/Artifact", b"", b"BMC"
