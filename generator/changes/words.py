"""文字的变动: sentences, titles and names before and after, each with what of it is another and why."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec.structs import replace

from gongkai.changes.result import COUNTING, Cause, Piece, Reworded
from gongkai.comparison.tokens import Token, tokens_of
from gongkai.comparison.units import Unit
from gongkai.model.places import NOWHERE, Place
from gongkai.model.spans import Figure, Span, plain
from gongkai.model.text_diff import differences
from gongkai.scanning.personal_data.findings import masked

AROUND = 12
"""characters that are told on either side of what changed"""
LONGEST_RUN = 3 * AROUND
CONTENTS = "目录"
SHORT = 5
"""tokens between two changes from which on they are told apart"""
SEPARATING = re.compile(r"[\d。；，、：%]")
VERY_ALIKE = 0.6
ALIKE = 0.35
"""how much of two texts has to be the same for one to be the other, changed"""


def changed_words(
    old: Sequence[Unit], new: Sequence[Unit], renamed: Callable[[Unit, bool], str], *, edition: bool
) -> tuple[Reworded, ...]:
    """Every text that is another; `edition`: whether the edition is.

    `renamed`: the address of a unit that holds on both sides, and whether the unit is the new side's.
    """
    sides = [_by_address(units, renamed, after=after) for after, units in enumerate((old, new))]
    addresses = dict.fromkeys((*sides[0], *sides[1]))
    pairs = [pair for address in addresses for pair in _paired(sides[0].get(address, ()), sides[1].get(address, ()))]
    found: dict[tuple[str, str], Reworded] = {}
    for pair in _reunited(pairs):
        one = _reworded(*pair, edition=edition)
        known = found.get(_change(one))
        if known is None:
            found[_change(one)] = one
        elif one.label not in (known.label, *known.also, CONTENTS):
            also = (*known.also, one.label)
            found[_change(one)] = replace(known, also=also, places=known.places | one.places)
    return tuple(found.values())


_Pair = tuple[Unit | None, Unit | None]


def _reunited(pairs: Sequence[_Pair]) -> Iterator[_Pair]:
    """With a text that is gone and one like it that is new, in the same section, as one that is another."""
    come = [new for old, new in pairs if old is None and new is not None]
    for old, new in pairs:
        if old is None:
            continue
        like = new if new is not None else _like(old, come)
        if new is None and like is not None:
            come.remove(like)
        yield old, like
    yield from ((None, one) for one in come)


def _like(old: Unit, come: Iterable[Unit]) -> Unit | None:
    """A new text of the same section that is like one that is gone."""
    if not old.scope:
        return None
    return next((one for one in come if one.scope == old.scope and _ratio(old, one) >= VERY_ALIKE), None)


def renamed_once(words: Iterable[Reworded], names: Iterable[tuple[str, str]]) -> tuple[Reworded, ...]:
    """With one for each name that became another, in the place of all texts of which nothing else is."""
    left = list(words)
    told = []
    for old, new in names:
        same = [one for one in left if old != new and one.old.replace(old, new) == one.new]
        if same:
            left = [one for one in left if one not in same]
            told.append(_renamed(same, old, new))
    return (*told, *left)


def _renamed(same: Sequence[Reworded], old: str, new: str) -> Reworded:
    """A name that became another, once for all texts."""
    also = tuple(dict.fromkeys(chain.from_iterable((one.label, *one.also) for one in same)))
    shown = (Piece(text=old, change="-"), Piece(text=new, change="+"))
    places = frozenset().union(*(one.places for one in same))
    return replace(same[0], label="名称", pieces=shown, cause=Cause.TYPED, also=also, places=places)


def _change(one: Reworded) -> tuple[str, str]:
    """What is the same change in several places: one name for another; whole sentences are told one by one."""
    left, put = (tuple(piece.text for piece in one.pieces if piece.change == sign) for sign in "-+")
    if len(left) == len(put) == 1 and not any(map(str.isdigit, left[0] + put[0])):
        return left[0], put[0]
    return one.old, one.new


def _by_address(units: Iterable[Unit], renamed: Callable[[Unit, bool], str], *, after: int) -> Mapping[str, list[Unit]]:
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        found[renamed(unit, bool(after))].append(unit)
    return found


def _paired(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[tuple[Unit | None, Unit | None]]:
    """Those that differ: what stands in the place of what, what is gone, what is new."""
    before, after = ([plain(unit.spans) for unit in units] for units in (old, new))
    if before == after:
        return
    for tag, a, b, c, d in difflib.SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _replaced(list(old[a:b]), list(new[c:d]))


def _replaced(gone: list[Unit], come: list[Unit]) -> Iterator[tuple[Unit | None, Unit | None]]:
    """In order, each with the first that is like it."""
    for unit in gone:
        like = next((other for other in come if _alike(unit, other)), None)
        if like is not None:
            yield from ((None, one) for one in come[: come.index(like)])
            del come[: come.index(like) + 1]
        yield unit, like
    yield from ((None, unit) for unit in come)


def _alike(one: Unit, other: Unit) -> bool:
    return bool(one.where and not one.scope) or _ratio(one, other) >= ALIKE


def _ratio(one: Unit, other: Unit) -> float:
    return difflib.SequenceMatcher(None, plain(one.spans), plain(other.spans), autojunk=False).ratio()


def _shown(unit: Unit | None) -> str:
    return masked(plain(unit.spans)) if unit is not None else ""


def _reworded(old: Unit | None, new: Unit | None, *, edition: bool) -> Reworded:
    there = new or old
    assert there is not None  # noqa: S101 - a pair has at least one side
    before, after = _shown(old), _shown(new)
    told = differences(before, after) if before and after else ()
    aspects = tuple(dict.fromkeys(str(one.aspect) for one in told))
    places = (*(new.places if new else ()), *(old.places if old else ()))
    return Reworded(
        label=there.label,
        old=before,
        new=after,
        pieces=tuple(pieces(before, after)),
        cause=_cause(old, new, aspects, edition=edition),
        aspects=aspects,
        place=_typed_place(old, new) or next(iter(places), NOWHERE),
        places=frozenset(places),
    )


def _cause(old: Unit | None, new: Unit | None, aspects: Iterable[str], *, edition: bool) -> Cause:
    before, after = (unit.spans if unit else () for unit in (old, new))
    if _typed_texts(before) != _typed_texts(after):
        return Cause.TYPED
    if edition and _words(before) != _words(after):
        return Cause.EDITION
    counts = _figures(before) != _figures(after) or not COUNTING.isdisjoint(aspects)
    return Cause.FIGURES if counts else Cause.ELSEWHERE


def _words(spans: Iterable[Span]) -> list[str]:
    """What the edition says around what was typed and around figures."""
    return [span.text for span in spans if not span.places and not isinstance(span, Figure)]


def _figures(spans: Iterable[Span]) -> list[str]:
    return [span.text for span in spans if isinstance(span, Figure)]


def _typed_texts(spans: Iterable[Span]) -> list[str]:
    return [span.text for span in spans if span.places and not isinstance(span, Figure)]


def _typed_place(old: Unit | None, new: Unit | None) -> Place | None:
    """Where the text stands that was typed otherwise."""
    before = set(_typed_texts(old.spans)) if old else set()
    spans = new.spans if new else ()
    changed = (span for span in spans if span.places and not isinstance(span, Figure) and span.text not in before)
    return next((span.places[0] for span in changed), None)


def pieces(old: str, new: str) -> Iterator[Piece]:
    """Both texts in one: figures and words whole, long stretches that are the same cut short."""
    tokens = [tokens_of((text,)) for text in (old, new)]
    keys = [[old[one.start : one.end] for one in tokens[0]], [new[one.start : one.end] for one in tokens[1]]]
    codes = joined(difflib.SequenceMatcher(a=keys[0], b=keys[1], autojunk=False).get_opcodes(), keys[0])
    for number, (same, a, b, c, d) in enumerate(codes):
        if same:
            text = _stretch(old, tokens[0], a, b)
            yield Piece(text=_cut(text, first=number == 0, last=number == len(codes) - 1))
        else:
            for sign, text in (("-", _stretch(old, tokens[0], a, b)), ("+", _stretch(new, tokens[1], c, d))):
                if text:
                    yield Piece(text=text, change=sign)


_Run = tuple[bool, int, int, int, int]


def joined(codes: Iterable[tuple[str, int, int, int, int]], keys: Sequence[str]) -> list[_Run]:
    """What is the same and what is not, in turn; a word or two between changes belong to them."""
    runs: list[_Run] = []
    listed = list(codes)
    for number, (tag, a, b, c, d) in enumerate(listed):
        inner = 0 < number < len(listed) - 1
        words = not any(SEPARATING.search(key) for key in keys[a:b])
        same = tag == "equal" and not (inner and b - a < SHORT and words)
        if runs and not same and not runs[-1][0]:
            runs[-1] = (False, runs[-1][1], b, runs[-1][3], d)
        else:
            runs.append((same, a, b, c, d))
    return runs


def _stretch(text: str, tokens: Sequence[Token], start: int, end: int) -> str:
    return text[tokens[start].start : tokens[end - 1].end] if end > start else ""


def _cut(text: str, *, first: bool, last: bool) -> str:
    if len(text) <= LONGEST_RUN:
        return text
    if first:
        return f"……{text[-AROUND:]}"
    return f"{text[:AROUND]}……" if last else f"{text[:AROUND]}……{text[-AROUND:]}"
