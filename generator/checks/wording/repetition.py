"""字句重复: words and sentences that stand twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from gongkai.checks.context import Case
from gongkai.checks.outcomes import Held, Outcome, Rule
from gongkai.checks.texts import Source, Written, written
from gongkai.model.edition import declared
from gongkai.model.entries import Input
from gongkai.model.finding_codes import FindingCode
from gongkai.model.findings import Finding, Severity
from gongkai.model.places import Place

TWICE = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,12})(?P=word)|(?<!(?<![项科栏题])目)的的(?![确士])|了了(?![解结然])")
ALLOWED = re.compile(r"^一(?P<one>.)一(?P=one)$")
COMPOUND = re.compile(
    r"(?<=[\u4e00-\u9fff])(?P<noun>服务|管理|建设|系统|平台|信息|中心|业务|工程|单位|工作|保障|发展|数据|项目|资金|经费"
    r"|支出|收入|预算|决算|财政|采购|政府|行政|机关|部门|社会|公共|企业|群众|人员|干部|教育|教师|学生|学校|医疗|文化|农村"
    r"|生活|生产|市场|环境|安全|网络|技术|设备|设施|质量|培训|宣传|会议|监督|检查|评价|绩效|改革|事务|活动|研究|党委|市委"
    r"|区委|县委|省委|人大|司法|法院|三年|五年|委员会)(?P=noun)(?=[\u4e00-\u9fff])"
)
"""nouns that end one compound and begin the next: 政务服务服务质量"""
SENTENCE = re.compile(r"[。；\n]")
LONG = 12
"""characters from which on a sentence that stands twice is no coincidence"""

PARAGRAPH = 30
"""characters from which on a paragraph that stands in two texts was copied"""
PROSE = (Source.PROFILE, Source.EXPLANATION, Source.REPORT)
_MARKS = re.compile(r"[\W_]")


def words_stand_once(case: Case) -> Iterator[Outcome]:
    """W203 字句重复: no word or sentence stands twice in a row or in one text (rule X17)."""
    for text in written(case):
        match = _twice(text.text)
        sentences = Counter(sentence.strip() for sentence in SENTENCE.split(text.text))
        repeated = next((one for one, times in sentences.items() if times > 1 and len(one) >= LONG), None)
        if match is None and repeated is None:
            yield Held()
            continue
        words = match[0] if match else repeated or ""
        yield Finding(
            code=FindingCode.REPEATED_WORDS,
            severity=Severity.WARNING,
            place=text.place,
            message=f"“{words}”重复了" if match else f"“{words}”这一句写了{sentences[words]}遍",
            hint="请删去一个",
        )


def _twice(text: str) -> re.Match[str] | None:
    words = COMPOUND.sub(r"\g<noun>", text)
    return next((one for one in TWICE.finditer(words) if not ALLOWED.search(one[0])), None)


def lists_hold_each_thing_once(case: Case) -> Iterator[Outcome]:
    """W203 一列里的重复: no line or record of one list of the explanation stands in it twice.

    Two records that begin alike are about one thing (the name stands first): whether they repeat, a person must say.
    """
    for given in case.document.inputs.values():
        if isinstance(given.value, tuple):
            items: tuple[str | Mapping[str, str], ...] = given.value
            texts = [item if isinstance(item, str) else "，".join(item.values()) for item in items]
            names = ["" if isinstance(item, str) else next(iter(item.values()), "") for item in items]
            yield from _twice_in(given, texts, Severity.INCONSISTENCY)
            if len(set(texts)) == len(texts):
                yield from _twice_in(given, names, Severity.WARNING)


def _twice_in(given: Input, texts: list[str], severity: Severity) -> Iterator[Outcome]:
    first: dict[str, int] = {}
    for number, text in enumerate(texts):
        before = first.setdefault(_bare(text), number)
        if before == number or not _bare(text):
            yield Held()
            continue
        yield Finding(
            code=FindingCode.REPEATED_WORDS,
            severity=severity,
            place=_place(given, number),
            message=f"{given.path}里“{text[:40]}”写了两遍，第{before + 1}条也是",
            hint="请删去一条；确实是两件事的，请写出不同",
            related=(_place(given, before),),
        )


def _place(given: Input, number: int) -> Place:
    return given.items[number] if number < len(given.items) else given.place


def texts_stand_in_one_place(case: Case) -> Iterator[Outcome]:
    """W203 两处的重复: no long paragraph stands twice in the explanation and the profile, or twice in the reports.

    The explanation may well say what the report says.
    Reasons have a rule of their own (N305), and in forms what is alike may be said alike.
    """
    first: dict[tuple[str, bool], Written] = {}
    for text in written(case):
        found = declared(case.document.edition.inputs, text.path) if text.source is Source.EXPLANATION else None
        bare = _bare(text.text)
        if text.source not in PROSE or (found and found[0].explains) or len(bare) < PARAGRAPH:
            continue
        before = first.setdefault((bare, text.source is Source.REPORT), text)
        if before is text or (before.path == text.path and text.source is not Source.REPORT):
            yield Held()
            continue
        yield Finding(
            code=FindingCode.REPEATED_WORDS,
            severity=Severity.WARNING,
            place=text.place,
            message=f"“{text.text.strip()[:20]}……”这一段写了两遍",
            hint="请看另一处，改成这里该写的，或者删去一处",
            related=(before.place,),
        )


def _bare(text: str) -> str:
    return _MARKS.sub("", text)


RULES = (
    Rule(code=FindingCode.REPEATED_WORDS, check=words_stand_once),
    Rule(code=FindingCode.REPEATED_WORDS, check=lists_hold_each_thing_once),
    Rule(code=FindingCode.REPEATED_WORDS, check=texts_stand_in_one_place),
)
