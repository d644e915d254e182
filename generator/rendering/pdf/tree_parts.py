"""结构树的一部分: the elements of pages that are drawn together, as they stand in the file but for numbers of others.

What goes on over the pages before or after them (a part, a section, a paragraph) is one element with those there; all
other elements are their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pydyf
from msgspec import Struct, field

from gongkai.rendering.pdf.structure import Node, Text

HEADING = re.compile(r"H(\d+)")
MARK, END = "\x01", "\x02"
"""before what is known when the file is written: a letter and a number; and behind each object"""
ELEMENT, SHARED, PAGE, LINK, LEVEL = "esplH"
"""references to own and shared elements, pages and areas of links; the level that a heading asks for"""
NAMED = "hn"
"""letters of the names that elements have; one that is shared has its own"""


class Own(NamedTuple):
    """One of the own elements, by its number."""

    number: int


class Shared(Struct, eq=False):
    """What a part has of an element that may go on before and after it."""

    tag: str
    begun: bool = False
    unended: bool = False
    named: bool = False
    kids: list[Shared | Text | Own] = field(default_factory=list)


class TreePart(Struct, kw_only=True):
    """一部分结构树."""

    shared: Shared = field(default_factory=lambda: Shared("Document"))
    objects: str = ""
    """own elements, then for each page the elements of its marked runs, then the elements by their names"""
    count: int = 0
    """how many objects these are"""
    elements: int = 0
    """how many of them are elements"""
    names: dict[str, int] = field(default_factory=dict)
    """how many of each letter"""
    areas: list[tuple[Any, str, int]] = field(default_factory=list)
    """of links: the area on the page, what the link says, and its element"""


def tree_part(document: Node, runs: Sequence[int]) -> TreePart:
    """`runs`: how many marked runs each page has."""
    document.prune()
    return _Writer(runs).part(document)


class _Writer:
    def __init__(self, runs: Sequence[int]) -> None:
        self.owners = [["null"] * count for count in runs]
        self.made = TreePart(names=dict.fromkeys(NAMED, 0))
        self.lines: list[str] = []
        self.shared = 0
        self.names: dict[int, str] = {}
        self.named: dict[str, list[str]] = {letter: [] for letter in NAMED}

    def part(self, document: Node) -> TreePart:
        made = self.made
        self._name(document)
        made.shared = self._share(document)
        made.elements = len(self.lines)
        self.lines += [f"[{' '.join(owners)}]" for owners in self.owners]
        for letter, entries in self.named.items():
            if entries:
                limits = f"({MARK}{letter}1)({MARK}{letter}{len(entries)})"
                self.lines.append(f"<</Limits[{limits}]/Names[{' '.join(entries)}]>>")
        made.objects, made.count = END.join(self.lines), len(self.lines)
        return made

    def _name(self, node: Node) -> None:
        if node.named and not _is_shared(node):
            self.made.names[node.named] += 1
            self.names[id(node)] = f"{MARK}{node.named}{self.made.names[node.named]}"
        for kid in node.kids:
            if isinstance(kid, Node):
                self._name(kid)

    def _share(self, node: Node) -> Shared:
        own = f"{MARK}{SHARED}{self.shared}"
        self.shared += 1
        made = Shared(node.tag, node.begun, node.unended, bool(node.named))
        for kid in node.kids:
            if isinstance(kid, Text):
                self.owners[kid.page][kid.number] = own
                made.kids.append(kid)
            elif isinstance(kid, Node):
                made.kids.append(self._share(kid) if _is_shared(kid) else Own(self._write(kid, own)))
            else:
                raise TypeError(f"a link goes on over pages in {node.tag}")
        return made

    def _write(self, node: Node, around: str) -> int:
        number = len(self.lines)
        self.lines.append("")
        own = f"{MARK}{ELEMENT}{number}"
        page = next((kid.page for kid in node.kids if isinstance(kid, Text)), None)
        kids = list(self._kids(node, page, own, number))
        heading = HEADING.fullmatch(node.tag)
        tag = f"{MARK}{LEVEL}{heading[1]}" if heading else node.tag
        at = "" if page is None else f"/Pg {MARK}{PAGE}{page}"
        name = self.names.get(id(node), "")
        if name:
            self.named[node.named].append(f"({name}) {own}")
        self.lines[number] = (
            f"<</S/{tag}/P {around}{at}{f'/ID({name})' if name else ''}{self._told(node)}{among(kids)}>>"
        )
        return number

    def _kids(self, node: Node, page: int | None, own: str, number: int) -> Iterator[str]:
        for kid in node.kids:
            if isinstance(kid, Node):
                yield f"{MARK}{ELEMENT}{self._write(kid, own)}"
            elif isinstance(kid, Text):
                self.owners[kid.page][kid.number] = own
                yield run(kid, page, f"{MARK}{PAGE}{kid.page}")
            else:
                yield f"<</Type/OBJR/Pg {MARK}{PAGE}{kid.page}/Obj {MARK}{LINK}{len(self.made.areas)}>>"
                self.made.areas.append((kid.area, node.words, number))

    def _told(self, node: Node) -> str:
        told = ""
        if node.instead:
            told += f"/Alt {pydyf.String(node.instead.replace(MARK, '').replace(END, '')).data.decode()}"
        if node.bounds:
            told += f"/A<</O/Layout/BBox[{' '.join(f'{one:.2f}' for one in node.bounds)}]>>"
        if node.attributes or node.heads:
            heads = "".join(f"({self.names[id(head)]})" for head in node.heads)
            told += f"/A<</O/Table{node.attributes}{f'/Headers[{heads}]' if heads else ''}>>"
        return told


def run(text: Text, page: int | None, reference: str) -> str:
    """A marked run as a kid of an element that says on which page it is."""
    return str(text.number) if text.page == page else f"<</Type/MCR/Pg {reference}/MCID {text.number}>>"


def among(kids: Sequence[str]) -> str:
    if not kids:
        return ""
    return f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]"


def _is_shared(node: Node) -> bool:
    return node.begun or node.unended
