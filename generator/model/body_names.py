"""名称的出入: the names of bodies (…局, …中心) that a change of words belongs to, by what is known and by shape."""

from __future__ import annotations

import re

from msgspec import Struct

from gongkai.model.finding_catalogue import word_pattern

LONGEST = 20
SHORTEST = 4
"""characters of a name"""
_HAN = re.compile(r"[一-鿿（）()]")
_EDGE = frozenset("由与和同向经受对给为在按报因将把及比较从到据是的等被请")
"""what may stand before a name and is no part of it"""


class Changed(Struct, frozen=True, kw_only=True):
    """改动: one stretch in which two texts differ, from the first difference to the last."""

    own: str
    other: str
    start: int
    end: int
    """in `own`"""

    @classmethod
    def between(cls, own: str, other: str) -> Changed | None:
        """None where the texts are the same."""
        if own == other:
            return None
        shorter = min(len(own), len(other))
        start = next((at for at in range(shorter) if own[at] != other[at]), shorter)
        tail = next((at for at in range(shorter - start) if own[-1 - at] != other[-1 - at]), shorter - start)
        return cls(own=own, other=other, start=start, end=len(own) - tail)

    @property
    def grown(self) -> int:
        return len(self.other) - len(self.own)

    def printed(self, start: int, end: int) -> str:
        """What stands in the other text for a stretch around the change."""
        return self.other[start : end + self.grown]


class OtherBody(Struct, frozen=True, kw_only=True):
    """别的单位: the name that derives, and the one that is printed."""

    expected: str
    printed: str
    start: int


def bodies(changed: Changed, names: tuple[str, ...]) -> OtherBody | None:
    """The names around a change; None if it is in none, or if one is only short for the other."""
    found = _known(changed, names) or _by_shape(changed)
    if not found or is_short_for(found.printed, found.expected) or is_short_for(found.expected, found.printed):
        return None
    return found


def _known(changed: Changed, names: tuple[str, ...]) -> OtherBody | None:
    for name in sorted((name for name in names if len(name) >= SHORTEST), key=len, reverse=True):
        for match in re.finditer(re.escape(name), changed.own):
            if match.start() <= changed.start and changed.end <= match.end():
                printed = changed.printed(match.start(), match.end())
                if len(printed) >= SHORTEST and _ends_like_one(printed):
                    return OtherBody(expected=name, printed=printed, start=match.start())
    return None


def _ends_like_one(name: str) -> bool:
    return any(match.end() == len(name) for match in word_pattern("N404", "单位").finditer(name))


def _by_shape(changed: Changed) -> OtherBody | None:
    """Where what changed is followed by how a name ends, in both texts, and is led to by what may stand before one."""
    stretch = changed.own[changed.start : changed.end], changed.printed(changed.start, changed.end)
    if not all(text and all(map(_HAN.match, text)) for text in stretch):
        return None
    ends = _end(changed.own, changed.end), _end(changed.other, changed.end + changed.grown)
    start = _start(changed.own, changed.start)
    if None in ends or start is None:
        return None
    names = changed.own[start : ends[0]], changed.other[start : ends[1]]
    starts_no_name = word_pattern("N404", "句首不是名称")
    if any(len(name) < SHORTEST or starts_no_name.match(name) for name in names):
        return None
    return OtherBody(expected=names[0], printed=names[1], start=start)


def _end(text: str, changed: int) -> int | None:
    """Where the first name ends that the change is in."""
    ends = (match.end() for match in word_pattern("N404", "单位").finditer(text, max(changed - 4, 0)))
    end = next((one for one in ends if one >= changed), None)
    return end if end is not None and end - changed <= LONGEST and all(map(_HAN.match, text[changed:end])) else None


def _start(text: str, changed: int) -> int | None:
    """Where it begins: behind a mark, or behind a word that leads to a name; None if that is far away."""
    for at in range(changed, max(changed - LONGEST, -1), -1):
        if at == 0 or not _HAN.match(text[at - 1]) or text[at - 1] in _EDGE:
            return at
    return None


def is_short_for(short: str, whole: str) -> bool:
    """市教体局 is 测试市教育体育局: its signs stand there in this order."""
    signs = iter(whole)
    return all(sign in signs for sign in short)
