"""问题: what people ask the search, and what is right.

Our own are in questions.yml; reference.json are others', of which only the page is known.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import yaml
from msgspec import Struct

HERE = Path(__file__).parent
OVERVIEW = "首页"
ALTERNATIVE = "|"
INVENTED = 30
MANY = 2000


class Result(Struct, frozen=True, kw_only=True):
    """一页结果, as the search page shows it."""

    path: str
    """below the site's root, of its first link"""
    heading: str
    lines: tuple[str, ...] = ()
    """the hits"""


class Question(Struct, frozen=True, kw_only=True):
    """问题: `page` is `page`: the path of a right page; None if none is. One line has to show all of `shows`."""

    asked: str
    page: re.Pattern[str] | None
    shows: tuple[str, ...] = ()

    def right(self, result: Result) -> bool:
        if self.page is None or not self.page.search(result.path):
            return False
        return any(self._shown(f"{result.heading}\n{line}") for line in (*result.lines, ""))

    def _shown(self, text: str) -> bool:
        return all(any(says(text, one) for one in wanted.split(ALTERNATIVE)) for wanted in self.shows)


def says(text: str, wanted: str) -> bool:
    """Whether it stands there: numbers by themselves, with commas or not; words with spaces, quotation marks or not."""
    text, wanted = (re.sub(r"[,“”\"‘’]", "", unicodedata.normalize("NFKC", one)) for one in (text, wanted))
    if re.fullmatch(r"[\d.]+%?", wanted):
        return re.search(rf"(?<![\d.]){re.escape(wanted)}(?![\d%]|\.\d)", text) is not None
    return re.sub(r"\s", "", wanted) in re.sub(r"\s", "", text)


def own() -> tuple[Question, ...]:
    """Ours, on the documents of content/."""
    return _read("questions.yml")


def strangers() -> tuple[Question, ...]:
    """As people of other kinds ask, on the same documents."""
    return _read("strangers.yml")


def alike() -> tuple[Question, ...]:
    """In the style of the 42, on the same documents."""
    return _read("alike.yml")


def plain() -> tuple[Question, ...]:
    """In plain words, on the same documents and the pages that compare them."""
    return (*_read("plain.yml"), *_read("again.yml"))


def askers() -> tuple[Question, ...]:
    """A citizen, a journalist, a neighbour's clerk, an old person, on the documents of content/."""
    return (*_read("askers.yml"), *_read("askers-again.yml"))


def fresh() -> tuple[Question, ...]:
    """A stranger who knew the 42 and the built site, on the same documents."""
    return _read("asked.yml")


def elsewhere() -> tuple[Question, ...]:
    """In plain words, on the first INVENTED invented documents."""
    return (*_read("elsewhere.yml"), *_read("third.yml"))


def region() -> tuple[Question, ...]:
    """The same askers, on MANY invented documents."""
    return (*_read("region.yml"), *_read("region-again.yml"))


def _read(name: str) -> tuple[Question, ...]:
    read = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return tuple(_own(one, read["文件"]) for one in read["问题"])


def _own(one: dict[str, str | list[str]], documents: dict[str, str]) -> Question:
    page = None if "无" in one else _page(str(one["页"]), documents)
    return Question(asked=str(one["问"]), page=page, shows=tuple(map(str, one.get("写着", ()))))


def _page(wanted: str, documents: dict[str, str]) -> re.Pattern[str]:
    document, _, ending = wanted.partition(" ")
    if document not in documents:
        return re.compile(rf"(^|/)(?:{wanted})$")
    if ending == OVERVIEW:
        return re.compile(rf"^{documents[document]}$")
    return re.compile(rf"^{documents[document]}(.*/)?(?:{ending})$")


def reference() -> tuple[Question, ...]:
    """The 42 of others."""
    read: Iterable[dict[str, str | None]] = json.loads((HERE / "reference.json").read_text(encoding="utf-8"))
    return tuple(
        Question(asked=str(one["q"]), page=None if one["right"] is None else re.compile(one["right"])) for one in read
    )


class Answer(Struct, frozen=True, kw_only=True):
    """问题和它的结果, as many as the page showed at once."""

    question: Question
    results: tuple[Result, ...]

    @property
    def rank(self) -> int:
        """Of the first right result; 0 if there is none."""
        right = self.question.right
        return next((number for number, one in enumerate(self.results, start=1) if right(one)), 0)

    @property
    def false(self) -> bool:
        """Whether there is an answer where none is right."""
        return self.question.page is None and bool(self.results)


class Score(Struct, frozen=True, kw_only=True):
    """得分 of some answers."""

    asked: int
    """those that have a right answer"""
    answered: int
    first: int
    """answered at rank 1"""
    nothing: int
    """questions to which nothing is right"""
    false: tuple[Answer, ...]
    wrong: tuple[Answer, ...]
    """not answered at rank 1"""

    def __str__(self) -> str:
        shares = " ".join(f"{count}（{count / max(self.asked, 1):.1%}）" for count in (self.answered, self.first))
        return f"有对的 {self.asked} 问：答出、排第一 {shares}；没有对的 {self.nothing} 问，错答 {len(self.false)}"


def score(answers: Iterable[Answer]) -> Score:
    made = tuple(answers)
    real = [one for one in made if one.question.page is not None]
    return Score(
        asked=len(real),
        answered=sum(one.rank > 0 for one in real),
        first=sum(one.rank == 1 for one in real),
        nothing=len(made) - len(real),
        false=tuple(one for one in made if one.false),
        wrong=tuple(one for one in real if one.rank != 1),
    )
