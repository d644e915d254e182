"""YAML 的行: lines of a file that a person goes on with: keys, values that are safe to read back, comments."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from gongkai.model.intake import TypedValue

WRITE = "待写"
"""what stands where a text is to be written (W206 finds it)"""
BLANK = "…"
"""what stands in an example where a figure is to be typed"""

_PLAIN = re.compile(r"[\u3400-\u9fffA-Za-z（“《][^\x00-\x1f,\[\]{}\"'\\:#&*!|>%@`]*")
_WORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))


def scalar(text: str) -> str:
    """A text as a key or value that reads back as just this text, wherever it stands."""
    plain = _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)


def number(text: str) -> str:
    """A figure as it is typed."""
    return text if re.fullmatch(r"-?\d+(\.\d+)?", text) else scalar(text)


def flow(value: TypedValue) -> str:
    """A value in one line."""
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {flow(below)}" for key, below in value.items()) + "}"
    return "[" + ", ".join(map(flow, value)) + "]"


def remark(text: str) -> str:
    """A text as it may stand behind #: in one line."""
    return " ".join(text.split())


def comments(lines: Iterable[str], indent: int = 0) -> list[str]:
    return [f"{' ' * indent}# {remark_kept(line)}".rstrip() for line in lines]


def remark_kept(line: str) -> str:
    """The same, with the spaces at its beginning, which show what stands below what."""
    return " " * (len(line) - len(line.lstrip(" "))) + remark(line)


def text_of(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"
