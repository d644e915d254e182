"""检索词表: what one document gives to the index: which words stand on which of its pages, and how much they count.

It is kept between builds, so that an index can be made, or changed in a few places, without any other document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from gongkai.publishing.search.postings import on_page
from gongkai.publishing.search.words import name_word, words
from gongkai.rendering.pages import PageKind, SearchLine
from gongkai.rendering.search_pieces import SearchPage

KINDS = tuple(kind.value for kind in PageKind)
STRONG, PLAIN, WEAK = 3, 2, 1
YUAN = "元"
BETWEEN_HEADS = " · "
AMOUNT = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?%?")
NOTHING = re.compile(r"[0.,%\s—–-]*")
"""a blank, a zero or a dash"""


@dataclass(frozen=True, slots=True)
class Contribution:
    """一份文件的检索词."""

    kinds: str
    """a digit for the 页别 of each page"""
    words: Mapping[str, str]
    """word → pattern (postings.py)"""


def contribution(pages: Iterable[SearchPage]) -> Contribution:
    """Of the searched pages of a document, in order."""
    kinds = ""
    found: dict[str, str] = {}
    for number, page in enumerate(pages):
        kinds += str(KINDS.index(page.kind))
        here = [on_page(number, weight) for weight in (WEAK, PLAIN, STRONG)]
        for word, weight in _page_words(page).items():
            found[word] = found.get(word, "") + here[weight - WEAK]
    return Contribution(kinds, found)


def _page_words(page: SearchPage) -> dict[str, int]:
    """Word → weight."""
    by_weight: dict[int, set[str]] = {WEAK: set(), PLAIN: set(), STRONG: set()}
    by_weight[STRONG].update(_name(page.title), _name(page.number))
    heads: set[str] = set()
    for line in page.lines:
        amounts = [word for cell in line.cells for word in _amount(cell.text)]
        weight = _weight(line, page.kind, empty=not amounts)
        by_weight[weight].update(_name(line.name))
        by_weight[weight].update(_name(line.code))
        by_weight[WEAK].update(words(line.text))
        by_weight[PLAIN].update(amounts)
        if page.unit == YUAN:
            by_weight[PLAIN].update(map(_in_ten_thousands, amounts))
        heads.update([cell.head for cell in line.cells])
    for head in heads:
        by_weight[STRONG].update(_head(head))
    found: dict[str, int] = {}
    for weight in (WEAK, PLAIN, STRONG):
        found.update(dict.fromkeys(by_weight[weight], weight))
    return found


def _weight(line: SearchLine, page: str, *, empty: bool) -> int:
    """Of the name of a line: terms are what their page is for, rows of nothing but zeros what nobody looks for."""
    if line.cells:
        return WEAK if empty else PLAIN
    return STRONG if page == PageKind.GLOSSARY and line.text else PLAIN


@lru_cache(maxsize=1 << 15)
def _amount(text: str) -> tuple[str, ...]:
    if NOTHING.fullmatch(text):
        return ()
    return ("#" + text.lstrip("-").replace(",", ""),) if AMOUNT.fullmatch(text) else tuple(words(text))


@lru_cache(maxsize=1 << 15)
def _in_ten_thousands(word: str) -> str:
    """An amount in 元 is asked for in 万元 as well: #36858512.33 → #3685.851233."""
    if not AMOUNT.fullmatch(word[1:]) or word.endswith("%"):
        return word
    return f"#{Decimal(word[1:]).scaleb(-4):f}".rstrip("0").rstrip(".")


@lru_cache(maxsize=1 << 15)
def _name(name: str) -> tuple[str, ...]:
    """Its words, and the whole."""
    return (*words(name), *filter(None, [name_word(name)]))


@lru_cache(maxsize=1 << 13)
def _head(head: str) -> frozenset[str]:
    """Each of the heads above each other, and what they are together."""
    singles = (word for one in head.split(BETWEEN_HEADS) for word in _name(one))
    return frozenset((*singles, *filter(None, [name_word(head)])))


def written(made: Contribution) -> str:
    """As it is kept: the kinds, then a line for each word with its pattern."""
    return "\n".join([made.kinds, *(f"{word} {pattern}" for word, pattern in made.words.items())])


def read(text: str) -> Contribution:
    """What `written` gave."""
    kinds, *lines = text.split("\n")
    return Contribution(kinds, dict(line.split(" ") for line in lines))
