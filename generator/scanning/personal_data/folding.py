"""字形归一: a text read as plain digits and separators, with the way back to where each stands.

Two readings: the first takes what prints as an ordinary digit; the second takes also 一, ①, ² and letters such as O and
l within numbers. They are apart because “第一” and “①” before a number are no part of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import compress

from msgspec import Struct

_CHINESE = {
    sign: str(digit)
    for digit, signs in enumerate(
        ("〇零○◯", "一壹幺", "二贰貳", "三叁", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for sign in signs
}
_DROPPED = "\0"
_DASH, _SPACE = "-", " "
_BY_CATEGORY = {
    "Pd": _DASH,
    "Zs": _SPACE,
    **dict.fromkeys(("Cc", "Cf", "Mn", "Me", "Zl", "Zp"), _DROPPED),
}
_SIGNS = {
    "\t": _SPACE,
    "\n": "\n",
    "−": _DASH,
    **dict.fromkeys("．·•・‧∙⋅", "."),
    **dict.fromkeys("［【〔", "("),
    **dict.fromkeys("］】〕", ")"),
    **dict.fromkeys("×ХхΧχ", "X"),
    **dict.fromkeys("\u115f\u1160\u3164\uffa0\ufffd", _DROPPED),
}
_LETTERS = {ord(sign): "0" for sign in "OoQОоΟο"} | {ord(sign): "1" for sign in "lI|"}
_WITH_LETTERS = re.compile(r"(?<![A-Za-z0-9])(?=[0-9]*+[OoQОоΟοlI])[0-9OoQОоΟοlI]*[0-9][0-9OoQОоΟοlI]*(?![A-Za-z0-9])")


class Reading(Struct, frozen=True, kw_only=True):
    """一种读法 of a text. `origins`: where each character stood; None: where it stands."""

    text: str
    origins: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the original text that a part of this one was read from."""
        if self.origins is None:
            return start, end
        return self.origins[start], self.origins[end - 1] + 1


def readings(text: str) -> Iterator[Reading]:
    """The plain reading and, where it differs, the reading with Chinese and other digits."""
    plain = text.translate({ord(sign): _plain(sign) for sign in set(text)})
    origins = None
    if _DROPPED in plain:
        kept = [sign != _DROPPED for sign in plain]
        origins = tuple(compress(range(len(plain)), kept))
        plain = plain.replace(_DROPPED, "")
    yield Reading(text=plain, origins=origins)
    other = plain.translate({ord(sign): _digit(sign) for sign in set(plain) if not sign.isascii()})
    other = _WITH_LETTERS.sub(lambda token: token[0].translate(_LETTERS), other)
    if other != plain:
        yield Reading(text=other, origins=origins)


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    if sign.isascii() and sign.isprintable():
        return sign
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    return _BY_CATEGORY.get(category) or _same(sign)


def _same(sign: str) -> str:
    """Ａ as A, ⼀ as 一; ① stays as it is."""
    same = unicodedata.normalize("NFKC", sign)
    return sign if len(same) != 1 or unicodedata.digit(sign, None) is not None else same


@lru_cache(maxsize=4096)
def _digit(sign: str) -> str:
    value = unicodedata.digit(sign, None)
    return _CHINESE.get(sign, sign) if value is None else str(value)
