"""别的单位: a body that a text speaks of as its own, told by the shape of its name alone (测试市教育局2024年度……).

It may be anyone who is not in the repository, so it warns: 财政局 and whoever else everybody speaks of stand in the
edition's or the document's 文中单位.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from gongkai.checks.context import Case
from gongkai.checks.narrative.names import CLAUSE_END, OPENING
from gongkai.checks.outcomes import Said, each
from gongkai.checks.texts import Source, Written, bodies_of, explains, wordings, written
from gongkai.model.body_names import is_short_for
from gongkai.model.documents import Document
from gongkai.model.finding_catalogue import word_pattern
from gongkai.model.findings import found

LONGEST = 200
"""characters of a clause that are looked at"""
OF_NAMES = re.compile(r"机构|单位|简称")
"""what in 概况 lists the names of offices and units"""
_SIGNS = re.compile("[局厅委会室心校学院园站所处队馆司团府]")
"""with one of these every name of a body ends"""
_PLACE = re.compile(r"[一-鿿]{2,8}?(?:自治[区州县]|[省市县区州盟旗])")
_LARGE = ("省", "市", "州", "盟", "自治区")
_Patterns = tuple[re.Pattern[str], ...]


OF_STATE, OF_DUTIES, IN_DUTIES, IN_REASONS = (
    ("情况", "单位"),
    ("职责", "单位"),
    ("职责里", "单位"),
    ("原因里", "机构"),
)
"""what one tells of oneself, and what the name then ends in: lists of words of N404"""


@cache
def _subject(after: str, kinds: str) -> re.Pattern[str]:
    """A name, followed by what one tells of oneself: both are lists of words of N404."""
    name = rf"(?:{_any('地名')})[一-鿿]{{1,18}}?(?:{_any(kinds)})|{_any('不用地名的单位')}"
    return re.compile(rf"(?P<name>{name})(?:[（(](?:本级|机关)[）)])?(?:{_any(after)})")


def make_ready() -> None:
    """Compile these expressions now: before children are forked."""
    for subject in (OF_STATE, OF_DUTIES, IN_DUTIES, IN_REASONS):
        _subject(*subject)


def _any(listed: str) -> str:
    own = word_pattern("N401", "自己的情况").pattern + "|" if listed == "情况" else ""
    return own + word_pattern("N404", listed).pattern


def _texts(case: Case) -> Iterator[Written]:
    return (text for text in written(case) if text.source not in (Source.ORIGINAL, Source.WAIVER))


@each(_texts)
def no_other_body(case: Case, text: Written) -> Iterator[Said]:
    """N404 别的单位: no clause speaks of another body as of the department itself (rule X16)."""
    told = dict(_in_text(case, text))
    wrong = [name for name in _others(case, told) if name not in case.corpus.names]
    if wrong:
        yield found("N404", text.at(told[wrong[0]]), "文", 名="”“".join(wrong), 本=case.document.name)


@each(wordings)
def wording_names_no_body(case: Case, words: str) -> Iterator[Said]:
    """N404 措辞里的单位: an edition is for every department; its wording writes 部门, no body by name (rule X16)."""
    names = {name: None for name, _ in _subjects(words, (_subject(*OF_STATE),))}
    for name in _others(case, names):
        yield found("N404", case.document.place, "版式", 名=name, 本=case.document.name)


def _in_text(case: Case, text: Written) -> Iterator[tuple[str, int]]:
    """Bodies of which a text speaks as of itself, and where they stand.

    In 概况 others' duties stand beside one's own, so only what says who the text is about counts. A reason is about
    oneself: whatever follows the name of an office of government is told of that office.
    """
    if text.source is Source.PROFILE:
        own = list(_subjects(text.text, (_subject(*IN_DUTIES),)))
        yield from own or _of_elsewhere(text.text, case.document.department.region.split("/"))
    elif explains(case, text):
        orders = word_pattern("N404", "安排")
        yield from _subjects(text.text, (_subject(*OF_STATE), _subject(*IN_REASONS)), orders)
    else:
        yield from _subjects(text.text, (_subject(*OF_STATE),))


def _subjects(text: str, patterns: _Patterns, besides: re.Pattern[str] | None = None) -> Iterator[tuple[str, int]]:
    """Names at the beginning of a clause, of which it tells what one tells of oneself; and where they stand."""
    start = 0
    for clause in CLAUSE_END.split(text) if _SIGNS.search(text) else ():
        opening = OPENING.match(clause) if _SIGNS.search(clause) else None
        rest = clause[opening.end() : opening.end() + LONGEST] if opening else ""
        name = _subject_of(rest, patterns)
        if opening and name and not (besides and besides.search(rest)):
            yield name, start + opening.end()
        start += len(clause) + 1


def _subject_of(clause: str, patterns: _Patterns) -> str:
    """The name that it begins with, if nothing in it tells of dealings with that body or of history."""
    if not clause or word_pattern("N404", "句首不是名称").match(clause):
        return ""
    match = next(filter(None, (pattern.match(clause) for pattern in patterns)), None)
    of_two = match and (word_pattern("N404", "来往").search(clause) or word_pattern("N402", "沿革").search(clause))
    return match["name"] if match and not of_two else ""


def _of_elsewhere(text: str, region: list[str]) -> Iterator[tuple[str, int]]:
    """A body of another province or city, or of another place of the department's own level, at the head of a duty."""
    plausible = not word_pattern("N404", "句首不是名称").match(text)
    match = _subject(*OF_DUTIES).match(text[:LONGEST]) if plausible else None
    place = _PLACE.match(match["name"]) if match else None
    if match and place and place[0] not in region and place[0].endswith((*_LARGE, region[-1][-1])):
        yield match["name"], 0


def _others(case: Case, names: Iterable[str]) -> list[str]:
    """Those that are neither the department's own nor of whom everybody speaks."""
    document, listed = case.document, list(names)
    if not listed:
        return []
    everybodys = (*document.edition.others, *document.head.others, *bodies_of(document))  # 纳入测试市教育局……
    own = tuple(_own(document))
    others = (name for name in listed if not name.endswith(everybodys))
    return [name for name in others if not any(is_short_for(name, whole) for whole in own)]


def _own(document: Document) -> Iterator[str]:
    """What the document may call itself, its units and its offices."""
    yield from bodies_of(document)
    for given in document.inputs.values():
        if given.path.startswith("概况.") and OF_NAMES.search(given.path):
            listed = given.value if isinstance(given.value, tuple) else (given.value,)
            yield from (name for name in listed if isinstance(name, str))
