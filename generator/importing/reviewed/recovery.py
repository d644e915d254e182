"""认回: what stands where people had typed, if a program has lost the mark but not the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from gongkai.importing.reviewed.stretches import Pieced, Stretch

LEAST_WORDS = 4
"""characters around what was typed by which it is found again"""


class Occurrence(Struct, frozen=True, kw_only=True):
    """A slot as the reviewed file prints it."""

    key: str
    printed: str
    """digest of what was printed when the file was made"""
    text: str
    authors: tuple[str, ...] = ()


def occurrences(pieced: Pieced) -> Iterator[Occurrence]:
    authors = tuple(dict.fromkeys(one.author for one in pieced.paragraph.tracked))
    for stretch, text in zip(pieced.stretches, pieced.texts, strict=True):
        yield Occurrence(key=stretch.key, printed=stretch.printed, text=text, authors=authors)


def restored(before: Pieced, after: Pieced) -> Pieced:
    """The paragraph with the stretches that it had before, where some are lost or have fallen together.

    Only where all words around them are as they were, in one way alone, so that there is no doubt what was typed.
    """
    keys = [one.key for one in after.stretches if one.start < one.end]
    if [one.key for one in before.stretches] == keys or sum(map(len, before.fixed)) < LEAST_WORDS:
        return after
    if any(not words for words in before.fixed[1:-1]):  # two without a word between them
        return after
    found = re.fullmatch("(.*?)".join(map(re.escape, before.fixed)), after.paragraph.text, re.DOTALL)
    greedy = re.fullmatch("(.*)".join(map(re.escape, before.fixed)), after.paragraph.text, re.DOTALL)
    if found is None or greedy is None or found.regs != greedy.regs:
        return after
    stretches = (
        Stretch(start=start, end=end, key=one.key, printed=one.printed)
        for one, (start, end) in zip(before.stretches, found.regs[1:], strict=True)
    )
    return replace(after, stretches=tuple(stretches))


def by_key(seen: list[Occurrence]) -> dict[str, list[Occurrence]]:
    found: dict[str, list[Occurrence]] = {}
    for one in seen:
        found.setdefault(one.key, []).append(one)
    return found
