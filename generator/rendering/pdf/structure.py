"""结构树: the elements that say what stands on the pages of a PDF and in which order, as PDF objects."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pydyf

HEADING = re.compile(r"H\d+")

EVEN_EMPTY = frozenset({"TH", "TD"})
"""elements that a row needs, whether they hold anything or not"""


class Text(NamedTuple):
    """A marked run of text on a page."""

    page: int
    number: int


class Annotated(NamedTuple):
    """A link's area on a page, which knows the object that is made of it."""

    page: int
    area: Any


@dataclass(eq=False, slots=True)
class Node:
    """结构元素."""

    tag: str
    """of a heading H with the level that it asks for; which it gets is settled when the file is written"""
    kids: list[Node | Text | Annotated] = field(default_factory=list)
    whole: str = ""
    """the same of parts that are one element over several groups of pages"""
    named: str = ""
    """letter of its name, if others refer to it"""
    heads: tuple[Node, ...] = ()
    """of a table's cell: the cells that head it"""
    attributes: str = ""
    """of a table's cell besides, as PDF: /Scope/Row"""
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

    def move(self, pages: int) -> None:
        """Have it stand so many pages later."""
        if pages:
            for node in self.walk():
                node.kids = [kid if isinstance(kid, Node) else kid._replace(page=kid.page + pages) for kid in node.kids]


def joined(parts: Iterable[Node]) -> Node:
    """The trees of groups of pages as one: what goes on from one group to the next is one element."""
    first, *others = parts
    for other in others:
        _join(first, other)
    return first


def _join(one: Node, other: Node) -> None:
    for kid in other.kids:
        last = one.kids[-1] if one.kids else None
        if isinstance(last, Node) and isinstance(kid, Node) and kid.whole and kid.whole == last.whole:
            _join(last, kid)
        else:
            one.kids.append(kid)


class _Written(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """An object that is serialised once: the library asks for its bytes twice."""

    data = b""


def write(pdf: pydyf.PDF, document: Node, runs: list[int]) -> None:
    """Put the tree into the file; `runs`: how many marked runs each page has."""
    document.prune()
    names = _settle(document)
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
                annotation = kid.area.link_annotation
                annotation["StructParent"] = len(pages) + len(of_links)
                annotation["Contents"] = pydyf.String(node.words)
                of_links.append(own)
                kids.append(f"<</Type/OBJR/Pg {pages[kid.page]}/Obj {annotation.reference.decode()}>>")
        around = above.get(id(node), f"{root.number} 0 R")
        at = "" if page is None else f"/Pg {pages[page]}"
        written[id(node)].data = _element(node, names, f"<</S/{node.tag}/P {around}{at}", kids)
    numbers = [f"{page} [{' '.join(owners)}]" for page, owners in enumerate(of_text)]
    numbers += [f"{number} {owner}" for number, owner in enumerate(of_links, start=len(pages))]
    parents.data = f"<</Nums [{' '.join(numbers)}]>>".encode()
    named = sorted((name, written[node].number) for node, name in names.items())
    tree = " ".join(f"({name}) {number} 0 R" for name, number in named)
    root.data = (
        f"<</Type/StructTreeRoot/K {written[id(document)].number} 0 R/ParentTree {parents.number} 0 R"
        f"/ParentTreeNextKey {len(pages) + len(of_links)}/IDTree<</Names [{tree}]>>>>"
    ).encode()
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


def _settle(document: Node) -> dict[int, str]:
    """Give headings their levels, none left out on the way down, as PDF/UA asks; the names of what has one."""
    level, counted, names = 0, Counter[str](), dict[int, str]()
    for node in document.walk():
        if HEADING.fullmatch(node.tag):
            level = min(int(node.tag[1:]), level + 1)
            node.tag = f"H{level}"
        if node.named:
            counted[node.named] += 1
            names[id(node)] = f"{node.named}{counted[node.named]:06}"
    return names


def _element(node: Node, names: dict[int, str], opening: str, kids: list[str]) -> bytes:
    parts = [opening]
    if node.named:
        parts.append(f"/ID({names[id(node)]})")
    if node.instead:
        parts.append(f"/Alt {pydyf.String(node.instead).data.decode()}")
    if node.bounds:
        parts.append(f"/A<</O/Layout/BBox[{' '.join(f'{one:.2f}' for one in node.bounds)}]>>")
    if node.attributes or node.heads:
        heads = f"/Headers[{''.join(f'({names[id(head)]})' for head in node.heads)}]" if node.heads else ""
        parts.append(f"/A<</O/Table{node.attributes}{heads}>>")
    if kids:
        parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]")
    return ("".join(parts) + ">>").encode()
