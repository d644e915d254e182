"""倒排: where a word stands, as text that compresses well; search-index.js reads the same.

The pages of one document, each with a weight, are a *pattern*; documents of one form (their numbers follow each other)
share it for most words, so a posting lists each pattern once with the gaps between its documents:
`pages.gaps,pages.gaps`. Numbers are written in digits of five bits, of which all but the last are marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


def posting(found: Mapping[int, str]) -> str:
    """Document → pattern, as text."""
    documents: dict[str, list[int]] = {}
    for document in sorted(found):
        documents.setdefault(found[document], []).append(document)
    return ",".join(f"{pattern}.{_gaps(numbers)}" for pattern, numbers in documents.items())


def read_posting(text: str) -> dict[int, str]:
    """What `posting` wrote."""
    found = {}
    for group in text.split(","):
        pattern, _, gaps = group.partition(".")
        document = -1
        for gap in _numbers(gaps):
            document += gap + 1
            found[document] = pattern
    return found


def _gaps(documents: list[int]) -> str:
    """How many documents lie between each and the one before."""
    return "".join(coded(here - last - 1) for last, here in zip([-1, *documents], documents, strict=False))


def _numbers(text: str) -> Iterator[int]:
    number = 0
    for digit in text:
        value = VALUES[digit]
        number = number << 5 | value & 31
        if value < 32:
            yield number
            number = 0


def shard_of(word: str, count: int) -> int:
    """Which of `count` shards (a power of two) holds a word; numbers stand by their integer part."""
    hash = _hash(word.partition(".")[0].rstrip("%") if word[0] == "#" else word)
    return (hash ^ hash >> 15) & count - 1


@lru_cache(maxsize=1 << 17)
def _hash(word: str) -> int:
    """FNV-1a, 32 bit, over UTF-16."""
    hash = 0x811C9DC5
    for unit in memoryview(word.encode("utf-16-le")).cast("H"):
        hash = (hash ^ unit) * 0x01000193 & 0xFFFFFFFF
    return hash
