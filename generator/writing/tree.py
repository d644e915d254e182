"""带注释的树: what a YAML file says together with its comments, without how it was laid out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct


class Text(Struct, frozen=True, kw_only=True):
    """文字: one scalar. `quoted`: whether it was typed between quotation marks."""

    text: str
    null: bool = False
    quoted: bool = False


class Branch(Struct, frozen=True, kw_only=True):
    """键值、列表. `below`: comment lines behind the last entry, "" for a blank line."""

    entries: tuple[Entry, ...]
    listed: bool = False
    below: tuple[str, ...] = ()

    def at(self, step: str) -> int | None:
        """Where the entry of a key stands; in a list of #1, #2 …, also the one to come."""
        if self.listed:
            return int(step[1:]) - 1 if step[1:].isdecimal() and 0 < int(step[1:]) <= len(self.entries) + 1 else None
        return next((at for at, entry in enumerate(self.entries) if entry.key == step), None)


Value = Text | Branch


class Entry(Struct, frozen=True, kw_only=True):
    """一项: a key with its value, or an item of a list (no key), with the comments above and beside it."""

    key: str | None = None
    value: Value
    above: tuple[str, ...] = ()
    """comment lines, "" for a blank line"""
    beside: str = ""
    """from the blanks before # on"""


class Page(Struct, frozen=True, kw_only=True):
    """一个文件. `head`: the comments at its top that belong to no entry."""

    root: Value
    head: tuple[str, ...] = ()


def said(value: Value) -> Any:
    """The tree as dict, tuple, str and None for nothing, as `nodes.plain` gives it."""
    if isinstance(value, Text):
        return None if value.null else value.text
    if value.listed:
        return tuple(said(entry.value) for entry in value.entries)
    return {entry.key: said(entry.value) for entry in value.entries}


def comments(entry: Entry) -> Iterator[str]:
    """The text of every comment of an entry and of what stands below it."""
    yield from filter(None, (*entry.above, entry.beside.strip()))
    if isinstance(entry.value, Branch):
        for one in entry.value.entries:
            yield from comments(one)
        yield from filter(None, entry.value.below)


def comments_of(page: Page) -> tuple[str, ...]:
    """The text of every comment of a file."""
    return (*filter(None, page.head), *comments(Entry(value=page.root)))
