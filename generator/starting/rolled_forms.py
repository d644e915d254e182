"""结转的绩效表单: the forms of projects that may go on: names stay, texts are to be written, numbers are gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from gongkai.model.filled_forms import PerformanceData
from gongkai.model.intake import TypedValue
from gongkai.model.numbers import absent, read
from gongkai.model.performance_forms import PerformanceForm
from gongkai.starting.yaml_lines import WRITE, flow, scalar, text_of


class RolledForm(Struct, frozen=True, kw_only=True):
    """`new`: the form of the edition of the next year that has taken its place."""

    data: PerformanceData
    name: str
    new: PerformanceForm
    department: tuple[str, str]
    """what it is called last year and now"""

    def text(self) -> str:
        """The file; "" where nothing of it would be left to be written."""
        values = self._below(self.data.values, "")
        if not isinstance(values, dict) or WRITE not in set(_texts(values)):
            return ""
        return text_of([f"表单: {scalar(self.name)}", *_lines(values)])

    def _below(self, value: Any, path: str) -> TypedValue | None:
        """What is left of a value: None for nothing."""
        if isinstance(value, str):
            return self._single(value, path)
        if isinstance(value, Mapping):
            prefix = f"{path}." if path else ""
            kept = {key: self._below(below, f"{prefix}{key}") for key, below in value.items()}
            left: dict[str, TypedValue] = {key: below for key, below in kept.items() if below is not None}
            return left or None
        return tuple(self._items(value, path)) or None

    def _single(self, text: str, path: str) -> str | None:
        roles = self.new.roles
        if path not in self.new.paths or not text.strip():
            return None
        if path in (self.new.name, roles.project, *roles.names):
            old, new = self.department
            return new if text == old else text
        return None if absent(text) or read(text) is not None else WRITE

    def _items(self, items: tuple[Any, ...], path: str) -> Iterator[TypedValue]:
        """Items of a list: indicators and scored things by their names; other lists are made anew."""
        roles = self.new.roles
        for item in items if path in self.new.lists else ():
            if roles.indicators is not None and path == roles.indicators.at:
                names = (roles.indicators.first, roles.indicators.second, roles.indicators.third)
                kept = {name: item[name] for name in names if item.get(name)}
                yield {**kept, roles.indicators.target: WRITE}
            elif roles.scored is not None and path == roles.scored.at and item.get(roles.scored.item):
                yield {roles.scored.item: item[roles.scored.item], **self._rest(item, path, roles.scored.item)}

    def _rest(self, item: Mapping[str, Any], path: str, name: str) -> dict[str, TypedValue]:
        left = {key: self._single(text, f"{path}.{key}") for key, text in item.items() if key != name}
        return {key: text for key, text in left.items() if text is not None}


def _texts(value: TypedValue) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for below in value.values() if isinstance(value, dict) else value:
            yield from _texts(below)


def _lines(values: dict[str, TypedValue]) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, str):
            yield f"{scalar(key)}: {scalar(value)}"
            continue
        yield f"{scalar(key)}:"
        if isinstance(value, dict):
            yield from (f"  {scalar(name)}: {flow(below)}" for name, below in value.items())
        else:
            yield from (f"  - {flow(item)}" for item in value)
