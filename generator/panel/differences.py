"""不同: two texts side by side, as far as a page shows them."""

from __future__ import annotations

from difflib import unified_diff

from msgspec import Struct

MOST_LINES = 200


class Difference(Struct, frozen=True, kw_only=True):
    """不同的各行, each with its sign (－ theirs, ＋ mine)."""

    lines: tuple[tuple[str, str], ...]
    more: bool
    """whether there are too many to show"""
    name: str = ""


def difference(theirs: bytes, mine: bytes, name: str = "") -> Difference:
    one, other = (text.decode(errors="replace").splitlines() for text in (theirs, mine))
    lines = list(unified_diff(one, other, n=2, lineterm=""))[2:]
    shown = tuple((line[:1], line) for line in lines[:MOST_LINES])
    return Difference(lines=shown, more=len(lines) > MOST_LINES, name=name)
