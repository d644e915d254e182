"""出入: in what respects printed words differ from those that derive; texts only, no document.

The one comparison of `gongkai compare` and of the rules on 原文. What differs is told as a whole: of another digit,
the figure with its unit; of a character, the date or the name that it belongs to.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from gongkai.model.body_names import Changed, bodies
from gongkai.model.mentions import (
    Date,
    Direction,
    LoneUnit,
    Measure,
    Turn,
    dates,
    lone_units,
    measures,
    says_equal,
    turns,
)
from gongkai.model.numbers import Number

SEPARATED = re.compile(r"[；;、]")
CHARACTER = re.compile(r"[\u4e00-\u9fff]")
SYNONYMS = ("加多长大", "与和同及", "比较")
"""characters that may stand for each other: 增加, 增多, 增长"""
SAYING = 4
"""Chinese characters from which on what was put in is a saying of its own, not a word"""
LIST_END = re.compile(r"[。；，：\d]")
CLAUSE_END = re.compile(r"[。；，\n]")
PIECE_END = re.compile(r"[。；，、\n]")
NO_BASE = re.compile(r"无此|没有|无预算")
DIFFERS = re.compile(r"(?<!不)存在差异|主要原因|原因是")


class Aspect(StrEnum):
    """出入的种类."""

    FIGURE = "数"
    """another amount or count"""
    RATE = "百分比"
    OF_NOTHING = "零基数"
    """a percentage where there is none"""
    UNIT = "单位"
    """the same figure in another unit"""
    DATE = "日期"
    DIRECTION = "方向"
    """增加 for 减少"""
    NO_DIFFERENCE = "持平"
    """a difference or a reason where figures are equal"""
    LIST = "列举"
    """other things listed"""
    NAME = "名称"
    """another body"""
    ORDER = "次序"
    """the same things in another order"""
    DECIMALS = "位数"
    """the same number with fewer decimals"""
    ADDED = "多"
    """a saying more"""
    MISSING = "缺"
    """a saying less"""
    MISTYPED = "错字"
    """one character for another"""
    WORDS = "文字"
    """other words"""


MERE_WORDS = frozenset({Aspect.ADDED, Aspect.MISSING, Aspect.MISTYPED, Aspect.WORDS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """一处出入: the whole figure, date, name or list, as it derives and as it is printed."""

    aspect: Aspect
    expected: str
    printed: str
    start: int
    """where `expected` begins in the words before, the expected words and those after"""


@lru_cache(maxsize=4096)
def differences(
    expected: str, printed: str, before: str = "", after: str = "", *, names: tuple[str, ...] = ()
) -> tuple[Difference, ...]:
    """All respects in which `printed` differs from `expected`; mere words only if nothing graver is the matter.

    `before` and `after` stand around both; `names` are bodies that are known by name.
    """
    texts = _Texts(expected=expected, printed=printed, before=before, after=after)
    grave = (*_measured(texts), *_dated(texts), *_units(texts), *_turned(texts), *_listed(texts), *_named(texts, names))
    decimals = tuple(_decimals(texts))
    return (*grave, *decimals, *(() if grave else _words(texts)))


def cut_from(exact: Decimal, printed: Number) -> bool:
    """Whether a printed number is an exact one cut off where it had to be rounded (截断)."""
    step = Decimal(1).scaleb(-printed.places)
    return exact.quantize(step, ROUND_DOWN) == printed.value != exact.quantize(step, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Texts:
    """Both texts, with what stands around."""

    expected: str
    printed: str
    before: str
    after: str

    @property
    def own(self) -> str:
        return self.before + self.expected + self.after

    @property
    def other(self) -> str:
        return self.before + self.printed + self.after

    def told(self, aspect: Aspect, expected: str = "", printed: str = "", start: int | None = None) -> Difference:
        at = len(self.before) if start is None else start
        return Difference(aspect=aspect, expected=expected, printed=printed, start=at)

    def whole(self, aspect: Aspect) -> Difference:
        return self.told(aspect, self.expected, self.printed)

    def of(self, aspect: Aspect, pair: tuple[_Any, _Any]) -> Difference:
        return self.told(aspect, pair[0].text, pair[1].text, pair[0].start)


_Any = Measure | Date | Turn | LoneUnit
_M = TypeVar("_M", Measure, Date, Turn, LoneUnit)
_Pairs = list[tuple[_M, _M]]


def _around(texts: _Texts, read: Callable[[str], tuple[_M, ...]]) -> tuple[list[_M], list[_M]]:
    """What both texts mention, but for what stands in the words around and is the same in both."""
    own, other = list(read(texts.own)), list(read(texts.other))
    while own and other and own[0] == other[0] and own[0].end <= len(texts.before):
        del own[0], other[0]
    ends = len(texts.own), len(texts.other)
    while own and other and own[-1].text == other[-1].text and _behind(texts, own[-1], other[-1], ends):
        del own[-1], other[-1]
    return own, other


def _behind(texts: _Texts, own: _Any, other: _Any, ends: tuple[int, int]) -> bool:
    """Whether both stand in the words after, at the same place."""
    return ends[0] - own.start == ends[1] - other.start <= len(texts.after)


def _measured(texts: _Texts) -> Iterator[Difference]:
    own, other = _around(texts, measures)
    if _in_another_order(texts):
        yield texts.whole(Aspect.ORDER)
        return
    rates, printed_rates = _rates(own), _rates(other)
    if len(printed_rates) > len(rates) and (surplus := _of_nothing(texts, rates, printed_rates)):
        yield texts.told(Aspect.OF_NOTHING, "", "、".join(dict.fromkeys(one.text for one in surplus)))
    else:
        yield from (texts.of(Aspect.RATE, pair) for pair in _other_measures(texts, rates, printed_rates))
    amounts = [one for one in own if not one.is_rate], [one for one in other if not one.is_rate]
    for pair in _other_measures(texts, *amounts):
        yield texts.of(Aspect.UNIT if pair[0].number.value == pair[1].number.value else Aspect.FIGURE, pair)


def _rates(found: Iterable[Measure]) -> list[Measure]:
    return [one for one in found if one.is_rate]


def _of_nothing(texts: _Texts, own: Sequence[Measure], other: Sequence[Measure]) -> list[Measure]:
    """Percentages that do not derive, if they are of nothing: 0% or 100%, or in the place of 年初无此预算."""
    right = {one.number.value for one in own}
    surplus = [one for one in other if one.number.value not in right]
    if {one.number.value for one in surplus} <= {0, 100} or NO_BASE.search(texts.expected):
        return surplus or list(other)
    return []


def _other_measures(texts: _Texts, own: Sequence[Measure], other: Sequence[Measure]) -> _Pairs[Measure]:
    """Figures that stand in the place of others; not those that are only said more or less than derive."""
    pairs = [pair for pair in _opposite(own, other) if not pair[0].says(pair[1])]
    if sorted(one.number.plain for one in own) != sorted(one.number.plain for one in other):
        return pairs
    return [pair for pair in pairs if not _moved_with_its_words(texts, pair, own)]


def _moved_with_its_words(texts: _Texts, pair: tuple[Measure, Measure], own: Sequence[Measure]) -> bool:
    """Whether a figure stands elsewhere because what it tells of does."""
    words = _lead(texts.other, pair[1])
    here = _alike(words, _lead(texts.own, pair[0]))
    return any(one.says(pair[1]) and _alike(words, _lead(texts.own, one)) >= here for one in own)


def _lead(text: str, measure: Measure) -> str:
    """The words that lead to a figure: its clause, and the one before where that says too little (占)."""
    *others, last = PIECE_END.split(text[: measure.start])
    return last if len(CHARACTER.findall(last)) >= SAYING or not others else others[-1] + last


def _alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(a=one, b=other, autojunk=False).ratio()


def _opposite(own: Sequence[Measure], other: Sequence[Measure]) -> _Pairs[Measure]:
    """Figures that stand for each other: of as many, each for its counterpart; else by what stands between the same."""
    if len(own) == len(other):
        return [pair for pair in zip(own, other, strict=True) if _comparable(*pair)]
    keys = [[(one.number.plain, one.number.money) for one in found] for found in (own, other)]
    matcher = difflib.SequenceMatcher(a=keys[0], b=keys[1], autojunk=False)
    replaced = [(own[a:b], other[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag == "replace"]
    pairs: _Pairs[Measure] = []
    for left, right in replaced:
        free = list(right)
        for one in left:
            match = next((each for each in free if one.number.unit == each.number.unit), None)
            if match is not None:
                free.remove(match)
                pairs.append((one, match))
    return pairs


def _comparable(own: Measure, other: Measure) -> bool:
    """Whether they can stand for each other: both money, or both counts; a figure without a unit may be either."""
    return own.number.money == other.number.money or not (own.number.unit and other.number.unit)


def _decimals(texts: _Texts) -> Iterator[Difference]:
    """Amounts and percentages that are the same in both, with fewer decimals than derive."""
    own, other = _around(texts, measures)
    waiting = [one for one in own if one.number.money or one.is_rate]
    for one in other:
        match = next((each for each in waiting if _same_in_unit(each, one)), None)
        if match is not None:
            waiting.remove(match)
            if one.number.places < match.number.places:
                yield texts.of(Aspect.DECIMALS, (match, one))


def _same_in_unit(own: Measure, other: Measure) -> bool:
    return (own.number.value, own.number.unit) == (other.number.value, other.number.unit)


def _dated(texts: _Texts) -> Iterator[Difference]:
    own, other = _around(texts, dates)
    if len(own) == len(other):
        yield from (texts.of(Aspect.DATE, pair) for pair in zip(own, other, strict=True) if not pair[0].says(pair[1]))


def _units(texts: _Texts) -> Iterator[Difference]:
    own, other = _around(texts, lone_units)
    if len(own) == len(other):
        yield from (texts.of(Aspect.UNIT, pair) for pair in zip(own, other, strict=True) if not pair[0].says(pair[1]))


def _turned(texts: _Texts) -> Iterator[Difference]:
    own, other = _around(texts, turns)
    if own and len(own) == len(other) and all(turn.direction is not Direction.SAME for turn in own):
        wrong = (pair for pair in zip(own, other, strict=True) if not pair[0].says(pair[1]))
        yield from (texts.of(Aspect.DIRECTION, pair) for pair in wrong)
    clause = CLAUSE_END.split(texts.before)[-1] + texts.expected
    if says_equal(clause) and DIFFERS.search(texts.printed):
        yield texts.whole(Aspect.NO_DIFFERENCE)


def listed(text: str) -> tuple[str, ...]:
    """Names separated by 、; nothing if the text has figures or several sentences."""
    stripped = text.strip("。，；")
    return () if LIST_END.search(stripped.partition("：")[2] or stripped) else tuple(stripped.split("、"))


def pieces(text: str) -> tuple[str, ...]:
    return tuple(piece.strip("。，；") for piece in SEPARATED.split(text))


def _listed(texts: _Texts) -> Iterator[Difference]:
    """Whole lists of which some names are others. A change within one name is no other list."""
    lead = LIST_END.split(texts.before)[-1]
    tail = LIST_END.split(texts.after)[0]
    own, other = (lead + text + tail for text in (texts.expected, texts.printed))
    names, printed = listed(own), listed(other)
    if min(len(names), len(printed)) > 1 and set(names) & set(printed) and set(names) != set(printed):
        yield texts.told(Aspect.LIST, own, other, len(texts.before) - len(lead))


def _in_another_order(texts: _Texts) -> bool:
    own, other = pieces(texts.expected), pieces(texts.printed)
    return len(own) > 1 and own != other and sorted(own) == sorted(other)


def _named(texts: _Texts, names: tuple[str, ...]) -> Iterator[Difference]:
    changed = Changed.between(texts.own, texts.other)
    found = bodies(changed, names) if changed else None
    if found:
        yield texts.told(Aspect.NAME, found.expected, found.printed, found.start)


def runs(expected: str, printed: str) -> tuple[tuple[str, str], ...]:
    """(left out, put in) for every stretch in which two texts differ."""
    matcher = difflib.SequenceMatcher(a=expected, b=printed, autojunk=False)
    return tuple((expected[a:b], printed[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")


def _words(texts: _Texts) -> Iterator[Difference]:
    found = runs(texts.expected, texts.printed)
    if any(is_saying(old, new) for old, new in found):
        yield texts.whole(Aspect.ADDED)
    elif any(is_saying(new, old) for old, new in found):
        yield texts.whole(Aspect.MISSING)
    elif len(found) == 1 and _is_mistyped(*found[0]):
        yield texts.whole(Aspect.MISTYPED)
    elif any(CHARACTER.search(old + new) for old, new in found):
        yield texts.whole(Aspect.WORDS)


def _is_mistyped(old: str, new: str) -> bool:
    """Whether one character was put for another that does not mean the same."""
    single = len(old) == len(new) == 1 and CHARACTER.match(old) and CHARACTER.match(new)
    return bool(single) and not any(old in group and new in group for group in SYNONYMS)


def is_saying(old: str, new: str) -> bool:
    """Whether a whole saying was put in, not one put in the place of another."""
    return len(CHARACTER.findall(new)) - len(CHARACTER.findall(old)) >= SAYING
