"""标点: doubled, unmatched and missing marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.case import Case
from generator.checks.narrative.deviations import deviations
from generator.checks.outcomes import Held, Outcome, Rule
from generator.checks.texts import Source, Written, written
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding, Severity
from generator.model.publication import Paragraph, Publication, plain

DOUBLED = re.compile(r"。[。，、；：]|，[。，、；：]|、[。，、；：]|；[。，、；：]|：[。，、；：]")
PAIRS = {"（": "）", "“": "”", "《": "》", "〔": "〕", "【": "】"}
LAST = re.compile(r"[。，；、]$")


def marks_are_single(case: Case) -> Iterator[Outcome]:
    """W202 标点: no mark stands twice, and every bracket and quotation mark has its other half (rule X17)."""
    ends = {*_doubled_by_the_wording(case)}
    damaged = tuple(f"{data.slug}." for data in case.document.performance if data.missing or data.quoted)
    for text in written(case):
        whole = text.source is not Source.FORM or not text.path.startswith(damaged)
        told = _doubled(text) or (whole and _unmatched(text)) or (text.place in ends and _last(text))
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


def _unmatched(text: Written) -> tuple[str, str] | None:
    """Not in an original's words, which may begin or end between the two halves."""
    if text.source is Source.ORIGINAL:
        return None
    for left, right in PAIRS.items():
        counts = text.text.count(left), text.text.count(right)
        if counts[0] != counts[1]:
            return f"“{text.text[:20]}”里有{counts[0]}个“{left}”、{counts[1]}个“{right}”，不成对", "请补上或删去半个"
    return None


def _last(text: Written) -> tuple[str, str]:
    return f"“{text.text[-12:]}”末尾有标点，排出来就重复了", "这一项末尾不写标点，句子会自己加"


def _doubled_by_the_wording(case: Case) -> Iterator[object]:
    """Places of inputs that end in a mark to which the wording adds another."""
    if case.publication is None:
        return
    sentences = [plain(paragraph.spans) for paragraph in _paragraphs(case.publication)]
    for text in written(case):
        if text.source in (Source.EXPLANATION, Source.PROFILE) and LAST.search(text.text):
            doubled = re.compile(re.escape(text.text) + r"[。，；、]")
            if any(doubled.search(sentence) for sentence in sentences):
                yield text.place


def _paragraphs(publication: Publication) -> Iterator[Paragraph]:
    for part in publication.parts:
        for section in part.sections:
            yield from (block for block in section.blocks if isinstance(block, Paragraph))


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
