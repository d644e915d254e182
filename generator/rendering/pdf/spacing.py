"""字距: a quarter space between Chinese and Latin (四分空), narrow marks beside others (标点挤压).

Both are in the glyphs that a font feature chooses, or in where a mark is drawn, so the text stays as it is, for copying
and searching. ss01 and ss02 are features of the Latin font (pipeline/upkeep/latin_font.py); halt, half the width of a
mark, is one of Chinese fonts. A font without them prints as it did.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.rendering.pdf.unbroken import HAN

_CLOSING = "、。，．：；）］〕〉》」』】〗”’"
_OPENING = "（［〔〈《「『【〖“‘"
_ADJOINING = re.compile(f"[{_CLOSING}](?=[{_CLOSING}{_OPENING}])|(?<=[{_OPENING}])[{_OPENING}]")
_ANY = re.compile(f"[{_CLOSING}{_OPENING}]")
_BESIDE = re.compile(rf"(?P<before>(?<=[{HAN}])[0-9A-Za-z](?P<only>(?=[{HAN}]))?)|[0-9A-Za-z](?=[{HAN}])")


def features(text: str, *, squeezed: bool) -> Iterator[tuple[int, int, bytes]]:
    """Where which features apply; `squeezed`: to all marks of a line, so that it has room for what comes next."""
    for mark in (_ANY if squeezed else _ADJOINING).finditer(text):
        yield *mark.span(), b"halt"
    for letter in _BESIDE.finditer(text):
        before, only = letter["before"], letter["only"]
        yield *letter.span(), b"ss01,ss02" if only is not None else b"ss01" if before else b"ss02"
