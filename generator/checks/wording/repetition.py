"""字句重复: words and sentences that stand twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generator.checks.case import Case
from generator.checks.outcomes import Held, Outcome, Rule
from generator.checks.texts import written
from generator.model.finding_codes import FindingCode
from generator.model.findings import Finding, Severity

TWICE = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,12})(?P=word)|(?P<small>[的了是在和与为及])(?P=small)")
ALLOWED = re.compile(r"^一(?P<one>.)一(?P=one)$")
COMPOUNDS = (
    "服务",
    "管理",
    "建设",
    "系统",
    "平台",
    "信息",
    "中心",
    "业务",
    "工程",
    "单位",
    "工作",
    "保障",
    "发展",
    "数据",
)
"""words that end one compound and begin the next: 政务服务服务质量"""
SENTENCE = re.compile(r"[。；\n]")
LONG = 12
"""characters from which on a sentence that stands twice is no coincidence"""


def words_stand_once(case: Case) -> Iterator[Outcome]:
    """W203 字句重复: no word or sentence stands twice in a row or in one text (rule X17)."""
    for text in written(case):
        match = next((one for one in TWICE.finditer(text.text) if not _is_meant(one)), None)
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


def _is_meant(match: re.Match[str]) -> bool:
    around = match.string[max(match.start() - 1, 0) : match.end() + 1]
    return bool(ALLOWED.search(match[0])) or any(word * 2 in around for word in COMPOUNDS)


RULES = (Rule(code=FindingCode.REPEATED_WORDS, check=words_stand_once),)
