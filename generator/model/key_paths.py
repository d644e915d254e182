"""键的路径: the keys that lead to a place in a YAML file, which stay when lines move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from msgspec import Struct

from gongkai.model.nodes import Node, Scalar
from gongkai.model.places import Place

SHORTEST_CODE = 3
"""201, a class"""


class Step(Struct, frozen=True, kw_only=True):
    """一步: a key, or an item of a list, which has no key and is known by what stands in it."""

    names: tuple[str, ...]
    own: str
    """the name that no other has here; "": there is none"""


Way = tuple[Step, ...]
"""路径, outermost first"""
FindWay = Callable[[Place], Way]


def way_in(files: Iterable[Node], place: Place) -> Way:
    """The steps to a place in whichever of some files it is."""
    return next((way_to(node, place) for node in files if node.place.path == place.path), ())


def way_to(node: Node, place: Place) -> Way:
    """The steps from a tree to the innermost value at a place."""
    below = [(step, value) for start, step, value in _below(node) if start <= place]
    if not below:
        return ()
    step, value = below[-1]
    return (step, *way_to(value, place))


def leads(path: str, way: Way) -> bool:
    """Whether 甲.乙 is a way or its beginning; a name may have dots in it."""
    if not path:
        return True
    return bool(way) and any(
        path == name or (path.startswith(f"{name}.") and leads(path.removeprefix(f"{name}."), way[1:]))
        for name in way[0].names
    )


def _below(node: Node) -> Iterator[tuple[Place, Step, Node]]:
    """What stands in a mapping or a list, in order, each with where it begins."""
    for key, value in node.pairs:
        yield key.place, Step(names=(key.text,), own=key.text), value
    texts = [_texts(item) for item in node.listed]
    count = Counter(text for item in texts for text in dict.fromkeys(item))
    for item, named in zip(node.listed, texts, strict=True):
        yield item.place, Step(names=named, own=_own([name for name in named if count[name] == 1])), item


def _texts(item: Node) -> tuple[str, ...]:
    """The texts that stand in an item itself."""
    here = (item, *(value for _, value in item.pairs))
    return tuple(one.text for one in here if isinstance(one, Scalar) and one.text)


def _own(names: list[str]) -> str:
    """A name that no other item has: words, or a code; an amount names nothing."""
    words = (name for name in names if any(map(str.isalpha, name)))
    codes = (name for name in names if name.isdigit() and len(name) >= SHORTEST_CODE)
    return next(chain(words, codes), "")
