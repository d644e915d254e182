"""年度: texts that speak of another year than the document's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Said, each
from gongkai.checks.texts import Source, Written, wordings, written
from gongkai.model.finding_catalogue import word_pattern
from gongkai.model.findings import Finding, found

YEAR = re.compile(r"(?<![\d.])(?P<year>20\d\d)年")
TITLES = re.compile(r"《[^《》]*》|[（(][^（）()]*号[）)]|〔\d+〕[^，。；]{0,20}?号")
CLAUSE = re.compile(r"[\s，,：:、（(]$")
SENTENCE = re.compile(r"[。；！？\n]")
NAME = ("项目", "名称")
"""how the path of a cell ends that holds the name of a project, which may be named after any year"""
SHOWN = 40
LOOKED_AT = (Source.EXPLANATION, Source.FORM, Source.REPORT, Source.PROFILE)


def _texts(case: Case) -> Iterator[Written]:
    """Texts that name a year."""
    may_speak_of_any = word_pattern("N304", "跨年的事")
    for text in written(case):
        named_so = text.source is Source.FORM and text.path.endswith(NAME)
        looked_at = text.source in LOOKED_AT and not named_so and _named(text.text)
        if looked_at and (not _is_reason(text) or may_speak_of_any.search(text.text)):
            yield text


@each(_texts)
def texts_are_of_the_year(case: Case, text: Written) -> Iterator[Said]:
    """N306 年度: what is reported and due is of the document's year (rule X16); reasons are N304's first.

    Another year is right where it is compared with, tells of the past or of plans, or stands beside the document's own.
    """
    year, ahead = case.document.year, not case.document.edition.kind.looks_back
    right = {year, year - 1} if _is_reason(text) else {year}
    wrong = (one for one in _named(text.text) if int(one["year"]) not in right and _is_wrong(one, year, ahead=ahead))
    yield from (_told(text, first, year) for first in list(wrong)[:1])


def _is_reason(text: Written) -> bool:
    return "原因" in text.path


def _named(text: str) -> list[re.Match[str]]:
    """The years that a text names, but for titles."""
    return list(YEAR.finditer(TITLES.sub(lambda title: "○" * len(title[0]), text)))


def _dated_wordings(case: Case) -> Iterator[str]:
    return filter(_named, wordings(case))


@each(_dated_wordings)
def wording_is_of_the_year(case: Case, words: str) -> Iterator[Said]:
    """N306 措辞里的年度: a year that the edition's wording prints is the document's or the one before (rule X16)."""
    year = case.document.year
    for one in _named(words):
        if int(one["year"]) < year - 1 and _is_wrong(one, year - 1, ahead=False):
            shown = words[max(one.start() - 10, 0) : one.end() + 20]
            yield found("N306", case.document.place, "版式", 文=shown, 年=year)
            return


def _is_wrong(match: re.Match[str], year: int, *, ahead: bool) -> bool:
    """Whether another year than `year` is spoken of as if it were this."""
    named, text, start, end = int(match["year"]), match.string, match.start(), match.end()
    before, after = SENTENCE.split(text[max(start - 100, 0) : start])[-1], SENTENCE.split(text[end : end + 100])[0]
    if re.search(rf"{year}|本年|今年", before + after):
        return False
    planned = named > year and word_pattern("N306", "以后").search(before + after)
    if word_pattern("N306", "期限").match(after):
        return not planned
    if word_pattern("N306", "比较").search(before) or word_pattern("N306", "起止").match(after):
        return False
    if named < year:
        return _reports(before, after)
    told_later = named == year + 1 and not ahead and word_pattern("N306", "公开以前").match(after)
    return not told_later and not planned


def _reports(before: str, after: str) -> bool:
    """Whether a year before is that of what the text reports of its own, and not one of its history."""
    own = word_pattern("N306", "本部门的情况").match(after)
    if own is None or (before and own[0].startswith(("，", ",")) and not CLAUSE.search(before)):
        return False
    if word_pattern("N306", "自称").search(own[0]):
        return not word_pattern("N306", "来历").match(after[own.end() :])
    return not word_pattern("N306", "往事").search(before[-12:] + after[:30])


def _told(text: Written, wrong: re.Match[str], year: int) -> Finding:
    start = max(SENTENCE.sub("。", text.text[: wrong.start()]).rfind("。") + 1, wrong.end() - SHOWN // 2)
    shown = SENTENCE.split(text.text[start : start + SHOWN])[0].strip()
    return found("N306", text.at(wrong.start()), "文", 文=shown, 别=wrong["year"], 年=year)
