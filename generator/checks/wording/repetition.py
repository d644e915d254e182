"""字句重复: words and sentences that stand twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, each
from gongkai.checks.texts import Source, Written, explains, written
from gongkai.model.entries import Input
from gongkai.model.finding_catalogue import bound_of, word_list
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place

TWICE = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,12})(?P=word)|(?<!(?<![项科栏题])目)的的(?![确士])|了了(?![解结然])")
ALLOWED = re.compile(r"^一(?P<one>.)一(?P=one)$")
SENTENCE = re.compile(r"[。；\n]")
Items = tuple[str | Mapping[str, str], ...]
PROSE = (Source.PROFILE, Source.EXPLANATION, Source.REPORT)
_MARKS = re.compile(r"[\W_]")


@each(written)
def words_stand_once(_case: Case, text: Written) -> Iterator[Said]:
    """W203 字句重复: no word or sentence stands twice in a row or in one text (rule X17)."""
    match = _twice(text.text)
    sentences = Counter(sentence.strip() for sentence in SENTENCE.split(text.text))
    long = bound_of("W203", "一句的字数")
    repeated = next((one for one, times in sentences.items() if times > 1 and len(one) >= long), None)
    if match:
        yield found("W203", text.place, "词", 字=match[0])
    elif repeated:
        yield found("W203", text.place, "句", 字=repeated, 次=sentences[repeated])


@cache
def _compound() -> re.Pattern[str]:
    """Nouns that end one compound and begin the next."""
    nouns = "|".join(word_list("W203", "可以相连"))
    return re.compile(rf"(?<=[\u4e00-\u9fff])(?P<noun>{nouns})(?P=noun)(?=[\u4e00-\u9fff])")


def _twice(text: str) -> re.Match[str] | None:
    words = _compound().sub(r"\g<noun>", text)
    return next((one for one in TWICE.finditer(words) if not ALLOWED.search(one[0])), None)


def _lists(case: Case) -> Iterator[tuple[Input, Items]]:
    for given in case.document.inputs.values():
        if isinstance(given.value, tuple) and given.value:
            yield given, given.value


@each(_lists)
def lists_hold_each_thing_once(_case: Case, listed: tuple[Input, Items]) -> Iterator[Said]:
    """W203 一列里的重复: no line or record of one list of the explanation stands in it twice.

    Two records that begin alike are about one thing (the name stands first): whether they repeat, a person must say.
    """
    given, items = listed
    texts = [item if isinstance(item, str) else "，".join(item.values()) for item in items]
    yield from _twice_in(given, texts, "一列")
    if len(set(texts)) == len(texts):
        names = ["" if isinstance(item, str) else next(iter(item.values()), "") for item in items]
        yield from _twice_in(given, names, "同名")


def _twice_in(given: Input, texts: list[str], variant: str) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for number, text in enumerate(texts):
        before = first.setdefault(_bare(text), number)
        if before != number and _bare(text):
            place, related = _place(given, number), (_place(given, before),)
            yield found("W203", place, variant, 项=given.path, 文=text[:40], 前=before + 1, related=related)


def _place(given: Input, number: int) -> Place:
    return given.items[number] if number < len(given.items) else given.place


def _paragraphs(case: Case) -> Iterator[tuple[Written, Written]]:
    """Long paragraphs, each with the first that says the same.

    Reasons have a rule of their own (N305), and in forms what is alike may be said alike.
    """
    first: dict[tuple[str, bool], Written] = {}
    for text in written(case):
        bare = _bare(text.text)
        if text.source in PROSE and not explains(case, text) and len(bare) >= bound_of("W203", "一段的字数"):
            yield text, first.setdefault((bare, text.source is Source.REPORT), text)


@each(_paragraphs)
def texts_stand_in_one_place(_case: Case, alike: tuple[Written, Written]) -> Iterator[Said]:
    """W203 两处的重复: no long paragraph stands twice in the explanation and the profile, or twice in the reports.

    The explanation may well say what the report says.
    """
    text, before = alike
    if before is not text and (before.path != text.path or text.source is Source.REPORT):
        yield found("W203", text.place, "一段", 文=text.text.strip()[:20], related=(before.place,))


def _bare(text: str) -> str:
    return _MARKS.sub("", text)
