"""相对的数: which figure of one text stands for which of another, and which of them is another figure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from gongkai.model.mentions import Measure
from gongkai.model.word_diff import CHARACTER, SAYING

PIECE_END = re.compile(r"[。；，、\n]")
_Pair = tuple[Measure, Measure]


def other_measures(own: Sequence[Measure], other: Sequence[Measure], text: str, printed: str) -> list[_Pair]:
    """Figures that stand in the place of others; not those that are only said more or less than derive."""
    pairs = [pair for pair in _opposite(own, other) if not pair[0].says(pair[1])]
    if sorted(one.number.plain for one in own) != sorted(one.number.plain for one in other):
        return pairs
    return [pair for pair in pairs if not _moved_with_its_words(pair, own, text, printed)]


def shortened(own: Sequence[Measure], other: Sequence[Measure]) -> Iterator[_Pair]:
    """Amounts and percentages that are the same in both, with fewer decimals than derive."""
    waiting = [one for one in own if one.number.money or one.is_rate]
    for one in other:
        same = (each for each in waiting if each.says(one) and each.number.unit == one.number.unit)
        match = next(same, None)
        if match is not None:
            waiting.remove(match)
            if one.number.places < match.number.places:
                yield match, one


def without_percent(rates: Sequence[Measure], other: Sequence[Measure]) -> list[_Pair]:
    """Percentages that are printed as bare numbers, or with another unit."""
    if len(rates) != len(other):
        return []
    return [pair for pair in zip(rates, other, strict=True) if pair[0].number.value == pair[1].number.value]


def _opposite(own: Sequence[Measure], other: Sequence[Measure]) -> Iterator[_Pair]:
    """Of as many, each and its counterpart; else those that stand between the same figures."""
    if len(own) == len(other):
        yield from (pair for pair in zip(own, other, strict=True) if _comparable(*pair))
        return
    keys = [[(one.number.plain, one.number.money) for one in found] for found in (own, other)]
    matcher = difflib.SequenceMatcher(a=keys[0], b=keys[1], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "replace":
            yield from _partners(own[a:b], list(other[c:d]))


def _partners(own: Sequence[Measure], free: list[Measure]) -> Iterator[_Pair]:
    """By the same unit, else by the same number in another."""
    for one in own:
        by_unit = (each for each in free if each.number.unit == one.number.unit)
        by_value = (each for each in free if each.number.value == one.number.value)
        match = next(by_unit, None) or next(by_value, None)
        if match is not None:
            free.remove(match)
            yield one, match


def _comparable(own: Measure, other: Measure) -> bool:
    """Whether they can stand for each other: both money, or both counts; a figure without a unit may be either."""
    return own.number.money == other.number.money or not (own.number.unit and other.number.unit)


def _moved_with_its_words(pair: _Pair, own: Sequence[Measure], text: str, printed: str) -> bool:
    """Whether a figure stands elsewhere because what it tells of does."""
    words = _lead(printed, pair[1])
    here = _alike(words, _lead(text, pair[0]))
    return any(one.says(pair[1]) and _alike(words, _lead(text, one)) >= here for one in own)


def _lead(text: str, measure: Measure) -> str:
    """The words that lead to a figure: its clause, and the one before where that says too little (占)."""
    *others, last = PIECE_END.split(text[: measure.start])
    return last if len(CHARACTER.findall(last)) >= SAYING or not others else others[-1] + last


def _alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(a=one, b=other, autojunk=False).ratio()
