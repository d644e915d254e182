"""节点: the tree of one YAML file. Every scalar is the text that stands there; nothing is a number or a date yet."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.model.places import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """文字: one value as written. `null`: nothing stands there (or ~, null), which is not the same as an empty text."""

    text: str
    place: Place
    null: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """列表."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """键值: in the order of the file, each key once."""

    items: tuple[tuple[Scalar, Node], ...]
    place: Place

    def get(self, key: str) -> Node | None:
        return next((value for name, value in self.items if name.text == key), None)

    def key(self, key: str) -> Scalar | None:
        """The key itself, for its place."""
        return next((name for name, _ in self.items if name.text == key), None)

    def keys(self) -> tuple[str, ...]:
        return tuple(name.text for name, _ in self.items)


Node = Scalar | Mapping | Sequence
