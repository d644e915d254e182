"""标点: doubled, unmatched and missing marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from gongkai.checks.context import Case
from gongkai.checks.deviations import Deviation, in_text
from gongkai.checks.outcomes import Said, each, together
from gongkai.checks.texts import Source, Written, written
from gongkai.model.findings import Finding, found
from gongkai.model.places import Place
from gongkai.model.spans import Text, plain

DOUBLED = re.compile(r"。[。，、；：]|，[。，、；：]|、[。，、；：]|；[。，、；：]|：[。，、；：]")
EMPTY = re.compile(f"{DOUBLED.pattern}|（）|“”|《》")
TYPED = "\ufffc"
"""stands for what was typed"""
SHOWN = 16
PAIRS = {"（(": "）)", "“": "”", "《": "》", "〔": "〕", "【": "】"}
ENUMERATION = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[）)]")
"""1） 一）: a bracket that needs no other half"""
LAST = re.compile(r"[。，；、]$")
INPUTS = (Source.EXPLANATION, Source.PROFILE)


@each(written)
def marks_are_single(case: Case, text: Written) -> Iterator[Said]:
    """W202 标点: no mark stands twice, and every bracket and quotation mark has its other half (rule X17)."""
    damaged = tuple(f"{data.slug}." for data in case.document.performance if data.missing or data.quoted)
    whole = text.source is not Source.FORM or not text.path.startswith(damaged)
    wrong = _doubled(text) or (_unmatched(case, text) if whole else None)
    if wrong is not None:
        yield wrong
    elif text.place in _doubled_by_the_wording(case):
        yield found("W202", text.place, "末尾", 文=text.text[-12:])


def _doubled(text: Written) -> Finding | None:
    match = DOUBLED.search(text.text)
    if match is None:
        return None
    around = text.text[max(match.start() - 6, 0) : match.end() + 2]
    return found("W202", text.place, "重复", 前后=around)


def _unmatched(case: Case, text: Written) -> Finding | None:
    """Not in an original's words, which may begin or end between the two halves, nor over the lines of a report."""
    if text.source is Source.ORIGINAL:
        return None
    whole = case.document.reports[text.path].text if text.source is Source.REPORT else text.text
    for left, right in PAIRS.items():
        if _lacks_half(text.text, left, right) and _lacks_half(whole, left, right):
            return found(
                "W202",
                text.place,
                "不成对",
                文=text.text[:20],
                左=left[0],
                左数=_count(text.text, left),
                右=right[0],
                右数=_count(text.text, right),
            )
    return None


def _lacks_half(text: str, left: str, right: str) -> bool:
    surplus = _count(text, right) - _count(text, left)
    numbers = len(ENUMERATION.findall(text)) if right in PAIRS["（("] else 0
    return not 0 <= surplus <= numbers


def _count(text: str, marks: str) -> int:
    return sum(map(text.count, marks))


@lru_cache(maxsize=1)
def _doubled_by_the_wording(case: Case) -> frozenset[Place]:
    """Places of inputs that end in a mark to which the wording adds another."""
    paragraphs = case.publication.paragraphs() if case.publication else ()
    sentences = [plain(paragraph.spans) for paragraph in paragraphs]
    ends = (one for one in written(case) if one.source in INPUTS and LAST.search(one.text))
    return frozenset(text.place for text in ends if any(map(_with_a_mark(text.text).search, sentences)))


def _with_a_mark(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text) + r"[。，；、]")


def _worded(case: Case) -> Iterator[str]:
    """Paragraphs of a document that is written here; what was typed is told where it stands."""
    paragraphs = case.publication.paragraphs() if case.publication and not case.document.archived else ()
    for paragraph in paragraphs:
        yield "".join(TYPED if isinstance(span, Text) and span.places else span.text for span in paragraph.spans)


@each(_worded)
def wording_leaves_nothing_out(case: Case, text: str) -> Iterator[Said]:
    """W202 印出的标点: 包括：。 where there was nothing to list, and the wording does not say so otherwise."""
    match = EMPTY.search(text)
    if match is not None:
        around = text[max(match.start() - SHOWN, 0) : match.end() + 2].replace(TYPED, "…")
        yield found("W202", case.document.place, "印出", 前后=around)


def _ends(case: Case) -> Iterator[Deviation]:
    """原文 in which the wording ends a sentence."""
    return (one for one in in_text(case) if one.expected.endswith("。"))


@together(_ends)
def sentences_end(_case: Case, ends: list[Deviation]) -> Iterator[Said]:
    """W202 句号: where the wording ends a sentence, the original does; one finding for all."""
    lacking = [
        end
        for end in ends
        if end.expected.count("。") > end.printed.count("。") and not re.search(r"[。；，：]$", end.printed)
    ]
    if not lacking:
        return
    first, *others = dict.fromkeys(deviation.place for deviation in lacking)
    named = "、".join(f"“{one.printed[-8:]}”" for one in lacking[:4]) + ("等" if len(lacking) > 4 else "")
    yield found("W202", first, "缺句号", 数=len(lacking), 各句=named, related=tuple(others))
