"""记号: a text as figures, words of Latin letters and single signs, without what makes no difference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

SEPARATOR = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
PIECE = re.compile(r"\d+(?:\.\d+)*|[A-Za-z]+|\.{2,}|\S")
POINT = re.compile(r"(?<=\d)( ?)·(?= ?\d)")
FOLDED = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "−": "-", "─": "-", "•": "·", "∙": "·"}
)


class Token(Struct, frozen=True):
    """一个记号 of a text: the `owner`th of several, and from where to where it stands there."""

    key: str
    """the same for full and half width, all quotation marks, figures with separators and without"""
    owner: int
    start: int
    end: int

    @property
    def is_figure(self) -> bool:
        return self.key[0].isdigit()

    @property
    def measures(self) -> bool:
        """Whether it is a figure or belongs to one."""
        return self.is_figure or self.key in "%‰≥≤<>=+-"


def tokens_of(texts: Iterable[str]) -> tuple[Token, ...]:
    """The tokens of all texts, one after the other."""
    return tuple(token for number, text in enumerate(texts) for token in _tokens(text, number))


@lru_cache(maxsize=8192)
def _folded(sign: str) -> str:
    """What a sign counts as."""
    return unicodedata.normalize("NFKC", sign).translate(FOLDED)


def _tokens(text: str, owner: int) -> Iterator[Token]:
    """The tokens of a text; white space and separators of thousands are none."""
    signs = [*map(_folded, text)]
    for match in SEPARATOR.finditer(text):
        signs[match.start()] = ""
    origin = [index for index, sign in enumerate(signs) for _ in sign]
    for match in PIECE.finditer(POINT.sub(r"\1.", "".join(signs))):
        key = "…" if match[0].startswith("..") else match[0]
        yield Token(key, owner, origin[match.start()], origin[match.end() - 1] + 1)
