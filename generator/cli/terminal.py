"""终端: nothing that is printed is obeyed by a terminal or a log, whoever typed it and wherever it is printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

COLOUR = r"\x1b\[(?:0|1|2|3[1-6])m"
"""what `colours.py` paints with"""
OBEYED = re.compile(
    f"({COLOUR})|"
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f]"  # control characters but tab and line feed: cursor, colours, title, bell, return
    r"|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]"  # direction, and what nobody sees
)


def harmless(text: str) -> str:
    """A text with � for every sign that a terminal would obey or that hides; our own colours stay."""
    return OBEYED.sub(lambda found: found[1] or "�", text)


def guard(stream: Any) -> None:
    """Have all that is written to a stream made harmless; a bar may return to the head of its line."""
    write: Callable[[str], int] = stream.write

    def written(text: str) -> int:
        back = "\r" if text.startswith("\r") else ""
        return write(back + harmless(text.removeprefix("\r")))

    stream.write = written
