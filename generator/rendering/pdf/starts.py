"""起处: where pages begin in their document."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

ANY = "any"


class Inside(Struct, frozen=True, kw_only=True):
    """Where pages begin inside a group: with which of its blocks (`text_flow.py`)."""

    block: int
    levels: int
    """how many elements have begun, from the root on"""
    lines: Any
    """where in the block, as WeasyPrint says it; None at its beginning"""
    page: str | None
    """the name of the page that is asked for"""
    strings: tuple[tuple[str, str], ...]
    """what running heads go on to say"""


class Start(Struct, frozen=True, kw_only=True):
    """Where pages begin: pages counted before them, whether on a right-hand page, and what the page before asks."""

    count: int = 0
    right: bool = True
    side: str = ANY
    inside: Inside | None = None
    """None of the first pages of a group"""
