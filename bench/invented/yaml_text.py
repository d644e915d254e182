"""YAML as people write it: two levels of blocks, records in braces."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

PLAIN = re.compile(r"[\w“（《][^:#,\[\]{}\"'&*!|>%@`]*[^:#,\[\]{}\"'&*!|>%@`\s]|[\w—]")
NUMERIC = re.compile(r"[-+.\d][-+.\d_eE:]*")


class Money(int):
    """金额: hundredths of the document's unit."""

    def __str__(self) -> str:
        sign = "-" if self < 0 else ""
        return f"{sign}{abs(self) // 100}.{abs(self) % 100:02d}"


def written(content: Mapping[str, Any]) -> str:
    """A file: blank lines between its outermost blocks."""
    return "\n".join("\n".join(_block(key, value, 0)) + "\n" for key, value in content.items())


def written_list(items: Iterable[Mapping[str, Any]]) -> str:
    """A file that is a list."""
    blocks = ("\n".join(line for line in written(item).splitlines() if line) for item in items)
    return "".join(f"- {block}\n".replace("\n", "\n  ").rstrip(" ") for block in blocks)


def _block(key: str, value: Any, depth: int) -> Iterator[str]:
    name = f"{'  ' * depth}{_text(key)}:"
    if isinstance(value, Mapping) and value and depth < 2 and _is_long(value, depth):
        yield name
        for below, one in value.items():
            yield from _block(below, one, depth + 1)
    elif isinstance(value, list) and value and any(isinstance(one, Mapping) or len(str(one)) > 12 for one in value):
        yield name
        yield from (f"{'  ' * (depth + 1)}- {_flow(one)}" for one in value)
    else:
        yield f"{name} {_flow(value)}"


def _is_long(value: Mapping[str, Any], depth: int) -> bool:
    return depth == 0 or any(isinstance(one, Mapping | list) for one in value.values())


def _flow(value: Any) -> str:
    match value:
        case Mapping():
            return "{" + ", ".join(f"{_text(key)}: {_flow(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_flow, value)) + "]"
        case str():
            return _text(value)
        case _:
            return str(value)


def _text(text: str) -> str:
    if PLAIN.fullmatch(text) and not NUMERIC.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)
