"""字符: which characters may not stand in a file, because a reader does not see them or sees something else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gongkai.model.findings import Finding, found
from gongkai.model.places import Place

PLACEHOLDER = "\ue000"
"""Stands for a refused character while the YAML is parsed, so that places stay right; never reaches a value.
It is private use, hence refused itself, hence unambiguous."""

_KINDS = {
    "L108": r"\r\x0b\x0c\x85\u2028\u2029",
    "L107": r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f",
    "L109": r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
    "L110": (
        r"\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f"
        r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
    ),
    "L112": r"\ufffd-\uffff\ufdd0-\ufdef",
    "L111": r"\ue000-\uf8ff\U000f0000-\U0010ffff",
}
REFUSED = re.compile("[" + "".join(_KINDS.values()) + "]")
_TESTS = {code: re.compile(f"[{characters}]") for code, characters in _KINDS.items()}
_GARBLED_WORDS = re.compile("锟斤拷|烫烫烫|屯屯屯")

_NAMES = {
    "\x00": "空字符",
    "\r": "单独的回车符",
    "\x0b": "垂直制表符",
    "\x0c": "换页符",
    "\x85": "下一行符",
    "\u2028": "行分隔符",
    "\u2029": "段分隔符",
    "\xad": "软连字符",
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字",
    "\u200d": "零宽连字",
    "\u2060": "零宽不换行",
    "\ufeff": "零宽不换行空格，即 BOM",
    "\u200e": "从左到右标记",
    "\u200f": "从右到左标记",
    "\u202d": "强制从左到右",
    "\u202e": "强制从右到左",
    "\ufffd": "替换符",
}


class Refused(NamedTuple):
    """One refused character: where in the text, and what it is called."""

    offset: int
    name: str


def refused(text: str) -> Mapping[str, list[Refused]]:
    """By code the refused characters of a text, and words that only a wrong encoding makes (锟斤拷)."""
    by_code: dict[str, list[Refused]] = defaultdict(list)
    for match in REFUSED.finditer(text):
        code = next(code for code, test in _TESTS.items() if test.match(match[0]))
        name = f"U+{ord(match[0]):04X} {_NAMES.get(match[0], '')}"
        by_code[code].append(Refused(match.start(), name.rstrip()))
    by_code["L112"] += (Refused(match.start(), match[0]) for match in _GARBLED_WORDS.finditer(text))
    return {code: same for code, same in by_code.items() if same}


def character_finding(code: str, place: Place, same: Sequence[Refused], where: str = "") -> Finding:
    """One finding for the characters of one kind in one line."""
    distinct = tuple(dict.fromkeys(one.name for one in same))
    named = "、".join(distinct[:3]) + ("等" if len(distinct) > 3 else "")
    return found(code, place, 处=where, 字=named, 次=len(same) if len(same) > 1 else "")
