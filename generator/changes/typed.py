"""填的内容的变动: two trees of one file, value by value; order of keys, comments and layout make no difference.

People's numbers are masked: what is told ends in comments and pages that outlive the file.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from gongkai.model.nodes import Mapping, Node, Scalar, plain, values
from gongkai.model.numbers import read
from gongkai.model.places import Place
from gongkai.scanning.personal_data.findings import masked


class Value(NamedTuple):
    """一个值 that is another: its keys, and the texts before and after ("" where there is none)."""

    path: tuple[str, ...]
    old: str
    new: str
    places: frozenset[Place]
    """where it and what is below it stands, on both sides"""

    @property
    def difference(self) -> Decimal | None:
        """Of numbers; None where one is none."""
        numbers = [number(text) for text in (self.old, self.new)]
        if numbers[0] is None or numbers[1] is None:
            return None
        return numbers[1] - numbers[0]


def changed_values(old: Node | None, new: Node | None, path: tuple[str, ...] = ()) -> Iterator[Value]:
    """Every value that is another, is gone or is new."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*old.keys(), *new.keys())):
            yield from changed_values(old.get(key), new.get(key), (*path, key))
    elif old is not None and new is not None and old.listed and new.listed:
        yield from _items(old.listed, new.listed, path)
    elif _shape(old) != _shape(new):
        yield Value(path, masked(told(old)), masked(told(new)), frozenset((*_places(old), *_places(new))))


def changed_lines(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The lines of a text that is no tree: each that was left out with the one in its place."""
    before, after = (masked(text).splitlines() for text in (old, new))
    for tag, a, b, c, d in difflib.SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag != "equal":
            lines = ([line.strip() for line in side if line.strip()] for side in (before[a:b], after[c:d]))
            yield from zip_longest(*lines, fillvalue="")


def _shape(node: Node | None) -> object:
    """What makes a difference: its texts, and that an empty text is not nothing."""
    return repr(plain(node)) if node is not None else None


def _places(node: Node | None) -> Iterator[Place]:
    return (value.place for value in values(node)) if node is not None else iter(())


def _items(old: Sequence[Node], new: Sequence[Node], path: tuple[str, ...]) -> Iterator[Value]:
    shapes = [[_shape(item) for item in side] for side in (old, new)]
    for tag, a, b, c, d in difflib.SequenceMatcher(a=shapes[0], b=shapes[1], autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for step in range(max(b - a, d - c)):
            was = old[a + step] if a + step < b else None
            now = new[c + step] if c + step < d else None
            at = f"第{(c if now is not None else a) + step + 1}条{_called(now or was)}"
            yield from changed_values(was, now, (*path, at))


def _called(item: Node | None) -> str:
    """The first text of an item, by which people know it."""
    first = next((value.text for value in item.below if isinstance(value, Scalar)), "") if item is not None else ""
    return f"“{first[:20]}”" if first else ""


def told(node: Node | None) -> str:
    """A value in one line."""
    if node is None:
        return ""
    if isinstance(node, Scalar):
        return "（空）" if node.null or not node.text else node.text
    pairs = (f"{key.text}：{told(value)}" for key, value in node.pairs)
    return "；".join((*pairs, *(told(item) for item in node.listed))) or "（空）"


def number(text: str) -> Decimal | None:
    one = read(text)
    return one.plain if one is not None else None
