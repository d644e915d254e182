"""结构元素: what says what stands on the pages of a PDF and in which order."""

from __future__ import annotations

from typing import Any, NamedTuple

from msgspec import Struct, field

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


class Node(Struct, eq=False):
    """结构元素."""

    tag: str
    """of a heading H with the level that it asks for; which it gets is settled when the file is written"""
    kids: list[Node | Text | Annotated] = field(default_factory=list)
    begun: bool = False
    """it goes on with the last element of the pages before"""
    unended: bool = False
    """it goes on with the first element of the pages after it"""
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
