"""出入: in what respects printed words differ from those that derive; texts only, no document.

The one comparison of `gongkai compare` and of the rules on 原文. What differs is told as a whole: of another digit,
the figure with its unit; of a character, the date or the name that it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from msgspec import Struct

from gongkai.model.amounts import WIDE
from gongkai.model.body_names import Changed, bodies
from gongkai.model.measure_pairs import other_measures, shortened, without_percent
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
from gongkai.model.word_diff import CHARACTER, LIST_END, is_mistyped, is_saying, listed, pieces, runs

LEADS_TO_LIST = re.compile(r"(?:包括|包含|[为是])：$")
CLAUSE_END = re.compile(r"[。；，\n]")
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


class Difference(Struct, frozen=True, kw_only=True):
    """一处出入: the whole figure, date, name or list, as it derives and as it is printed."""

    aspect: Aspect
    expected: str
    printed: str
    start: int
    """where `expected` begins in the words before, the expected words and those after"""
    numbers: tuple[Number, Number] | None = None
    """of another figure: both as numbers"""


@lru_cache(maxsize=4096)
def differences(
    expected: str, printed: str, before: str = "", after: str = "", *, names: tuple[str, ...] = ()
) -> tuple[Difference, ...]:
    """All respects in which `printed` differs from `expected`; mere words only if nothing graver is the matter.

    A name that is another in a list may be a mere word as well. `before` and `after` stand around both; `names` are
    bodies that are known by name.
    """
    texts = _Texts(expected=expected, printed=printed, before=before, after=after)
    lists, decimals = tuple(_listed(texts)), tuple(_decimals(texts))
    others = (*_in_their_place(texts, dates, Aspect.DATE), *_in_their_place(texts, lone_units, Aspect.UNIT))
    grave = (*_measured(texts), *others, *_turned(texts), *_named(texts, names))
    words = () if grave or any(one.expected == expected for one in lists) else tuple(_words(texts))
    return (*grave, *lists, *decimals, *words)


def cut_from(exact: Decimal, printed: Number) -> bool:
    """Whether a printed number is an exact one cut off where it had to be rounded (截断)."""
    step = Decimal(1).scaleb(-printed.places)
    return exact.quantize(step, ROUND_DOWN, WIDE) == printed.value != exact.quantize(step, ROUND_HALF_UP, WIDE)


class _Texts(Struct, frozen=True, kw_only=True):
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

    def whole(self, aspect: Aspect) -> Difference:
        return Difference(aspect=aspect, expected=self.expected, printed=self.printed, start=len(self.before))


def _of(aspect: Aspect, pair: tuple[_Any, _Any]) -> Difference:
    own, other = pair
    numbers = (own.number, other.number) if isinstance(own, Measure) and isinstance(other, Measure) else None
    return Difference(aspect=aspect, expected=own.text, printed=other.text, start=own.start, numbers=numbers)


_Any = Measure | Date | Turn | LoneUnit
_M = TypeVar("_M", Measure, Date, Turn, LoneUnit)


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
    if _in_another_order(texts):
        yield texts.whole(Aspect.ORDER)
        return
    (rates, amounts), (printed_rates, printed_amounts) = map(_parted, _around(texts, measures))
    surplus = _of_nothing(texts, rates, printed_rates)
    if surplus:
        numbers = "、".join(dict.fromkeys(one.text for one in surplus))
        yield Difference(aspect=Aspect.OF_NOTHING, expected="", printed=numbers, start=len(texts.before))
    else:
        yield from (_of(Aspect.RATE, pair) for pair in other_measures(rates, printed_rates, texts.own, texts.other))
    others = other_measures(amounts, printed_amounts, texts.own, texts.other)
    for pair in (*others, *without_percent(rates, printed_amounts)):
        yield _of(Aspect.UNIT if pair[0].number.value == pair[1].number.value else Aspect.FIGURE, pair)


def _parted(found: Iterable[Measure]) -> tuple[list[Measure], list[Measure]]:
    """Percentages, and what is none."""
    listed = list(found)
    return [one for one in listed if one.is_rate], [one for one in listed if not one.is_rate]


def _of_nothing(texts: _Texts, own: Sequence[Measure], other: Sequence[Measure]) -> list[Measure]:
    """Percentages that do not derive, if they are of nothing: 0% or 100%, or in the place of 年初无此预算."""
    right = {one.number.value for one in own}
    surplus = [one for one in other if one.number.value not in right]
    if len(other) <= len(own):
        return []
    if {one.number.value for one in surplus} <= {0, 100} or NO_BASE.search(texts.expected):
        return surplus or list(other)
    return []


def _decimals(texts: _Texts) -> Iterator[Difference]:
    return (_of(Aspect.DECIMALS, pair) for pair in shortened(*_around(texts, measures)))


def _in_their_place(texts: _Texts, read: Callable[[str], tuple[_M, ...]], aspect: Aspect) -> Iterator[Difference]:
    """Others of as many, each in the place of its counterpart."""
    own, other = _around(texts, read)
    if len(own) == len(other):
        yield from (_of(aspect, pair) for pair in zip(own, other, strict=True) if not pair[0].says(pair[1]))


def _turned(texts: _Texts) -> Iterator[Difference]:
    own, other = _around(texts, turns)
    if own and len(own) == len(other) and all(turn.direction is not Direction.SAME for turn in own):
        wrong = (pair for pair in zip(own, other, strict=True) if not pair[0].says(pair[1]))
        yield from (_of(Aspect.DIRECTION, pair) for pair in wrong)
    clause = CLAUSE_END.split(texts.before)[-1] + texts.expected
    if says_equal(clause) and DIFFERS.search(texts.printed):
        yield texts.whole(Aspect.NO_DIFFERENCE)


def _listed(texts: _Texts) -> Iterator[Difference]:
    """Lists of which some names are others: what is one by itself, and all of what is led to as one (主要包括：)."""
    lead, tail = LIST_END.split(texts.before)[-1], LIST_END.split(texts.after)[0]
    if not LEADS_TO_LIST.search(texts.before.removesuffix(lead)):
        lead = tail = ""
    own, other = (lead + text + tail for text in (texts.expected, texts.printed))
    names, printed = listed(own), listed(other)
    if min(len(names), len(printed)) > 1 and set(names) & set(printed) and set(names) != set(printed):
        yield Difference(aspect=Aspect.LIST, expected=own, printed=other, start=len(texts.before) - len(lead))


def _in_another_order(texts: _Texts) -> bool:
    own, other = pieces(texts.expected), pieces(texts.printed)
    return len(own) > 1 and own != other and sorted(own) == sorted(other)


def _named(texts: _Texts, names: tuple[str, ...]) -> Iterator[Difference]:
    changed = Changed.between(texts.own, texts.other)
    found = bodies(changed, names) if changed else None
    if found:
        yield Difference(aspect=Aspect.NAME, expected=found.expected, printed=found.printed, start=found.start)


def _loses_a_year(texts: _Texts) -> bool:
    return any(own.loses_its_year(other) for own, other in zip(*_around(texts, dates), strict=False))


def _words(texts: _Texts) -> Iterator[Difference]:
    found = runs(texts.expected, texts.printed)
    if _loses_a_year(texts):
        yield texts.whole(Aspect.MISTYPED)
    elif any(is_saying(old, new) for old, new in found):
        yield texts.whole(Aspect.ADDED)
    elif any(is_saying(new, old) for old, new in found):
        yield texts.whole(Aspect.MISSING)
    elif len(found) == 1 and is_mistyped(*found[0]):
        yield texts.whole(Aspect.MISTYPED)
    elif any(CHARACTER.search(old + new) for old, new in found):
        yield texts.whole(Aspect.WORDS)
