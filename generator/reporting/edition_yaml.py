"""合成的版式: an edition with all that it inherits, as YAML; each line ends in the file and line that it is from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from gongkai.loading.edition_merge import fitting, names_of
from gongkai.model.names import listed, near
from gongkai.model.nodes import Mapping, Node, Scalar, Sequence, scalars
from gongkai.model.places import Place
from gongkai.reporting.widths import columns

HOME = "templates/editions/"
WIDEST = 72
"""columns up to which a list or a mapping stands on one line"""
_PLAIN = re.compile(r"(?![-?:,\[\]{}#&*!|>'\"%@`\s]|(?:null|~)$)(?:(?!: | #|[,\[\]{}\n]).)*(?<![:\s])")

Line = tuple[str, Place]


class NoSuchPartError(Exception):
    """版式里没有这一处; the message is Chinese."""


def shown(tree: Node, path: str) -> str:
    """The part of an edition at a path (表.支出决算表), all of it for "".

    Raises NoSuchPartError.
    """
    made = list(_lines(part(tree, path), ""))
    margin = max((min(columns(text), WIDEST) for text, _ in made), default=0)
    return "".join(f"{text}{' ' * max(2, margin + 2 - columns(text))}# {source(place)}\n" for text, place in made)


def source(place: Place) -> str:
    """File and line, below the folder of editions."""
    return f"{place.path.removeprefix(HOME)}:{place.line}"


def part(tree: Node, path: str) -> Node:
    """What a path leads to: keys, or what items of lists are called, joined by points, which names may have too."""
    node, rest = tree, path
    while rest:
        names = rest.split(".")
        steps = ((".".join(names[:count]), ".".join(names[count:])) for count in range(len(names), 0, -1))
        found = next(((below, left) for name, left in steps if (below := _below(node, name)) is not None), None)
        if found is None:
            known = _names(node)
            where = path.removesuffix(rest).rstrip(".")
            said = f"“{where}”里" if where else "版式里"
            there = f"；有：{listed(known)}" if known else ""
            raise NoSuchPartError(f"{said}没有“{rest}”{near(rest, known).removesuffix('？')}{there}")
        node, rest = found
    return node


def _below(node: Node, name: str) -> Node | None:
    found = fitting(list(node.listed), name)
    return node.listed[found[0]] if len(found) == 1 else node.get(name)


def _names(node: Node) -> list[str]:
    return [*node.keys(), *(names[0] for names in map(names_of, node.listed) if names)]


def _lines(node: Node, indent: str) -> Iterator[Line]:
    if isinstance(node, Scalar) or _fits(node, indent):
        yield f"{indent}{_flow(node)}", node.place
    elif isinstance(node, Mapping):
        for key, value in node.items:
            yield from _pair(key, value, indent)
    else:
        for item in node.items:
            (first, place), *more = _lines(item, f"{indent}  ")
            yield f"{indent}- {first.lstrip()}", place
            yield from more


def _pair(key: Scalar, value: Node, indent: str) -> Iterator[Line]:
    name = f"{indent}{_text(key)}:"
    if isinstance(value, Scalar) or _fits(value, name):
        yield f"{name} {_flow(value)}", key.place
    else:
        yield name, key.place
        yield from _lines(value, f"{indent}  ")


def _fits(node: Node, before: str) -> bool:
    """Whether a node stands on one line: it is short, and all of it comes from one place."""
    if not isinstance(node, Scalar) and not node.below:
        return True
    places = {(scalar.place.path, scalar.place.line) for scalar in scalars(node)}
    return len(places) == 1 and columns(before) + columns(_flow(node)) < WIDEST


def _flow(node: Node) -> str:
    if isinstance(node, Scalar):
        return _text(node)
    if isinstance(node, Sequence):
        return f"[{', '.join(map(_flow, node.items))}]"
    return f"{{{', '.join(f'{_text(key)}: {_flow(value)}' for key, value in node.items)}}}"


def _text(scalar: Scalar) -> str:
    if scalar.null:
        return "null"
    return scalar.text if scalar.text and _PLAIN.fullmatch(scalar.text) else json.dumps(scalar.text, ensure_ascii=False)
