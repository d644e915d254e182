"""结构树: the elements that say what stands on the pages of a PDF and in which order, as PDF objects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pydyf

EVEN_EMPTY = frozenset({"TH", "TD"})
"""elements that a row needs, whether they hold anything or not"""


class Text(NamedTuple):
    """A marked run of text on a page."""

    page: int
    number: int


class Annotated(NamedTuple):
    """A link's area on a page; as an object of PDF."""

    page: int
    annotation: pydyf.Dictionary


@dataclass(eq=False, slots=True)
class Node:
    """结构元素."""

    tag: str
    kids: list[Node | Text | Annotated] = field(default_factory=list)
    id: str = ""
    attributes: str = ""
    """of a table's cell, as PDF: /Scope/Row"""
    words: str = ""
    """of a link: what it says, which is also its description"""
    instead: str = ""
    """of a picture: what is said in its place"""
    bounds: tuple[float, float, float, float] | None = None
    """of a picture: left, bottom, right and top on its page, in points"""

    def add(self, tag: str) -> Node:
        node = Node(tag)
        self.kids.append(node)
        return node

    def before(self, other: Node, tag: str) -> Node:
        """A new kid that stands before another."""
        node = Node(tag)
        self.kids.insert(self.kids.index(other), node)
        return node

    def last(self, tag: str) -> Node | None:
        return next((kid for kid in reversed(self.kids) if isinstance(kid, Node) and kid.tag == tag), None)

    def prune(self) -> bool:
        """Drop elements that hold nothing; whether it holds something itself."""
        self.kids = [kid for kid in self.kids if not isinstance(kid, Node) or kid.prune()]
        return bool(self.kids) or self.tag in EVEN_EMPTY

    def walk(self) -> Iterator[Node]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()


class _Written(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """An object that is serialised once: the library asks for its bytes twice."""

    data = b""


def write(pdf: pydyf.PDF, document: Node, runs: list[int]) -> None:
    """Put the tree into the file; `runs`: how many marked runs each page has."""
    document.prune()
    pages = [reference.decode() for reference in pdf.page_references]
    nodes = list(document.walk())
    root, parents = _Written(), _Written()
    pdf.add_object(root)
    pdf.add_object(parents)
    written = {id(node): _Written() for node in nodes}
    for one in written.values():
        pdf.add_object(one)
    of_text = [["null"] * count for count in runs]
    of_links: list[str] = []
    above = {id(kid): f"{written[id(node)].number} 0 R" for node in nodes for kid in node.kids if isinstance(kid, Node)}
    for node in nodes:
        own = f"{written[id(node)].number} 0 R"
        page = next((kid.page for kid in node.kids if isinstance(kid, Text)), None)
        kids = []
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(f"{written[id(kid)].number} 0 R")
            elif isinstance(kid, Text):
                of_text[kid.page][kid.number] = own
                whole = f"<</Type/MCR/Pg {pages[kid.page]}/MCID {kid.number}>>"
                kids.append(str(kid.number) if kid.page == page else whole)
            else:
                kid.annotation["StructParent"] = len(pages) + len(of_links)
                kid.annotation["Contents"] = pydyf.String(node.words)
                of_links.append(own)
                kids.append(f"<</Type/OBJR/Pg {pages[kid.page]}/Obj {kid.annotation.reference.decode()}>>")
        written[id(node)].data = _element(node, above.get(id(node), f"{root.number} 0 R"), page, pages, kids)
    numbers = [f"{page} [{' '.join(owners)}]" for page, owners in enumerate(of_text)]
    numbers += [f"{number} {owner}" for number, owner in enumerate(of_links, start=len(pages))]
    parents.data = f"<</Nums [{' '.join(numbers)}]>>".encode()
    names = sorted((node.id, written[id(node)].number) for node in nodes if node.id)
    tree = " ".join(f"({name}) {number} 0 R" for name, number in names)
    root.data = (
        f"<</Type/StructTreeRoot/K {written[id(document)].number} 0 R/ParentTree {parents.number} 0 R"
        f"/ParentTreeNextKey {len(pages) + len(of_links)}/IDTree<</Names [{tree}]>>>>"
    ).encode()
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


def _element(node: Node, parent: str, page: int | None, pages: list[str], kids: list[str]) -> bytes:
    parts = [f"<</S/{node.tag}/P {parent}"]
    if page is not None:
        parts.append(f"/Pg {pages[page]}")
    if node.id:
        parts.append(f"/ID({node.id})")
    if node.instead:
        parts.append(f"/Alt {pydyf.String(node.instead).data.decode()}")
    if node.bounds:
        parts.append(f"/A<</O/Layout/BBox[{' '.join(f'{one:.2f}' for one in node.bounds)}]>>")
    if node.attributes:
        parts.append(f"/A<</O/Table{node.attributes}>>")
    if kids:
        parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]")
    return ("".join(parts) + ">>").encode()
