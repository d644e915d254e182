"""词位: which words stand anywhere in a volume, so that a browser need not ask for what stands nowhere.

A word has a place by its hash. Where no word of the volume has that place, it stands nowhere; where one has, it may
stand. Numbers have none: most of them are there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from gongkai.publishing.search.postings import gaps, hash_of

BITS = 17
"""of a place"""
FEWEST = 10
FREE = 8
"""places for each word, while there are so many: one word in eight that stands nowhere is taken for one that may"""


def places(words: Iterable[str]) -> Counter[int]:
    """Place → how many words have it."""
    return Counter(hash_of(word) >> 32 - BITS for word in words if word[0] != "#")


def packed(taken: Counter[int]) -> dict[str, object]:
    """As search-packed.js reads it: the places that are taken, in as few bits as leave enough free."""
    bits = min(BITS, max(FEWEST, (FREE * taken.total()).bit_length()))
    return {"bits": bits, "gaps": gaps(sorted({place >> BITS - bits for place in taken}))}
