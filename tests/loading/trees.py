"""Short ways to write what the tests of loading compare."""

from __future__ import annotations

from typing import Any

from gongkai.loading.yaml_reader import Loaded, parse_yaml
from gongkai.model.nodes import Node, Scalar, Sequence
from gongkai.model.places import Place


def load(text: str | bytes) -> Loaded:
    return parse_yaml(text.encode() if isinstance(text, str) else text, "f.yml")


def plain(node: Node | None) -> Any:
    if node is None or isinstance(node, Scalar):
        return None if node is None or node.null else node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.items}


def codes(loaded: Loaded) -> list[str]:
    """Codes with line and column, in order: 2:3 L205."""
    return [f"{one.place.line}:{one.place.column} {one.code}" for one in loaded.findings]


def scalar(text: str) -> Scalar:
    return Scalar(text=text, place=Place(path="f.yml", line=1, column=1))
