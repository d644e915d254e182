"""标点: doubled, unmatched and missing marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.deviations import deviations
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.texts import Source, Written, written
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.publication import plain

DOUBLED = re.compile(r"。[。，、；：]|，[。，、；：]|、[。，、；：]|；[。，、；：]|：[。，、；：]")
PAIRS = {"（(": "）)", "“": "”", "《": "》", "〔": "〕", "【": "】"}
ENUMERATION = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[）)]")
"""1） 一）: a bracket that needs no other half"""
LAST = re.compile(r"[。，；、]$")


def marks_are_single(case: Case) -> Iterator[Outcome]:
    """W202 标点: no mark stands twice, and every bracket and quotation mark has its other half (rule X17)."""
    ends = {*_doubled_by_the_wording(case)}
    damaged = tuple(f"{data.slug}." for data in case.document.performance if data.missing or data.quoted)
    for text in written(case):
        whole = text.source is not Source.FORM or not text.path.startswith(damaged)
        told = _doubled(text) or (whole and _unmatched(case, text)) or (text.place in ends and _last(text))
        if not told:
            yield Held()
            continue
        yield Finding(
            code=FindingCode.PUNCTUATION,
            severity=Severity.WARNING,
            place=text.place,
            message=told[0],
            hint=told[1],
        )


def _doubled(text: Written) -> tuple[str, str] | None:
    match = DOUBLED.search(text.text)
    if match is None:
        return None
    around = text.text[max(match.start() - 6, 0) : match.end() + 2]
    return f"标点重复：“{around}”", "请删去多余的标点"


def _unmatched(case: Case, text: Written) -> tuple[str, str] | None:
    """Not in an original's words, which may begin or end between the two halves, nor over the lines of a report."""
    if text.source is Source.ORIGINAL:
        return None
    whole = case.document.reports[text.path].text if text.source is Source.REPORT else text.text
    for left, right in PAIRS.items():
        if _lacks_half(text.text, left, right) and _lacks_half(whole, left, right):
            counts = _count(text.text, left), _count(text.text, right)
            told = f"“{text.text[:20]}”里有{counts[0]}个“{left[0]}”、{counts[1]}个“{right[0]}”，不成对"
            return told, "请补上或删去半个"
    return None


def _lacks_half(text: str, left: str, right: str) -> bool:
    surplus = _count(text, right) - _count(text, left)
    numbers = len(ENUMERATION.findall(text)) if right in PAIRS["（("] else 0
    return not 0 <= surplus <= numbers


def _count(text: str, marks: str) -> int:
    return sum(map(text.count, marks))


def _last(text: Written) -> tuple[str, str]:
    return f"“{text.text[-12:]}”末尾有标点，排出来就重复了", "这一项末尾不写标点，句子会自己加"


def _doubled_by_the_wording(case: Case) -> Iterator[object]:
    """Places of inputs that end in a mark to which the wording adds another."""
    if case.publication is None:
        return
    sentences = [plain(paragraph.spans) for paragraph in case.publication.paragraphs()]
    for text in written(case):
        if text.source in (Source.EXPLANATION, Source.PROFILE) and LAST.search(text.text):
            doubled = re.compile(re.escape(text.text) + r"[。，；、]")
            if any(doubled.search(sentence) for sentence in sentences):
                yield text.place


def sentences_end(case: Case) -> Iterator[Outcome]:
    """W202 句号: where the wording ends a sentence, the original does; one finding for all."""
    lacking = [
        deviation
        for deviation in deviations(case)
        if deviation.expected.count("。") > deviation.printed.count("。")
        and deviation.expected.endswith("。")
        and not re.search(r"[。；，：]$", deviation.printed)
    ]
    if not lacking:
        return
    first, *others = dict.fromkeys(deviation.place for deviation in lacking)
    yield Finding(
        code=FindingCode.PUNCTUATION,
        severity=Severity.WARNING,
        place=first,
        message=f"有{len(lacking)}句末尾缺句号：{'、'.join(f'“{one.printed[-8:]}”' for one in lacking[:4])}"
        + ("等" if len(lacking) > 4 else ""),
        hint="请在句末加句号",
        related=tuple(others),
    )


RULES = (
    Rule(code=FindingCode.PUNCTUATION, check=marks_are_single),
    Rule(code=FindingCode.PUNCTUATION, check=sentences_end),
)
