"""YAML 的行: lines of a file that a person goes on with: keys, values that are safe to read back, comments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gongkai.model.intake import TypedValue
from gongkai.writing.scalars import Kind, key
from gongkai.writing.scalars import scalar as as_written
from gongkai.writing.tree import Text

WRITE = "待写"
"""what stands where a text is to be written (W206 finds it)"""
BLANK = "…"
"""what stands in an example where a figure is to be typed"""


def scalar(text: str) -> str:
    """A text as a key or value that reads back as just this text, wherever it stands."""
    return key(text, flow=True)


def number(text: str) -> str:
    """A figure as it is typed."""
    return as_written(Text(text=text), Kind.NUMBER)


def flow(value: TypedValue | Mapping[str, str]) -> str:
    """A value in one line."""
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(name)}: {flow(below)}" for name, below in value.items()) + "}"
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
