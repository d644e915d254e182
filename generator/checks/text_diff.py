"""出入的种类: in what respect printed words differ from those that derive; texts only, no document."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from gongkai.model.amounts import UNIT_PATTERN, Unit

NUMBER = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>" + UNIT_PATTERN + r"|[%％]|个|辆|台|批次|批|人次|人|家|项|分)?"
)
SEPARATED = re.compile(r"[；;、]")
CHARACTER = re.compile(r"[\u4e00-\u9fff]")
SYNONYMS = ("加多长大", "与和同及", "比较")
"""characters that may stand for each other: 增加, 增多, 增长"""
SAYING = 4
"""Chinese characters from which on what was put in is a saying of its own, not a word"""

MORE, LESS, SAME = "增", "减", "平"
DIRECTIONS = {
    **dict.fromkeys(("增加", "增长", "上升", "大于", "高于", "超出"), MORE),
    **dict.fromkeys(("减少", "下降", "降低", "小于", "低于"), LESS),
    **dict.fromkeys(("持平", "不存在差异", "无差异", "相等"), SAME),
}
DIRECTION = re.compile("|".join(sorted(DIRECTIONS, key=len, reverse=True)))
NO_BASE = re.compile(r"无此|没有|无预算")
DIFFERS = re.compile(r"(?<!不)存在差异|主要原因|原因是")


class Kind(Enum):
    """出入的种类."""

    PERCENTAGE = auto()
    """another percentage"""
    OF_NOTHING = auto()
    """a percentage where there is none"""
    AMOUNT = auto()
    """another amount or count"""
    DECIMALS = auto()
    """the same number with fewer decimals"""
    DIRECTION = auto()
    """增加 for 减少"""
    NO_DIFFERENCE = auto()
    """a difference or a reason where figures are equal"""
    LIST = auto()
    """other things listed"""
    ORDER = auto()
    """the same things in another order"""
    SURPLUS = auto()
    """a saying more"""
    MISTYPED = auto()
    """one character for another"""
    WORDS = auto()
    """other words"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """一个数 in a text, as written."""

    text: str
    value: str
    """without separators and needless zeros"""
    unit: str

    @property
    def decimals(self) -> int:
        return sum(sign.isdigit() for sign in self.text.partition(".")[2])


def tokens(text: str) -> tuple[Token, ...]:
    """The numbers of a text with their units."""
    return tuple(
        Token(text=match[0], value=_value(match["number"]), unit=(match["unit"] or "").replace("％", "%"))
        for match in NUMBER.finditer(text)
    )


def _value(number: str) -> str:
    whole, _, decimals = number.replace(",", "").partition(".")
    decimals = decimals.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{decimals}" if decimals else "")


def percentages(text: str) -> tuple[Token, ...]:
    return tuple(token for token in tokens(text) if token.unit == "%")


def measures(text: str) -> tuple[Token, ...]:
    """Amounts and counts: numbers with a unit other than percent."""
    return tuple(token for token in tokens(text) if token.unit not in {"", "%"})


def runs(expected: str, printed: str) -> tuple[tuple[str, str], ...]:
    """(left out, put in) for every stretch in which two texts differ."""
    matcher = difflib.SequenceMatcher(a=expected, b=printed, autojunk=False)
    return tuple((expected[a:b], printed[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")


def listed(text: str) -> tuple[str, ...]:
    """Names separated by 、; nothing if the text has figures or several sentences."""
    stripped = text.strip("。，；")
    return tuple(stripped.split("、")) if not re.search(r"[。；，\d]", stripped) else ()


def pieces(text: str) -> tuple[str, ...]:
    return tuple(piece.strip("。，；") for piece in SEPARATED.split(text))


@lru_cache(maxsize=4096)
def kinds_of(expected: str, printed: str) -> frozenset[Kind]:
    """All respects in which `printed` differs from `expected`; mere words only if nothing graver is the matter."""
    found = {*_numbers(expected, printed)}
    if _differs_in_direction(expected, printed):
        found.add(Kind.DIRECTION)
    if says_equal(expected) and DIFFERS.search(printed):
        found.add(Kind.NO_DIFFERENCE)
    own, other = listed(expected), listed(printed)
    if min(len(own), len(other)) > 1 and set(own) & set(other) and set(own) != set(other):
        found.add(Kind.LIST)
    if len(pieces(expected)) > 1 and pieces(expected) != pieces(printed) and _same(pieces(expected), pieces(printed)):
        found.add(Kind.ORDER)
    if not found - {Kind.DECIMALS}:
        found |= _words(runs(expected, printed))
    return frozenset(found)


def _numbers(expected: str, printed: str) -> set[Kind]:
    found = set()
    own, other = percentages(expected), percentages(printed)
    if len(other) > len(own) and _is_of_nothing(expected, other):
        found.add(Kind.OF_NOTHING)
    elif len(other) == len(own) and _differ(own, other):
        found.add(Kind.PERCENTAGE)
    amounts, printed_amounts = measures(expected), measures(printed)
    if [token.unit for token in amounts] == [token.unit for token in printed_amounts] and _differ(
        amounts, printed_amounts
    ):
        found.add(Kind.AMOUNT)
    if any(wrong.decimals < right.decimals for right, wrong in same_numbers(expected, printed)):
        found.add(Kind.DECIMALS)
    return found


def _is_of_nothing(expected: str, printed: tuple[Token, ...]) -> bool:
    """Whether a percentage that does not derive is one of nothing: 0% or 100%, or in the place of 年初无此预算."""
    right = {token.value for token in percentages(expected)}
    surplus = {token.value for token in printed} - right
    return surplus <= {"0", "100"} or NO_BASE.search(expected) is not None


def _differ(own: tuple[Token, ...], other: tuple[Token, ...]) -> bool:
    """Whether some number is another one, not only in another place."""
    return not _same(tuple(token.value for token in own), tuple(token.value for token in other))


def _same(own: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return sorted(own) == sorted(other)


def same_numbers(expected: str, printed: str) -> tuple[tuple[Token, Token], ...]:
    """Amounts and percentages that are the same in both, but perhaps written otherwise."""
    waiting = [token for token in tokens(expected) if token.unit in {*Unit, "%"}]
    found = []
    for token in tokens(printed):
        match = next((one for one in waiting if (one.value, one.unit) == (token.value, token.unit)), None)
        if match is not None:
            waiting.remove(match)
            found.append((match, token))
    return tuple(found)


def says_equal(text: str) -> bool:
    return any(DIRECTIONS[word] == SAME for word in DIRECTION.findall(text))


def _differs_in_direction(expected: str, printed: str) -> bool:
    own, other = ([DIRECTIONS[word] for word in DIRECTION.findall(text)] for text in (expected, printed))
    return bool(own) and len(own) == len(other) and own != other and SAME not in own


def _words(differences: tuple[tuple[str, str], ...]) -> set[Kind]:
    if any(is_saying(old, new) for old, new in differences):
        return {Kind.SURPLUS}
    if len(differences) == 1 and _is_mistyped(*differences[0]):
        return {Kind.MISTYPED}
    if any(CHARACTER.search(old + new) for old, new in differences):
        return {Kind.WORDS}
    return set()


def _is_mistyped(old: str, new: str) -> bool:
    """Whether one character was put for another that does not mean the same."""
    single = len(old) == len(new) == 1 and CHARACTER.match(old) and CHARACTER.match(new)
    return bool(single) and not any(old in group and new in group for group in SYNONYMS)


def is_saying(old: str, new: str) -> bool:
    """Whether a whole saying was put in, not one put in the place of another."""
    return len(CHARACTER.findall(new)) - len(CHARACTER.findall(old)) >= SAYING
