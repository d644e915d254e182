"""倒排: where a word stands, as text that compresses well; search-index.js reads the same.

The pages of one document, each with a weight, are a *pattern*; documents of one form (their numbers follow each other)
share it for most words, so a posting lists each pattern once with the gaps between its documents:
`pages.gaps,pages.gaps`. Numbers are written in digits of five bits, of which all but the last are marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
VALUES = {digit: value for value, digit in enumerate(DIGITS)}
HEAVIEST = 3


@lru_cache(maxsize=1 << 16)
def coded(number: int) -> str:
    """A number in digits."""
    text = DIGITS[number & 31]
    while number := number >> 5:
        text = DIGITS[32 + (number & 31)] + text
    return text


def on_page(page: int, weight: int) -> str:
    """A page of a pattern; the pattern is these one after another."""
    return coded(page * HEAVIEST + weight - 1)


def posting(found: Mapping[str, list[int]]) -> str:
    """Pattern → documents in order, as text."""
    return ",".join([f"{pattern}.{gaps(documents)}" for pattern, documents in found.items()])


def read_posting(text: str) -> dict[int, str]:
    """What `posting` wrote."""
    found = {}
    for group in text.split(","):
        pattern, _, between = group.partition(".")
        document = -1
        for gap in _numbers(between):
            document += gap + 1
            found[document] = pattern
    return found


def gaps(numbers: Iterable[int]) -> str:
    """Numbers in order, as how many lie between each and the one before."""
    last = -1
    text = ""
    for number in numbers:
        text += coded(number - last - 1)
        last = number
    return text


def _numbers(text: str) -> Iterator[int]:
    number = 0
    for digit in text:
        value = VALUES[digit]
        number = number << 5 | value & 31
        if value < 32:
            yield number
            number = 0


@lru_cache(maxsize=1 << 17)
def hash_of(word: str) -> int:
    """FNV-1a, 32 bit, over UTF-16; of numbers that begin so, the same."""
    kept = _beginning(word) if word[0] == "#" else word
    hash = 0x811C9DC5
    for unit in memoryview(kept.encode("utf-16-le")).cast("H"):
        hash = (hash ^ unit) * 0x01000193 & 0xFFFFFFFF
    return hash


def shard_of(word: str, count: int) -> int:
    """Which of `count` shards (a power of two) holds a word: its hash, whose upper half is mixed into the lower."""
    hash = hash_of(word)
    return (hash ^ hash >> 15) & count - 1


def _beginning(number: str) -> str:
    """Its integer part; below ten, where there are most, with the first decimal: #3685.85 → #3685, #2.35% → #2.3."""
    integer, point, decimals = number.rstrip("%").partition(".")
    return integer + point + decimals[0] if point and len(integer) == len("#2") else integer
