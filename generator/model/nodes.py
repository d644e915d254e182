"""节点: the tree of one YAML file. Every scalar is the text that stands there; nothing is a number or a date yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from gongkai.model.places import Place


class _Asked:
    """What may be asked of any node; the answer is empty where a node has nothing of the kind."""

    __slots__ = ()
    place: Place

    @property
    def pairs(self) -> tuple[tuple[Scalar, Node], ...]:
        """The keys of a mapping with their values."""
        return ()

    @property
    def listed(self) -> tuple[Node, ...]:
        """The items of a list."""
        return ()

    @property
    def below(self) -> tuple[Node, ...]:
        """The values of a mapping, the items of a list."""
        return ()

    def get(self, key: str) -> Node | None:
        return next((value for name, value in self.pairs if name.text == key), None)

    def key(self, key: str) -> Scalar | None:
        """The key itself, for its place."""
        return next((name for name, _ in self.pairs if name.text == key), None)

    def keys(self) -> tuple[str, ...]:
        return tuple(name.text for name, _ in self.pairs)

    def said(self, key: str) -> str:
        """The text under a key; "" where there is none."""
        value = self.get(key)
        return value.text if isinstance(value, Scalar) else ""

    def list_of(self, key: str) -> tuple[Node, ...]:
        """The items of the list under a key."""
        value = self.get(key)
        return value.listed if value is not None else ()

    def place_of(self, key: str) -> Place:
        """Where the value of a key stands; the node itself, if it has no such key."""
        value = self.get(key)
        return value.place if value is not None else self.place


class Scalar(_Asked, Struct, frozen=True, kw_only=True, tag=True, omit_defaults=True):
    """文字: one value as written. `null`: nothing stands there (or ~, null), which is not the same as an empty text."""

    text: str
    place: Place
    null: bool = False


class Sequence(_Asked, Struct, frozen=True, kw_only=True, tag=True, omit_defaults=True):
    """列表."""

    items: tuple[Node, ...]
    place: Place

    @property
    def listed(self) -> tuple[Node, ...]:
        return self.items

    @property
    def below(self) -> tuple[Node, ...]:
        return self.items


class Mapping(_Asked, Struct, frozen=True, kw_only=True, tag=True, omit_defaults=True):
    """键值: in the order of the file, each key once."""

    items: tuple[tuple[Scalar, Node], ...]
    place: Place

    @property
    def pairs(self) -> tuple[tuple[Scalar, Node], ...]:
        return self.items

    @property
    def below(self) -> tuple[Node, ...]:
        return tuple([value for _, value in self.items])


Node = Scalar | Mapping | Sequence


def is_null(node: Node | None) -> bool:
    """Whether a key is there and nothing under it."""
    return isinstance(node, Scalar) and node.null


def values(node: Node) -> Iterator[Scalar]:
    """Every text below a node, or that itself, without the keys."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Scalar):
            yield one
        else:
            waiting.extend(reversed(one.below))


def scalars(node: Node) -> Iterator[Scalar]:
    """The same with the keys, in the order of the file."""
    if isinstance(node, Scalar):
        yield node
    for key, value in node.pairs:
        yield key
        yield from scalars(value)
    for item in node.listed:
        yield from scalars(item)


def plain(node: Node, nothing: str | None = None) -> Any:
    """The tree as dict, tuple and str; `nothing`: what stands for null."""
    if isinstance(node, Scalar):
        return nothing if node.null else node.text
    if isinstance(node, Sequence):
        return tuple(plain(item, nothing) for item in node.items)
    return {key.text: plain(value, nothing) for key, value in node.items}
