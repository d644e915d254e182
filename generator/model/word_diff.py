"""改了的字: what was left out and put in, where two texts are words."""

from __future__ import annotations

import difflib
import re

from gongkai.model.mentions import COUNTED_ALIKE

SEPARATED, LIST_END = re.compile(r"[；;、]"), re.compile(r"[。；，：\d]")
CHARACTER = re.compile(r"[\u4e00-\u9fff]")
SYNONYMS = ("加多长大", "与和同及", "比较", *COUNTED_ALIKE)
"""characters that may stand for each other: 增加, 增多, 增长; 0台, 0辆"""
SAYING = 4
"""Chinese characters from which on what was put in is a saying of its own, not a word"""


def listed(text: str) -> tuple[str, ...]:
    """Names separated by 、; nothing if the text has figures or several sentences."""
    stripped = text.strip("。，；")
    return () if LIST_END.search(stripped.partition("：")[2] or stripped) else tuple(stripped.split("、"))


def pieces(text: str) -> tuple[str, ...]:
    return tuple(piece.strip("。，；") for piece in SEPARATED.split(text))


def runs(expected: str, printed: str) -> tuple[tuple[str, str], ...]:
    """(left out, put in) for every stretch in which two texts differ."""
    matcher = difflib.SequenceMatcher(a=expected, b=printed, autojunk=False)
    return tuple((expected[a:b], printed[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")


def is_mistyped(old: str, new: str) -> bool:
    """Whether one character was put for another that does not mean the same."""
    single = len(old) == len(new) == 1 and CHARACTER.match(old) and CHARACTER.match(new)
    return bool(single) and not any(old in group and new in group for group in SYNONYMS)


def is_saying(old: str, new: str) -> bool:
    """Whether a whole saying was put in, not one put in the place of another."""
    return len(CHARACTER.findall(new)) - len(CHARACTER.findall(old)) >= SAYING
