"""检索词表: what one document gives to the index: which words stand on which of its pages, and how much they count.

It is kept between builds, so that an index can be made, or changed in a few places, without any other document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from gongkai.publishing.search.postings import on_page
from gongkai.publishing.search.words import name_word, words
from gongkai.rendering.pages import PageKind, SearchLine
from gongkai.rendering.search.pieces import SearchPage

KINDS = tuple(kind.value for kind in PageKind if kind.searched)
"""a page has one digit for it"""
STRONG, PLAIN, WEAK = 3, 2, 1
YUAN = "元"
BETWEEN_HEADS = " · "
NAMED = "名称："
NAME = re.compile(r"名称：([^；]+)")
"""another name in a row with amounts: 科目名称：工资奖金津补贴"""
SAYING_LITTLE = frozenset(("小计", "合计", "金额", "决算数", "预算数"))
"""heads of columns that mean what stands over them; search-hits.js has the same"""
FEW = 2
"""rows of a table in which a column's head names an amount, rather than a kind of amount"""
AMOUNT = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?%?")
ROUGHLY = "≈"
"""before an amount as people say it: 3685.85 gives ≈3700 and ≈3690"""
FIGURES = (2, 3)
"""to which amounts are rounded that have more"""
NOTHING = re.compile(r"[0.,%\s—–-]*")
"""a blank, a zero or a dash"""


class Contribution(Struct, frozen=True):
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
        for word, place in _page_words(page, number).items():
            found[word] = found.get(word, "") + place
    return Contribution(kinds, found)


def _page_words(page: SearchPage, number: int) -> dict[str, str]:
    """Word → page and weight, as they stand in a pattern; what counts more goes before."""
    by_weight: dict[int, set[str]] = {WEAK: set(), PLAIN: set(), STRONG: set()}
    by_weight[STRONG].update(_name(page.title), _name(page.number))
    heads: set[str] = set()
    figures: set[str] = set()  # in 万元
    rows = 0
    filled = False
    for line in page.lines:
        amounts = [word for cell in line.cells for word in _amount(cell.text)]
        by_weight[_weight(line, page.kind, empty=not amounts)].update(_name(line.name), _name(line.code))
        by_weight[PLAIN].update(amounts)
        rows += bool(line.cells)
        filled = filled or bool(amounts)
        figures.update(map(_in_ten_thousands, amounts) if page.unit == YUAN else amounts)
        if line.text:
            by_weight[WEAK].update(words(line.text))
        if amounts and NAMED in line.text:
            by_weight[PLAIN].update(*map(_name, NAME.findall(line.text)))
        heads.update([cell.head for cell in line.cells])
    for head in heads:
        over, own = _head(head)
        by_weight[(STRONG if rows <= FEW else PLAIN) if filled else WEAK].update(own)
        by_weight[WEAK].update(over)
    by_weight[PLAIN].update(figures, *map(_rough, figures))
    by_weight[WEAK].update(*[_rough(word) for word in by_weight[WEAK] if word[0] == "#"])
    found: dict[str, str] = {}
    for weight in (WEAK, PLAIN, STRONG):
        found.update(dict.fromkeys(by_weight[weight], on_page(number, weight)))
    return found


def _weight(line: SearchLine, page: str, *, empty: bool) -> int:
    """Of the name of a line: rows and terms are what one asks for, but not rows of nothing but zeros."""
    if line.cells:
        return WEAK if empty else STRONG
    return STRONG if page == PageKind.GLOSSARY and line.text else PLAIN


@lru_cache(maxsize=1 << 15)
def _amount(text: str) -> tuple[str, ...]:
    if NOTHING.fullmatch(text):
        return ()
    return ("#" + text.lstrip("-").replace(",", ""),) if AMOUNT.fullmatch(text) else tuple(words(text))


def _rough(word: str) -> tuple[str, ...]:
    """An amount in 万元 as it is said: #3685.85 → ≈3700, ≈3690. What has no decimals is a year, or round itself."""
    whole, point, decimals = word.partition(".")
    length = len(whole) - 1
    if word[0] != "#" or not point or length <= FIGURES[0] or decimals.endswith("%"):
        return ()
    steps = (10 ** (length - figures) for figures in FIGURES if length > figures)
    return tuple(f"{ROUGHLY}{(int(whole[1:]) + step // 2) // step * step}" for step in steps)


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
def _head(head: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words of the heads over others; those of the column's own head, and of all together."""
    heads = head.split(BETWEEN_HEADS)
    own = {heads.pop()}
    if heads and own <= SAYING_LITTLE:
        own.add(heads.pop())
    whole = filter(None, [name_word(head)])
    return _names(heads), _names(own).union(whole)


def _names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in _name(name))


def written(made: Contribution) -> str:
    """As it is kept: the kinds, then a line for each word with its pattern."""
    return "\n".join([made.kinds, *map(" ".join, made.words.items())])


def read(text: str) -> Contribution:
    """What `written` gave."""
    kinds, *lines = text.split("\n")
    return Contribution(kinds, dict(line.split(" ") for line in lines))
