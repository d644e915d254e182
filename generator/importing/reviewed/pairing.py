"""配对: what of a file is what of the same file before it was reviewed, in order, by the words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T")
Pair = tuple[T | None, T | None]
"""before, after; None: there is nothing"""
LIKE = 0.45
"""share of words that two have in common if one was made of the other"""
MOST_COMPARED = 4_000
"""pairs that are looked at for likeness in one place; where more was changed, they are paired in their order"""
LONGEST = 2_000
"""characters by which likeness is told"""


def paired(
    before: Sequence[T], after: Sequence[T], key: Callable[[T], str], like: Callable[[T, T], bool]
) -> Iterator[Pair[T]]:
    """Both in one order; those that have nothing of their kind on the other side stand alone."""
    matcher = SequenceMatcher(None, list(map(key, before)), list(map(key, after)), autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(before[a:b], after[c:d], strict=True)
        else:
            yield from _changed(before[a:b], after[c:d], like)


def _changed(before: Sequence[T], after: Sequence[T], like: Callable[[T, T], bool]) -> Iterator[Pair[T]]:
    next_ = 0
    many = len(before) * len(after) > MOST_COMPARED
    for one in before:
        ahead = range(next_, min(next_ + 1, len(after))) if many else range(next_, len(after))
        at = next((at for at in ahead if many or like(one, after[at])), None)
        if at is None:
            yield one, None
            continue
        yield from ((None, other) for other in after[next_:at])
        yield one, after[at]
        next_ = at + 1
    yield from ((None, other) for other in after[next_:])


def alike(one: str, other: str) -> bool:
    """Whether a text can have been made of another."""
    if one == other:
        return True
    matcher = SequenceMatcher(None, one[:LONGEST], other[:LONGEST], autojunk=False)
    return matcher.real_quick_ratio() >= LIKE and matcher.quick_ratio() >= LIKE and matcher.ratio() >= LIKE
